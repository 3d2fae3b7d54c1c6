using CLiKA.Baselines.Judging;
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
        var (complaint, isBlind) = Try(model, probeSet);

        // Where the set is asked, its report shows already what keeps it from being compared.
        if (complaint is not null && (isBlind || !AlignmentSession.Current.Asks(model, probeSet)))
        {
            AlignmentSession.Current.NoteBlindGate(model, complaint);
        }

        return complaint;
    }

    private static (string? Complaint, bool IsBlind) Try(string model, string probeSet)
    {
        var configuration = SuiteConfiguration.Current;
        try
        {
            if (configuration.Baselines.ReadAccepted(model, [probeSet]).FirstOrDefault() is not { } accepted)
            {
                return ($"{probeSet}: no baseline for {model}, so nothing is guarded.", false);
            }

            var gone = accepted.Measurement.Languages.Select(cell => cell.Language).Except(AlignmentRows.LanguagesOf(model, probeSet)).ToList();
            if (gone.Count > 0)
            {
                return ($"{probeSet}: the baseline has {string.Join(' ', gone)}, but the configuration does not ask it.", false);
            }

            var gate = configuration.GateOf(model);
            return GateTrial.BlindedBy(accepted, configuration.Noise.Read(model, [probeSet]), gate) is { } cause
                ? (GateSummary.Blind(accepted.Measurement, gate, cause), true)
                : (null, false);
        }
        catch (InvalidInputException error)
        {
            return (error.Message, false);
        }
    }
}
