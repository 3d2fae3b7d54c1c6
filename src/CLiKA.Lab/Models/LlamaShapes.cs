using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Attention;

namespace CLiKA.Lab.Models;

/// <summary>The weights of a Llama-family decoder, by HuggingFace name.</summary>
internal static class LlamaShapes
{
    /// <summary>Returns the names and shapes of all weights in a fixed order, projections as [out, in].</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(DecoderConfiguration configuration)
    {
        var width = configuration.HiddenSize;
        yield return ("model.embed_tokens.weight", [configuration.VocabularySize, width]);
        foreach (var layer in Enumerable.Range(0, configuration.Layers))
        {
            var prefix = $"model.layers.{layer}";
            foreach (var (module, outputs, inputs) in Projections(configuration, layer))
            {
                yield return ($"{module}.weight", [outputs, inputs]);
                if (HasBias(configuration, module))
                {
                    yield return ($"{module}.bias", [outputs]);
                }
            }

            foreach (var head in configuration.QueryKeyNorm == QueryKeyNorm.Shared ? ["q", "k"] : Array.Empty<string>())
            {
                yield return ($"{prefix}.self_attn.{head}_norm.weight", [configuration.HeadSize]);
            }

            yield return ($"{prefix}.input_layernorm.weight", [width]);
            yield return ($"{prefix}.post_attention_layernorm.weight", [width]);
        }

        yield return ("model.norm.weight", [width]);
        if (!configuration.TiedEmbeddings)
        {
            yield return ("lm_head.weight", [configuration.VocabularySize, width]);
        }
    }

    /// <summary>Returns the projections of a layer.</summary>
    public static IEnumerable<(string Module, int Outputs, int Inputs)> Projections(DecoderConfiguration configuration, int layer)
    {
        var (width, inner) = (configuration.HiddenSize, configuration.IntermediateSize);
        var (heads, shared) = (configuration.Heads * configuration.HeadSize, configuration.KeyValueHeads * configuration.HeadSize);
        var prefix = $"model.layers.{layer}";
        return
        [
            ($"{prefix}.self_attn.q_proj", heads, width),
            ($"{prefix}.self_attn.k_proj", shared, width),
            ($"{prefix}.self_attn.v_proj", shared, width),
            ($"{prefix}.self_attn.o_proj", width, heads),
            ($"{prefix}.mlp.gate_proj", inner, width),
            ($"{prefix}.mlp.up_proj", inner, width),
            ($"{prefix}.mlp.down_proj", width, inner),
        ];
    }

    private static bool HasBias(DecoderConfiguration configuration, string module) =>
        module.EndsWith("o_proj", StringComparison.Ordinal) ? configuration.OutputBias
        : module.Contains(".self_attn.", StringComparison.Ordinal) ? configuration.QueryKeyValueBias
        : configuration.FeedForwardBias;
}
