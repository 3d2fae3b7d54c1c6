using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_glm.py, modeling_glm4.py and modeling_glm4v.py: part of each head is rotated, in interleaved pairs; all but the first normalize after blocks too.
/// The positions of the last have three dimensions, which in a text are all the token's position.
/// </summary>
internal sealed class ReferenceGlm(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (isFourth, sees) = (Node("model_type")!.GetValue<string>() != "glm", Node("model_type")!.GetValue<string>() == "glm4v_text");
        var rotatedSize = (int)(Size("head_dim") * (Node("partial_rotary_factor")?.GetValue<double>() ?? (sees ? 1 : 0.5)));
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, sees || (Node("attention_bias")?.GetValue<bool>() ?? isFourth));
        double[][] WithRotation(string part) => RotatedByTwo(Part(part), rotatedSize);
        double[][] After(string norm, double[][] rows) => isFourth ? Normalized($"{name}.{norm}", rows) : rows;
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, After("post_self_attn_layernorm", Projected($"{name}.self_attn.o_proj", seen)));

        var (inner, both) = (
            Size("intermediate_size"), Projected($"{name}.mlp.gate_up_proj", Normalized($"{name}.post_attention_layernorm", hidden)));
        double[][] gated = [.. both.Select(row => row[..inner].Zip(row[inner..], (gate, up) => up * Silu(gate)).ToArray())];
        return Sum(hidden, After("post_mlp_layernorm", Projected($"{name}.mlp.down_proj", gated)));
    }
}
