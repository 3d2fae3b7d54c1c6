using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx;

/// <summary>
/// Writes decoders of Llama's kind as ONNX graphs of operator set 23, for many prompts that share a beginning: its keys and values
/// come in once, at batch 1 (or row by row, where rows are continued), and logits are made only where they are asked for. Rows are padded
/// on the right; attention is causal, so that padding needs no mask. The last layer makes keys and values of all tokens, and all else only
/// where logits are asked for.
/// <list type="table">
/// <item><term>input_ids</term><description>int64 [batch, sequence]</description></item>
/// <item><term>logit_positions</term><description>int64 [batch, positions], positions within the row's own tokens</description></item>
/// <item>
/// <term>past_key_values.{layer}.key, .value</term>
/// <description>
/// float [1 or batch, kv_heads, past, head_size], values perhaps of another size than keys; past may be 0; float16 where the graph computes with
/// 16 bits
/// </description>
/// </item>
/// <item>
/// <term>{projection}.lora_A.weight, .lora_B.weight</term>
/// <description>
/// only where asked for, and optional: an adapter's A [inputs, rank] and B [rank, outputs] with its scaling in it, in the type of the
/// stored weights; without them the graph gives the same bits as one that has no such inputs
/// </description>
/// </item>
/// <item><term>logits</term><description>float [batch, positions, vocabulary]</description></item>
/// <item><term>present.{layer}.key, .value</term><description>as the past [batch, kv_heads, past + sequence, head_size]</description></item>
/// </list>
/// </summary>
public static class DecoderGraph
{
    /// <summary>Writes a model. Equal weights become equal bytes.</summary>
    /// <param name="path">Path of the .onnx file; an existing one is replaced, once the new one is whole.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="weight">
    /// Gives a weight by its HuggingFace name (<c>model.layers.0.self_attn.q_proj.weight</c>), row-major; projections are
    /// [out, in]. Each is asked for once. <c>lm_head.weight</c> is asked for only where embeddings are not tied.
    /// </param>
    /// <param name="weightType">How weights are stored, and with how many bits the graph computes.</param>
    /// <param name="lora">The projections that have LoRA inputs, some of <see cref="LoraProjections.Known"/> that the model has; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The configuration contradicts itself, a weight has the wrong number of values or does not fit in 16 bits, or a projection is
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

    /// <summary>Writes a model without ever holding more than a part of a weight in memory. Equal weights become equal bytes.</summary>
    /// <param name="path">Path of the .onnx file; an existing one is replaced, once the new one is whole.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="weights">Gives the weights. <c>lm_head.weight</c> is asked for only where embeddings are not tied.</param>
    /// <param name="weightType">How weights are stored, and with how many bits the graph computes.</param>
    /// <param name="largestFile">
    /// Most bytes of the .onnx file, up to the 2 GiB at which the format ends. A larger model's weights go to a file beside it, which
    /// has its name and <c>_data</c>.
    /// </param>
    /// <param name="lora">The projections that have LoRA inputs, some of <see cref="LoraProjections.Known"/> that the model has; null for none.</param>
    /// <exception cref="ArgumentException">
    /// The configuration contradicts itself, a weight does not fit in 16 bits, or a projection is unknown.
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
        var hidden = embeddings.Add(inputIds);
        var last = configuration.Layers - 1;
        for (var layer = 0; layer < last; layer++)
        {
            hidden = layers.Add(layer, hidden);
        }

        hidden = layers.AddLast(last, hidden, new(graph, logitPositions, masks, configuration.AttentionOf(last).Window));
        new LogitHead(graph, configuration, weights).Add(norms.Add("model.norm", hidden, configuration.HiddenSize), embeddings.Tokens);
        layers.AddOutputs();
    }
}
