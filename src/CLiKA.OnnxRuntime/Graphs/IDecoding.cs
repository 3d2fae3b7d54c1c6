namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>Rows that are continued token by token.</summary>
internal interface IDecoding : IDisposable
{
    /// <summary>The logits of what follows a row's last token, until the next token is appended.</summary>
    ReadOnlySpan<float> LogitsOf(int row);

    /// <summary>Appends a token to every row.</summary>
    /// <param name="tokens">One for each row.</param>
    void Append(IReadOnlyList<int> tokens);
}
