using CLiKA.Probes;
using CLiKA.Probes.Validation;

namespace CLiKA.Tests.Probes.Validation;

public sealed class NullModelsTests
{
    [Fact]
    public void Options_that_say_nothing_are_guessed_at()
    {
        // No two options share a character.
        var items = Enumerable.Range(0, 20).Select(item => new ProbeItem(
            $"{item}", "q", [.. Enumerable.Range(0, 4).Select(option => ((char)(0x4E00 + (4 * item) + option)).ToString())], item % 4));

        NullModels.OptionsOnly([.. items]).Should().BeApproximately(0.25, 1e-12);
        NullModels.LengthsOnly([.. items]).Should().BeApproximately(0.25, 1e-12, "all are as long");
    }

    // Of the three options two are as long as the right one and one is shorter: whoever picks the longest is right in half the items.
    [Fact]
    public void Options_of_the_same_length_share_the_point() =>
        NullModels.LengthsOnly([.. Enumerable.Range(0, 20).Select(item => new ProbeItem($"{item}", "q", ["aa", "bb", "c"], item % 2))])
            .Should().BeApproximately(0.5, 1e-12);

    // The right option is the shortest in the items with two options and the longest in those with three.
    [Fact]
    public void Items_with_other_numbers_of_options_are_learnt_apart() =>
        NullModels.LengthsOnly([.. Enumerable.Range(0, 40).Select(item => item % 2 == 0
            ? new ProbeItem($"{item}", "q", ["a", "bb"], 0)
            : new ProbeItem($"{item}", "q", ["a", "bb", "ccc"], 2))]).Should().Be(1);

    // 30 of 40 right options end in -s, and no wrong one does.
    [Fact]
    public void A_mark_of_the_right_option_is_found_where_it_stands()
    {
        var items = Enumerable.Range(0, 40).Select(item => new ProbeItem(
            $"{item}", "q", [(item % 4 == 0 ? Letter(item) : Letter(item) + "s"), Letter(item + 100), Letter(item + 200), Letter(item + 300)], 0));

        // The other ten have nothing to go by, and are guessed at.
        NullModels.OptionsOnly([.. items]).Should().BeApproximately((30 + (10 * 0.25)) / 40, 1e-12);
    }

    // null_models.py: 13 of 24. One fold or one piece length more or less, or weights that are not the logarithm of the odds, make it another number.
    [Fact]
    public void Options_are_weighed_by_all_their_pieces()
    {
        const string Items =
            "cairo dakar hanoi 2, riga cairo delhi 2, quito lima kyoto 2, lima minsk cairo 2, " +
            "seoul dhaka bern 0, quito kyoto minsk 0, tunis quito rome 0, sofia accra kyoto 1, " +
            "riga dakar delhi 0, dakar delhi oslo 2, dakar rome delhi 2, oslo delhi seoul 0, " +
            "paris perth dakar 0, delhi cairo quito 0, rome paris tunis 1, cairo bern paris 2, " +
            "tunis riga minsk 0, sofia dakar perth 0, minsk delhi perth 0, seoul dakar accra 0, " +
            "dakar dhaka hanoi 1, seoul rome dakar 0, cairo quito delhi 2, cairo bern hanoi 2";

        NullModels.OptionsOnly([.. Items.Split(", ").Select(row => row.Split(' '))
            .Select((row, index) => new ProbeItem($"{index}", "q", [.. row[..^1]], row[^1][0] - '0'))]).Should().BeApproximately(13.0 / 24, 1e-12);
    }

    private static string Letter(int number) => ((char)(0x4E00 + number)).ToString();
}
