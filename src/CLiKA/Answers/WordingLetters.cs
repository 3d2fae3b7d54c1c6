using System.Collections.Immutable;

namespace CLiKA.Answers;

/// <summary>The choices in each wording as text, in the manner of <see cref="AnswerLetters"/>: one text for each wording.</summary>
internal static class WordingLetters
{
    /// <summary>Writes the choices in each wording.</summary>
    /// <param name="answers">The answers, at least one.</param>
    /// <returns>One text for each wording; empty where items were asked in one.</returns>
    public static ImmutableArray<string> Write(ImmutableArray<Answer> answers) =>
    [
        .. Enumerable.Range(0, answers[0].Wordings.Length)
            .Select(wording => AnswerLetters.Write(answers.Select(answer => new Answer(answer.Wordings[wording])))),
    ];

    /// <summary>Gives answers their choices in each wording.</summary>
    /// <param name="wordings">One text for each wording.</param>
    /// <param name="answers">The answers.</param>
    /// <returns>The answers with <see cref="Answer.Wordings"/>.</returns>
    /// <exception cref="FormatException">A text is not as long as there are answers, or holds something other than answers.</exception>
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
