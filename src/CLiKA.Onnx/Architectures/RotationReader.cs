using System.Text.Json;
using System.Text.Json.Nodes;
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

    /// <summary>Both names. Where a file has both, HuggingFace's classes take the first alone.</summary>
    public static readonly string[] Names = [ScalingName, Parameters];

    private const string AllSizes = "mscale_all_dim";

    private const string Growing = "dynamic";
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
            if (NameIn(json) is { } name)
            {
                RequireWhole(json.Record(name), $" of '{name}'");
            }
        }

        var scaling = NameIn(json) is { } owner && !Grows(json.Record(owner)) ? Scaling(json.Record(owner), owner) : null;
        return new(ThetaOf(json, theta), scaling);
    }

    /// <summary>
    /// How many tokens turn as in training, where longer texts have a rotation of another base, for all their tokens (type <c>dynamic</c>); the largest
    /// number where the file does not say so.
    /// </summary>
    public static int Longest(JsonRecord json) => RopeIn(json) is { } rope && Grows(rope) && rope.Has(OriginalPositions)
        ? rope.WholeNumber(OriginalPositions)
        : int.MaxValue;

    /// <summary>What a file says of the rotation beside its base; null where it says nothing.</summary>
    public static JsonRecord? RopeIn(JsonRecord json) => NameIn(json) is { } name ? json.Record(name) : null;

    /// <summary>The configuration without some of what it says of the rotation.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="properties">Names of properties of the rotation.</param>
    public static JsonRecord Without(JsonRecord json, params ReadOnlySpan<string> properties)
    {
        if (NameIn(json) is not { } owner)
        {
            return json;
        }

        var whole = JsonNode.Parse(json.Element.GetRawText())!.AsObject();
        foreach (var name in properties)
        {
            whole[owner]!.AsObject().Remove(name);
        }

        return json with { Element = JsonSerializer.SerializeToElement(whole) };
    }

    /// <summary>How many of a head's values turn; null for all.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="headSize">How many there are.</param>
    /// <param name="otherwise">The part of them that turns where nothing is said.</param>
    public static int? RotatedSize(JsonRecord json, int headSize, double otherwise)
    {
        var part = RopeIn(json) is { } rope && rope.Has(Part) ? rope.Number(Part) : Number(json, Part, otherwise);
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
        var place = RopeIn(json) is { } rope && rope.Has(Theta) ? rope : json;
        return place.Has(Theta) || theta is null ? place.Number(Theta) : theta.Value;
    }

    /// <summary>
    /// By what products of queries and keys are multiplied beside the root of the head size, where a model's class takes it from
    /// <c>mscale_all_dim</c> and the factor of whatever scaling there is, as DeepSeek's do.
    /// </summary>
    public static double AttentionScale(JsonRecord json) =>
        RopeIn(json) is { } rope && Number(rope, AllSizes, 0) is not 0 and var all && TypeOf(rope, "the rotation") != "default"
            ? Math.Pow(YarnScaling.MagnitudeOf(rope.Number(Factor), all), 2)
            : 1;

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

    private static string? NameIn(JsonRecord json) => Array.Find(Names, name => json.Has(name) && json.Record(name).Names.Any());

    // Hunyuan's, which has an alpha, is another, and is read by itself.
    private static bool Grows(JsonRecord rope)
    {
        var name = rope.Has("rope_type") ? "rope_type" : "type";
        if (!rope.Has(name) || rope.Text(name) != Growing || rope.Has("alpha"))
        {
            return false;
        }

        RotationProperties.Require(rope, Growing);
        return true;
    }

    private static RotaryScaling? Scaling(JsonRecord rope, string name)
    {
        var type = TypeOf(rope, $"'{name}'");
        var scaling = Scaling(rope, name, type);
        RotationProperties.Require(rope, type);
        return scaling;
    }

    private static RotaryScaling? Scaling(JsonRecord rope, string name, string type) => type switch
    {
        "default" => null,
        "linear" => new LinearScaling(Required(rope, name, Factor)),
        "llama3" => new Llama3Scaling(
            Required(rope, name, Factor),
            Required(rope, name, OriginalPositions),
            Required(rope, name, "low_freq_factor"),
            Required(rope, name, "high_freq_factor")),
        "yarn" => Yarn(rope, name),
        _ => throw rope.Error($"'{name}' is of type '{type}'; expected default, linear, llama3 or yarn."),
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

    // What two numbers say in its place says nothing where one of them is 0.
    private static double AttentionFactor(JsonRecord rope, double factor) =>
        Number(rope, "mscale", 0) is not 0 and var own && Number(rope, AllSizes, 0) is not 0 and var all
            ? YarnScaling.MagnitudeOf(factor, own) / YarnScaling.MagnitudeOf(factor, all)
            : YarnScaling.MagnitudeOf(factor, 1);
}
