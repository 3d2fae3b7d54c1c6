namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A part of a pattern: .NET's text, or a class.</summary>
/// <param name="Text">The text, where it is no class.</param>
/// <param name="Class">The class.</param>
internal readonly record struct PatternPart(string Text, PatternClass? Class = null);
