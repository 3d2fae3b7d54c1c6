using System.Collections.Immutable;
using System.Globalization;

namespace CLiKA.Import.Harness;

/// <summary>
/// Determines the correct options of a task, whose target may be a number or a text without saying which. The harness's own verdict on the
/// answers decides, and confirms that they are read as the harness read them.
/// </summary>
internal static class HarnessGold
{
    /// <summary>Returns the correct option of each sample.</summary>
    /// <param name="samples">The samples of one task, at least one.</param>
    /// <exception cref="InvalidInputException">The correct options cannot be determined, or the harness scored an answer differently.</exception>
    public static ImmutableArray<int> Of(ImmutableArray<HarnessSample> samples)
    {
        if (samples.All(sample => sample.Target is null))
        {
            return [.. samples.Select(ByVerdict)];
        }

        var (byNumber, byText) = (samples.Select(ByNumber).ToList(), samples.Select(ByText).ToList());
        return (Stray(samples, byNumber), Stray(samples, byText)) switch
        {
            (null, null) when !byNumber.SequenceEqual(byText) => throw samples[0].Error(
                $"'target' is '{samples[0].Target}', which is the number of one option and the text of another; expected a target that can be read in one way only."),
            (null, _) => [.. byNumber.Select(gold => gold!.Value)],
            (_, null) => [.. byText.Select(gold => gold!.Value)],
            ({ } number, { } text) => throw Complaint(samples[Math.Max(number, text)]),
        };
    }

    // The first sample without a correct option by this reading, or with a different verdict of the harness.
    private static int? Stray(ImmutableArray<HarnessSample> samples, List<int?> gold)
    {
        var index = gold.Zip(samples).ToList().FindIndex(pair => pair.First is null || (pair.First == pair.Second.Answer.Choice) != pair.Second.IsRight);
        return index < 0 ? null : index;
    }

    // With two options, a wrong choice identifies the other as correct.
    private static int ByVerdict(HarnessSample sample) => (sample.IsRight, sample.Options.Length) switch
    {
        (true, _) => sample.Answer.Choice!.Value,
        (false, 2) => 1 - sample.Answer.Choice!.Value,
        _ => throw sample.Error($"does not say which option is right, and the chosen one of {sample.Options.Length} is wrong; expected a 'target', or two options."),
    };

    private static int? ByNumber(HarnessSample sample) =>
        int.TryParse(sample.Target, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < sample.Options.Length ? number : null;

    private static int? ByText(HarnessSample sample) => sample.Target is { } text && sample.Options.IndexOf(text.Trim()) is >= 0 and var option ? option : null;

    private static InvalidInputException Complaint(HarnessSample sample)
    {
        var options = string.Join(", ", sample.Options.Select(option => $"'{(option.Length > 40 ? option[..40] + "..." : option)}'"));
        return sample.Error(
            $"'target' is '{sample.Target}' and the options are {options}; the likeliest is number {sample.Answer.Choice}, counting from 0, which the harness scored as "
            + $"{(sample.IsRight ? "right" : "wrong")}. Expected the number or the text of the right option, in agreement with that.");
    }
}
