using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>Reads which block each layer has, where layers have one each: a list of types, or a letter for each layer.</summary>
internal static class BlockTypes
{
    /// <summary>The type with Mamba 2.</summary>
    public const string StateSpace = "mamba";

    /// <summary>The type with attention.</summary>
    public const string Attention = "attention";

    /// <summary>The type with an ordinary feed-forward block.</summary>
    public const string FeedForward = "mlp";

    /// <summary>The type with experts.</summary>
    public const string Experts = "moe";

    /// <summary>The property with a list.</summary>
    public const string List = "layers_block_type";

    /// <summary>The property with letters.</summary>
    public const string Letters = "hybrid_override_pattern";

    private static readonly Dictionary<char, string> OfLetters = new() { ['M'] = StateSpace, ['*'] = Attention, ['-'] = FeedForward, ['E'] = Experts };

    // Later versions of HuggingFace's library write these.
    private static readonly Dictionary<string, string> LaterNames =
        new(StringComparer.Ordinal) { ["linear_attention"] = StateSpace, ["full_attention"] = Attention };

    /// <summary>Returns whether layers of a type have a feed-forward block, ordinary or of experts, and carry nothing from token to token.</summary>
    public static bool Feeds(string type) => type is FeedForward or Experts;

    /// <summary>Throws unless there is a type for each layer.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="types">The types.</param>
    /// <param name="layers">Number of layers.</param>
    /// <exception cref="InvalidInputException">The numbers differ.</exception>
    public static void RequireOfEach(JsonRecord json, IReadOnlyList<string> types, int layers)
    {
        if (types.Count != layers)
        {
            throw json.Error($"the blocks of {types.Count} layers are listed; expected those of {layers} ('num_hidden_layers').");
        }
    }

    /// <summary>Reads the types.</summary>
    /// <param name="json">The configuration.</param>
    /// <returns>The type of each layer; null where the file has neither property.</returns>
    /// <exception cref="InvalidInputException">A letter is unknown, or the two properties differ.</exception>
    public static IReadOnlyList<string>? Of(JsonRecord json)
    {
        var listed = json.Has(List) ? json.Texts(List).Select(type => LaterNames.GetValueOrDefault(type, type)).ToList() : null;
        if (!json.Has(Letters))
        {
            return listed;
        }

        var letters = json.Text(Letters);
        if (!letters.All(OfLetters.ContainsKey))
        {
            throw json.Error($"'{Letters}' is '{letters}'; expected one of {string.Join(", ", OfLetters.Keys)} for each layer.");
        }

        var spelled = letters.Select(letter => OfLetters[letter]).ToList();
        return listed?.SequenceEqual(spelled) ?? true
            ? spelled
            : throw json.Error($"'{Letters}' is '{letters}' and '{List}' is {string.Join(", ", listed)}; expected the same layers in both.");
    }
}
