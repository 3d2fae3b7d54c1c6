using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Import.Tests;

public sealed class ParallelSelectionTests
{
    private static readonly ProbeItem Sound = new("1", "Which?", ["a", "b"], 0);

    [Fact]
    public void Items_that_are_the_same_everywhere_are_kept()
    {
        var (kept, leftOut) = ParallelSelection.Select([Of("en", Sound), Of("de", Sound with { Question = "Was?" })]);

        kept.Should().Equal("1");
        leftOut.Should().BeEmpty();
    }

    public static TheoryData<string, string> Failing => new()
    {
        { ParallelSelection.Missing, "missing" },
        { ParallelSelection.Blank, "question" },
        { ParallelSelection.Blank, "option" },
        { ParallelSelection.SameOptions, "same" },
        { ParallelSelection.OtherAnswer, "gold" },
        { ParallelSelection.OtherOptions, "count" },
        { ParallelSelection.OtherQuestion, "passage" },
    };

    [Theory]
    [MemberData(nameof(Failing))]
    public void An_item_that_differs_is_left_out_with_language_and_reason(string reason, string change)
    {
        ProbeItem[] german = change switch
        {
            "missing" => [],
            "question" => [Sound with { Question = " " }],
            "option" => [Sound with { Options = ["a", ""] }],
            "same" => [Sound with { Options = ["a", "A "] }],
            "gold" => [Sound with { Gold = 1 }],
            "count" => [Sound with { Options = ["a", "b", "c"] }],
            _ => [Sound with { Passage = "Text" }],
        };

        var (kept, leftOut) = ParallelSelection.Select([Of("en", Sound), Of("de", german)]);

        kept.Should().BeEmpty();
        leftOut.Should().Equal(new LeftOut("1", Language.Parse("de"), reason));
    }

    [Fact]
    public void An_effect_is_no_counterpart_of_a_cause()
    {
        var cause = new ProbeItem("1", "cause", ["a", "b"], 0, "It fell.");

        ParallelSelection.Select([Of("en", cause), Of("it", cause with { Question = "effect" })]).LeftOut
            .Should().Equal(new LeftOut("1", Language.Parse("it"), ParallelSelection.OtherQuestion));
    }

    [Fact]
    public void What_is_left_out_is_counted_by_reason_and_language()
    {
        LeftOut[] leftOut =
        [
            .. Enumerable.Range(1, 3).Select(id => new LeftOut($"{id}", Language.Parse("de"), ParallelSelection.Missing)),
            new LeftOut("P1", null, "relations with fewer than 4 objects"),
        ];

        ParallelSelection.Describe(leftOut, 2).Should().Equal("missing: 3 in de (1, 2, ...)", "relations with fewer than 4 objects: 1 (P1)");
    }

    private static ImportedLanguage Of(string language, params ProbeItem[] items) => new(Language.Parse(language), ["file"], [.. items]);
}
