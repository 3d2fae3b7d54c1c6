using System.Globalization;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint with experts, by the names that they have in the graph: <c>mlp.gate</c> is the router, and
/// <c>mlp.experts.N</c> has <c>gate_proj</c>, <c>up_proj</c> and <c>down_proj</c>.
/// </summary>
internal sealed class ExpertWeights : IWeightSource
{
    private readonly IWeightSource _weights;
    private readonly MixtureOfExperts _experts;
    private readonly int _width;
    private readonly ExpertLayout _layout;
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);

    public ExpertWeights(DecoderWeights weights, DecoderConfiguration configuration, MixtureOfExperts experts)
    {
        (_weights, _experts, _width) = (weights, experts, configuration.HiddenSize);
        var layer = Enumerable.Range(0, configuration.Layers).FirstOrDefault(configuration.HasExperts);
        bool Has(ExpertLayout layout, string part) => weights.Has(InBlock($"{layer}", layout, Numbered(part, "0")));

        // Where the first expert is missing, the router tells what the error is to call it.
        _layout = ExpertLayout.All.FirstOrDefault(layout => Has(layout, layout.Gate))
            ?? ExpertLayout.All.FirstOrDefault(layout => Has(layout, layout.Router))
            ?? ExpertLayout.All[0];
    }

    public void Require(string name, IReadOnlyList<int> shape)
    {
        var place = PlaceOf(name);
        _weights.Require(place.Tensor, place.Shape ?? shape);
    }

    public void Read(string name, long offset, Span<float> values)
    {
        var place = PlaceOf(name);
        _weights.Read(place.Tensor, place.First + offset, values);
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) =>
        PlaceOf(name) is { Shape: null } place ? _weights.Quantized(place.Tensor, outputs, inputs) : null;

    private static string InBlock(string layer, ExpertLayout layout, string part) => $"model.layers.{layer}.{layout.Block}.{part}";

    private static string Numbered(string part, string expert) => part.Replace("{0}", expert, StringComparison.Ordinal);

    private Place PlaceOf(string name) => _places.TryGetValue(name, out var place) ? place : _places[name] = name.Split('.') switch
    {
        ["model", "layers", var layer, "mlp", "gate", "weight"] => new(InBlock(layer, _layout, _layout.Router)),
        ["model", "layers", var layer, "mlp", "experts", var expert, "gate_proj", "weight"] =>
            OfExpert(layer, expert, _layout.Gate, 2 * _experts.IntermediateSize, _width),
        ["model", "layers", var layer, "mlp", "experts", var expert, "up_proj", "weight"] =>
            OfExpert(layer, expert, _layout.Up, 2 * _experts.IntermediateSize, _width, _experts.IntermediateSize),
        ["model", "layers", var layer, "mlp", "experts", var expert, "down_proj", "weight"] =>
            OfExpert(layer, expert, _layout.Down, _width, _experts.IntermediateSize),
        ["model", "layers", var layer, "mlp", "shared_expert", var part, "weight"] when _layout.Shared is { } shared =>
            OfShared($"model.layers.{layer}.", part, shared),
        _ => new(name),
    };

    private Place OfShared(string layer, string part, (string Both, string Down) shared)
    {
        int[] both = [2 * _experts.Shared!.IntermediateSize, _width];
        return part switch
        {
            "gate_proj" => new(layer + shared.Both, Shape: both),
            "up_proj" => new(layer + shared.Both, (long)_experts.Shared.IntermediateSize * _width, both),
            _ => new(layer + shared.Down),
        };
    }

    // Of a tensor that all experts share, an expert has so many rows, among which the weight may begin later.
    private Place OfExpert(string layer, string expert, string part, int rows, int columns, int row = 0) => new(
        InBlock(layer, _layout, Numbered(part, expert)),
        _layout.IsJoined ? ((int.Parse(expert, CultureInfo.InvariantCulture) * (long)rows) + row) * columns : 0,
        _layout.IsJoined ? [_experts.Count, rows, columns] : null);

    // Which tensor has a weight, where in it the weight begins, and the tensor's shape where it is not the weight's.
    private sealed record Place(string Tensor, long First = 0, int[]? Shape = null);
}
