using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Alignment.Tests;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Measurements;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Baselines, noise and what a run received.</summary>
internal static class BaselineTargets
{
    private const string Model = "micro-base";
    private const string MeasurementFile = "received.json";
    private static readonly string[] Words = ["gold", "sha256 ", "\nde ", "de/1 ", "A", "-", "z", " ", "\n", "\r\n", "de.1.names ", "de.2.names "];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("baseline metrics", () => Baseline("baseline metrics", [Baseline("causes.verified.json")], new JsonMutation())),
        ("baseline answers", () => Baseline("baseline answers", [Baseline("causes.answers.verified.txt")], new ByteMutation(Words)) with
        {
            Finish = WithHash,
        }),
        ("noise", () => new("noise", [Baseline("geo.noise.verified.json")], new JsonMutation(), folder => NoiseStore.Read(folder))),
        ("conductivity metrics", () => Conductivity(
            "conductivity metrics", [Baseline("archipelago.conductivity.verified.json")], new JsonMutation())),
        ("conductivity answers", () => Conductivity(
            "conductivity answers", [Baseline("archipelago.conductivity.answers.verified.txt")], new ByteMutation(Words)) with
        {
            Finish = WithHash,
        }),
        ("interrupted acceptance", () => new(
            "interrupted acceptance",
            [Seeds.Text($"{Model}/geo.accepting.json", """{ "geo.verified.json": "{}", "geo.answers.verified.txt": "a", "geo.release.verified.json": null }""")],
            new JsonMutation(),
            folder => new BaselineStore(folder).Complete(Model, ["geo"]))),
        ("received measurement", () => new(
            "received measurement",
            [Seeds.Text(MeasurementFile, MeasurementJson.Write(Received()))],
            new JsonMutation(),
            folder => MeasurementJson.Read(Path.Combine(folder, MeasurementFile)))),
    ];

    private static FuzzTarget Baseline(string name, IReadOnlyList<FuzzSeed> seeds, IMutation mutation) =>
        new(name, seeds, mutation, folder => BaselineStore.Read(folder))
        {
            Beside = [Baseline("causes.verified.json"), Baseline("causes.answers.verified.txt")],
        };

    private static FuzzTarget Conductivity(string name, IReadOnlyList<FuzzSeed> seeds, IMutation mutation) =>
        new(name, seeds, mutation, folder => ConductivityStore.Read(folder))
        {
            Beside = [Baseline("archipelago.conductivity.verified.json"), Baseline("archipelago.conductivity.answers.verified.txt")],
        };

    private static FuzzSeed Baseline(string file) => Seeds.Of(file, "baselines", Model, file);

    // A measurement of a few items in three wordings, with log-probabilities, and of a world.
    private static Measurement Received()
    {
        const int Items = 6;
        var accepted = BaselineStore.Read(Path.Combine(Repository.Baselines, Model))!;
        var set = accepted.ProbeSets[0];
        return new Measurement(
            Model,
            [
                new(
                    set.ProbeSet,
                    set.Fingerprint,
                    set.Chance,
                    set.Ceiling,
                    [.. Enumerable.Range(1, Items).Select(item => $"item-{item}")],
                    [.. set.Gold.Take(Items)],
                    set.Languages.Take(3).ToDictionary(cell => cell.Language, cell => cell.Answers.Take(Items).Select(answer => answer with
                    {
                        LogProbabilities = [-0.5, -1.5],
                        Wordings = [answer.Choice, answer.Choice, null],
                    }).ToImmutableArray())),
            ])
        {
            Worlds = accepted.Worlds,
        };
    }

    // What is mutated is what stands before the hash.
    private static byte[] WithHash(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes).TrimEnd('\n');
        var lines = text[..(text.LastIndexOf('\n') + 1)];
        return [.. Encoding.Latin1.GetBytes(lines), .. Encoding.ASCII.GetBytes($"sha256 {HashOf(lines)}\n")];
    }

    private static string HashOf(string lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(lines)));
}
