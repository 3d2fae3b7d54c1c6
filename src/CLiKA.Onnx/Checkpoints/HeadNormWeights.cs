using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint in which the norm of each head is a tensor of its own, as in StableLM 2 (<c>q_layernorm.norms.0.weight</c>): the graph
/// reads those of all heads as one matrix [heads, size].
/// </summary>
/// <param name="weights">The weights of the checkpoint.</param>
internal sealed class HeadNormWeights(IWeightSource weights) : IWeightSource
{
    private readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);

    /// <summary>Returns whether a checkpoint has such tensors.</summary>
    public static bool AreIn(DecoderWeights weights) => weights.Has(OfHead("model.layers.0.self_attn.q_norm.weight", 0));

    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (name.Split('.')[^2] is not ("q_norm" or "k_norm") || shape.Count != 2)
        {
            weights.Require(name, shape);
            return;
        }

        _sizes[name] = shape[1];
        for (var head = 0; head < shape[0]; head++)
        {
            weights.Require(OfHead(name, head), [shape[1]]);
        }
    }

    public void Read(string name, long offset, Span<float> values)
    {
        if (!_sizes.TryGetValue(name, out var size))
        {
            weights.Read(name, offset, values);
            return;
        }

        while (values.Length > 0)
        {
            var (head, first) = Math.DivRem(offset, size);
            var count = (int)Math.Min(values.Length, size - first);
            weights.Read(OfHead(name, (int)head), first, values[..count]);
            offset += count;
            values = values[count..];
        }
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) => weights.Quantized(name, outputs, inputs);

    private static string OfHead(string name, int head) => name.Insert(name.LastIndexOf('.'), $".{head}");
}
