using System.Globalization;

namespace CLiKA.Measurements.Taught;

/// <summary>What two measurements of conductivity must have in common, besides the facts, for a difference to be attributable to the model.</summary>
/// <param name="Prompt">Hash of the prompt around questions and requests.</param>
/// <param name="Threshold">The share that each completeness check has to reach, in (0, 1].</param>
/// <param name="Device">Kind of the device that answered.</param>
public sealed record ConductivityFingerprint(string Prompt, double Threshold, string Device)
{
    /// <summary>Describes in what two measurements differ.</summary>
    /// <param name="other">The other measurement's fingerprint.</param>
    /// <returns>One phrase for each difference; empty where the measurements are comparable.</returns>
    internal IEnumerable<string> DifferencesTo(ConductivityFingerprint other)
    {
        if (Prompt != other.Prompt)
        {
            yield return $"different prompt (baseline {ShortHash.Of(Prompt)}, received {ShortHash.Of(other.Prompt)}){Fingerprint.SettingsOfPrompts}";
        }

        if (Threshold != other.Threshold)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"different threshold of completeness (baseline {Threshold}, received {other.Threshold})");
        }

        if (Device != other.Device)
        {
            yield return $"different device class (baseline {Device}, received {other.Device})";
        }
    }
}
