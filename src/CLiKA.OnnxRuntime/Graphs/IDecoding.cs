namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Rows that are being decoded token by token.</summary>
internal interface IDecoding : IDisposable
{
    /// <summary>Returns the next-token logits of a row, valid until the next token is appended.</summary>
    ReadOnlySpan<float> LogitsOf(int row);

    /// <summary>Appends a token to every row.</summary>
    /// <param name="tokens">One token per row.</param>
    void Append(IReadOnlyList<int> tokens);
}
