namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>A part of a translated pattern: .NET syntax, or a class that is still to be written.</summary>
/// <param name="Text">.NET syntax; empty for a class.</param>
/// <param name="Class">The class; null for .NET syntax.</param>
internal readonly record struct PatternPart(string Text, PatternClass? Class = null);
