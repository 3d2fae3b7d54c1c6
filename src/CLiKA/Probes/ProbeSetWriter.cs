using System.Text.Json;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>Writes probe sets as folders that <see cref="ProbeSetReader"/> reads.</summary>
public static class ProbeSetWriter
{
    /// <summary>Writes a pack into a folder that does not exist yet or is empty.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pack">The pack.</param>
    /// <exception cref="InvalidInputException">The folder is not empty, or cannot be written.</exception>
    public static void Write(string folder, ProbePack pack)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new InvalidInputException(folder, "already contains files; expected a new or an empty folder.");
        }

        foreach (var language in pack.Set.Languages)
        {
            AtomicFile.WriteAllText(
                ProbeSetReader.PathOf(folder, language), Lines(pack.Set.In(language), WriteItem));
        }

        if (!pack.Facts.IsEmpty)
        {
            AtomicFile.WriteAllText(Path.Combine(folder, ProbeSetReader.FactsFile), Lines(pack.Facts, WriteFact));
        }

        // Written last: an incomplete folder has no description, and is not mistaken for a set.
        AtomicFile.WriteAllText(
            Path.Combine(folder, ProbeSetReader.DescriptionFile), JsonText.WriteObject(JsonText.Indented, json => WriteDescription(json, pack)) + "\n");
    }

    private static void WriteDescription(Utf8JsonWriter json, ProbePack pack)
    {
        const int ChanceDigits = 6;
        var description = pack.Description;
        json.WriteString("id", description.Id);
        json.WriteString("title", description.Title);
        json.WriteString("stream", EnumName.Of(description.Stream));
        json.WriteNumber("chance", Math.Round(pack.Set.Chance, ChanceDigits));
        json.WriteNumber("ceiling", description.Ceiling);
        json.WriteString("licence", description.Licence);
        json.WriteString("revision", description.Revision);
        if (description.ImportedFrom is { } format)
        {
            json.WriteString("importedFrom", format);
        }

        WriteTexts(json, ProbeSetDescription.KeepsLatinProperty, description.KeepsLatin);
        if (description.Provenance is { } provenance)
        {
            json.WriteString("provenance", provenance);
        }
    }

    private static void WriteItem(Utf8JsonWriter json, ProbeItem item)
    {
        json.WriteString("id", item.Id);
        if (item.Passage is { } passage)
        {
            json.WriteString("passage", passage);
        }

        if (item.Premise is { } premise)
        {
            json.WriteString("premise", premise);
        }

        json.WriteString("question", item.Question);
        WriteTexts(json, "paraphrases", item.Paraphrases);
        WriteTexts(json, "options", item.Options);
        json.WriteString("answer", item.GoldLetter.ToString());
    }

    private static void WriteFact(Utf8JsonWriter json, ProbeFact fact)
    {
        json.WriteString("id", fact.Id);
        json.WriteString("relation", fact.Relation);
        if (fact.Region is { } region)
        {
            json.WriteString("region", region);
        }

        if (!fact.Subject.IsEmpty)
        {
            json.WriteStartObject("subject");
            foreach (var language in fact.Subject.Keys.Order(Language.Order))
            {
                json.WriteString(language.Code, fact.Subject[language]);
            }

            json.WriteEndObject();
        }

        WriteTexts(json, "optionRegions", fact.OptionRegions);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Lines<T>(IEnumerable<T> entries, Action<Utf8JsonWriter, T> write) =>
        string.Concat(entries.Select(entry => JsonText.WriteObject(JsonText.Line, json => write(json, entry)) + "\n"));
}
