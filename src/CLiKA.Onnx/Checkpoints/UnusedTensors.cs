using CLiKA.Input;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// Tensors of a checkpoint's decoder that the graph has no use for: a bias or a norm that config.json says nothing of would be left out, and the model
/// be another. HuggingFace's library warns of them.
/// </summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="layers">What the names of a layer's tensors begin with, before its number.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="tied">Embeddings that also make logits, and what would make them where it is there too; null where they do not.</param>
/// <param name="ignored">Parts of names that are known to change nothing.</param>
internal sealed class UnusedTensors(
    SafetensorsCheckpoint checkpoint,
    string layers,
    DecoderConfiguration configuration,
    (string Embeddings, string Head)? tied,
    IReadOnlyCollection<string> ignored)
{
    // Masks, which older classes saved.
    private static readonly string[] Masks = [".masked_bias", ".attn.bias", ".attention.bias"];
    private const string Angles = ".rotary_emb.";

    // What xIELU's class saves and does not learn.
    private static readonly (string Ending, double Value)[] Constants = [(".act_fn.beta", 0.5), (".act_fn.eps", -1e-6)];

    // What formats have beside numbers and scales, and scales of values and of what goes into a matrix. What AutoAWQ divides an activation by is none.
    private static readonly string[] OfQuantized = ["scale", "scales", "scale_inv", "zero_point", "qzeros", "g_idx", "shape"];
    private const string OfActivation = ".act.scales";

    // Of a bias, and of a stretch of a matrix.
    private const int MostValues = 1 << 24;

    /// <summary>Confirms that there is none. Every tensor that is used has been asked for before.</summary>
    /// <exception cref="InvalidInputException">There is one.</exception>
    public void Refuse()
    {
        RefuseOtherHead();
        var modules = checkpoint.Asked.Select(ModuleOf).ToHashSet(StringComparer.Ordinal);
        var found = checkpoint.Names.Except(checkpoint.Asked)
            .Where(name => (IsOfLayer(name) || modules.Contains(ModuleOf(name))) && !ChangesNothing(name)).ToList();
        if (found.Count > 0)
        {
            throw checkpoint.Error(
                found[0],
                "is in the checkpoint, but nothing in config.json uses it, so the model may not be what config.json says. If it changes no logits, "
                + $"{ToolCommand.Quote($"export --ignore {string.Join(',', found.Select(Within).Distinct(StringComparer.Ordinal))}")} leaves it out.");
        }
    }

    private static string ModuleOf(string name) => name[..(name.LastIndexOf('.') + 1)];

    // Those behind the last predict more tokens than one, where config.json says that there are any.
    private bool IsOfLayer(string name) => NumberOf(name) is { } number
        && (number < configuration.Layers || number >= configuration.Layers + configuration.PredictionLayers);

    private int? NumberOf(string name) =>
        name.StartsWith(layers, StringComparison.Ordinal) && int.TryParse(name[layers.Length..].Split('.')[0], out var number) ? number : null;

    // Without the number of its layer; of a layer too many, its number alone.
    private string Within(string name) => NumberOf(name) is not { } number ? name
        : number < configuration.Layers ? name[(name.IndexOf('.', layers.Length) + 1)..]
        : $"{layers.TrimEnd('.').Split('.')[^1]}.{number}";

    private bool ChangesNothing(string name) =>
        Array.Exists(Masks, mask => name.EndsWith(mask, StringComparison.Ordinal)) || name.Contains(Angles, StringComparison.Ordinal)
        || (configuration.Quantization is not null && !name.EndsWith(OfActivation, StringComparison.Ordinal)
            && Array.Exists(OfQuantized, ending => name.EndsWith(ending, StringComparison.Ordinal)))
        || IsIgnored(name)
        || Constants.Any(constant => name.EndsWith(constant.Ending, StringComparison.Ordinal) && IsFilled(name, constant.Value))

        // Quantizers give every matrix one.
        || (name.EndsWith(".bias", StringComparison.Ordinal) && IsFilled(name, 0));

    private bool IsIgnored(string name) => ignored.Any(part => $".{name}.".Contains($".{part}.", StringComparison.Ordinal));

    // To what is left of a value in 16 bits.
    private bool IsFilled(string name, double expected)
    {
        if (checkpoint.Found(name) is not { HasNumbers: true, Shape: [] or [<= MostValues] } entry)
        {
            return false;
        }

        var values = new float[entry.Count];
        checkpoint.Read(name, 0, values);
        return Array.TrueForAll(values, value => Math.Abs(value - expected) <= Math.Abs(expected) / 128);
    }

    // Version 4 of HuggingFace's library ties whatever is there, version 5 only what is equal.
    private void RefuseOtherHead()
    {
        if (tied is var (embeddings, head) && checkpoint.Has(head) && !IsIgnored(head) && !AreEqual(embeddings, head))
        {
            throw checkpoint.Error(
                head,
                $"differs from '{embeddings}', which makes the logits since 'tie_word_embeddings' in config.json is true; versions of HuggingFace's library "
                + $"differ in which of the two they use. To use '{head}', set it to false; for the embeddings, {ToolCommand.Quote($"export --ignore {head}")} leaves it out.");
        }
    }

    private bool AreEqual(string one, string other)
    {
        var (first, second) = (checkpoint.Found(one), checkpoint.Found(other));
        if (!first.HasNumbers || !second.HasNumbers || !first.Shape.SequenceEqual(second.Shape))
        {
            return false;
        }

        for (var offset = 0L; offset < first.Count; offset += MostValues)
        {
            var size = Math.Min(MostValues, first.Count - offset);
            var (values, others) = (new float[size], new float[size]);
            checkpoint.Read(one, offset, values);
            checkpoint.Read(other, offset, others);
            if (!values.AsSpan().SequenceEqual(others))
            {
                return false;
            }
        }

        return true;
    }
}
