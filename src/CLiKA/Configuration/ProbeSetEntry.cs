namespace CLiKA.Configuration;

/// <summary>One probe set of a configuration.</summary>
/// <param name="Id">Identifier of the probe set.</param>
/// <param name="Folder">Path of the probe set's folder.</param>
public sealed record ProbeSetEntry(string Id, string Folder);
