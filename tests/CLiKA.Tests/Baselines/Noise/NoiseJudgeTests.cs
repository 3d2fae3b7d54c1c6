using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Languages;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;

namespace CLiKA.Tests.Baselines.Noise;

/// <summary>What the judge makes of how far a model moves by itself.</summary>
public sealed class NoiseJudgeTests
{
    private static readonly Language German = Language.Parse("de");
    private static readonly JudgePolicy Cells = new() { Tests = TestFamily.Cells };

    // Twenty lost and one won of 1000 are 1.9 points: 22 / 2^20 two-sided, far below what Holm leaves of two tests.
    [Theory]
    [InlineData(0, CellVerdict.Regressed)]
    [InlineData(18, CellVerdict.Regressed)]
    [InlineData(19, CellVerdict.WithinNoise)]
    [InlineData(30, CellVerdict.WithinNoise)]
    public void A_loss_counts_where_it_exceeds_what_the_same_weights_lost_or_won_in_other_batches(int moved, CellVerdict expected)
    {
        foreach (var (lost, won) in ((int, int)[])[(moved, 0), (0, moved)])
        {
            var judgement = Judge([Kind(NoiseKind.Batch, german: (lost, won))], Cells, lost: 20, won: 1);

            judgement.Cell("pack", German)!.Verdict.Should().Be(expected);
            judgement.Verdict.Should().Be(expected == CellVerdict.Regressed ? Verdict.Regressed : Verdict.Pass);
            judgement.Cell("pack", German)!.Noise!.Used.Should().Be(new NoiseMovement(NoiseKind.Batch, moved / 1000.0));
            judgement.Remarks.Should().BeEmpty();
        }
    }

    [Fact]
    public void A_gain_within_the_noise_is_no_improvement() =>
        Judge([Kind(NoiseKind.Threads, german: (25, 0))], Cells, lost: 1, won: 20).Cell("pack", German)!.Verdict.Should().Be(CellVerdict.WithinNoise);

    // Nine lost of 1000 are significant (2 / 2^9, in two tests) and less than a point.
    [Fact]
    public void What_does_not_reach_the_margin_is_unchanged_and_not_within_the_noise() =>
        Judge([Kind(NoiseKind.Batch, german: (25, 0))], Cells, lost: 9, won: 0).Cell("pack", German)!.Verdict.Should().Be(CellVerdict.Unchanged);

    // In one language the whole of what moved it counts, in another nothing.
    [Fact]
    public void Each_cell_has_its_own_noise() =>
        Judge([Kind(NoiseKind.Batch, english: (40, 0), german: (0, 0))], Cells, lost: 20, won: 1).Cell("pack", German)!.Verdict
            .Should().Be(CellVerdict.Regressed);

    [Theory]
    [InlineData(NoiseUse.Execution, CellVerdict.Regressed, 0.012)]
    [InlineData(NoiseUse.Wordings, CellVerdict.WithinNoise, 0.03)]
    public void Wordings_count_only_where_that_is_asked_for_and_are_known_anyway(NoiseUse use, CellVerdict expected, double used)
    {
        var judgement = Judge(
            [Kind(NoiseKind.Batch, german: (12, 0)), Kind(NoiseKind.Threads, german: (3, 0)), Kind(NoiseKind.Wordings, german: (0, 30))],
            Cells with { Noise = use },
            lost: 20,
            won: 1);

        var cell = judgement.Cell("pack", German)!;
        cell.Verdict.Should().Be(expected);
        cell.Noise!.Used!.Size.Should().Be(used);
        cell.Noise.Execution.Should().Be(new NoiseMovement(NoiseKind.Batch, 0.012));
        cell.Noise.Wordings.Should().Be(new NoiseMovement(NoiseKind.Wordings, 0.03));
    }

    [Fact]
    public void Where_none_is_to_count_none_is_known()
    {
        var judgement = Judge([Kind(NoiseKind.Batch, german: (30, 0))], Cells with { Noise = NoiseUse.None }, lost: 20, won: 1);

        judgement.Cell("pack", German)!.Should().Match<CellComparison>(cell => cell.Verdict == CellVerdict.Regressed && cell.Noise == null);
        judgement.Remarks.Should().BeEmpty();
    }

