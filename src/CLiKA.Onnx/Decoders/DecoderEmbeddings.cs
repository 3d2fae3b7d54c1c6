using System.Runtime.InteropServices;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Decoders.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds the embeddings, the start of the residual stream, to a graph.</summary>
/// <param name="graph">The graph, for which <see cref="DecoderRotation.AddRow"/> has been called.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="norms">Adds normalizations.</param>
internal sealed class DecoderEmbeddings(OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights, DecoderNorms norms)
{
    private const double Base = 10_000;

    /// <summary>Name of the stored token embeddings [vocabulary and tokens without logits, hidden].</summary>
    public string Tokens { get; } = weights.Stored(
        "model.embed_tokens.weight", configuration.VocabularySize + configuration.Variant.FurtherEmbeddings, configuration.HiddenSize);

    /// <summary>Adds the embeddings.</summary>
    /// <param name="inputIds">Name of the tokens [batch, sequence].</param>
    /// <returns>The name of the residual stream before the first layer, [batch, sequence, hidden].</returns>
    public string Add(string inputIds)
    {
        var variant = configuration.Variant;
        var hidden = weights.Widened(graph.Node("Gather", "embedded", [Tokens, inputIds]));
        hidden = new ConstantFactor(graph, "embedded.scale", variant.EmbeddingScale, weights.Computed).Times("embedded.scaled", hidden);
        if (variant.Positions is { } positions)
        {
            hidden = graph.Node("Add", "embedded.placed", [hidden, PositionsOf(positions)]);
        }

        return variant.NormalizesEmbeddings ? norms.Add("model.embed_norm", hidden, configuration.HiddenSize) : hidden;
    }

    // All rows have a past of the same length.
    private string PositionsOf(PositionEmbeddings positions)
    {
        var count = configuration.MaximumPositions + positions.First;
        var numbers = positions.First == 0
            ? DecoderRotation.Row
            : graph.Node("Add", "places.numbers", [DecoderRotation.Row, graph.Constant("places.first", [positions.First], scalar: true)]);
        if (positions.AreLearned)
        {
            var table = weights.Stored("model.embed_positions.weight", count, configuration.HiddenSize);
            return weights.Widened(graph.Node("Gather", "places", [table, numbers]));
        }

        var sinusoids = graph.Node("Gather", "places", [Sinusoids(count), numbers]);
        return weights.Computed == OnnxElementType.Float ? sinusoids : graph.Node("Cast", "places.half", [sinusoids], ("to", (int)weights.Computed));
    }

    private string Sinusoids(int count) =>
        graph.Initializer(new("model.embed_positions", OnnxElementType.Float, [count, configuration.HiddenSize], stream =>
        {
            var half = configuration.HiddenSize / 2;
            var row = new float[configuration.HiddenSize];
            for (var position = 0; position < count; position++)
            {
                for (var wave = 0; wave < half; wave++)
                {
                    var angle = position * Math.Pow(Base, -(double)wave / (half - 1));
                    (row[wave], row[half + wave]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
                }

                stream.Write(MemoryMarshal.AsBytes<float>(row));
            }
        }));
}
