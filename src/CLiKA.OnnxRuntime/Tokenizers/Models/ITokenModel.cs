namespace CLiKA.OnnxRuntime.Tokenizers.Models;

/// <summary>Tokenizes pieces with a vocabulary.</summary>
internal interface ITokenModel
{
    /// <summary>The token ids by token.</summary>
    IReadOnlyDictionary<string, int> Vocabulary { get; }

    /// <summary>Returns the token ids of a piece.</summary>
    IReadOnlyList<int> Encode(string piece);
}
