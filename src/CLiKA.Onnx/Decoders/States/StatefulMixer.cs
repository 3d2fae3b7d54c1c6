namespace CLiKA.Onnx.Decoders.States;

/// <summary>Adds blocks with a state, which are computed for all positions: the state after the last one depends on every position before it.</summary>
/// <param name="block">HuggingFace's name of the block within its layer.</param>
internal abstract class StatefulMixer(string block) : ITokenMixer
{
    public abstract string Add(int layer, string input);

    public string AddWanted(int layer, string input, string asking, WantedPositions wanted) => wanted.Of($"{NameOf(layer)}.wanted", Add(layer, input));

    public abstract string Project(int layer, string mixed);

    /// <summary>Returns HuggingFace's name of a layer's block.</summary>
    protected string NameOf(int layer) => $"model.layers.{layer}.{block}";
}
