using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Decoders.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx;

/// <summary>
/// Writes Llama-like decoders as ONNX graphs of operator set 23, for many prompts with a shared prefix: its KV cache is an input at batch 1 (or row
/// by row, where rows are continued), and logits are computed only where they are requested. Rows are padded on the right; attention is causal,
/// so that padding needs no mask. The last layer with keys and values of its own computes these for all tokens, and everything else only where logits
/// are requested; so do all layers after it, which attend to keys and values of earlier layers or have a feed-forward block alone, and have none in the
/// cache. Layers that have a state instead of keys and values take it in and give it out; after a padded row, it is of no use.
/// <list type="table">
/// <item><term>input_ids</term><description>int64 [batch, sequence]</description></item>
/// <item><term>logit_positions</term><description>int64 [batch, positions], positions within the row's own tokens</description></item>
/// <item>
/// <term>past_key_values.{layer}.key, .value</term>
/// <description>
/// float [1 or batch, kv_heads, past, head_size], whose size may differ between keys and values; past may be 0; float16 where the graph computes with
/// 16 bits
/// </description>
/// </item>
/// <item>
/// <term>past_conv.{layer}</term>
/// <description>float [1 or batch, length - 1, channels]: the input of a causal convolution at the preceding tokens; zeros before the first</description>
/// </item>
/// <item>
/// <term>past_recurrent.{layer}</term>
/// <description>float [1 or batch, value_heads, key_size, value_size]: what linear attention, or Mamba 2, has stored; zeros before the first token</description>
/// </item>
/// <item>
/// <term>{projection}.lora_A.weight, .lora_B.weight</term>
/// <description>
/// only where requested, and optional: an adapter's A [inputs, rank] and its B [rank, outputs] multiplied by the scaling, in the type of the
/// stored weights; without them the output is bit-identical to that of a graph without such inputs
/// </description>
/// </item>
/// <item><term>logits</term><description>float [batch, positions, vocabulary]</description></item>
/// <item><term>present.{layer}.key, .value</term><description>as the past [batch, kv_heads, past + sequence, head_size]</description></item>
/// <item><term>present_conv.{layer}, present_recurrent.{layer}</term><description>as the state before, for each row</description></item>
/// </list>
/// </summary>
public static class DecoderGraph
{
    /// <summary>Writes a model from weights in memory. Equal weights give equal bytes.</summary>
    /// <param name="path">Path of the .onnx file; an existing one is replaced atomically.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="weight">
    /// Returns a weight by its HuggingFace name (<c>model.layers.0.self_attn.q_proj.weight</c>), row-major; projections are [out, in]. Called once
    /// for each; for <c>lm_head.weight</c> only where embeddings are not tied.
    /// </param>
    /// <param name="weightType">The type of the stored weights and of the computation.</param>
    /// <param name="lora">The projections with LoRA inputs, some of <see cref="LoraProjections.Known"/> that the model has; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The configuration is inconsistent, a weight has the wrong number of values or a value outside the range of the 16-bit type, or a projection is
    /// unknown.
    /// </exception>
    public static void Write(
        string path,
        DecoderConfiguration configuration,
        Func<string, float[]> weight,
        WeightType weightType,
        IReadOnlyCollection<string>? lora = null)
    {
        ArgumentNullException.ThrowIfNull(weight);
        Write(path, configuration, new ArrayWeights(weight), weightType, lora: lora);
    }

    /// <summary>Writes a model without holding more than part of a weight in memory. Equal weights give equal bytes.</summary>
    /// <param name="path">Path of the .onnx file; an existing one is replaced atomically.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="weights">The source of the weights. <c>lm_head.weight</c> is read only where embeddings are not tied.</param>
    /// <param name="weightType">The type of the stored weights and of the computation.</param>
    /// <param name="largestFile">
    /// Maximum size of the .onnx file in bytes, up to the format's limit of 2 GiB. The weights of a larger model go to a file beside it, named like
    /// it with the suffix <c>_data</c>.
    /// </param>
    /// <param name="lora">The projections with LoRA inputs, some of <see cref="LoraProjections.Known"/> that the model has; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The configuration is inconsistent, a weight is outside the range of the 16-bit type, or a projection is unknown.
    /// </exception>
    /// <exception cref="InvalidInputException">A weight is missing or has another shape.</exception>
    public static void Write(
        string path,
        DecoderConfiguration configuration,
        IWeightSource weights,
        WeightType weightType,
        int largestFile = int.MaxValue,
        IReadOnlyCollection<string>? lora = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(weights);
        if (DecoderConfigurationCheck.ProblemOf(configuration) is { } problem)
        {
            throw new ArgumentException(problem, nameof(configuration));
        }

        if (lora is not null && LoraProjections.ProblemOf(lora, configuration) is { } wrong)
        {
            throw new ArgumentException(wrong, nameof(lora));
        }

        var graph = new OnnxGraph();
        var stored = new GraphWeights(graph, weights, weightType);
        Compose(graph, configuration, stored, new LoraBranches(graph, configuration, stored, lora ?? []));
        OnnxModelFile.Write(path, graph, largestFile);
    }

    private static void Compose(OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights, LoraBranches lora)
    {
        var inputIds = graph.Input("input_ids", OnnxElementType.Int64, "batch", "sequence");
        var logitPositions = graph.Input("logit_positions", OnnxElementType.Int64, "batch", "positions");
        var masks = new AttentionMasks(graph, configuration, weights.Computed);
        var norms = new DecoderNorms(graph, configuration, weights);
        var layers = new DecoderLayers(graph, configuration, weights, norms, lora, masks, inputIds, logitPositions);
        var embeddings = new DecoderEmbeddings(graph, configuration, weights, norms);
        var stream = layers.Begin(inputIds, embeddings.Add(inputIds));
        var last = configuration.LastCarryingLayer;
        for (var layer = 0; layer < last; layer++)
        {
            stream = layers.Add(layer, stream);
        }

        var behind = Enumerable.Range(last + 1, configuration.Layers - last - 1).ToList();
        var windows = behind.Prepend(last).Where(configuration.HasAttention).Select(layer => configuration.AttentionOf(layer).Window);
        var wanted = new WantedPositions(graph, logitPositions, masks, windows);
        stream = behind.Aggregate(layers.AddLast(last, stream, wanted), (before, layer) => layers.AddBehind(layer, before, wanted));
        new LogitHead(graph, configuration, weights).Add(norms.Add("model.norm", layers.End(stream), configuration.HiddenSize), embeddings.Tokens);
        layers.AddOutputs();
    }
}
