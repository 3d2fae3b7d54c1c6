using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Runs;

/// <summary>A probe set that a model was asked, with its answers.</summary>
/// <param name="Set">The probe set.</param>
/// <param name="Protocol">The way in which its items were put to the model.</param>
/// <param name="Measurement">The measurement of the answers.</param>
public sealed record AskedSet(ProbeSet Set, Protocol Protocol, ProbeSetMeasurement Measurement);
