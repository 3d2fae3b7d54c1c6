namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>A merge of two tokens into one.</summary>
/// <param name="Rank">Position in the list of merges; lower ranks are applied first.</param>
/// <param name="Merged">Id of the merged token.</param>
internal readonly record struct Merge(int Rank, int Merged);