    // 20 lost and 1 won in German are 0.95 points over two languages.
    [Theory]
    [InlineData(0, CellVerdict.Regressed)]
    [InlineData(-0.015, CellVerdict.WithinNoise)]
    public void A_level_over_all_languages_has_a_noise_of_its_own(double moved, CellVerdict expected)
    {
        var kind = Kind(NoiseKind.Batch, german: (0, 0)) with { Pools = [new(Level.Performance, "row by row", moved), new(Level.Consistency, null, 0)] };

        var judgement = Judge([kind], new JudgePolicy { MinimumDrop = 0.005 }, lost: 20, won: 1);

        judgement.Pools.Single(pool => pool.Level == Level.Performance).Verdict.Should().Be(expected);
        judgement.Pools.Single(pool => pool.Level == Level.Consistency).Noise!.Used!.Size.Should().Be(0);
        judgement.Cell("pack", German)!.Verdict.Should().Be(CellVerdict.Regressed, "no cell has the noise of the pool");
    }

    [Fact]
    public void A_loss_of_the_margins_size_is_one_of_the_noises_size_where_that_is_larger()
    {
        // One lost of 1000: a loss of a tenth of a point would have gone unseen, one of ten points would not.
        Judge([], new JudgePolicy(MinimumDrop: 0.001), lost: 1, won: 0).Cell("pack", German)!.Verdict.Should().Be(CellVerdict.Inconclusive);
        Judge([Kind(NoiseKind.Batch, german: (100, 0))], new JudgePolicy(MinimumDrop: 0.001), lost: 1, won: 0).Cell("pack", German)!.Verdict
            .Should().Be(CellVerdict.Unchanged);
    }

    // 196 items find a loss of 10 points at a churn of 0.2 in one of two cells (make.py), 44 one of 20 points: both are settled where German is, which
    // has no noise. No number of items finds a loss of nearly nothing.
    [Theory]
    [InlineData(0.1, true)]
    [InlineData(1e-7, false)]
    public void The_cell_with_the_least_noise_takes_the_most_items(double margin, bool isEverSettled)
    {
        var (_, before, now) = Packs.Change("de", 20, 2, 2);

        var judgement = CLiKA.Baselines.Judging.Judge.Compare(
            new Evidence(Packs.Measurement(("en", now), ("de", now)), Packs.Measurement(("en", before), ("de", before)))
            {
                Noise = [Noise(Kind(NoiseKind.Batch, english: (200, 0)))],
            },
            new JudgePolicy(MinimumDrop: margin),
            Scope.Everything);

        judgement.CellsThat(CellVerdict.Inconclusive).Should().HaveCount(2);
        (judgement.ItemsToSettle is >= 196 and <= 198, judgement.ItemsToSettle is null).Should().Be((isEverSettled, !isEverSettled));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(0.03, null, 0.03)]
    [InlineData(null, 0.02, 0.02)]
    [InlineData(0.03, 0.02, 0.03)]
    [InlineData(0.02, 0.03, 0.03)]
    public void Where_words_count_it_is_the_larger_noise_that_does(double? execution, double? wordings, double? expected) =>
        new NoiseFloor(Movement(NoiseKind.Batch, execution), Movement(NoiseKind.Wordings, wordings), NoiseUse.Wordings).Used?.Size.Should().Be(expected);

    [Fact]
    public void The_noise_of_a_device_counts_only_between_devices()
    {
        var across = Cells with { AcrossDevices = true };
        KindNoise[] kinds = [Kind(NoiseKind.Device, german: (19, 0))];

        Judge(kinds, across, lost: 20, won: 1).Cell("pack", German)!.Verdict.Should().Be(CellVerdict.Regressed);
        Judge(kinds, across, lost: 20, won: 1, device: "cuda").Cell("pack", German)!.Verdict.Should().Be(CellVerdict.WithinNoise);
    }

    [Fact]
    public void Devices_compared_without_the_noise_between_them_are_remarked_on()
    {
        var judgement = Judge(
            [Kind(NoiseKind.Batch, german: (1, 0))], Cells with { AcrossDevices = true }, lost: 20, won: 1, device: "cuda");

        judgement.Remarks.Single().Should().StartWith("pack: answers of cpu and cuda are compared, but how far the device alone moves them was not measured");
        judgement.Cell("pack", German)!.Noise!.Used!.Size.Should().Be(0.001);
    }

