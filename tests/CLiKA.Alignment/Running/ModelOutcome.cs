using CLiKA.Baselines;
using CLiKA.Measurements;

namespace CLiKA.Alignment.Running;

/// <summary>One model's run.</summary>
/// <param name="Received">What it showed.</param>
/// <param name="Baseline">What was accepted before; null where nothing was.</param>
/// <param name="Judgement">What the judge says.</param>
/// <param name="Folder">Path of the folder that was asked.</param>
/// <param name="Device">The device that answered, in words.</param>
internal sealed record ModelOutcome(Measurement Received, Measurement? Baseline, Judgement Judgement, string Folder, string Device);
