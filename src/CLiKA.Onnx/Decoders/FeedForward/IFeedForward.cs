namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds feed-forward blocks to a graph.</summary>
internal interface IFeedForward
{
    /// <summary>Adds a block.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="input">Name of the input.</param>
    /// <returns>The name of the output.</returns>
    string Add(string name, string input);
}
