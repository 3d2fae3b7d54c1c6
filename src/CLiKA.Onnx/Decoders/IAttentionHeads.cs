namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph the queries, keys and values that attention is computed of.</summary>
internal interface IAttentionHeads
{
    /// <summary>Adds queries.</summary>
    /// <param name="layer">Number of the layer.</param>
    /// <param name="input">Name of what attention reads [batch, length, hidden].</param>
    /// <param name="positions">Name of the places of these positions among sines and cosines [batch, length].</param>
    /// <returns>The name of the queries [batch, length, heads x head size].</returns>
    string Queries(int layer, string input, string positions);

    /// <summary>Adds keys and values of all of a row's own tokens.</summary>
    /// <param name="layer">Number of the layer.</param>
    /// <param name="input">Name of what attention reads [batch, sequence, hidden].</param>
    /// <returns>The names of the keys [batch, sequence, shared heads x head size] and of the values.</returns>
    (string Keys, string Values) KeysAndValues(int layer, string input);
}
