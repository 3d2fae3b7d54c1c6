using System.Collections.Immutable;

namespace CLiKA.Answers;

/// <summary>The text format of the choices for each wording, one text per wording in the format of <see cref="AnswerLetters"/>.</summary>
internal static class WordingLetters
{
    /// <summary>Formats the choices for each wording.</summary>
    /// <param name="answers">The answers, at least one.</param>
    /// <returns>One text for each wording; empty where items were asked in one.</returns>
    public static ImmutableArray<string> Write(ImmutableArray<Answer> answers) =>
    [
        .. Enumerable.Range(0, answers[0].Wordings.Length)
            .Select(wording => AnswerLetters.Write(answers.Select(answer => new Answer(answer.Wordings[wording])))),
    ];

    /// <summary>Parses the choices for each wording and adds them to answers.</summary>
    /// <param name="wordings">One text for each wording.</param>
    /// <param name="answers">The answers.</param>
    /// <returns>The answers with <see cref="Answer.Wordings"/>.</returns>
    /// <exception cref="FormatException">
    /// The length of a text differs from the number of answers, or it contains something other than answers.
    /// </exception>
    public static ImmutableArray<Answer> Read(IReadOnlyList<string> wordings, ImmutableArray<Answer> answers)
    {
        var odd = wordings.FirstOrDefault(letters => letters.Length != answers.Length);
        if (odd is not null)
        {
            throw new FormatException($"{odd.Length} letters for {answers.Length} items.");
        }

        var choices = wordings.Select(AnswerLetters.Read).ToList();
        return [.. answers.Select((answer, item) => answer with { Wordings = [.. choices.Select(wording => wording[item].Choice)] })];
    }
}
