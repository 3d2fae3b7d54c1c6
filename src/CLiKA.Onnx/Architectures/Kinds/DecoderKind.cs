using System.Text.Json.Nodes;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// A kind of decoder: what config.json with its <c>model_type</c> may say, and which decoder that means. To add one, copy a file such as
/// <see cref="Olmo"/> and add a line to <see cref="DecoderKinds"/>.
/// </summary>
/// <param name="read">
/// Reads a file whose properties have their usual names, with the defaults added. Whatever changes what the model computes and cannot be written is
/// an error.
/// </param>
internal sealed class DecoderKind(Func<JsonRecord, DecoderConfiguration> read)
{
    private HashSet<string>? _known;

    /// <summary>The file's own names of properties, and the usual ones.</summary>
    public IReadOnlyList<(string Own, string Usual)> Names { get; init; } = [];

    /// <summary>The defaults of HuggingFace's class, a JSON object.</summary>
    public string Defaults { get; init; } = "{}";

    /// <summary>The defaults that several kinds share, for properties that <see cref="Defaults"/> lacks.</summary>
    public string SharedDefaults { get; init; } = "{}";

    /// <summary>
    /// The other properties that this kind has in addition to the common ones, separated by spaces: those that are read, and those that published
    /// files have and HuggingFace's class ignores.
    /// </summary>
    public string Properties { get; init; } = string.Empty;

    /// <summary>Names of all properties that this kind has in addition to the common ones.</summary>
    public IReadOnlySet<string> Known => _known ??=
    [
        .. Properties.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        .. Names.Select(name => name.Own),
        .. new[] { Defaults, SharedDefaults }.SelectMany(defaults => JsonNode.Parse(defaults)!.AsObject()).Select(property => property.Key),
    ];

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidInputException">It describes a model that would be written wrongly.</exception>
    public DecoderConfiguration Read(JsonRecord json) => read(json.WithUsualNames(Names).WithDefaults(Defaults, SharedDefaults));
}
