using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Decoders.FeedForward;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Residuals;

/// <summary>Adds embeddings that each layer has for itself to a graph, and their part in a layer.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="embeddings">Shape of the embeddings.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="norms">Adds the normalizations.</param>
/// <param name="activations">Adds the activation of gates.</param>
internal sealed class PerLayerInputs(
    OnnxGraph graph,
    DecoderConfiguration configuration,
    PerLayerEmbeddings embeddings,
    GraphWeights weights,
    DecoderProjections projections,
    DecoderNorms norms,
    FeedForwardActivations activations)
{
    // Of all layers [batch, length, layers, size].
    private string? _inputs;

    /// <summary>Adds the inputs of all layers: their token embeddings, and a projection of the model's embeddings.</summary>
    /// <param name="inputIds">Name of the tokens [batch, sequence].</param>
    /// <param name="hidden">Name of the embeddings [batch, sequence, hidden].</param>
    public void Begin(string inputIds, string hidden)
    {
        var width = configuration.Layers * embeddings.Size;
        var shape = graph.Constant("per_layer.shape", [0, 0, configuration.Layers, embeddings.Size]);
        var table = weights.Stored("model.embed_tokens_per_layer.weight", embeddings.VocabularySize, width);
        var tokens = Scaled("per_layer.tokens", weights.Widened(graph.Node("Gather", "per_layer.embedded", [table, Own(inputIds)])), embeddings.Scale);
        var product = projections.Add("model.per_layer_model_projection", hidden, configuration.HiddenSize, width, hasBias: false);
        var projected = Scaled("per_layer.projected", product, 1 / Math.Sqrt(configuration.HiddenSize));
        var normal = norms.Add("model.per_layer_projection_norm", graph.Node("Reshape", "per_layer.parted", [projected, shape]), embeddings.Size);
        var both = graph.Node("Add", "per_layer.both", [normal, graph.Node("Reshape", "per_layer.tokens.parted", [tokens, shape])]);
        _inputs = Scaled("per_layer.inputs", both, Math.Sqrt(0.5));
    }

    /// <summary>Selects the requested positions for all layers that are added from now on.</summary>
    public void Select(WantedPositions wanted) => _inputs = wanted.Of("wanted.per_layer", _inputs!);

    /// <summary>Adds the part of a layer after its feed-forward block, once <see cref="Begin"/> has been called.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="hidden">Name of the residual stream [batch, length, hidden].</param>
    /// <returns>The name of what is added to the residual stream.</returns>
    public string Add(int layer, string hidden)
    {
        var name = $"model.layers.{layer}";
        var own = graph.Node("Gather", $"{name}.per_layer_input", [_inputs!, graph.Constant($"{name}.per_layer_input.index", [layer], scalar: true)], ("axis", 2));
        var gate = projections.Add($"{name}.per_layer_input_gate", hidden, configuration.HiddenSize, embeddings.Size, hasBias: false);
        var gated = graph.Node("Mul", $"{name}.per_layer_input.gated", [activations.Add($"{name}.per_layer_input", gate), own]);
        var projected = projections.Add($"{name}.per_layer_projection", gated, embeddings.Size, configuration.HiddenSize, hasBias: false);
        return norms.Add($"{name}.post_per_layer_input_norm", projected, configuration.HiddenSize);
    }

    private string Own(string inputIds)
    {
        if (!embeddings.SharesFirst)
        {
            return inputIds;
        }

        var isOwn = graph.Node("Greater", "per_layer.is_own", [graph.Constant("per_layer.tokens.count", [embeddings.VocabularySize], scalar: true), inputIds]);
        return graph.Node("Where", "per_layer.own", [isOwn, inputIds, graph.Constant("per_layer.tokens.first", [0], scalar: true)]);
    }

    private string Scaled(string name, string values, double factor) =>
        graph.Node("Mul", name, [values, graph.Scalar($"{name}.scale", factor, weights.Computed)]);
}
