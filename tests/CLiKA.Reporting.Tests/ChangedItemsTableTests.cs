namespace CLiKA.Reporting.Tests;

public sealed class ChangedItemsTableTests
{
    [Fact]
    public void Every_item_stands_under_what_it_asks_for_with_both_answers_and_English() => Render(0, 3).Should().Be(
        """

        pack (factual): 3 answers lost, 0 won
          even: 2 answers lost, 0 won; q = 1.0000
            de lost i00: de 0? Right answer: de-0; was right, now chooses de-1  [in English: en 0? Right answer: en-0; right before and now]
            de lost i02: de 2? Right answer: de-2; was right, now chooses de-3  [in English: en 2? Right answer: en-2; right before and now]
          odd: 1 answers lost, 0 won; q = 1.0000
            de lost i01: de 1? Right answer: de-1; was right, now chooses de-2  [in English: en 1? Right answer: en-1; right before and now]

        q: p-value of a relation's change over all languages, adjusted over all relations for the false discovery rate. It says where to look first and is no verdict.

        """);

    [Fact]
    public void Without_texts_letters_are_shown_and_what_was_won_is_told_apart() => Render(1, 0, hasTexts: false).Should().Be(
        """

        pack: 0 answers lost, 1 won
          de won  i00: Right answer: A; chose B, now right  [in English: Right answer: A; right before and now]

        """);

    private static string Render(int wrongBefore, int wrongNow, bool hasTexts = true)
    {
        var (before, now) = (Samples.Measurement(wrongBefore), Samples.Measurement(wrongNow));
        return ChangedItemsTable.Render([Samples.Changes(before, now, Samples.Judge(before, now), hasTexts)]);
    }
}
