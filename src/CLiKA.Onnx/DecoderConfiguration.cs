using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx;

/// <summary>The shape of a Llama-like decoder, with HuggingFace's meaning of every value.</summary>
public sealed record DecoderConfiguration
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n" };

    /// <summary>Number of token ids.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of decoder layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of key and value heads, a divisor of <see cref="Heads"/>.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of a head's queries and keys.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Epsilon of normalizations, added to the mean square or to the variance.</summary>
    public double NormEpsilon { get; init; } = 1e-5;

    /// <summary>The base of the rotary frequencies.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>The longest sequence, in tokens.</summary>
    public required int MaximumPositions { get; init; }

    /// <summary>The token that begins every text; null where there is none.</summary>
    public int? BeginningOfSequenceToken { get; init; }

    /// <summary>Whether the embedding matrix also serves as the output projection, so that there is no <c>lm_head.weight</c>.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>The scaling of the rotary angles; null for none.</summary>
    public RotaryScaling? RopeScaling { get; init; }

    /// <summary>Whether the projections of queries, keys and values have biases, as in Qwen 2.</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Whether the output projection of attention has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether the projections of the feed-forward block have biases.</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>The normalization of queries and keys.</summary>
    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>The differences from Llama.</summary>
    public DecoderVariant Variant { get; init; } = DecoderVariant.Llama;

    /// <summary>Number of layers after the last one that predict further tokens, and are left out; at least 0.</summary>
    public int PredictionLayers { get; init; }

    /// <summary>The quantization of the checkpoint's matrices; null for none.</summary>
    public CheckpointQuantization? Quantization { get; init; }

    /// <summary>
    /// Reads a HuggingFace <c>config.json</c> of a decoder that <see cref="DecoderGraph"/> can write, or of a multimodal model with such a decoder.
    /// Where all layers have the same sliding window, the window becomes the longest sequence.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="ignored">Names of unknown properties that do not affect logits; null for none.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is damaged, describes a model that <see cref="DecoderGraph"/> would write wrongly, or has an unknown property that may
    /// affect logits.
    /// </exception>
    public static DecoderConfiguration Read(string path, IReadOnlyCollection<string>? ignored = null) => Read(JsonInput.ReadOfPython(path), ignored);

    /// <summary>Reads the contents of such a file.</summary>
    /// <param name="json">The contents.</param>
    /// <param name="ignored">Names of unknown properties that do not affect logits; null for none.</param>
    /// <exception cref="InvalidInputException">As for a file.</exception>
    internal static DecoderConfiguration Read(JsonRecord json, IReadOnlyCollection<string>? ignored)
    {
        var configuration = DecoderConfigurationReader.Read(json, ignored ?? []) with { Quantization = QuantizationReader.Read(json) };
        DecoderConfigurationCheck.Require(configuration, json);
        return configuration;
    }

    /// <summary>Returns the angle per position for each pair of a head's values, in layers without a rotary embedding of their own.</summary>
    /// <returns>Angles in radians [rotated size / 2], scaled where the model scales them.</returns>
    public double[] RotaryAngles() => new Rotation(RopeTheta, RopeScaling).Angles(RotatedSize);

    /// <summary>Number of values of a head that are rotated, in layers without heads of their own size.</summary>
    internal int RotatedSize => RotatedSizeIn(HeadSize);

    /// <summary>
    /// Indices of the layers that carry something from token to token: keys and values of their own, or a state. The others attend to the keys and values of
    /// an earlier layer, have a feed-forward block alone, or are skipped.
    /// </summary>
    internal IEnumerable<int> CarryingLayers => Enumerable.Range(0, Layers).Where(layer => HasMixer(layer) && AttentionOf(layer).KeysOf is null);

    /// <summary>Index of the last of these layers; -1 where there is none.</summary>
    internal int LastCarryingLayer => CarryingLayers.LastOrDefault(-1);

    /// <summary>Returns the attention of a layer.</summary>
    internal LayerAttention AttentionOf(int layer) =>
        Variant.Layers is [] ? new(null, new(RopeTheta, RopeScaling)) : Variant.Layers[layer];

    /// <summary>Returns whether a layer has attention, a block with a state, or both.</summary>
    internal bool HasMixer(int layer) => BlocksOf(layer) is LayerBlocks.Both or LayerBlocks.Mixer;

    /// <summary>Returns whether a layer has attention, and therefore keys and values.</summary>
    internal bool HasAttention(int layer) => HasMixer(layer) && StatefulOf(layer) is not { Beside: null };

    /// <summary>Returns the block with a state that a layer has; null for none.</summary>
    internal StatefulBlock? StatefulOf(int layer) => Variant.Stateful is { } block && block.Layers.Contains(layer) ? block : null;

    /// <summary>Returns the width of a layer's queries and keys.</summary>
    internal int HeadSizeOf(int layer) => AttentionOf(layer).HeadSize ?? HeadSize;

    /// <summary>Returns the width of a layer's value vectors.</summary>
    internal int ValueHeadSizeOf(int layer) => Variant.Latent?.ValueSize ?? HeadSizeOf(layer);

    /// <summary>Returns the number of a layer's key and value heads.</summary>
    internal int KeyValueHeadsOf(int layer) => AttentionOf(layer).KeyValueHeads ?? KeyValueHeads;

    /// <summary>Returns the number of values that are rotated in a head of a given size.</summary>
    internal int RotatedSizeIn(int headSize) => Variant.Latent?.RotatedSize ?? Variant.RotatedSize ?? headSize;

    /// <summary>Returns the width inside a layer's feed-forward block.</summary>
    internal int IntermediateSizeOf(int layer) => Variant.IntermediateSizes is [] ? IntermediateSize : Variant.IntermediateSizes[layer];

    /// <summary>Returns the share of a layer's gates that are 0.</summary>
    internal double GateSparsityOf(int layer) => Variant.GateSparsities is [] ? 0 : Variant.GateSparsities[layer];

    /// <summary>Returns the width of the projection to a layer's queries.</summary>
    internal int QueryWidthOf(int layer) => Heads * HeadSizeOf(layer) * (Variant.HasOutputGate ? 2 : 1);

    /// <summary>Returns the configuration for texts of at most a given number of tokens.</summary>
    internal DecoderConfiguration UpTo(int positions) => this with { MaximumPositions = Math.Min(MaximumPositions, positions) };

    /// <summary>Returns the configuration with the given attention of each layer.</summary>
    internal DecoderConfiguration WithLayers(IEnumerable<LayerAttention> layers) => this with { Variant = Variant with { Layers = [.. layers] } };

    /// <summary>Returns whether a layer has a feed-forward block, ordinary or of experts.</summary>
    internal bool Feeds(int layer) => BlocksOf(layer) is LayerBlocks.Both or LayerBlocks.FeedForward;

    /// <summary>Returns whether texts skip a layer.</summary>
    internal bool Skips(int layer) => BlocksOf(layer) == LayerBlocks.None;

    /// <summary>Returns whether a layer's feed-forward block is a mixture of experts.</summary>
    internal bool HasExperts(int layer) => Feeds(layer) && Variant.Experts is { } experts && !experts.DenseLayers.Contains(layer);

    /// <summary>Returns whether a layer has an ordinary feed-forward block, perhaps beside experts.</summary>
    internal bool HasFeedForward(int layer) => Feeds(layer) && (!HasExperts(layer) || Variant.Experts!.IsBesideDense);

    /// <summary>Writes a HuggingFace <c>config.json</c> of a Llama. Equal configurations give equal bytes.</summary>
    /// <param name="path">Path of the file; an existing one is replaced.</param>
    /// <exception cref="InvalidOperationException">
    /// The configuration has biases, normalized heads, a scaled rotary embedding, quantized weights or a variant.
    /// </exception>
    public void Write(string path)
    {
        var plain = this with
        {
            RopeScaling = null,
            QueryKeyValueBias = false,
            OutputBias = false,
            FeedForwardBias = false,
            QueryKeyNorm = QueryKeyNorm.None,
            Variant = DecoderVariant.Llama,
            Quantization = null,
        };
        if (this != plain)
        {
            throw new InvalidOperationException(
                "Only the configuration of a plain Llama can be written: no biases, no QK norm, no rotary scaling, no quantization, no other variant.");
        }

        var json = new JsonObject
        {
            ["architectures"] = new JsonArray("LlamaForCausalLM"),
            ["model_type"] = "llama",
            ["vocab_size"] = VocabularySize,
            ["hidden_size"] = HiddenSize,
            ["intermediate_size"] = IntermediateSize,
            ["num_hidden_layers"] = Layers,
            ["num_attention_heads"] = Heads,
            ["num_key_value_heads"] = KeyValueHeads,
            ["head_dim"] = HeadSize,
            ["hidden_act"] = "silu",
            ["rms_norm_eps"] = NormEpsilon,
            ["rope_theta"] = RopeTheta,
            ["max_position_embeddings"] = MaximumPositions,
            ["bos_token_id"] = BeginningOfSequenceToken,
            ["tie_word_embeddings"] = TiedEmbeddings,
        };
        AtomicFile.WriteAllText(path, json.ToJsonString(Indented) + "\n");
    }

    private LayerBlocks BlocksOf(int layer) => Variant.Blocks is [] ? LayerBlocks.Both : Variant.Blocks[layer];
}
