using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Probes;

/// <summary>The description of a probe set (the file <c>probe-set.json</c>).</summary>
/// <param name="Id">Identifier, as it appears in file names and tests.</param>
/// <param name="Title">Name for a reader.</param>
/// <param name="Stream">The kind of knowledge that is asked for.</param>
/// <param name="Licence">The licence of its texts.</param>
/// <param name="Revision">The revision of the set.</param>
public sealed record ProbeSetDescription(string Id, string Title, KnowledgeKind Stream, string Licence, string Revision)
{
    /// <summary>Name of the JSON property for <see cref="KeepsLatin"/>.</summary>
    public const string KeepsLatinProperty = "keepsLatin";

    /// <summary>The accuracy that counts as full in re-scaling, in (chance, 1].</summary>
    public double Ceiling { get; init; } = 1;

    /// <summary>The origin of texts and facts, and the way in which options were drawn; null where it is not stated.</summary>
    public string? Provenance { get; init; }

    /// <summary>Words that keep their Latin letters in every language, such as <c>DNA</c>.</summary>
    public ImmutableArray<string> KeepsLatin { get; init; } = [];

    /// <summary>
    /// The format that a public set was imported from; null for a set written for CLiKA. The validator only remarks on choices of a public set that
    /// differ from CLiKA's, such as unbalanced gold letters.
    /// </summary>
    public string? ImportedFrom { get; init; }

    /// <summary>Reads a description.</summary>
    /// <param name="record">The object.</param>
    /// <returns>The description.</returns>
    /// <exception cref="InvalidInputException">A property is missing, invalid or unknown.</exception>
    internal static ProbeSetDescription Read(JsonRecord record)
    {
        record.AllowOnly(
            "id", "title", "stream", "chance", "ceiling", "licence", "revision", "provenance", KeepsLatinProperty, "importedFrom");
        return new ProbeSetDescription(
            record.NonBlankText("id"),
            record.NonBlankText("title"),
            record.EnumValue<KnowledgeKind>("stream"),
            record.NonBlankText("licence"),
            record.NonBlankText("revision"))
        {
            Ceiling = record.Has("ceiling") ? record.Number("ceiling") : 1,
            Provenance = record.Has("provenance") ? record.Text("provenance") : null,
            KeepsLatin = WordsOf(record),
            ImportedFrom = record.Has("importedFrom") ? record.NonBlankText("importedFrom") : null,
        };
    }

    private static ImmutableArray<string> WordsOf(JsonRecord record)
    {
        ImmutableArray<string> words = record.Has(KeepsLatinProperty) ? record.Texts(KeepsLatinProperty) : [];
        return words.Any(string.IsNullOrWhiteSpace)
            ? throw record.Error($"'{KeepsLatinProperty}' has a blank text; expected words such as DNA.")
            : words;
    }
}
