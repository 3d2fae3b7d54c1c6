using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Tests;

/// <summary>Small probe sets and measurements.</summary>
internal static class Packs
{
    public static readonly Fingerprint Fingerprint = new("items", "prompt", "letter", "cpu");

    /// <summary>Writes a sound probe set of four items in two languages.</summary>
    public static string Write(TestFolder folder, string name = "pack")
    {
        folder.Write(
            $"{name}/probe-set.json",
            """{"id":"pack","title":"Pack","stream":"factual","chance":0.25,"ceiling":1,"licence":"MIT","revision":"1"}""");
        folder.Write($"{name}/en.jsonl", Lines("What is {0}?", "no"));
        folder.Write($"{name}/de.jsonl", Lines("Was ist {0}?", "nein"));
        return Path.Combine(folder.Path, name);
    }

    public static ProbeSet Set(int items = 4, params Language[] languages)
    {
        var chosen = languages.Length > 0 ? languages : [Language.Pivot, Language.Parse("de")];
        return new ProbeSet("pack", 1, chosen.ToDictionary(
            language => language,
            language => (IReadOnlyList<ProbeItem>)
                [.. Enumerable.Range(0, items).Select(item => new ProbeItem($"i{item:000}", $"{language} {item}?", ["w", "x", "y", "z"], item % 4))]));
    }

    /// <summary>A measurement from one string of 1 (right) and 0 (wrong) for each language.</summary>
    public static Measurement Measurement(params (string Language, string Right)[] cells) => Measurement(Fingerprint, cells);

    public static Measurement Measurement(Fingerprint fingerprint, params (string Language, string Right)[] cells) => new(
        "model",
        [
            new ProbeSetMeasurement(
                "pack",
                fingerprint,
                0.25,
                1,
                [.. Enumerable.Range(0, cells[0].Right.Length).Select(item => $"i{item:000}")],
                [.. Enumerable.Range(0, cells[0].Right.Length).Select(item => item % 4)],
                cells.ToDictionary(
                    cell => Language.Parse(cell.Language),
                    cell => cell.Right.Select((mark, item) => new Answer(mark == '1' ? item % 4 : (item + 1) % 4)).ToArray().AsImmutable())),
        ]);

    /// <summary>Marks of a language before and now: what was lost comes first, then what was won; the rest is right in both.</summary>
    public static (string Language, string Before, string Now) Change(string language, int items, int lost, int won) => (
        language,
        (new string('1', lost) + new string('0', won)).PadRight(items, '1'),
        (new string('0', lost) + new string('1', won)).PadRight(items, '1'));

    public static ProbeSetMeasurement Renamed(ProbeSetMeasurement set, string name) => new(
        name,
        set.Fingerprint,
        set.Chance,
        set.Ceiling,
        set.ItemIds,
        set.Gold,
        set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers));

    public static Judgement Judged(JudgePolicy policy, params (string Language, string Before, string Now)[] changes) => Judge.Compare(
        new Evidence(
            Measurement([.. changes.Select(change => (change.Language, change.Now))]),
            Measurement([.. changes.Select(change => (change.Language, change.Before))])),
        policy,
        Scope.Received);

    private static string Lines(string question, string wrong) => string.Concat(Enumerable.Range(0, 4).Select(item =>
    {
        var options = string.Join(',', Enumerable.Range(0, 4).Select(option => option == item ? "\"yes\"" : $"\"{wrong}{option}\""));
        return $$"""{"id":"p{{item}}","question":"{{string.Format(System.Globalization.CultureInfo.InvariantCulture, question, item)}}","options":[{{options}}],"answer":"{{(char)('A' + item)}}"}""" + "\n";
    }));

    private static System.Collections.Immutable.ImmutableArray<T> AsImmutable<T>(this T[] values) => [.. values];
}
