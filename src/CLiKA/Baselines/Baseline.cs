using System.Collections.Immutable;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>The contents of the two files of a baseline.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Measurement">The accepted measurement; item ids are not recorded.</param>
/// <param name="Changes">What was accepted since the last release, or since the first baseline, and why.</param>
internal sealed record Baseline(string Model, ProbeSetMeasurement Measurement, ImmutableArray<AcceptedChange> Changes);
