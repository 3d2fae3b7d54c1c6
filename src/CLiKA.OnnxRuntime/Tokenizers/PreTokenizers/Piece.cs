namespace CLiKA.OnnxRuntime.Tokenizers.PreTokenizers;

/// <summary>A stretch of a text on its way to the model.</summary>
/// <param name="Text">The stretch, normalized.</param>
/// <param name="OpensText">Whether nothing of the text stands before it.</param>
internal readonly record struct Piece(string Text, bool OpensText);
