using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Residuals;

/// <summary>Adds residual streams side by side, [batch, length, streams, hidden], of which the blocks of a layer compute the first one.</summary>
/// <param name="graph">The graph.</param>
/// <param name="width">Width of a stream.</param>
/// <param name="updates">The streams.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="norms">Adds the normalizations.</param>
/// <param name="moments">Adds means.</param>
/// <param name="perLayer">The embeddings that each layer has for itself.</param>
internal sealed class AlternatingStreams(
    OnnxGraph graph,
    int width,
    AlternatingUpdates updates,
    GraphWeights weights,
    DecoderProjections projections,
    DecoderNorms norms,
    RowMoments moments,
    PerLayerInputs perLayer) : IResidualStream
{
    private const int StreamAxis = 2;

    private readonly int _count = updates.Streams;
    private readonly string _axis = graph.Constant("streams.axis", [StreamAxis]);
    private readonly string _last = graph.Constant("streams.last", [-1]);
    private readonly string _first = graph.Constant("streams.first_index", [0], scalar: true);
    private readonly string _square = graph.Constant("streams.square", [0, 0, updates.Streams, updates.Streams]);
    private readonly string _split = graph.Constant("streams.split", [1, updates.Streams - 1]);
    private readonly string _one = graph.Scalar("streams.one", 1, weights.Computed);
    private readonly string _smallest = graph.Scalar("streams.smallest", 1e-5, OnnxElementType.Float);
    private readonly ConstantFactor _routed = new(graph, "streams.routed", 1.0 / width, weights.Computed);
    private readonly ConstantFactor _share = new(graph, "streams.share", 1.0 / updates.Streams, weights.Computed);
    private readonly Dictionary<int, (string Norm, string Matrix)> _routers = [];

    public string Begin(string embedded)
    {
        var magnitude = graph.Node("Sqrt", "streams.magnitude", [MeanSquare("streams.square_mean", embedded)]);
        var others = Enumerable.Range(0, _count - 1).Select(index => AsLarge($"model.altup_projections.{index}", embedded, magnitude));
        return graph.Node("Concat", "streams", [.. others.Prepend(embedded).Select(Unsqueezed)], ("axis", StreamAxis));
    }

    public string Enter(int layer, string stream)
    {
        var name = NameOf(layer);
        var modes = Modes(layer, $"{name}.predicting", Read(stream));
        var products = projections.Add($"{name}.prediction_coefs", modes, _count, _count * _count, hasBias: false);
        var mixed = graph.Node("MatMul", $"{name}.mixed", [graph.Node("Reshape", $"{name}.mixing", [products, _square]), stream]);
        return graph.Node("Add", $"{name}.predicted", [mixed, stream]);
    }

    public string Read(string stream) => graph.Node("Gather", $"{stream}.first", [stream, _first], ("axis", StreamAxis));

    public string Leave(int layer, string stream, string read, string output)
    {
        var name = NameOf(layer);
        var error = graph.Node("Sub", $"{name}.error", [output, read]);
        var products = graph.Node("MatMul", $"{name}.correction", [Modes(layer, $"{name}.correcting", output), Corrections(name)]);
        var shares = graph.Node("Unsqueeze", $"{name}.shares", [graph.Node("Add", $"{name}.correction.more", [products, _one]), _last]);
        var corrected = graph.Node("Add", $"{name}.corrected", [stream, graph.Node("Mul", $"{name}.changes", [Unsqueezed(error), shares])]);
        graph.Node("Split", [$"{name}.active", $"{name}.others"], [corrected, _split], ("axis", StreamAxis));
        var active = graph.Node("Squeeze", $"{name}.asking", [$"{name}.active", _axis]);
        active = updates.ScalesOutput ? graph.Node("Mul", $"{name}.scaled", [active, weights.Vector($"{name}.correct_output_scale", width)]) : active;
        var told = graph.Node("Add", $"{name}.told", [$"{name}.others", Unsqueezed(perLayer.Add(layer, active))]);
        return graph.Node("Concat", $"{name}.finished", [$"{name}.active", told], ("axis", StreamAxis));
    }

    public string End(string stream)
    {
        string[] parts = [.. Enumerable.Range(0, _count).Select(index => $"streams.end.{index}")];
        graph.Node("Split", parts, [stream], ("axis", StreamAxis), ("num_outputs", _count));
        string[] streams = [.. parts.Select(part => graph.Node("Squeeze", $"{part}.values", [part, _axis]))];
        var magnitude = graph.Node("Sqrt", "streams.end.magnitude", [MeanSquare("streams.end.square_mean", streams[0])]);
        var others = streams.Skip(1).Select((values, index) => AsLarge($"model.altup_unembed_projections.{index}", values, magnitude));
        return _share.Times("streams.mean", graph.Node("Sum", "streams.sum", [streams[0], .. others]));
    }

    private static string NameOf(int layer) => $"model.layers.{layer}.altup";

    // A projection, scaled to a magnitude.
    private string AsLarge(string name, string values, string magnitude)
    {
        var projected = projections.Add(name, values, width, width, hasBias: false);
        var square = graph.Node("Max", $"{name}.square_mean.bounded", [MeanSquare($"{name}.square_mean", projected), _smallest]);
        var ratio = graph.Node("Div", $"{name}.ratio", [magnitude, graph.Node("Sqrt", $"{name}.magnitude", [square])]);
        return graph.Node("Mul", $"{name}.scaled", [projected, weights.FromSingle(ratio)]);
    }

    private string MeanSquare(string name, string values) => moments.MeanSquare(name, weights.ToSingle(values), width);

    // The weights of the streams, by which a layer predicts and corrects, from -1 to 1. HuggingFace's class divides before the product, where 16 bits
    // would lose digits.
    private string Modes(int layer, string name, string values)
    {
        var router = RouterOf(layer);
        var routed = graph.Node("MatMul", $"{name}.routed", [norms.AddScaled($"{name}.normal", values, router.Norm), router.Matrix]);
        return graph.Node("Tanh", $"{name}.modes", [_routed.Times($"{name}.scaled", routed)]);
    }

    private (string Norm, string Matrix) RouterOf(int layer) => _routers.TryGetValue(layer, out var known) ? known : _routers[layer] = (
        weights.Vector($"{NameOf(layer)}.router_norm.weight", width),
        Transposed(weights.Widened(weights.Stored($"{NameOf(layer)}.modality_router.weight", _count, width))));

    private string Corrections(string name) => Transposed(weights.Widened(weights.Stored($"{name}.correction_coefs.weight", _count, _count)));

    private string Transposed(string matrix) => graph.Node("Transpose", $"{matrix}.transposed", [matrix]);

    private string Unsqueezed(string values) => graph.Node("Unsqueeze", $"{values}.unsqueezed", [values, _axis]);
}
