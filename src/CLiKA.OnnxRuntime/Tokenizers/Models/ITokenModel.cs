namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>Turns pieces into the ids of a vocabulary.</summary>
internal interface ITokenModel
{
    /// <summary>The vocabulary.</summary>
    IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>The ids of a piece.</summary>
    IReadOnlyList<int> Encode(string piece);
}
