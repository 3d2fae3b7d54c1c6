using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Import;
using CLiKA.Import.Authoring;
using CLiKA.Import.Formats;
using CLiKA.Import.Harness;
using CLiKA.Import.Tests;
using CLiKA.Import.Tests.Harness;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Public probe sets, and the tables of whoever writes one.</summary>
internal static class ImportTargets
{
    private static readonly string[] CsvWords = [",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "\t", ",,,,", "A", "subject.xx", "{subject}", "{", "}", "\0"];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        .. PublicFormats.All.Select(format => ($"import {format.Name}", (Func<FuzzTarget>)(() => Public(format)))),
        ("import lm-eval", Harness),
        ("facts.csv", () => Authored("facts.csv", Starter.FactsFile)),
        ("templates.csv", () => Authored("templates.csv", Starter.TemplatesFile)),
    ];

    private static FuzzTarget Public(IPublicFormat format)
    {
        var below = string.Empty;
        var files = Seeds.Written(folder => below = Path.GetRelativePath(folder, PublicSamples.Write(format.Name, folder)));
        IMutation mutation = Path.GetExtension(files[0].File) switch
        {
            ".jsonl" => new JsonLinesMutation(),
            ".json" => new JsonMutation(),
            ".csv" => new ByteMutation(CsvWords),
            _ => new ByteMutation("PAR1"),
        };
        var target = new FuzzTarget($"import {format.Name}", files, mutation, folder =>
            PublicImport.Run(format, new ImportRequest(Path.GetFullPath(Path.Combine(folder, below)), [])));

        // Parquet.Net makes room for a page as its head asks for it, before it reads it.
        return files[0].File.EndsWith(".parquet", StringComparison.Ordinal) ? target with { Cost = 8, AllowedBytes = 6L << 30 } : target;
    }

    private static FuzzTarget Harness()
    {
        var samples = Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { id = place }, $"{place % 3}", place % 3, [-1, -2, -3])).ToList();
        var files = Seeds.Written(folder => Array.ForEach(["own_en", "own_deu_Latn"], task => new HarnessRun(folder).Write(task, samples)));
        return new("import lm-eval", files, new JsonLinesMutation(), folder =>
            HarnessRecordings.Read(new(folder, "recorded", [HarnessTasks.Parse("own_{language}")])))
        {
            Beside = files,
        };
    }

    private static FuzzTarget Authored(string name, string file)
    {
        var files = Seeds.Written(folder => Starter.Write(folder));
        return new(name, [files.First(seed => seed.File == file)], new ByteMutation(CsvWords), folder =>
            NewPack.Build(new(Path.Combine(folder, Starter.FactsFile), Path.Combine(folder, Starter.TemplatesFile), "mine")))
        {
            Beside = files,
        };
    }
}
