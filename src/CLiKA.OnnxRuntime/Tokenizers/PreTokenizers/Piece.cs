namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>A part of a text between normalization and the model.</summary>
/// <param name="Text">The normalized text.</param>
/// <param name="OpensText">Whether it is at the beginning of the whole text.</param>
internal readonly record struct Piece(string Text, bool OpensText);
