using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Probes;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Probe sets.</summary>
internal static class ProbeTargets
{
    private const int Items = 5;

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("probe-set.json", () => Of("probe-set.json", "geo", [Description("geo")], new JsonMutation())),
        ("probe items", () => Of("probe items", "geo", [Language("geo", "en"), Language("geo", "ar")], new JsonLinesMutation())),
        ("probe items with premises", () => Of("probe items with premises", "causes", [Language("causes", "en"), Language("causes", "ja")], new JsonLinesMutation())),
        ("items.jsonl", () => Of("items.jsonl", "geo", [Facts("geo")], new JsonLinesMutation())),
    ];

    private static FuzzTarget Of(string name, string set, IReadOnlyList<FuzzSeed> seeds, IMutation mutation) =>
        new(name, seeds, mutation, folder => ProbeSetReader.ReadPack(folder))
        {
            Beside = [Description(set), Language(set, "en"), Language(set, "ar"), Language(set, "ja"), .. set == "geo" ? [Facts(set)] : Array.Empty<FuzzSeed>()],
        };

    private static FuzzSeed Description(string set) => Seeds.Of("probe-set.json", "tests", "CLiKA.Alignment", "probes", set, "probe-set.json");

    private static FuzzSeed Language(string set, string code) =>
        Seeds.Lines($"{code}.jsonl", Items, "tests", "CLiKA.Alignment", "probes", set, $"{code}.jsonl");

    private static FuzzSeed Facts(string set) => Seeds.Lines("items.jsonl", Items, "tests", "CLiKA.Alignment", "probes", set, "items.jsonl");
}
