using CLiKA.Measurements;

namespace CLiKA.Configuration;

/// <summary>One model of a configuration.</summary>
/// <param name="Name">Name of the model, which is also the name of its baselines' folder.</param>
/// <param name="Folder">Path of the model's folder.</param>
/// <param name="Device">Where it runs: <c>auto</c>, <c>cpu</c> or <c>cuda:N</c>.</param>
/// <param name="Protocol">How items are put to it; each probe set says itself in how many wordings.</param>
public sealed record ModelEntry(string Name, string Folder, string Device, Protocol Protocol);
