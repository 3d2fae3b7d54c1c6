using System.Text.RegularExpressions;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Reporting.Tests;

public sealed partial class ComparisonTableTests
{
    // German: 20 of 40, (0.5 - 0.25) / 0.75, 20 of 40 right in both, and no more than chance in common: English is always right.
    // p = 2 / 2^20, times three cells.
    [Fact]
    public void Each_cell_is_a_row_and_what_changed_in_the_baseline_stands_above() =>
        Lines(Samples.Measurement(0), Samples.Measurement(20), TestFamily.Cells).Should().Equal(
            "m → m",
            "pack correct accuracy ra enCo kappa",
            "- de 40 1.00 1.00 1.00 null",
            "+ de 20 0.50 0.33 0.50 0.00",
            string.Empty,
            "probe set language n before now change lost won p (Holm)",
            "pack en 40 1.000 1.000 0.0 0 0 1.0000",
            "pack de 40 1.000 0.500 -50.0 20 0 < 0.0001 regressed",
            "pack he 40 1.000 1.000 0.0 0 0 1.0000",
            "Verdict: regressed (cells: 1 regressed, 0 improved, 2 unchanged).");

    [Fact]
    public void Whose_answers_are_compared_is_said_where_a_candidate_has_the_name_of_its_model() =>
        Lines(Samples.Measurement(0), Samples.Measurement(0) with { Place = "models/rc", StandsInFor = "models/m" }, TestFamily.Cells)[0]
            .Should().Be("m → m, candidate at models/rc");

    [Fact]
    public void Tests_over_all_languages_have_a_table_of_their_own()
    {
        var lines = Lines(Samples.Measurement(20), Samples.Measurement(0), TestFamily.Pooled);

        lines.Should().ContainInOrder(
            "probe set language n before now change lost won p (Holm) detectable",
            "pack en 40 1.000 1.000 0.0 0 0 1.0000 – identical",
            "over all languages level items before now change p (Holm) detectable");
        lines.Should().ContainMatch("pack de 40 0.500 1.000 +50.0 0 20 < 0.0001 * improved")
            .And.ContainMatch("pack Performance 40 0.833 1.000 +16.7 < 0.0001 * improved")
            .And.ContainMatch("pack Consistency 40 0.750 1.000 +25.0 0.000? * improved");
    }

    // Where nothing is right no overlap is defined, and there is nothing to lose.
    [Fact]
    public void What_is_undefined_over_all_languages_is_a_dash()
    {
        var lines = Lines(Samples.Guessing(0), Samples.Guessing(0), TestFamily.Pooled);

        lines.Should().Contain("pack Performance 40 0.000 0.000 0.0 1.0000 – identical")
            .And.Contain("pack Consistency 40 – – – – – identical");
    }

    [Fact]
    public void Without_a_baseline_and_with_other_languages_what_there_is_is_shown()
    {
        var now = Samples.Measurement(20);
        Lines(null, now, TestFamily.Cells).Should().StartWith(
            ["no baseline → m", "probe set language n before now change lost won p (Holm)", "pack en 40 – 1.000"]);

        var two = Samples.In([Language.Pivot, Language.Parse("de")]);
        var three = Samples.In([Language.Pivot, Language.Parse("he")]);
        Lines(two, three, TestFamily.Cells).Should().StartWith(["m → m", "pack: asked before and not now: de."]);
        Lines(two, two, TestFamily.Cells).Should().StartWith(["m → m", "No metric differs.", string.Empty, "probe set language n before now change lost won p (Holm)"]);
    }

    // Columns are of one width, whatever that is.
    private static List<string> Lines(Measurement? baseline, Measurement received, TestFamily tests) =>
    [
        .. ComparisonTable.Render(
            baseline, received, Judge.Compare(new Evidence(received, baseline), new JudgePolicy { Tests = tests }, Scope.Everything))
            .TrimEnd('\n').Split('\n').Select(line => Spaces().Replace(line.Trim(), " ")),
    ];

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
