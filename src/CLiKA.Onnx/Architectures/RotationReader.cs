using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads how a decoder turns queries and keys: <c>rope_theta</c> and <c>rope_scaling</c>, or <c>rope_parameters</c>, in which later files
/// have both.
/// </summary>
internal static class RotationReader
{
    /// <summary>What later files call all that they say of the rotation.</summary>
    public const string Parameters = "rope_parameters";

    /// <summary>What earlier files call its scaling.</summary>
    public const string ScalingName = "rope_scaling";

    /// <summary>The part of a head that turns.</summary>
    public const string Part = "partial_rotary_factor";

    /// <summary>The length of the first training.</summary>
    public const string OriginalPositions = "original_max_position_embeddings";

    private const string AllSizes = "mscale_all_dim";

    private const string Theta = "rope_theta";
    private const string Factor = "factor";

    /// <summary>The rotation of a decoder whose layers all turn alike, and whole heads.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The base where the file has none; null where it has to have one.</param>
    /// <param name="turnsPart">Whether a part of a head may turn, which <see cref="RotatedSize"/> tells.</param>
    public static Rotation Read(JsonRecord json, double? theta = 10_000, bool turnsPart = false)
    {
        if (!turnsPart)
        {
            RequireWhole(json, string.Empty);
            foreach (var (name, rope) in Ropes(json))
            {
                RequireWhole(rope, $" of '{name}'");
            }
        }

        return new(ThetaOf(json, theta), Scaling(json));
    }

    /// <summary>How many of a head's values turn; null for all.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="headSize">How many there are.</param>
    /// <param name="otherwise">The part of them that turns where nothing is said.</param>
    public static int? RotatedSize(JsonRecord json, int headSize, double otherwise)
    {
        var part = Ropes(json).Select(pair => pair.Rope).Append(json).FirstOrDefault(rope => rope.Has(Part))?.Number(Part) ?? otherwise;
        return part == 1 ? null : (int)(headSize * part);
    }

    /// <summary>The rotation of one kind of layers, where <c>rope_parameters</c> says it for each kind.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="kind">The kind of layers, as <c>layer_types</c> calls it.</param>
    /// <param name="theta">The base where that kind has none of its own; null where it has to have one.</param>
    public static Rotation OfKind(JsonRecord json, string kind, double? theta = null)
    {
        RequireWhole(json, string.Empty);
        var rope = json.Record(Parameters);
        rope = rope.Has(kind) ? rope.Record(kind) : throw json.Error($"'{kind}' of '{Parameters}' is missing; expected an object.");
        RequireWhole(rope, $" of '{Parameters}.{kind}'");
        return new(rope.Has(Theta) || theta is null ? rope.Number(Theta) : theta.Value, Scaling(rope, $"{Parameters}.{kind}"));
    }

    /// <summary>The base of the frequencies.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="theta">The base where the file has none; null where it has to have one.</param>
    public static double ThetaOf(JsonRecord json, double? theta = 10_000)
    {
        var isNested = json.Has(Parameters) && json.Record(Parameters).Has(Theta);
        var rope = isNested ? json.Record(Parameters) : json;
        return rope.Has(Theta) || theta is null ? rope.Number(Theta) : theta.Value;
    }

    /// <summary>The type of a scaling; <c>default</c> where nothing is said that would scale.</summary>
    /// <param name="rope">What is said of the rotation.</param>
    /// <param name="owner">What it is called in messages.</param>
    public static string TypeOf(JsonRecord rope, string owner) =>
        rope.Has("rope_type") ? rope.Text("rope_type")
        : rope.Has("type") ? rope.Text("type")
        : rope.Names.All(name => name is Theta or Part) ? "default"
        : throw rope.Error($"'rope_type' of {owner} is missing; expected a string.");

    /// <summary>A number; what HuggingFace takes where nothing is said.</summary>
    public static double Number(JsonRecord json, string name, double otherwise) => json.Has(name) ? json.Number(name) : otherwise;

    private static void RequireWhole(JsonRecord json, string owner)
    {
        if (json.Has(Part) && json.Number(Part) is not 1 and var part)
        {
            throw json.Error($"'{Part}'{owner} is {part}; only whole heads can be rotated.");
        }
    }

    private static RotaryScaling? Scaling(JsonRecord json)
    {
        foreach (var (name, rope) in Ropes(json))
        {
            if (Scaling(rope, name) is { } scaling)
            {
                return scaling;
            }
        }

        return null;
    }

    private static IEnumerable<(string Name, JsonRecord Rope)> Ropes(JsonRecord json) =>
        new[] { ScalingName, Parameters }.Where(json.Has).Select(name => (name, json.Record(name)));

    private static RotaryScaling? Scaling(JsonRecord rope, string name) => TypeOf(rope, $"'{name}'") switch
    {
        "default" => null,
        "linear" => new LinearScaling(Required(rope, name, Factor)),
        "llama3" => new Llama3Scaling(
            Required(rope, name, Factor),
            Required(rope, name, OriginalPositions),
            Required(rope, name, "low_freq_factor"),
            Required(rope, name, "high_freq_factor")),
        "yarn" => Yarn(rope, name),
        var type => throw rope.Error($"'{name}' is of type '{type}'; expected default, linear, llama3 or yarn."),
    };

    private static double Required(JsonRecord rope, string owner, string name) =>
        rope.Has(name) ? rope.Number(name) : throw rope.Error($"'{name}' of '{owner}' is missing; expected a number.");

    private static YarnScaling Yarn(JsonRecord rope, string name)
    {
        var factor = Required(rope, name, Factor);
        return new(
            factor,
            Required(rope, name, OriginalPositions),
            Number(rope, "beta_fast", 32),
            Number(rope, "beta_slow", 1),
            !rope.Has("truncate") || rope.Truth("truncate"),
            Number(rope, "attention_factor", AttentionFactor(rope, factor)));
    }

    /// <summary>
    /// By what products of queries and keys are multiplied beside the root of the head size, where a model's class takes it from what yarn says for
    /// all of a head's values, as DeepSeek's do.
    /// </summary>
    public static double AttentionScale(JsonRecord json)
    {
        var rope = Ropes(json).Select(pair => pair.Rope).FirstOrDefault(rope => rope.Has(AllSizes) && TypeOf(rope, "the rotation") != "default");
        return rope is null || rope.Number(AllSizes) is 0 ? 1 : Math.Pow(YarnScaling.MagnitudeOf(rope.Number(Factor), rope.Number(AllSizes)), 2);
    }

    // What two numbers say in its place says nothing where one of them is 0.
    private static double AttentionFactor(JsonRecord rope, double factor) =>
        Number(rope, "mscale", 0) is not 0 and var own && Number(rope, AllSizes, 0) is not 0 and var all
            ? YarnScaling.MagnitudeOf(factor, own) / YarnScaling.MagnitudeOf(factor, all)
            : YarnScaling.MagnitudeOf(factor, 1);
}
