namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>Two adjacent tokens. Packed into one 64-bit number, most pairs would share their hash with many others.</summary>
/// <param name="Left">Id of the first.</param>
/// <param name="Right">Id of the second.</param>
internal readonly record struct TokenPair(int Left, int Right);
