using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CLiKA.Probes;

namespace CLiKA.Answers;

/// <summary>
/// The text format of answers, one character each: the letter of the chosen option, a lower-case letter where the item does not offer it, a hyphen
/// for an answer that names no letter.
/// </summary>
public static class AnswerLetters
{
    private const char Invalid = '-';

    /// <summary>Formats answers.</summary>
    /// <param name="answers">The answers.</param>
    /// <returns>One character for each answer.</returns>
    public static string Write(IEnumerable<Answer> answers) => string.Concat(answers.Select(Write));

    /// <summary>Formats one answer.</summary>
    /// <param name="answer">The answer; null where there is none.</param>
    /// <returns>One character; null where there is no answer.</returns>
    [return: NotNullIfNotNull(nameof(answer))]
    public static string? Of(Answer? answer) => answer is null ? null : Write(answer).ToString();

    /// <summary>Parses answers.</summary>
    /// <param name="letters">One character for each answer.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="FormatException">A character is neither a letter nor a hyphen.</exception>
    public static ImmutableArray<Answer> Read(string letters) => [.. letters.Select(Read)];

    private static char Write(Answer answer) => answer switch
    {
        { Choice: { } choice } => OptionLetter.Of(choice),
        { UnofferedLetter: { } letter } => char.ToLowerInvariant(letter),
        _ => Invalid,
    };

    private static Answer Read(char letter) => letter switch
    {
        >= 'A' and <= 'Z' => new Answer(letter - 'A'),
        >= 'a' and <= 'z' => Answer.Invalid with { UnofferedLetter = char.ToUpperInvariant(letter) },
        Invalid => Answer.Invalid,
        _ => throw new FormatException($"'{letter}' is not an answer; expected a letter, or a hyphen for an invalid one."),
    };
}
