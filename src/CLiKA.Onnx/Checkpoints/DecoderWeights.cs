using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint's decoder, by their Llama names. Their names in the checkpoint depend on its architecture, and their prefix on the
/// version of HuggingFace's library.
/// </summary>
internal sealed class DecoderWeights : IWeightSource
{
    private const string Model = "model.";

    private readonly SafetensorsCheckpoint _checkpoint;
    private readonly IWeightSource _weights;
    private readonly CheckpointNames _names;
    private readonly (string Model, string Head) _layout;
    private UnusedTensors? _unused;

    /// <summary>Creates the weights of a decoder.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="ignored">Parts of the names of unused tensors that do not affect logits.</param>
    public DecoderWeights(SafetensorsCheckpoint checkpoint, DecoderConfiguration configuration, IReadOnlyCollection<string> ignored)
    {
        var (names, quantization) = (configuration.Variant.Names, configuration.Quantization);
        _checkpoint = checkpoint;
        _weights = quantization is null ? checkpoint : new QuantizedWeights(checkpoint, quantization);
        _names = names;
        _layout = names.Layouts.FirstOrDefault(layout => checkpoint.Has(names.Own("model.embed_tokens.weight", layout)), names.Layouts[0]);
        (string, string)? tied = configuration.TiedEmbeddings ? (OwnName("model.embed_tokens.weight"), OwnName("lm_head.weight")) : null;
        _unused = new(checkpoint, $"{names.Own("model.layers", _layout)}.", configuration, tied, ignored);
    }

    /// <summary>The quantization of the required weights; null where none was quantized.</summary>
    public CheckpointQuantization? Quantization => (_weights as QuantizedWeights)?.Found;

    /// <summary>Returns the name of a weight or a projection in the decoder alone.</summary>
    /// <param name="name">Its name in the decoder alone, in a larger model, or in an earlier class.</param>
    public static string Alone(string name) => PrefixOf(name) is not Model and var within ? Model + name[within.Length..] : name;

    /// <summary>Returns the prefix that the decoder's weights and projections have in a larger model or an earlier class; <c>model.</c> where there is none.</summary>
    /// <param name="name">The name of one of them.</param>
    public static string PrefixOf(string name) => CheckpointNames.Llama.Layouts.Select(layout => layout.Model).Append(CheckpointNames.Backbone)
        .FirstOrDefault(prefix => prefix != Model && name.StartsWith(prefix, StringComparison.Ordinal), Model);

    /// <summary>Returns whether a weight or a projection belongs to a decoder in a larger model, or in an earlier class.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsWithin(string name) => PrefixOf(name) != Model;

    /// <summary>Returns whether the checkpoint has a tensor.</summary>
    public bool Has(string name) => _checkpoint.Has(OwnName(name));

    public void Require(string name, IReadOnlyList<int> shape) => _weights.Require(OwnName(name), shape);

    public void Read(string name, long offset, Span<float> values)
    {
        // All weights have been required before the first is read.
        _unused?.Refuse();
        _unused = null;
        _weights.Read(OwnName(name), offset, values);
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) => _weights.Quantized(OwnName(name), outputs, inputs);

    private string OwnName(string name) => _names.Own(name, _layout);
}
