using CLiKA.Input;
using CLiKA.Prompts;

namespace CLiKA.Measurements;

/// <summary>What two measurements must have in common for a difference between them to be attributable to the model.</summary>
/// <param name="Items">Hash of the probe set's items in all its languages.</param>
/// <param name="Prompt">Hash of the prompt around the items; <c>recorded</c> for responses that were recorded elsewhere.</param>
/// <param name="Scoring">The way in which the chosen option was determined; <c>first-letter</c> for recorded responses.</param>
/// <param name="Device">Kind of the device that answered; <c>recorded</c> for recorded responses.</param>
public sealed record Fingerprint(string Items, string Prompt, string Scoring, string Device)
{
    /// <summary>The device of responses that were recorded elsewhere.</summary>
    public const string Recorded = "recorded";

    /// <summary>Where to look when a model was asked with other prompts.</summary>
    internal const string SettingsOfPrompts = ": see 'chat', 'prefix' and 'suffix' in clika.json";

    /// <summary>The letters under which options were offered.</summary>
    public LetterOrder Letters { get; init; }

    /// <summary>Number of wordings in which each item was asked, at least 1.</summary>
    public int Wordings { get; init; } = 1;

    /// <summary>Name of the adapter applied to the model; null where there was none.</summary>
    public string? Adapter { get; init; }

    /// <summary>Describes in what two measurements differ.</summary>
    /// <param name="other">The other measurement's fingerprint.</param>
    /// <param name="name">Name of this measurement in the phrases.</param>
    /// <returns>One phrase for each difference; empty where the measurements are comparable.</returns>
    public IEnumerable<string> DifferencesTo(Fingerprint other, string name = "baseline")
    {
        if (Items != other.Items)
        {
            yield return $"different items ({name} {ShortHash.Of(Items)}, received {ShortHash.Of(other.Items)})";
        }

        if (Prompt != other.Prompt)
        {
            yield return $"different prompt ({name} {ShortHash.Of(Prompt)}, received {ShortHash.Of(other.Prompt)}){WhereToLook(other)}";
        }

        if (Scoring != other.Scoring)
        {
            yield return $"different scoring ({name} {Scoring}, received {other.Scoring})";
        }

        if (Letters != other.Letters)
        {
            yield return $"different letter order ({name} {EnumName.Of(Letters)}, received {EnumName.Of(other.Letters)})";
        }

        if (Wordings != other.Wordings)
        {
            yield return $"different number of wordings ({name} {Wordings}, received {other.Wordings})";
        }

        if (Adapter != other.Adapter)
        {
            yield return $"different adapter ({name} {Adapter ?? "none"}, received {other.Adapter ?? "none"})";
        }

        if (Device != other.Device)
        {
            yield return $"different device class ({name} {Device}, received {other.Device})";
        }
    }

    private string WhereToLook(Fingerprint other) => (Device == Recorded, other.Device == Recorded) switch
    {
        // Another scoring has a prompt of its own.
        _ when Scoring != other.Scoring => string.Empty,
        (true, true) => ": the recorded prompts differ in what is around the questions, such as examples or a chat template",
        (false, false) => SettingsOfPrompts,
        _ => string.Empty,
    };
}
