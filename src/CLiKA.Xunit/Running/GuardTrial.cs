using CLiKA.Baselines;
using CLiKA.Reporting;

namespace CLiKA.Xunit.Running;

/// <summary>Tests whether the gate of a probe set would fail for a model that answers nothing.</summary>
internal static class GuardTrial
{
    /// <summary>Tests the gate, and records for the report of the run what no other row reports.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The reason why the set is not guarded; null where it is.</returns>
    public static string? Complain(string model, string probeSet)
    {
        var (accepted, complaint) = BaselineOf(model, probeSet);
        if (accepted is not null)
        {
            var gate = SuiteConfiguration.Current.GateOf(model);
            complaint = GateTrial.BlindedBy(accepted, SuiteConfiguration.Current.Noise.Read(model, [probeSet]), gate) is { } cause
                ? GateSummary.Blind(accepted.Measurement, gate, cause)
                : null;
        }

        // Where the set is asked, its report shows already that it has no baseline.
        if (complaint is not null && (accepted is not null || !AlignmentSession.Current.Asks(model, probeSet)))
        {
            AlignmentSession.Current.NoteBlindGate(model, complaint);
        }

        return complaint;
    }

    // The baseline of a probe set, or the reason why nothing can be judged against it.
    private static (AcceptedBaseline? Accepted, string? Fault) BaselineOf(string model, string probeSet)
    {
        try
        {
            var accepted = SuiteConfiguration.Current.Baselines.ReadAccepted(model, [probeSet]).FirstOrDefault();
            var gone = (accepted?.Measurement.Languages ?? []).Select(cell => cell.Language)
                .Except(AlignmentRows.LanguagesOf(model, probeSet)).ToList();
            return accepted is null ? (null, $"{probeSet}: no baseline for {model}, so nothing is guarded.")
                : gone.Count > 0 ? (null, $"{probeSet}: the baseline has {string.Join(' ', gone)}, but the configuration does not ask it.")
                : (accepted, null);
        }
        catch (InvalidInputException error)
        {
            return (null, error.Message);
        }
    }
}
