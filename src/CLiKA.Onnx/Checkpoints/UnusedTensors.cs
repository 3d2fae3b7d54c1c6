namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// Tensors of a checkpoint's decoder that the graph has no use for: a bias or a norm that config.json says nothing of would be left out, and the model
/// be another. HuggingFace's library warns of them.
/// </summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="layers">What the names of a layer's tensors begin with, before its number.</param>
/// <param name="count">Number of layers; others, which predict more tokens than one, are no part of the decoder.</param>
/// <param name="isQuantized">Whether matrices were quantized, so that tensors say how.</param>
/// <param name="ignored">Parts of names that are known to change nothing.</param>
internal sealed class UnusedTensors(
    SafetensorsCheckpoint checkpoint, string layers, int count, bool isQuantized, IReadOnlyCollection<string> ignored)
{
    // Angles and masks, which older classes saved.
    private static readonly string[] Buffers = [".masked_bias", ".attn.bias", ".attention.bias"];
    private const string Angles = ".rotary_emb.";

    // What formats have beside numbers and scales, and scales of values and of what goes into a matrix.
    private static readonly string[] OfQuantized = ["scale", "scales", "scale_inv", "zero_point", "qzeros", "g_idx", "shape"];

    /// <summary>Confirms that there is none. Every tensor that is used has been asked for before.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public void Refuse()
    {
        var modules = checkpoint.Asked.Select(ModuleOf).ToHashSet(StringComparer.Ordinal);
        var found = checkpoint.Names.Except(checkpoint.Asked)
            .FirstOrDefault(name => (IsOfLayer(name) || modules.Contains(ModuleOf(name))) && !ChangesNothing(name));
        if (found is not null)
        {
            throw checkpoint.Error(
                found,
                "is there, and nothing that config.json says makes use of it, so that the model may be another than it says. Where it changes no logits, "
                + $"export with --ignore {Within(found)}.");
        }
    }

    private static string ModuleOf(string name) => name[..(name.LastIndexOf('.') + 1)];

    private bool IsOfLayer(string name) => NumberOf(name) is { } number && number < count;

    private int? NumberOf(string name) =>
        name.StartsWith(layers, StringComparison.Ordinal) && int.TryParse(name[layers.Length..].Split('.')[0], out var number) ? number : null;

    // Without the number of its layer.
    private string Within(string name) => NumberOf(name) is null ? name : name[(name.IndexOf('.', layers.Length) + 1)..];

    private bool ChangesNothing(string name) =>
        Array.Exists(Buffers, buffer => name.EndsWith(buffer, StringComparison.Ordinal)) || name.Contains(Angles, StringComparison.Ordinal)
        || (isQuantized && Array.Exists(OfQuantized, ending => name.EndsWith(ending, StringComparison.Ordinal)))
        || ignored.Any(part => $".{name}.".Contains($".{part}.", StringComparison.Ordinal))
        || IsBiasOfZeros(name);

    // Quantizers give every matrix one.
    private bool IsBiasOfZeros(string name)
    {
        if (!name.EndsWith(".bias", StringComparison.Ordinal) || checkpoint.Found(name) is not { HasNumbers: true, Shape: [var size and <= 1 << 24] })
        {
            return false;
        }

        var values = new float[size];
        checkpoint.Read(name, 0, values);
        return Array.TrueForAll(values, value => value == 0);
    }
}
