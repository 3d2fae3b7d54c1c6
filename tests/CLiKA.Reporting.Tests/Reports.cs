using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Measurements.Repeats;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;
using CLiKA.Tests;

namespace CLiKA.Reporting.Tests;

/// <summary>Models of a run, as its reports get them.</summary>
internal static class Reports
{
    /// <summary>Forty items in three languages, of which German lost some, with their texts.</summary>
    public static ModelReport Losing(int items, TestFamily tests = TestFamily.Pooled)
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(items));
        return Of(now, before, Samples.Judge(before, now, tests)) with { Packs = Samples.Packs() };
    }

    /// <summary>The same where no loss is let pass.</summary>
    public static ModelReport LosingFacts(int items)
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(items));
        var judgement = Judge.Compare(new Evidence(now, before), new JudgePolicy { NoLossIn = ["pack"] }, Scope.Everything);
        return Of(now, before, judgement) with { Packs = Samples.Packs() };
    }

    /// <summary>Nothing lost in this run, and in German much since release 2.0: it was accepted in small steps.</summary>
    public static ModelReport LosingSinceRelease()
    {
        var (release, now) = (Samples.Measurement(0), Samples.Measurement(12));
        var since = Samples.Judge(release, now);
        var point = new ReferencePoint("2.0", false, null, 3);
        return Of(now, now, Samples.Judge(now, now) with
        {
            Verdict = Verdict.Regressed,
            CellsSinceRelease = [.. since.Cells.Select(cell => cell with { Since = point })],
            PoolsSinceRelease = [.. since.Pools.Select(pool => pool with { Since = point })],
        }) with
        {
            Packs = Samples.Packs(),
            Accepted =
            [
                new AcceptedBaseline(now.ProbeSets[0])
                {
                    AtRelease = release.ProbeSets[0],
                    Changes = [new AcceptedChange(null) { Release = "2.0" }, new AcceptedChange("smaller"), new AcceptedChange("smaller"), new AcceptedChange("smaller")],
                },
            ],
        };
    }

    /// <summary>The same with nothing accepted, and without texts.</summary>
    public static ModelReport WithoutBaseline() => Of(
        Samples.Measurement(3), null, Judge.Compare(new Evidence(Samples.Measurement(3), null), new JudgePolicy(), Scope.Everything));

    /// <summary>A model of which only conductivity was asked, and was lost.</summary>
    public static ModelReport LosingConductivity()
    {
        var (before, now) = (Teachings.Retrieving(16), Teachings.Retrieving(4));
        var received = Teachings.Measurement(now);
        return Of(received, null, Judge.Compare(new Evidence(received, null), new JudgePolicy(), Scope.Everything)) with
        {
            Retrieval = ConductivityJudge.Compare([before], [now], new ConductivityPolicy(), Scope.Everything),
            Faults = ["isles, ru: not measured. No such file."],
        };
    }

    /// <summary>
    /// A model on a GPU that lost nothing, and of whose tenth that was asked again two answers changed: one that last digits explain, and one
    /// that they do not. On the CPU another one is other.
    /// </summary>
    public static ModelReport Changing(bool isRequired = true)
    {
        var german = Language.Parse("de");
        return Losing(0) with
        {
            Determinism = new Determinism(new Repetition("in fewer rows", 12, 0.0025, 0.001, 0.6, [Change("i00", 0.001, 0.003), Change("i07", 0.2, 0.4)]))
            {
                IsRequired = isRequired,
                OnCpu = new Repetition("on the CPU", 12, 0, 0.001, 0.01, [Change("i00", 0.001, 0.002)]),
            },
        };

        ChangedAnswer Change(string item, double before, double after) =>
            new("pack", german, item, Scored(-1, -1 - before), Scored(-1 - ((before + after) / 2), -1 + ((after - before) / 2)));

        Answer Scored(params ImmutableArray<double> scores) => Answer.Best(scores) with { LogProbabilities = scores };
    }

    /// <summary>
    /// A model and a probe set of somebody who does not wish us well: every text is <paramref name="text"/>, and German lost all items.
    /// </summary>
    public static ModelReport Hostile(string text, int items = 30)
    {
        var gold = Enumerable.Repeat(0, items).ToImmutableArray();
        Language[] languages = [Language.Pivot, Language.Parse("de")];
        var set = new ProbeSet("pack", 1, languages.ToDictionary(
            language => language,
            _ => (IReadOnlyList<ProbeItem>)[.. gold.Select((_, item) => new ProbeItem($"{item:000}{text}", text, [text, "x" + text], 0))]));
        var pack = new ProbePack(
            new ProbeSetDescription("pack", text, KnowledgeKind.Factual, "none", "1"),
            set,
            [.. set.In(Language.Pivot).Select(item => new ProbeFact(item.Id, text))]);
        var (before, now) = (Measure(0), Measure(1));
        return Of(now, before, Samples.Judge(before, now)) with
        {
            Packs = ImmutableSortedDictionary<string, ProbePack>.Empty.Add("pack", pack),
            Faults = [text],
            Folder = text,
            Device = text,
        };

        Measurement Measure(int german) => new(text,
        [
            new ProbeSetMeasurement(
                "pack",
                new Fingerprint("i", "p", "letter", "cpu"),
                0.5,
                1,
                [.. set.In(Language.Pivot).Select(item => item.Id)],
                gold,
                new Dictionary<Language, ImmutableArray<Answer>>
                {
                    [languages[0]] = [.. gold.Select(_ => new Answer(0))],
                    [languages[1]] = [.. gold.Select(_ => new Answer(german))],
                }),
        ]);
    }

    /// <summary>A model whose baseline was asked in another prompt, and whose world has none.</summary>
    public static ModelReport NotComparable()
    {
        var before = Samples.Measurement(0);
        var taught = Teachings.Retrieving(16);
        var now = Samples.AskedOtherwise(before, fingerprint => fingerprint with { Prompt = "q" }) with { Worlds = [taught] };
        return Of(now, before, Samples.Judge(before, now)) with
        {
            Retrieval = ConductivityJudge.Compare([], [taught], new ConductivityPolicy(), Scope.Received),
        };
    }

    /// <summary>
    /// A model that lost items in German, where other batches move it by 4 of 40 and other words by 6, and which two seeds of training taught
    /// worse than the two before.
    /// </summary>
    public static ModelReport Noisy()
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(12));
        var noise = Samples.Noise(Samples.Kind(NoiseKind.Batch, 4), Samples.Kind(NoiseKind.Wordings, 6));
        var taught = Teachings.World(Teachings.Cell("de", Teachings.Retrieved(18), Teachings.Retrieved(19)));
        var seeds = Teachings.World(Teachings.Cell("de", Teachings.Retrieved(8), Teachings.Retrieved(9)));
        return Of(
            now with { Worlds = [seeds] }, before, Judge.Compare(new Evidence(now, before) { Noise = [noise] }, new JudgePolicy(), Scope.Everything)) with
        {
            Retrieval = ConductivityJudge.Compare([taught], [seeds], new ConductivityPolicy(), Scope.Received),
        };
    }

    private static ModelReport Of(Measurement received, Measurement? baseline, Judgement judgement) =>
        new(received, baseline, judgement, new ConductivityJudgement([], []), "models/m", "CPU");
}
