namespace CLiKA.Onnx.Decoders;

/// <summary>Adds the block of a layer in which tokens see those before them to a graph: attention, or a block with a state.</summary>
internal interface ITokenMixer
{
    /// <summary>Adds the block for all positions.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="input">Name of its input [batch, sequence, hidden].</param>
    /// <returns>The name of its output before the output projection, [batch, sequence, width].</returns>
    string Add(int layer, string input);

    /// <summary>Adds the block for the requested positions, which see all positions before them.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="input">Name of its input [batch, sequence, hidden].</param>
    /// <param name="asking">Name of its input at the requested positions [batch, positions, hidden].</param>
    /// <param name="wanted">The requested positions.</param>
    /// <returns>The name of its output before the output projection, [batch, positions, width].</returns>
    string AddWanted(int layer, string input, string asking, WantedPositions wanted);

    /// <summary>Adds the output projection to the width of the residual stream, unless it has been added within the block.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="mixed">Name of the block's output.</param>
    string Project(int layer, string mixed);
}
