namespace CLiKA.Cli.Commands;

/// <summary>A baseline that accepting a measurement writes: that of a probe set or of a world.</summary>
/// <param name="Path">Path of its files, without their extensions.</param>
/// <param name="IsChanged">Whether accepting changes it.</param>
/// <param name="NeedsReason">Whether answers or reference points change, rather than only the mark of a release.</param>
/// <param name="Write">Writes it, with the reason; null where none is needed.</param>
internal sealed record PendingBaseline(string Path, bool IsChanged, bool NeedsReason, Action<string?> Write);
