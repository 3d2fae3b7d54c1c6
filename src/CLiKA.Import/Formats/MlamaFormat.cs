using System.Text.RegularExpressions;
using CLiKA.Import.Tables;
using CLiKA.Input;

namespace CLiKA.Import.Formats;

/// <summary>
/// mLAMA (Kassner et al., EACL 2021): triples and templates. One folder per language, with <c>templates.jsonl</c> (<c>relation</c>,
/// <c>template</c>) and one file per relation with <c>sub_uri</c>, <c>sub_label</c>, <c>obj_uri</c> and <c>obj_label</c>.
/// </summary>
public sealed partial class MlamaFormat : IPublicFormat
{
    private const string TemplatesFile = "templates.jsonl";
    private const string SubjectPlace = "[X]";
    private const string ObjectPlace = "[Y]";
    private const string Nameless = "triples with a blank sub_uri or obj_uri";
    private const string Twice = "triples that occur twice, asked once";

    private static readonly FileLayout Layout = new(FilePath(), FileLayout.ByCode, "de/P17.jsonl") { Property = "sub_uri" };

    /// <inheritdoc/>
    public string Name => "mlama";

    /// <inheritdoc/>
    public ImportedSet Read(ImportRequest request)
    {
        var leftOut = new List<LeftOut>();
        var sources = LanguageFiles.Find(request, Layout).Select(entry =>
        {
            var source = new TripleSource(entry.Language, entry.Files, SubjectPlace, ObjectPlace);
            var templates = entry.Files.FirstOrDefault(file => Path.GetFileName(file) == TemplatesFile)
                ?? throw new InvalidInputException(
                    Path.GetDirectoryName(entry.Files[0])!, $"has no {TemplatesFile}; expected one beside the relations.");
            ReadTemplates(templates, source);
            foreach (var file in entry.Files.Where(file => file != templates))
            {
                ReadTriples(file, source, leftOut);
            }

            return source;
        }).ToList();
        return TripleSets.Build(Name, "mLAMA", "CC-BY-NC-SA-4.0", sources, leftOut);
    }

    private static void ReadTemplates(string path, TripleSource source)
    {
        var lines = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var record in JsonInput.ReadLines(path))
        {
            var relation = record.Key("relation");
            if (!lines.TryAdd(relation, record.Line))
            {
                throw record.Error($"relation '{relation}' is already in line {lines[relation]}; expected one template for each.");
            }

            // Templates were machine-translated, which can lose a placeholder.
            var template = record.Field("template");
            if (template.Split(SubjectPlace).Length == 2 && template.Split(ObjectPlace).Length == 2)
            {
                source.Templates.Add(relation, [template]);
            }
        }
    }

    private static void ReadTriples(string path, TripleSource source, List<LeftOut> leftOut)
    {
        // A relation of which nothing was translated is published as an empty file; dates of birth are empty in every language.
        if (new FileInfo(path).Length == 0)
        {
            return;
        }

        var relation = Path.GetFileNameWithoutExtension(path);
        foreach (var record in JsonInput.ReadLines(path))
        {
            var (subject, target) = (record.Field("sub_uri"), record.Field("obj_uri"));
            var id = $"{relation}-{subject}-{target}";
            if (string.IsNullOrWhiteSpace(subject) || string.IsNullOrWhiteSpace(target))
            {
                leftOut.Add(new LeftOut($"{relation}, line {record.Line}", source.Language, Nameless));
                continue;
            }

            var entry = new TripleEntry(relation, subject, target, record.Field("sub_label"), record.Field("obj_label"));
            if (!source.Triples.TryAdd(id, entry))
            {
                leftOut.Add(new LeftOut(id, source.Language, Twice));
            }
        }
    }

    [GeneratedRegex(@"^(mlama[^/]*/)?(?<lang>[a-z]{2,3})/(?<part>[^/]+)\.jsonl$")]
    private static partial Regex FilePath();
}
