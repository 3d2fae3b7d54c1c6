using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint's decoder. Where the decoder is part of a model that sees images too, their names begin otherwise, and not
/// the same way in every version of HuggingFace's library.
/// </summary>
internal sealed class DecoderWeights : IWeightSource
{
    private const string Model = "model.";
    private const string Embedding = "embed_tokens.weight";

    private static readonly (string Model, string Head)[] Layouts =
    [
        (Model, string.Empty), ("language_model.model.", "language_model."), ("model.language_model.", string.Empty),
    ];

    private readonly SafetensorsCheckpoint _checkpoint;
    private readonly IWeightSource _weights;
    private readonly (string Model, string Head) _layout;

    public DecoderWeights(SafetensorsCheckpoint checkpoint, CheckpointQuantization? quantization)
    {
        _checkpoint = checkpoint;
        _weights = quantization is null ? checkpoint : new QuantizedWeights(checkpoint, quantization);
        var found = Array.FindIndex(Layouts, layout => checkpoint.Has(layout.Model + Embedding));
        _layout = Layouts[Math.Max(0, found)];
    }

    /// <summary>How the weights that were asked for were quantized; null where none was.</summary>
    public CheckpointQuantization? Quantization => (_weights as QuantizedWeights)?.Found;

    /// <summary>What a weight or a projection of the decoder is called where the decoder stands alone.</summary>
    /// <param name="name">What it is called, there or within the larger model.</param>
    public static string Alone(string name) =>
        Array.Find(Layouts, layout => layout.Model != Model && name.StartsWith(layout.Model, StringComparison.Ordinal)).Model is { } within
            ? Model + name[within.Length..]
            : name;

    /// <summary>Whether the checkpoint has a tensor.</summary>
    public bool Has(string name) => _checkpoint.Has(Found(name));

    public void Require(string name, IReadOnlyList<int> shape) => _weights.Require(Found(name), shape);

    public void Read(string name, long offset, Span<float> values) => _weights.Read(Found(name), offset, values);

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) => _weights.Quantized(Found(name), outputs, inputs);

    private string Found(string name) =>
        name.StartsWith(Model, StringComparison.Ordinal) ? _layout.Model + name[Model.Length..] : _layout.Head + name;
}
