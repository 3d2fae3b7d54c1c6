namespace CLiKA.OnnxRuntime.Batches;

/// <summary>A token whose log-probability is requested.</summary>
/// <param name="Option">Zero-based index of its option.</param>
/// <param name="Index">Zero-based index among the option's tokens.</param>
/// <param name="Token">The token id.</param>
internal readonly record struct Target(int Option, int Index, int Token);
