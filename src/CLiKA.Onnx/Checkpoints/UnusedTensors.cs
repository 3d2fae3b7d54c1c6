using System.Text.RegularExpressions;
using CLiKA.Input;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// Finds tensors of a checkpoint's decoder that the graph does not use: a bias or a norm that config.json does not mention would be left out, and the
/// model would be another one. HuggingFace's library warns of them.
/// </summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="layers">Prefix of the names of a layer's tensors, before its index.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="tied">The tied embeddings, and the output projection that the checkpoint may have too; null where embeddings are not tied.</param>
/// <param name="ignored">Parts of names that are known to have no effect.</param>
internal sealed partial class UnusedTensors(
    SafetensorsCheckpoint checkpoint,
    string layers,
    DecoderConfiguration configuration,
    (string Embeddings, string Head)? tied,
    IReadOnlyCollection<string> ignored)
{
    // Masks, which older classes saved.
    private static readonly string[] Masks = [".masked_bias", ".attn.bias", ".attention.bias"];
    private const string Angles = ".rotary_emb.";
    private const string Indexer = ".self_attn.indexer.";

    // In layers that attend to keys and values of earlier ones. Their class had them first and does not read them.
    private static readonly string[] KeysAndValues = ["k_proj", "v_proj", "k_norm", "v_norm"];

    // Constants that xIELU's class saves but does not learn.
    private static readonly (string Ending, double Value)[] Constants = [(".act_fn.beta", 0.5), (".act_fn.eps", -1e-6)];

    // For a bias, and for a segment of a matrix.
    private const int MostValues = 1 << 24;

    /// <summary>Throws where there is such a tensor. Every tensor in use must have been requested before.</summary>
    /// <exception cref="InvalidInputException">There is such a tensor.</exception>
    public void Refuse()
    {
        RefuseOtherHead();
        var modules = checkpoint.Requested.Select(ModuleOf).ToHashSet(StringComparer.Ordinal);
        var found = checkpoint.Names.Except(checkpoint.Requested)
            .Where(name => (IsOfLayer(name) || modules.Contains(ModuleOf(name))) && !ChangesNothing(name)).ToList();
        if (found.Count > 0)
        {
            throw checkpoint.Error(
                found[0],
                "is in the checkpoint, but the model that config.json describes does not use it. If it does not affect logits, leave it out with "
                + $"{ToolCommand.Quote($"export --ignore {string.Join(',', found.Select(Within).Distinct(StringComparer.Ordinal))}")}.");
        }
    }

    // What formats store of weights besides numbers and scales; and scales of activations, queries, keys, values and attention probabilities, which
    // libraries round and scale back. 'act' is AutoFP8's earlier name of 'input', 'kv' that of 'k' and 'v' in vLLM, 'prob_output' Quark's. Scales without
    // a prefix are not among them: AutoAWQ divides activations by those of 'act'; neither is ModelOpt's 'pre_quant_scale', which multiplies inputs.
    [GeneratedRegex(@"\.(weight_(zero_point|g_idx|shape)|(input|output|act|activation|q|k|v|kv|prob|prob_output)_(scale|global_scale|zero_point|g_idx))$")]
    private static partial Regex OfQuantized();

    private static string ModuleOf(string name) => name[..(name.LastIndexOf('.') + 1)];

    // Layers after the last one predict further tokens, where config.json mentions them.
    private bool IsOfLayer(string name) => NumberOf(name) is { } number
        && (number < configuration.Layers ? !configuration.Skips(number) : number >= configuration.Layers + configuration.PredictionLayers);

    private int? NumberOf(string name) =>
        name.StartsWith(layers, StringComparison.Ordinal) && int.TryParse(name[layers.Length..].Split('.')[0], out var number) ? number : null;

    // Without the index of its layer; for a superfluous layer, only that index.
    private string Within(string name) => NumberOf(name) is not { } number ? name
        : number < configuration.Layers ? name[(name.IndexOf('.', layers.Length) + 1)..]
        : $"{layers.TrimEnd('.').Split('.')[^1]}.{number}";

    private bool ChangesNothing(string name) =>
        Array.Exists(Masks, mask => name.EndsWith(mask, StringComparison.Ordinal)) || name.Contains(Angles, StringComparison.Ordinal)
        || (configuration.Quantization is not null && OfQuantized().IsMatch(name))
        || IsIgnored(name)
        || (configuration.Variant.Latent is { HasIndexer: true } && name.Contains(Indexer, StringComparison.Ordinal))
        || (NumberOf(name) > configuration.LastCarryingLayer && name.Split('.') is [.., "self_attn", var part, _] && KeysAndValues.Contains(part))
        || Constants.Any(constant => name.EndsWith(constant.Ending, StringComparison.Ordinal) && IsFilled(name, constant.Value))

        // Quantizers add one to every matrix.
        || (name.EndsWith(".bias", StringComparison.Ordinal) && IsFilled(name, 0));

    private bool IsIgnored(string name) => ignored.Any(part => $".{name}.".Contains($".{part}.", StringComparison.Ordinal));

    // Up to the precision of 16-bit values.
    private bool IsFilled(string name, double expected)
    {
        if (checkpoint.EntryOf(name) is not { HasNumbers: true, Shape: [] or [<= MostValues] } entry)
        {
            return false;
        }

        var values = new float[entry.Count];
        checkpoint.Read(name, 0, values);
        return Array.TrueForAll(values, value => Math.Abs(value - expected) <= Math.Abs(expected) / 128);
    }

    // Version 4 of HuggingFace's library ties the embeddings in any case, version 5 only where the two are equal.
    private void RefuseOtherHead()
    {
        if (tied is var (embeddings, head) && checkpoint.Has(head) && !IsIgnored(head) && !AreEqual(embeddings, head))
        {
            throw checkpoint.Error(
                head,
                $"differs from '{embeddings}', although 'tie_word_embeddings' in config.json is true; versions of HuggingFace's library differ in which of "
                + $"the two computes the logits. To use '{head}', set the property to false; to use the embeddings, run {ToolCommand.Quote($"export --ignore {head}")}.");
        }
    }

    private bool AreEqual(string one, string other)
    {
        var (first, second) = (checkpoint.EntryOf(one), checkpoint.EntryOf(other));
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
