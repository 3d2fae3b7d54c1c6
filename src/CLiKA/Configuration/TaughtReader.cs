using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements.Taught;

namespace CLiKA.Configuration;

/// <summary>
/// Reads the properties of a configuration that concern conductivity: <c>worlds</c>, the models that were <c>taught</c> them, and the gate.
/// </summary>
internal static class TaughtReader
{
    /// <summary>Reads the <c>worlds</c> property.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="folder">The folder that relative paths are resolved against.</param>
    /// <returns>The worlds; empty where none are configured.</returns>
    /// <exception cref="InvalidInputException">A name is not valid as a file name, two names differ only in case, or a path is invalid.</exception>
    public static ImmutableArray<WorldEntry> ReadWorlds(JsonRecord file, string folder)
    {
        if (!file.Has("worlds"))
        {
            return [];
        }

        var worlds = file.Record("worlds");
        return [.. ConfiguredNames.Of(worlds).Select(name => new WorldEntry(name, worlds.FullPath(name, folder)))];
    }

    /// <summary>Reads the <c>taught</c> property of a model. Whether the paths exist is checked when they are opened.</summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="model">The model's JSON object.</param>
    /// <param name="worlds">The configured worlds.</param>
    /// <param name="languages">The languages of the model or, without any, of the configuration.</param>
    /// <param name="folder">
    /// The folder that relative paths are resolved against; null for a model behind a server, whose teachings have names instead.
    /// </param>
    /// <returns>The teachings, by world and language; empty where the model has none.</returns>
    /// <exception cref="InvalidInputException">A world or language is not configured, or a path is invalid.</exception>
    public static ImmutableArray<TaughtEntry> ReadTaught(
        string name, JsonRecord model, ImmutableArray<WorldEntry> worlds, ImmutableArray<Language> languages, string? folder)
    {
        if (!model.Has("taught"))
        {
            return [];
        }

        var taught = model.Record("taught");
        var entries = ImmutableArray.CreateBuilder<TaughtEntry>();
        foreach (var world in taught.Names)
        {
            if (!worlds.Any(entry => entry.Id == world))
            {
                var known = worlds.IsEmpty ? "'worlds' names none" : $"expected one of {string.Join(", ", worlds.Select(entry => entry.Id))}";
                throw taught.Error($"model '{name}': 'taught' names the world '{world}'; {known}.");
            }

            var teachings = taught.Record(world);
            entries.AddRange(teachings.Names.Select(code => new TaughtEntry(
                world, ReadLanguage(name, teachings, code, languages), ReadPaths(name, teachings, code, folder))));
        }

        return [.. entries.OrderBy(entry => worlds.TakeWhile(world => world.Id != entry.World).Count())
            .ThenBy(entry => entry.Language, Language.Order)];
    }

    /// <summary>Reads the <c>conductivity</c> property: what passes, and how facts are asked.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="gate">The policy of the other levels, whose values are the defaults.</param>
    /// <returns>The policy and the ways.</returns>
    /// <exception cref="InvalidInputException">A value is out of range or unknown.</exception>
    public static (ConductivityPolicy Policy, ImmutableArray<RetrievalWay> Ways) Read(JsonRecord file, JudgePolicy gate)
    {
        var policy = new ConductivityPolicy(gate.Alpha, gate.MinimumDrop, gate.AcrossDevices) { Strict = gate.Strict };
        ImmutableArray<RetrievalWay> ways = [.. Enum.GetValues<RetrievalWay>()];
        if (!file.Has("conductivity"))
        {
            return (policy, ways);
        }

        var record = file.Record("conductivity");
        record.AllowOnly("gate", "ways", "alpha", "minimumDrop");
        policy = policy with
        {
            Way = record.Has("gate") ? record.EnumValue<RetrievalWay>("gate") : policy.Way,
            Alpha = GateReader.Share(record, "alpha", policy.Alpha),
            MinimumDrop = GateReader.Share(record, "minimumDrop", policy.MinimumDrop, mayBeZero: true),
        };
        ways = record.Has("ways") ? [.. record.Texts("ways").Select(way => record.EnumValue<RetrievalWay>("ways", way)).Distinct()] : ways;
        return ways.Contains(policy.Way)
            ? (policy, ways)
            : throw record.Error($"'ways' does not include {EnumName.Of(policy.Way)}, by which the gate decides; expected it among them.");
    }

    private static Language ReadLanguage(string name, JsonRecord teachings, string code, ImmutableArray<Language> languages)
    {
        var language = teachings.LanguageOf($"model '{name}': 'taught'", code);
        return language == Language.Pivot ? throw teachings.Error(
                $"model '{name}': 'taught' names {language}, in which every fact is taught; expected another language.")
            : languages.Contains(language) ? language
            : throw teachings.Error($"model '{name}': 'taught' names {language}, which is not among the languages of the model or the file;"
                + " expected it in 'languages'.");
    }

    // Either a single path or a list of paths.
    private static ImmutableArray<string> ReadPaths(string name, JsonRecord teachings, string code, string? folder)
    {
        ImmutableArray<string> paths = teachings.Element.GetProperty(code).ValueKind == JsonValueKind.Array
            ? teachings.Texts(code)
            : [teachings.NonBlankText(code)];
        if (paths.IsEmpty || paths.Any(string.IsNullOrWhiteSpace))
        {
            throw teachings.Error($"model '{name}': 'taught' has no path for {code}; expected one for each teaching.");
        }

        paths = folder is null ? paths : [.. paths.Select(path => Path.TrimEndingDirectorySeparator(teachings.Whole(path, folder)))];
        return paths.Distinct(StringComparer.Ordinal).Count() == paths.Length
            ? paths
            : throw teachings.Error($"model '{name}': 'taught' repeats a path for {code}; expected another path for each teaching.");
    }
}
