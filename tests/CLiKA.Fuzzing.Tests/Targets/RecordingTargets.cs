using System.Text.Json;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Languages;
using CLiKA.Recordings;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Probe files and recorded responses in the layout that was published with the paper.</summary>
internal static class RecordingTargets
{
    private const string Model = "recorded";
    private const int Items = 3;

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("recorded responses", () => Of("recorded responses", Responses(Language.Pivot), Responses(Language.Parse("ja")))),
        ("recorded probe files", () => Of("recorded probe files", Probes(Language.Pivot), Probes(Language.Parse("ja")))),
    ];

    private static FuzzTarget Of(string name, params IReadOnlyList<FuzzSeed> seeds) =>
        new(name, seeds, new JsonLinesMutation(), folder => PublishedLayout.Read(folder, Model))
        {
            Beside = [.. Language.Paper.SelectMany(language => (FuzzSeed[])[Probes(language), Responses(language)])],
        };

    private static FuzzSeed Probes(Language language) => Lines($"x_geo/{language}/probes.jsonl", item => new
    {
        id = item,
        questions = $"Where is place {item}?",
        answers = (string[])["here", "there", "nowhere", "elsewhere"],
        label = item % 4,
    });

    private static FuzzSeed Responses(Language language) => Lines(
        $"x_geo/{language}/{Model}_res_bf16_add_simple_example.jsonl",
        item => new { id = item, input = "Where?", res = $"{"ABCD"[item % 4]}. here", label = $"{"ABCD"[item % 4]}", uuid = item });

    private static FuzzSeed Lines(string file, Func<int, object> line) =>
        Seeds.Text(file, string.Concat(Enumerable.Range(0, Items).Select(item => JsonSerializer.Serialize(line(item)) + "\n")));
}
