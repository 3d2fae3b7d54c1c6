namespace CLiKA.Configuration;

/// <summary>One fictional world of a configuration.</summary>
/// <param name="Id">Identifier of the world.</param>
/// <param name="Folder">Path of the world's folder.</param>
public sealed record WorldEntry(string Id, string Folder);
