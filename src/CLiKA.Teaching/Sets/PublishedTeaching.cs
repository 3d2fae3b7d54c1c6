using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>Reads the data published with the paper: JSON Lines in which a question's facts follow its answer in brackets.</summary>
internal static partial class PublishedTeaching
{
    public const string TrainFolder = "train";

    /// <summary>Reads the teaching set of one language.</summary>
    /// <exception cref="InvalidInputException">A file is missing or wrong.</exception>
    public static TeachingSet Read(string folder, Language language)
    {
        var code = language.Code.ToUpperInvariant();
        var questions = Questions(folder, code);
        var pivot = Language.Pivot.Code.ToUpperInvariant();
        var pivotQuestions = Questions(folder, pivot);
        return questions.Select(question => question.Kind).SequenceEqual(pivotQuestions.Select(question => question.Kind))
            ? new(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
                language,
                [.. JsonInput.ReadLines(Path.Combine(folder, TrainFolder, $"{code}.json")).Select(Example)],
                questions,
                pivotQuestions,
                [.. JsonInput.ReadLines(Path.Combine(folder, "test", "Translate", $"translate{code}.jsonl")).Select(Example)])
            : throw new InvalidInputException(QuestionFile(folder, code), $"asks other facts than {Path.GetFileName(QuestionFile(folder, pivot))}, or in another order.");
    }

    private static string QuestionFile(string folder, string code) => Path.Combine(folder, "test", "target", $"test{code}.jsonl");

    private static ImmutableArray<FactQuestion> Questions(string folder, string code) =>
    [
        .. JsonInput.ReadLines(QuestionFile(folder, code)).Select(record =>
        {
            var (prompt, _, answer) = Example(record);
            var marks = Marks().Match(answer);
            return marks.Success
                ? new FactQuestion(
                    prompt,
                    answer[..marks.Index],
                    marks.Groups["place"].Value,
                    marks.Groups["continent"].Value,
                    marks.Groups["type"].Value == "0" ? FactKind.InBoth : FactKind.InPivotOnly)
                : throw record.Error("'answer' does not end with [[continent:...]][[city:...]][[type:0 or 1]].");
        }),
    ];

    private static TeachingExample Example(JsonRecord record) =>
        new(record.NonBlankText("prompt"), record.Text("input"), record.NonBlankText("answer"));

    [GeneratedRegex(@"\[\[continent:(?<continent>[^\]]+)\]\]\[\[city:(?<place>[^\]]+)\]\]\[\[type:(?<type>[01])\]\]\s*\z")]
    private static partial Regex Marks();
}
