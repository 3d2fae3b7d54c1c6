using System.Collections.Immutable;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Measurements.Noise;

namespace CLiKA.Reporting.Tests;

public sealed class NoiseSummaryTests
{
    [Fact]
    public void Where_no_noise_was_measured_nothing_is_said_of_it() =>
        JudgementSummary.Render(Judge(20)).Should().NotContainEquivalentOf("noise");

    [Fact]
    public void A_loss_that_passes_only_for_the_noise_says_so()
    {
        // 20 of 40 are lost in German. English and Hebrew are as they were.
        var lines = JudgementSummary.Render(Judge(20, Samples.Kind(NoiseKind.Batch, 24, pooled: 0.2))).Split('\n');

        lines.Should().Contain("Verdict: regressed (cells: 0 regressed, 0 improved, 2 identical, 1 within noise).")
            .And.Contain("pack, de: within noise. It lost 50.0 points of accuracy; the same model asked in other batches moved by 60.0 points.")
            .And.Contain(
                "pack, Performance over 3 languages: within noise. It lost 16.7 points of accuracy; the same model asked in other batches "
                + "moved by 20.0 points.")
            .And.Contain("Noise: the same model moved a cell by up to 60.0 points (pack, de) when run differently. That raises the margin in 1 cell.");
    }

    [Fact]
    public void A_loss_since_the_last_release_says_so_too()
    {
        var judgement = Judge(20, Samples.Kind(NoiseKind.Threads, 20));
        ImmutableArray<CellComparison> since = [.. judgement.Cells.Select(cell => cell with { Since = new ReferencePoint("2.0", false, null, 3) })];

        JudgementSummary.Render(judgement with { CellsSinceRelease = since }).Split('\n').Should().Contain(
            "pack, de: within noise since release 2.0, over 3 accepted changes and this run together. It lost 50.0 points of accuracy; the "
            + "same model asked with other numbers of threads moved by 50.0 points.");
    }

    [Fact]
    public void Where_noise_is_larger_than_the_margin_it_is_what_has_to_be_seen() =>
        JudgementSummary.Render(Judge(2, Samples.Kind(NoiseKind.Batch, 4))).Split('\n').Should().ContainMatch(
            "To detect a loss of 1.0 points, or of the noise where that is larger, in every cell, a probe set needs about * items.");

    [Fact]
    public void In_several_cells_the_margin_is_raised_in_cells()
    {
        var judgement = Judge(2, Samples.Kind(NoiseKind.Batch, 4));
        ImmutableArray<CellComparison> cells = [.. judgement.Cells.Select(cell => cell with { Noise = judgement.Cells[1].Noise })];

        JudgementSummary.Render(judgement with { Cells = cells }).Should().MatchRegex(@"\b3 cells\b");
    }

    [Fact]
    public void What_moved_nothing_and_what_words_move_is_said_once()
    {
        var lines = JudgementSummary.Render(Judge(0, Samples.Kind(NoiseKind.Batch, 0), Samples.Kind(NoiseKind.Wordings, 6))).Split('\n');

        lines.Should().Contain("Noise: the same model moved no cell when run differently, and a cell by up to 15.0 points (pack, de) when asked in other wordings.");
    }

    [Fact]
    public void Where_no_loss_is_let_pass_no_margin_is_raised()
    {
        var evidence = new Evidence(Samples.Measurement(0), Samples.Measurement(0)) { Noise = [Samples.Noise(Samples.Kind(NoiseKind.Batch, 4))] };

        JudgementSummary.Render(Baselines.Judging.Judge.Compare(evidence, new JudgePolicy { NoLossIn = ["pack"] }, Scope.Everything))
            .Should().EndWith("moved a cell by up to 10.0 points (pack, de) when run differently.");
    }

    [Fact]
    public void Noise_of_something_else_is_remarked_on()
    {
        var received = Samples.Measurement(0);
        var noise = Samples.Noise(Samples.Kind(NoiseKind.Batch, 0));

        JudgementSummary.Render(Baselines.Judging.Judge.Compare(
            new Evidence(received, received) { Noise = [noise with { Fingerprint = noise.Fingerprint with { Items = "x" } }] },
            new JudgePolicy(),
            Scope.Everything)).Should().EndWith(
            "\npack: its noise was measured under other conditions and is ignored: different items (noise x, received i). Measure it again with 'clika noise --accept'.");
    }

    [Fact]
    public void The_table_shows_how_far_words_move_a_cell_and_execution_where_it_moves_one()
    {
        var received = Samples.Measurement(20);

        Rows(Judge(20, Samples.Kind(NoiseKind.Batch, 0), Samples.Kind(NoiseKind.Wordings, 6))).Should().ContainSingle()
            .Which.Should().MatchRegex(@"^  wordings +±0\.00 +±0\.15 +±0\.00$");
        Rows(Judge(20, Samples.Kind(NoiseKind.Batch, 4))).Should().ContainSingle().Which.Should().MatchRegex(@"^  noise +±0\.00 +±0\.10 +±0\.00$");
        Rows(Judge(20)).Should().BeEmpty();

        List<string> Rows(Judgement judgement) =>
            [.. AlignmentTable.Render(received, judgement, "folder", "CPU").Split('\n').Where(line => line.StartsWith("  wordings", StringComparison.Ordinal) || line.StartsWith("  noise", StringComparison.Ordinal))];
    }

    private static Judgement Judge(int wrongInGerman, params KindNoise[] kinds) => Baselines.Judging.Judge.Compare(
        new Evidence(Samples.Measurement(wrongInGerman), Samples.Measurement(0)) { Noise = kinds.Length == 0 ? [] : [Samples.Noise(kinds)] },
        new JudgePolicy(),
        Scope.Everything);
}
