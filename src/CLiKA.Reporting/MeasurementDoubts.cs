using System.Globalization;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Reporting;

/// <summary>Finds reasons why the numbers of a probe set mean little or are incomplete, whatever they are compared with.</summary>
public static class MeasurementDoubts
{
    // With hundreds of items, a preference for one letter can be significantly above chance, and still be no knowledge.
    private const double NearChance = 0.1;

    /// <summary>Returns the doubts about all probe sets.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <returns>Sentences; empty if there is no doubt.</returns>
    public static IEnumerable<string> Of(Measurement measurement, JudgePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(measurement);
        ArgumentNullException.ThrowIfNull(policy);
        return measurement.ProbeSets.SelectMany(set => (string?[])[NoOption(set), AtChance(set, policy), NoPivot(set)])
            .Append(LettersAtChance(measurement)).OfType<string>();
    }

    /// <summary>Reports that the model may be one that does not answer with letters: it was asked for them, and knows nothing anywhere.</summary>
    /// <param name="measurement">The measurement.</param>
    /// <returns>A sentence that names the settings to try; null if more than chance is right in any set, or another way of scoring was used.</returns>
    internal static string? LettersAtChance(Measurement measurement) =>
        measurement.ProbeSets.IsEmpty || !measurement.ProbeSets.All(IsAtChanceWithLetters) ? null
            : "Asked for letters, this model is at or near chance everywhere. If it is a base model, set \"scoring\": \"likelihood\" in clika.json."
                + (measurement.ProbeSets.Any(IsAskedBare) ? " If it was trained to chat, ask it with \"chat\": true." : string.Empty);

    /// <summary>Reports that guessing would score as well, so that no loss against such a baseline can be detected.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <returns>
    /// A sentence; null if more answers are right than guessing explains, or any answer at all where no loss is tolerated; also null if no
    /// language names an option, which is another doubt.
    /// </returns>
    internal static string? AtChance(ProbeSetMeasurement set, JudgePolicy policy) => policy.HasSomethingToLose(set) || set.Languages.All(cell => cell.NamesNoOption)
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{set.ProbeSet}: accuracy is not above chance ({set.Chance:0.00}) in any language asked, or over all of them. As a baseline it guards nothing: what was never known cannot be lost.");

    /// <summary>Reports that a variant of English is not the pivot, although it may be taken for it.</summary>
    /// <param name="set">The probe set.</param>
    /// <returns>A sentence; null if the set has English, or no variant of it.</returns>
    internal static string? NoPivot(ProbeSetMeasurement set)
    {
        var variants = set.Languages.Select(cell => cell.Language).Where(language => language.Code.StartsWith($"{Language.Pivot}-", StringComparison.Ordinal));
        var codes = string.Join(' ', variants);
        return codes.Length == 0 || set.In(Language.Pivot) is not null
            ? null
            : $"{set.ProbeSet}: asked in {codes}, but Consistency is measured against {Language.Pivot} only, so there is no en-CO.";
    }

    /// <summary>A clause that describes how to see what a model says that names no option.</summary>
    internal static string WhatItSays => $"{ToolCommand.Quote("ask --chat")} shows what the model says instead";

    // Answers that name no option are another doubt.
    private static bool IsAtChanceWithLetters(ProbeSetMeasurement set) => set.Fingerprint.Scoring == EnumName.Of(Scoring.Letter)
        && (!set.IsAboveChance || set.Languages.All(cell => cell.RescaledAccuracy < NearChance))
        && !set.Languages.All(cell => cell.NamesNoOption);

    // With no chat template, prefix or suffix around the prompts.
    private static bool IsAskedBare(ProbeSetMeasurement set) =>
        set.Fingerprint.Prompt == new Protocol(Scoring.Letter, PromptWrapping.None).Template.HashOf(set.Fingerprint.Wordings);

    private static string? NoOption(ProbeSetMeasurement set)
    {
        var languages = string.Join(' ', set.Languages.Where(cell => cell.NamesNoOption).Select(cell => cell.Language));
        return languages.Length == 0
            ? null
            : $"{set.ProbeSet}: almost no answer in {languages} names an option, so accuracy says nothing about what the model knows; "
                + $"{WhatItSays}.";
    }
}
