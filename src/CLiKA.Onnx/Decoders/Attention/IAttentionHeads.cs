namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>Adds the queries, keys and values of attention to a graph.</summary>
internal interface IAttentionHeads
{
    /// <summary>Adds queries.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="input">Name of the input of attention [batch, length, hidden].</param>
    /// <param name="positions">Name of the indices of these positions into sines and cosines [batch, length].</param>
    /// <returns>The name of the queries [batch, length, heads x head size].</returns>
    string Queries(int layer, string input, string positions);

    /// <summary>Adds keys and values for all of a row's own tokens.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="input">Name of the input of attention [batch, sequence, hidden].</param>
    /// <returns>The names of the keys [batch, sequence, kv_heads x head size] and of the values.</returns>
    (string Keys, string Values) KeysAndValues(int layer, string input);
}
