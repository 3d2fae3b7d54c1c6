using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Runs;

/// <summary>A probe set that a model was asked.</summary>
/// <param name="Set">The probe set.</param>
/// <param name="Protocol">How its items were put.</param>
/// <param name="Measurement">What was answered.</param>
public sealed record AskedSet(ProbeSet Set, Protocol Protocol, ProbeSetMeasurement Measurement);
