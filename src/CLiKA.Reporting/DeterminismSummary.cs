using System.Globalization;
using CLiKA.Answers;
using CLiKA.Measurements.Repeats;

namespace CLiKA.Reporting;

/// <summary>Describes the outcome of asking a sample of the questions again.</summary>
public static class DeterminismSummary
{
    private const int MostExamples = 5;

    /// <summary>Describes how many answers changed, and how close the scores of the options were.</summary>
    /// <param name="determinism">The outcome of asking again.</param>
    /// <returns>One or two sentences per way of asking, without a final newline.</returns>
    public static IEnumerable<string> Lines(Determinism determinism)
    {
        ArgumentNullException.ThrowIfNull(determinism);

        // This follows the judge's verdict, which is based on the first answers alone.
        yield return $"{(determinism.Fails ? "Not comparable despite the verdict above. " : string.Empty)}Repeatability: {Counts(determinism.Repeated)}{Judged(determinism)}";
        if (determinism.OnCpu is { } cpu)
        {
            yield return $"Repeatability: {Counts(cpu)}";
        }
        else if (determinism.CpuFault is { } fault)
        {
            yield return $"Repeatability: not asked again on the CPU. {fault}";
        }
    }

    /// <summary>Describes why the run fails.</summary>
    /// <param name="determinism">The outcome of asking again.</param>
    /// <returns>A sentence, and a line for each of the first unexplained answers.</returns>
    public static string Describe(Determinism determinism)
    {
        ArgumentNullException.ThrowIfNull(determinism);
        var repeated = determinism.Repeated;
        var unexplained = repeated.Unexplained.ToList();
        var examples = unexplained.Take(MostExamples).Select(change => string.Create(
            CultureInfo.InvariantCulture,
            $"  {change.ProbeSet}, {change.Language}, {change.Item}: {AnswerLetters.Of(change.Usual)} in the run, {AnswerLetters.Of(change.Other)} when asked again, "
            + $"margins {Number(change.Usual.Margin)} and {Number(change.Other.Margin)}"));
        var rest = unexplained.Count > MostExamples ? $"\n  and {unexplained.Count - MostExamples} more" : string.Empty;
        return $"{Counts(repeated)} {Verdict(repeated, unexplained.Count)} "
            + "Where answers depend on how the model is run, a changed answer says nothing about what it knows.\n"
            + string.Join('\n', examples) + rest;
    }

    private static string Judged(Determinism determinism)
    {
        var unexplained = determinism.Repeated.Unexplained.Count();
        return unexplained == 0 ? string.Empty
            : $" {Verdict(determinism.Repeated, unexplained)}{(determinism.IsRequired ? string.Empty : " This is only reported, as the configuration says.")}";
    }

    private static string Verdict(Repetition repetition, int unexplained) => string.Create(
        CultureInfo.InvariantCulture,
        $"Rounding does not explain {unexplained} of them (a log-probability may move by {repetition.Tolerance:0.####}).");

    private static string Counts(Repetition repetition)
    {
        var (changed, asked) = (repetition.Changed.Length, repetition.Asked);
        var what = changed == 0 ? $"none of {asked:N0} answers changed" : $"{changed:N0} of {asked:N0} answers changed";
        var margins = repetition.SmallestMargin is null ? "answers have no margin"
            : $"smallest margin between the two likeliest options {Number(repetition.SmallestMargin)}"
                + (repetition.SmallestChangedMargin is null ? string.Empty : $", among changed answers {Number(repetition.SmallestChangedMargin)}");
        var moved = repetition.LargestMove is null ? string.Empty : $"; log-probabilities moved by at most {Number(repetition.LargestMove)}";
        return string.Create(CultureInfo.InvariantCulture, $"{what} when asked again {repetition.Way} ({margins}{moved}).");
    }

    private static string Number(double? value) => value?.ToString("0.0####", CultureInfo.InvariantCulture) ?? "–";
}