    [Fact]
    public void Noise_of_something_else_does_not_count_and_that_is_said()
    {
        var noise = Noise(Kind(NoiseKind.Batch, german: (30, 0)));
        (ProbeSetNoise Noise, string Reason)[] others =
        [
            (noise with { Fingerprint = Packs.Fingerprint with { Items = "x" } }, "different items (noise x, received items)"),
            (noise with { Fingerprint = Packs.Fingerprint with { Prompt = "x" } }, "different prompt (noise x, received prompt): see 'chat', 'prefix' and 'suffix' in clika.json"),
            (noise with { Fingerprint = Packs.Fingerprint with { Scoring = "x" } }, "different scoring (noise x, received letter)"),
            (noise with { Fingerprint = Packs.Fingerprint with { Device = "cuda" } }, "different device class (noise cuda, received cpu)"),
            (noise with { Kinds = [noise.Kinds[0] with { Cells = [noise.Kinds[0].Cells[1]] }] }, "different languages (noise de, received en de)"),
            (WithCells(noise.Kinds[0].Cells[0], Cell(Language.Parse("fr"), default)), "different languages (noise en fr, received en de)"),
            (WithCells([.. noise.Kinds[0].Cells, Cell(Language.Parse("fr"), default)]), "different languages (noise en de fr, received en de)"),
        ];
        foreach (var (other, reason) in others)
        {
            var judgement = Judge(other, Cells, lost: 20, won: 1);

            judgement.Verdict.Should().Be(Verdict.Regressed);
            judgement.Cell("pack", German)!.Noise.Should().BeNull();
            judgement.Remarks.Single().Should().Be(
                $"pack: its noise was measured under other conditions and is ignored: {reason}. Measure it again with 'clika noise --accept'.");
        }

        ProbeSetNoise WithCells(params CellNoise[] cells) => noise with { Kinds = [noise.Kinds[0] with { Cells = [.. cells] }] };
    }

    [Fact]
    public void A_filtered_run_has_the_noise_of_the_cells_that_it_asks()
    {
        var (_, before, now) = Packs.Change("de", 1000, 20, 1);
        var baseline = Packs.Measurement(("en", before), ("de", before));

        var judgement = CLiKA.Baselines.Judging.Judge.Compare(
            new Evidence(Packs.Measurement(("de", now)), baseline) { Noise = [Noise(Kind(NoiseKind.Batch, german: (30, 0)))] },
            Cells with { FamilySize = 2 },
            Scope.Received);

        judgement.Cells.Single().Verdict.Should().Be(CellVerdict.WithinNoise);
    }

    [Fact]
    public void A_strict_gate_lets_no_noise_pass() =>
        Judge([Kind(NoiseKind.Batch, german: (30, 0))], Cells with { Strict = true }, lost: 20, won: 1).Verdict.Should().Be(Verdict.Changed);

    private static NoiseMovement? Movement(NoiseKind kind, double? size) => size is { } known ? new(kind, known) : null;

    private static ProbeSetNoise Noise(params KindNoise[] kinds) => new("pack", Packs.Fingerprint, "weights", [.. kinds]);

    private static KindNoise Kind(NoiseKind kind, (int Lost, int Won) english = default, (int Lost, int Won) german = default) => new(
        kind,
        ["variant"],
        [new PoolNoise(Level.Performance, null, 0), new PoolNoise(Level.Consistency, null, 0)],
        [Cell(Language.Pivot, english), Cell(German, german)]);

    private static CellNoise Cell(Language language, (int Lost, int Won) moved) =>
        new(language, 1000, "variant", moved.Lost + moved.Won, moved.Lost, moved.Won, null);

    private static Judgement Judge(KindNoise[] kinds, JudgePolicy policy, int lost, int won, string device = "cpu") =>
        Judge(kinds.Length == 0 ? null : Noise(kinds), policy, lost, won, device);

    private static Judgement Judge(ProbeSetNoise? noise, JudgePolicy policy, int lost, int won, string device = "cpu")
    {
        var (_, before, now) = Packs.Change("de", 1000, lost, won);
        var english = new string('1', 1000);
        return CLiKA.Baselines.Judging.Judge.Compare(
            new Evidence(
                Packs.Measurement(Packs.Fingerprint with { Device = device }, ("en", english), ("de", now)),
                Packs.Measurement(("en", english), ("de", before)))
            {
                Noise = noise is null ? [] : [noise],
            },
            policy,
            Scope.Received);
    }
}
