using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Cli.Tests;

/// <summary>Small measurements as files.</summary>
internal static class Measurements
{
    /// <summary>A measurement of a hundred items in two languages, of which the first ones are wrong in German.</summary>
    public static string Json(int wrongInGerman, string items = "items", string model = "m", string[]? languages = null, params string[] sets)
    {
        ImmutableArray<int> gold = [.. Enumerable.Range(0, 100).Select(item => item % 4)];
        ImmutableArray<Answer> right = [.. gold.Select(option => new Answer(option))];
        ImmutableArray<Answer> german = [.. gold.Select((option, item) => new Answer(item < wrongInGerman ? (option + 1) % 4 : option))];
        return MeasurementJson.Write(new Measurement(model,
        [
            .. (sets.Length == 0 ? ["pack"] : sets).Select(set => new ProbeSetMeasurement(
                set,
                new Fingerprint(items, "prompt", "letter", "cpu"),
                0.25,
                1,
                [.. gold.Select((_, item) => $"i{item:000}")],
                gold,
                (languages ?? ["en", "de"]).ToDictionary(Language.Parse, code => code == "en" ? right : german))),
        ]));
    }
}
