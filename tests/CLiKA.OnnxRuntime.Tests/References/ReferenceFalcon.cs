using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_falcon.py: parallel or sequential blocks, with rotation or with ALiBi in bfloat16.</summary>
internal sealed class ReferenceFalcon(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    // build_alibi_tensor: slopes, positions and products are bfloat16, and the sum is divided by the square root of the head size.
    protected override double Biased(int head, int position) => Flag("alibi")
        ? Bfloat16(Bfloat16(ReferenceBloom.Slopes(Size("num_attention_heads"))[head]) * Bfloat16(position)) / RootOfHeadSize
        : 0;

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (isNew, isParallel, hasBias) = (Flag("new_decoder_architecture"), Node("parallel_attn")?.GetValue<bool>() ?? true, Flag("bias"));
        var hasTwo = isNew && (Node("num_ln_in_parallel_attn")?.GetValue<int>() ?? 2) == 2;
        var input = Normalized(hasTwo ? $"{name}.ln_attn" : $"{name}.input_layernorm", hidden);
        var attended = Attended(
            $"{name}.self_attn", input, rows => Flag("alibi") ? rows : Rotated(rows, Number("rope_theta")), hasBias, hasBias);
        var read = hasTwo ? Normalized($"{name}.ln_mlp", hidden)
            : isParallel ? input
            : Normalized($"{name}.post_attention_layernorm", Sum(hidden, attended));
        return Sum(Sum(hidden, attended), Plain($"{name}.mlp", read, Gelu, hasBias));
    }

    // Rounds to 8 significant bits, half to even.
    private static double Bfloat16(double value)
    {
        var step = value == 0 ? 1 : Math.Pow(2, Math.Floor(Math.Log2(Math.Abs(value))) - 7);
        return Math.Round(value / step, MidpointRounding.ToEven) * step;
    }
}
