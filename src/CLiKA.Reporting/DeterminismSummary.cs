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
        yield return $"{(determinism.Fails ? "Not comparable all the same. " : string.Empty)}Asked again: {Counts(determinism.Repeated)}{Judged(determinism)}";
        if (determinism.OnCpu is { } cpu)
        {
            yield return $"CPU: {Counts(cpu)}";
        }
        else if (determinism.CpuFault is { } fault)
        {
            yield return $"CPU: not asked. {fault}";
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
            $"  {change.ProbeSet}, {change.Language}, {change.Item}: {AnswerLetters.Of(change.Other)} in the place of {AnswerLetters.Of(change.Usual)}, "
            + $"margins {Number(change.Usual.Margin)} and {Number(change.Other.Margin)}"));
        var rest = unexplained.Count > MostExamples ? $"\n  and {unexplained.Count - MostExamples} more" : string.Empty;
        return $"{Counts(repeated)} {Verdict(repeated, unexplained.Count)} A baseline of such answers shows what the machine did beside what the model knows.\n"
            + string.Join('\n', examples) + rest;
    }

    private static string Judged(Determinism determinism)
    {
        var unexplained = determinism.Repeated.Unexplained.Count();
        return unexplained == 0 ? string.Empty
            : $" {Verdict(determinism.Repeated, unexplained)}{(determinism.IsRequired ? string.Empty : " It is only reported, as the configuration says.")}";
    }

    private static string Verdict(Repetition repetition, int unexplained) => string.Create(
        CultureInfo.InvariantCulture,
        $"Last digits do not explain {unexplained} of them (a log-probability may move by {repetition.Tolerance:0.####}).");

    private static string Counts(Repetition repetition)
    {
        var (changed, asked) = (repetition.Changed.Length, repetition.Asked);
        var what = changed == 0 ? $"none of {asked:N0} answers changed" : $"{changed:N0} of {asked:N0} answers changed";
        var margins = repetition.SmallestMargin is null ? "answers have no margin"
            : $"the smallest margin between first and second option is {Number(repetition.SmallestMargin)}"
                + (repetition.SmallestChangedMargin is null ? string.Empty : $", of those that changed {Number(repetition.SmallestChangedMargin)}");
        var moved = repetition.LargestMove is null ? string.Empty : $"; log-probabilities moved by {Number(repetition.LargestMove)} at most";
        return string.Create(CultureInfo.InvariantCulture, $"{what} {repetition.Way}; {margins}{moved}.");
    }

    private static string Number(double? value) => value?.ToString("0.0####", CultureInfo.InvariantCulture) ?? "–";
}
