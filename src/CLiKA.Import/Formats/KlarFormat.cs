using System.Globalization;
using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;

namespace CLiKA.Import.Formats;

/// <summary>
/// KLAR (Wang et al., ACL 2025): triples and templates. One folder per language, with one JSON file per relation:
/// <c>prompt_templates</c> with the placeholders <c>&lt;subject&gt;</c> and <c>&lt;mask&gt;</c>, and <c>samples</c>, objects with <c>subject</c>,
/// <c>object</c> and <c>index</c>; the index is the same in all languages.
/// </summary>
public sealed partial class KlarFormat : IPublicFormat
{
    private const string SubjectPlace = "<subject>";
    private const string ObjectPlace = "<mask>";

    private static readonly FileLayout Layout = new(FilePath(), FileLayout.ByCode, "de/capital.json") { Property = "prompt_templates" };

    /// <inheritdoc/>
    public string Name => "klar";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request)
    {
        var sources = LanguageFiles.Find(request, Layout).Select(entry =>
        {
            var source = new TripleSource(entry.Language, entry.Files, SubjectPlace, ObjectPlace);
            foreach (var file in entry.Files)
            {
                ReadRelation(file, source);
            }

            return source;
        }).ToList();
        return TripleSets.Build(Name, "KLAR", ImportedSet.UnknownLicence, sources, []);
    }

    private static void ReadRelation(string path, TripleSource source)
    {
        // The file name identifies the relation in every language; the name inside may be translated.
        var relation = Path.GetFileNameWithoutExtension(path);
        var file = JsonInput.ReadObject(path);
        var templates = file.Texts("prompt_templates");
        if (templates.IsEmpty || templates.Any(template => !template.Contains(SubjectPlace, StringComparison.Ordinal)))
        {
            throw file.Error($"'prompt_templates' is empty, or a template has no {SubjectPlace}; expected templates with it.");
        }

        source.Templates.Add(relation, templates);
        foreach (var (position, sample) in file.Records("samples").Index())
        {
            // The file is not line-based: errors refer to a sample by its position.
            var record = sample with { File = string.Create(CultureInfo.InvariantCulture, $"{path} (samples[{position}])") };
            var id = $"{relation}-{record.Key("index")}";

            // There are only names, no identifiers. Those of the first language identify the things, since all samples of an index are the same
            // triple.
            var (subject, target) = (record.Field("subject"), record.Field("object"));
            if (!source.Triples.TryAdd(id, new TripleEntry(relation, subject, target, subject, target)))
            {
                throw record.Error($"index '{record.Key("index")}' occurs twice; expected a different one for each sample.");
            }
        }
    }

    [GeneratedRegex(@"^(klar[^/]*/)?(?<lang>[a-z]{2,3})/(?<part>[^/]+)\.json$")]
    private static partial Regex FilePath();
}
