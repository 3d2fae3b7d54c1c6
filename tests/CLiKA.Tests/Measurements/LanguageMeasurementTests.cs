using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Measurements;

public sealed class LanguageMeasurementTests
{
    [Fact]
    public void Invalid_and_unoffered_answers_are_wrong_and_counted_apart()
    {
        // Gold ABCD: A is right, then an E that is not offered, no letter, and C for D. Accuracy 1/4 is chance, so RA is 0.
        var cell = Cell("ABCD", ("en", "Ae-C"));

        (cell.Count, cell.Correct, cell.Unoffered, cell.Invalid).Should().Be((4, 1, 1, 1));
        (cell.Accuracy, cell.RescaledAccuracy).Should().Be((0.25, 0));
        cell.IsCorrect.Should().Equal(true, false, false, false);
        cell.LetterShares.Should().Equal(0.25, 0, 0.25, 0);
    }

    // 95% of 20 is 19.
    [Theory]
    [InlineData("AA------------------", false)]
    [InlineData("A----------eeeeeeeee", true)]
    public void A_language_in_which_nearly_no_answer_is_an_option_says_so(string answers, bool expected) =>
        Cell("AAAAAAAAAAAAAAAAAAAD", ("en", answers)).NamesNoOption.Should().Be(expected);

    [Fact]
    public void A_language_is_held_against_English()
    {
        // Right in en: items 0 1 2; in de: 0 1 3. Overlap 2/4; agreement 2/4, expected (3*3+1*1)/16 = 10/16, kappa (8-10)/(16-10) = -1/3.
        var cell = Cell("AAAA", ("en", "AAAB"), ("de", "AABA"));

        cell.PivotOverlap.Should().Be(0.5);
        cell.PivotKappa.Should().BeApproximately(-1.0 / 3, 1e-12);
    }

    [Fact]
    public void Nothing_right_in_both_leaves_the_overlap_and_kappa_undefined()
    {
        var cell = Cell("AAAA", ("en", "BBBB"), ("de", "CCCC"));

        cell.PivotOverlap.Should().BeNull();
        cell.PivotKappa.Should().BeNull();
    }

    [Fact]
    public void English_agrees_with_itself_even_where_nothing_is_right()
    {
        var cell = Cell("AAAA", ("en", "BBBB"));

        (cell.PivotOverlap, cell.PivotKappa).Should().Be((1.0, 1.0));
    }

    [Fact]
    public void Without_English_there_is_nothing_to_be_held_against()
    {
        var cell = Cell("ABCD", ("de", "ABCD"));

        (cell.PivotOverlap, cell.PivotKappa).Should().Be((null, null));
    }

    // 1 for every item in both languages: overlap 1 at chance accuracy, which kappa and the mark give away.
    [Fact]
    public void A_model_that_gives_one_letter_to_everything_is_degenerate()
    {
        var cell = Cell("ABCD", ("en", "AAAA"), ("de", "AAAA"));

        (cell.PivotOverlap, cell.RescaledAccuracy, cell.IsDegenerate).Should().Be((1.0, 0.0, true));
    }

    /// <summary>The last of the languages asked.</summary>
    private static LanguageMeasurement Cell(string gold, params (string Language, string Letters)[] answers) => new ProbeSetMeasurement(
        "s",
        Packs.Fingerprint,
        0.25,
        1,
        [],
        [.. gold.Select(letter => letter - 'A')],
        answers.ToDictionary(entry => Language.Parse(entry.Language), entry => AnswerLetters.Read(entry.Letters))).Languages[^1];
}
