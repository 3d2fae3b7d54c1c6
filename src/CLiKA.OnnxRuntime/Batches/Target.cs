namespace CLiKA.OnnxRuntime.Batches;

/// <summary>A token whose log-probability is wanted.</summary>
/// <param name="Option">Index of the option that it belongs to.</param>
/// <param name="Index">Index in the option's tokens.</param>
/// <param name="Token">The token.</param>
internal readonly record struct Target(int Option, int Index, int Token);
