using System.Globalization;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Noise;

/// <summary>The noise of a probe set as a text to be read in pull requests: for each kind of noise one line per language, in columns.</summary>
internal static class NoiseText
{
    /// <summary>Formats the noise of a probe set.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="noise">The noise, of at least one kind.</param>
    /// <returns>Strict JSON.</returns>
    public static string Of(string model, ProbeSetNoise noise)
    {
        var header = JsonText.WriteObject(JsonText.Indented, json =>
        {
            json.WriteString("model", model);
            json.WriteString("probeSet", noise.ProbeSet);
            FingerprintJson.Write(json, noise.Fingerprint);
            json.WriteString("weights", noise.Weights);
            json.WriteNumber("items", noise.Kinds[0].Cells[0].Items);
        });
        return $"{header[..^"\n}".Length]},\n  \"noise\": {{\n{string.Join(",\n", noise.Kinds.Select(Write))}\n  }}\n}}\n";
    }

    /// <summary>Reads the noise of a probe set.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The name of the model, and the noise.</returns>
    /// <exception cref="InvalidInputException">The file is missing, damaged or edited.</exception>
    public static (string Model, ProbeSetNoise Noise) Read(string path)
    {
        var file = JsonInput.ReadObject(path);
        file.AllowOnly("model", "probeSet", "fingerprint", "weights", "items", "noise");
        var items = file.WholeNumber("items");
        var kinds = file.Record("noise");
        var noise = new ProbeSetNoise(
            file.NonBlankText("probeSet"),
            FingerprintJson.Read(file),
            file.NonBlankText("weights"),
            [.. kinds.Names.Select(name => ReadKind(name, kinds, items))]);
        if (noise.Kinds.IsEmpty || noise.Kinds.Any(kind => kind.Cells.IsEmpty || kind.Pools.IsEmpty))
        {
            throw file.Error("has no kind of noise, or one without a language or a level; the file was damaged or edited.");
        }

        // Catches what the errors above do not: changes that are not won minus lost, order, layout.
        var model = file.NonBlankText("model");
        return BaselineJson.WithLineFeeds(TextInput.ReadAllText(path)).TrimEnd('\n') == Of(model, noise).TrimEnd('\n')
            ? (model, noise)
            : throw file.Error("is not as it was written; the file was damaged or edited.");
    }

    private static string Write(KindNoise kind)
    {
        var pools = kind.Pools.Select(pool => (pool.Level.ToString(), (string[])[Number(pool.Change), Text(pool.Variant)]));
        var cells = kind.Cells.Select(cell => (
            cell.Language.Code,
            (string[])
            [
                $"{cell.Discordant}", $"{cell.Lost}", $"{cell.Won}", Number(cell.Change), Margin(cell.Margins?.Low), Margin(cell.Margins?.High),
                Text(cell.Variant),
            ]));
        return BaselineJson.WithLineFeeds($$"""
                {{Text(EnumName.Of(kind.Kind))}}: {
                  "variants": [{{string.Join(", ", kind.Variants.Select(Text))}}],
                  "levels": {
            {{Rows(pools, "change", "variant")}}
                  },
                  "languages": {
            {{Rows(cells, "discordant", "lost", "won", "change", "leadFrom", "leadTo", "variant")}}
                  }
                }
            """);
    }

    // Aligns the numbers; the variant comes last and needs no padding.
    private static string Rows(IEnumerable<(string Key, string[] Values)> rows, params string[] names)
    {
        var list = rows.ToList();
        var widths = names.Select((_, column) => list.Max(row => row.Values[column].Length)).ToList();
        return string.Join(",\n", list.Select(row =>
        {
            var values = names.Select((name, column) =>
                $"{Text(name)}: {(column == names.Length - 1 ? row.Values[column] : row.Values[column].PadLeft(widths[column]))}");
            return $"        {Text(row.Key)}: {{ {string.Join(", ", values)} }}";
        }));
    }

    private static string Text(string? text) => text is null ? "null" : $"\"{text}\"";

    private static string Number(double change) => change.ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Margin(double? lead) => lead?.ToString("0.000000", CultureInfo.InvariantCulture) ?? "null";

    private static KindNoise ReadKind(string name, JsonRecord kinds, int items)
    {
        var record = kinds.Record(name);
        record.AllowOnly("variants", "levels", "languages");
        var (levels, languages) = (record.Record("levels"), record.Record("languages"));
        return new KindNoise(
            EnumName.TryParse<NoiseKind>(name, out var kind) ? kind : throw kinds.Error($"'{name}' is no kind of noise; expected one of {EnumName.List<NoiseKind>()}."),
            record.Texts("variants"),
            [.. levels.Names.Select(level => ReadPool(level, levels))],
            [.. languages.Names.Select(code => ReadCell(code, languages, items))]);
    }

    private static PoolNoise ReadPool(string level, JsonRecord levels)
    {
        var record = levels.Record(level);
        record.AllowOnly("change", "variant");
        return new PoolNoise(
            Enum.TryParse<Level>(level, out var parsed) && parsed is Level.Performance or Level.Consistency
                ? parsed
                : throw levels.Error($"'{level}' is no level; expected {Level.Performance} or {Level.Consistency}."),
            record.Has("variant") ? record.NonBlankText("variant") : null,
            record.Number("change"));
    }

    private static CellNoise ReadCell(string code, JsonRecord languages, int items)
    {
        var record = languages.Record(code);
        record.AllowOnly("discordant", "lost", "won", "change", "leadFrom", "leadTo", "variant");
        var (discordant, lost, won) = (record.WholeNumber("discordant"), record.WholeNumber("lost"), record.WholeNumber("won"));
        return lost < 0 || won < 0 || lost + won > discordant || discordant > items
            ? throw record.Error($"{code}: of {items} items {discordant} are discordant, {lost} lost and {won} won, which cannot be.")
            : new CellNoise(
                languages.LanguageOf("'languages'", code),
                items,
                record.Has("variant") ? record.NonBlankText("variant") : null,
                discordant,
                lost,
                won,
                record.Has("leadFrom") ? new Interval(record.Number("leadFrom"), record.Number("leadTo")) : null);
    }
}
