using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Residuals;

/// <summary>Adds the residual stream of most decoders to a graph: blocks add to it, and some models change it after a layer.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="scalesLayers">Whether each layer has a factor that multiplies the stream after it.</param>
/// <param name="perLayer">The embeddings that each layer has for itself; null for none.</param>
internal sealed class SingleStream(OnnxGraph graph, GraphWeights weights, bool scalesLayers, PerLayerInputs? perLayer) : IResidualStream
{
    public string Begin(string embedded) => embedded;

    public string Enter(int layer, string stream) => stream;

    public string Read(string stream) => stream;

    public string Leave(int layer, string stream, string read, string output)
    {
        var name = $"model.layers.{layer}";
        output = perLayer is null ? output : graph.Node("Add", $"{name}.told", [output, perLayer.Add(layer, output)]);
        return scalesLayers
            ? graph.Node("Mul", $"{name}.scaled", [output, weights.Vector($"{name}.layer_scalar", 1)])
            : output;
    }

    public string End(string stream) => stream;
}
