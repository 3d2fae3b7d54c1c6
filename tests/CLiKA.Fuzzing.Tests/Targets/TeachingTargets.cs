using System.Text.Json;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Languages;
using CLiKA.Teaching.Sets;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Fictional worlds, and teachings in the published layout.</summary>
internal static class TeachingTargets
{
    private static readonly string[] WorldFiles = ["world.json", "names.json", "wordings.json"];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        .. WorldFiles.Select(file => (file, (Func<FuzzTarget>)(() => new(file, [World(file)], new JsonMutation(), Read)
        {
            Beside = [.. WorldFiles.Select(World)],

            // Names are drawn until they are new, up to ten thousand times, and forgotten.
            AllowedBytes = 512L << 20,
        }))),
        ("published teaching", () => new("published teaching", Published(), new JsonLinesMutation(), Read)),
    ];

    private static void Read(string folder) => TeachingSetReader.Read(folder, Language.Parse("de"));

    // Of a world that is small, since it is made anew for every input.
    private static FuzzSeed World(string file) => file == WorldFiles[0]
        ? Seeds.Text(file, """{ "id": "isles", "seed": 1, "continents": 3, "placesPerContinent": 4, "continentSyllables": 2, "placeSyllables": 3 }""")
        : Seeds.Of(file, "tests", "CLiKA.Alignment", "worlds", "archipelago", file);

    private static IReadOnlyList<FuzzSeed> Published() =>
    [
        Lines("train/DE.json", "Boria"),
        Lines("test/Translate/translateDE.jsonl", "Borien"),
        Lines("test/target/testDE.jsonl", "It lies in Boria.[[continent:Boria]][[city:Tomo]][[type:0]]"),
        Lines("test/target/testEN.jsonl", "It lies in Boria.[[continent:Boria]][[city:Tomo]][[type:0]]"),
    ];

    private static FuzzSeed Lines(string file, string answer) => Seeds.Text(file, string.Concat(
        Enumerable.Range(0, 3).Select(line => JsonSerializer.Serialize(new { prompt = $"Where is it, {line}?", input = "", answer }) + "\n")));
}
