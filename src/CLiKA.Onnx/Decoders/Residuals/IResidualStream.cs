namespace CLiKA.Onnx.Decoders.Residuals;

/// <summary>Adds what carries values from layer to layer to a graph: the residual stream, or several of them.</summary>
internal interface IResidualStream
{
    /// <summary>Adds the beginning.</summary>
    /// <param name="embedded">Name of the embeddings [batch, length, hidden].</param>
    /// <returns>The name of the stream before the first layer.</returns>
    string Begin(string embedded);

    /// <summary>Adds what precedes the blocks of a layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="stream">Name of the stream before the layer.</param>
    /// <returns>The name of the stream as the layer sees it.</returns>
    string Enter(int layer, string stream);

    /// <summary>Adds the selection of what the blocks of a layer read and add to.</summary>
    /// <param name="stream">Name of the stream as the layer sees it.</param>
    /// <returns>The name of the values [batch, length, hidden].</returns>
    string Read(string stream);

    /// <summary>Adds what follows the blocks of a layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="stream">Name of the stream as the layer sees it.</param>
    /// <param name="read">Name of what its blocks read and add to [batch, length, hidden].</param>
    /// <param name="output">Name of the same, with what they added [batch, length, hidden].</param>
    /// <returns>The name of the stream after the layer.</returns>
    string Leave(int layer, string stream, string read, string output);

    /// <summary>Adds the end.</summary>
    /// <param name="stream">Name of the stream after the last layer.</param>
    /// <returns>The name of the values [batch, length, hidden].</returns>
    string End(string stream);
}
