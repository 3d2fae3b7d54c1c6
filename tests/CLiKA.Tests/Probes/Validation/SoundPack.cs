using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Probes.Validation;

namespace CLiKA.Tests.Probes.Validation;

/// <summary>A pack with which nothing is wrong, and what is found once something is.</summary>
internal static class SoundPack
{
    // {0} is the number of the item.
    public static readonly Dictionary<string, (string Question, string[] Options)> Sound = new()
    {
        ["en"] = ("Which is {0}?", ["red", "blue"]),
        ["de"] = ("Welche Größe ist {0}?", ["rot", "blau"]),
        ["fr"] = ("Laquelle est {0} ?", ["été", "bleu"]),
        ["it"] = ("Quale è {0}?", ["rosso", "blu"]),
        ["ru"] = ("Какой «{0}»?", ["красный", "синий"]),
        ["pl"] = ("Który to „{0}”?", ["żółty", "niebieski"]),
        ["ar"] = ("أي {0}؟", ["أحمر", "أزرق"]),
        ["he"] = ("איזה צה\"ל {0}?", ["אדום", "כחול"]),
        ["zh"] = ("哪个{0}？", ["红色", "蓝色"]),
        ["ja"] = ("どれ「{0}」？", ["赤", "アオ"]),
    };

    public static ProbeSetDescription Description => new("pack", "Pack", KnowledgeKind.Basic, "MIT", "1");

    public static IEnumerable<string> Problems(Action<Dictionary<string, (string Question, string[] Options)>> change)
    {
        var texts = new Dictionary<string, (string Question, string[] Options)>(Sound);
        change(texts);
        return Problems(Pack(texts));
    }

    public static IEnumerable<string> Problems(ProbePack pack)
    {
        var problems = ProbeSetValidator.Validate(pack, []);
        problems.Should().NotContain(problem => problem.Kind.Length == 0, "problems are counted by their kind");
        return problems.Select(problem => problem.ToString());
    }

    public static ProbePack Pack(
        Dictionary<string, (string Question, string[] Options)> texts,
        int count = 8,
        Func<int, int>? gold = null,
        Func<ProbeItem, ProbeItem>? change = null)
    {
        ProbeItem Item((string Question, string[] Options) text, int item)
        {
            var plain = new ProbeItem(
                $"i{item}",
                string.Format(CultureInfo.InvariantCulture, text.Question, item),
                [.. text.Options],
                gold?.Invoke(item) ?? item % 2);
            return change?.Invoke(plain) ?? plain;
        }

        var items = texts.ToDictionary(
            pair => Language.Parse(pair.Key),
            pair => (IReadOnlyList<ProbeItem>)[.. Enumerable.Range(0, count).Select(item => Item(pair.Value, item))]);
        return new ProbePack(Description, new ProbeSet("pack", 1, items), []);
    }

    public static IEnumerable<ProbeFact> Facts(Func<int, string> subject) => Enumerable.Range(0, 8).Select(item =>
        new ProbeFact($"i{item}", "r") { Subject = Language.Paper.ToImmutableDictionary(language => language, _ => subject(item)) });
}
