namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>What two tokens make.</summary>
/// <param name="Rank">Place in the list of merges: the lower, the earlier.</param>
/// <param name="Merged">Id of the token that they make.</param>
internal readonly record struct Merge(int Rank, int Merged);
