using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds the computation of logits from the output of the last layer to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="weights">The source of the weights.</param>
internal sealed class LogitHead(OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights)
{
    private const string Output = "logits";

    /// <summary>Adds the output.</summary>
    /// <param name="hidden">Name of the normalized values [batch, positions, hidden].</param>
    /// <param name="embedding">Name of the stored embeddings.</param>
    public void Add(string hidden, string embedding)
    {
        var (scale, cap) = (configuration.Variant.LogitScale, configuration.Variant.LogitCap);
        var logits = Biased(scale == 1 && cap is null ? Output : "logits.product", hidden, embedding);
        if (scale != 1)
        {
            logits = graph.Node("Mul", cap is null ? Output : "logits.scaled", [logits, graph.Scalar("logits.scale", scale, OnnxElementType.Float)]);
        }

        if (cap is { } bound)
        {
            var bounds = graph.Scalar("logits.bound", bound, OnnxElementType.Float);
            graph.Node("Mul", Output, [graph.Node("Tanh", "logits.tanh", [graph.Node("Div", "logits.quotient", [logits, bounds])]), bounds]);
        }

        graph.Output(Output, OnnxElementType.Float, "batch", "positions", configuration.VocabularySize);
    }

    private string Biased(string name, string hidden, string embedding)
    {
        if (!configuration.Variant.LogitBias)
        {
            return Product(name, hidden, embedding);
        }

        var bias = Float("logits.bias", weights.Vector("lm_head.bias", configuration.VocabularySize));
        return graph.Node("Add", name, [Product("logits.unbiased", hidden, embedding), bias]);
    }

    private string Product(string name, string hidden, string embedding)
    {
        var output = weights.Computed == OnnxElementType.Float ? name : "logits.half";
        var product = configuration.TiedEmbeddings
            ? graph.Node("MatMul", output, [hidden, graph.Node("Transpose", "embedding.transposed", [weights.Widened(embedding)])])
            : weights.Product(output, hidden, "lm_head.weight", configuration.VocabularySize, configuration.HiddenSize);
        return Float(name, product);
    }

    private string Float(string name, string value) =>
        weights.Computed == OnnxElementType.Float ? value : graph.Node("Cast", name, [value], ("to", (int)OnnxElementType.Float));
}
