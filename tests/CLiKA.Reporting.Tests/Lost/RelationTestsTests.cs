using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Tests.Lost;

public sealed class RelationTestsTests
{
    // Hebrew loses all that is not A: of 20 even items 10, of 20 odd ones all. Two-sided 2 / 2^10 and 2 / 2^20, the second times two.
    [Fact]
    public void Each_relation_that_changed_has_the_share_of_false_discoveries_at_which_it_counts()
    {
        var tests = RelationTests.Of([Changes(0, hebrewSaysA: true)]);

        tests.Should().HaveCount(2);
        tests[("pack", "even")].Should().BeApproximately(Math.Pow(2, -9), 1e-12);
        tests[("pack", "odd")].Should().BeApproximately(Math.Pow(2, -18), 1e-15);
    }

    // Six lost of the even ones, six of the odd ones: 2 / 2^6 each, the largest of two, and of four where two sets are looked at and one is unchanged.
    [Fact]
    public void A_relation_that_did_not_change_is_tested_too()
    {
        RelationTests.Of([Changes(12)]).Values.Should().Equal(Math.Pow(2, -5), Math.Pow(2, -5));
        RelationTests.Of([Changes(12), Changes(0)]).Values.Should().Equal(Math.Pow(2, -4), Math.Pow(2, -4));
    }

    [Fact]
    public void The_list_of_items_says_so_beside_each_relation()
    {
        var text = ChangedItemsTable.Render([Changes(0, hebrewSaysA: true)]);

        text.Should().Contain("pack (factual): 30 answers lost, 0 won\n  even: 10 answers lost, 0 won; q = 0.0020\n    he lost i02: ")
            .And.Contain("  odd: 20 answers lost, 0 won; q < 0.0001\n").And.EndWith("It says where to look first and is no verdict.\n");
        ChangedItemsTable.Render([Changes(0)]).Should().Be("\npack (factual): 0 answers lost, 0 won\n");
    }

    private static ChangedItems Changes(int wrongInGerman, bool hebrewSaysA = false)
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(wrongInGerman, hebrewSaysA));
        return Samples.Changes(before, now, Samples.Judge(before, now));
    }
}
