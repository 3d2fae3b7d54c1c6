using System.Globalization;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint with experts, by their names in the graph: <c>mlp.gate</c> is the router, and <c>mlp.experts.N</c> has
/// <c>gate_proj</c> (unless experts have no gates), <c>up_proj</c> and <c>down_proj</c>.
/// </summary>
internal sealed class ExpertWeights : IWeightSource
{
    private const string Correction = "e_score_correction_bias";

    // Where it is within the block in Ernie, in LFM2 and in MiniMax M2; elsewhere it belongs to the router.
    private const string OfErnie = $"moe_statics.{Correction}";
    private const string OfLfm2 = "expert_bias";

    // Of Gemma 4's router.
    private const string ExpertScales = "per_expert_scale";

    private readonly IWeightSource _weights;
    private readonly MixtureOfExperts _experts;
    private readonly int _width;
    private readonly bool _hasGates;
    private readonly ExpertLayout _layout;
    private readonly bool _areMxfp4;
    private readonly string? _correction;
    private readonly Dictionary<string, ExpertLocation> _locations = new(StringComparer.Ordinal);
    private (string Tensor, long First, float[] Values) _segment = (string.Empty, 0, []);

    public ExpertWeights(DecoderWeights weights, DecoderConfiguration configuration, MixtureOfExperts experts)
    {
        (_weights, _experts, _width, _hasGates) = (weights, experts, configuration.HiddenSize, configuration.Variant.HasGate);
        var layer = Enumerable.Range(0, configuration.Layers).FirstOrDefault(configuration.HasExperts);
        _layout = ExpertLayout.All.MaxBy(layout => layout.CountOf(part => weights.Has($"model.layers.{layer}.{part}")))!;
        _correction = new[] { OfErnie, OfLfm2, Correction }.FirstOrDefault(name => weights.Has(InBlock($"{layer}", name)));
        _areMxfp4 = configuration.Quantization is Mxfp4Quantization && weights.Has($"{InBlock($"{layer}", _layout.Gate)}{Mxfp4Quantization.Blocks}");
    }

    public void Require(string name, IReadOnlyList<int> shape)
    {
        var location = LocationOf(name);
        _weights.Require(location.Tensor, location.Shape ?? shape);
    }

    public void Read(string name, long offset, Span<float> values)
    {
        var location = LocationOf(name);
        if (location.View is not { } view)
        {
            _weights.Read(location.Tensor, location.First + offset, values);
            return;
        }

        // An expert's gate and up projection are in the same segment, and are read one after the other.
        if (_segment.Tensor != location.Tensor || _segment.First != location.First)
        {
            _segment = (location.Tensor, location.First, new float[view.Length]);
            _weights.Read(location.Tensor, location.First, _segment.Values);
        }

        view.Gather(_segment.Values, offset, values);
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) =>
        LocationOf(name) is { Shape: null } location ? _weights.Quantized(location.Tensor, outputs, inputs) : null;

    private string InBlock(string layer, string part) => $"model.layers.{layer}.{_layout.Within(part)}";

    private ExpertLocation LocationOf(string name) => _locations.TryGetValue(name, out var location) ? location : _locations[name] = name.Split('.') switch
    {
        ["model", "layers", var layer, "mlp", "gate", Correction] when _correction is not null =>
            new(InBlock(layer, _correction), _correction == OfErnie ? [1, _experts.Count] : null),
        ["model", "layers", var layer, "mlp", "gate", ExpertScales] => new($"model.layers.{layer}.router.{ExpertScales}"),
        ["model", "layers", var layer, "mlp", "gate", var kind] => new(InBlock(layer, $"{_layout.Router}.{kind}")),
        ["model", "layers", _, "mlp", "experts", _, _, "weight"] when _areMxfp4 => new(name),
        ["model", "layers", var layer, "mlp", "experts", var expert, var part, var kind] =>
            OfExpert(part, kind == "bias", int.Parse(expert, CultureInfo.InvariantCulture), tensor => InBlock(layer, tensor)),
        ["model", "layers", var layer, "mlp", "shared_expert", var part, "weight"] when _layout.Shared is { } shared =>
            OfShared($"model.layers.{layer}.", part, shared),
        _ => new(name),
    };

    private ExpertLocation OfShared(string layer, string part, (string Both, string Down) shared)
    {
        int[] both = [2 * _experts.Shared!.IntermediateSize, _width];
        return part switch
        {
            "gate_proj" => new(layer + shared.Both, both),
            "up_proj" => new(layer + shared.Both, both, (long)_experts.Shared.IntermediateSize * _width),
            _ => new(layer + shared.Down),
        };
    }

    private ExpertLocation OfExpert(string part, bool isBias, int expert, Func<string, string> named)
    {
        var inner = _experts.IntermediateSize;
        var (outer, both) = (_experts.LatentSize ?? _width, _hasGates ? 2 * inner : inner);
        var (tensor, rows, columns, half) = part switch
        {
            "gate_proj" => (_layout.Gate, both, outer, 0),
            "up_proj" => (_layout.Up, both, outer, _hasGates ? 1 : 0),
            _ => (_layout.Down, outer, inner, 0),
        };
        tensor = named(tensor);
        return !_layout.IsFused ? new(ExpertLayout.Numbered(tensor, expert, isBias))
            : _experts.Storage == ExpertStorage.ByOutputs ? new(tensor, [_experts.Count, rows, columns], ((expert * (long)rows) + (half * inner)) * columns)
            : ByInputs(tensor, isBias, expert, rows, columns, part == "down_proj" ? null : half);
    }

    // Outputs are the columns. The down projection has no halves.
    private ExpertLocation ByInputs(string tensor, bool isBias, int expert, int outputs, int inputs, int? half)
    {
        var (start, step) = half is not { } first ? (0, 1) : _experts.Storage == ExpertStorage.ByInputsInTurn ? (first, 2) : (first * _experts.IntermediateSize, 1);
        return isBias
            ? new($"{tensor}_bias", [_experts.Count, outputs], expert * (long)outputs, new(outputs, 1, start, step, 0))
            : new(tensor, [_experts.Count, inputs, outputs], expert * (long)inputs * outputs, new(inputs * outputs, inputs, start, step, outputs));
    }
}
