using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Import;
using CLiKA.Import.Authoring;
using CLiKA.Import.Formats;
using CLiKA.Import.Tests;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Public probe sets, and the tables of whoever writes one.</summary>
internal static class ImportTargets
{
    private static readonly string[] CsvWords = [",", ";", "\"", "\"\"", "\n", "\r\n", "\r", "\t", ",,,,", "A", "subject.xx", "{subject}", "{", "}", "\0"];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        .. PublicFormats.All.Select(format => ($"import {format.Name}", (Func<FuzzTarget>)(() => Public(format)))),
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
