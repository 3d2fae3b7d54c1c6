using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Tests.Probes;

public sealed class ProbeSetTests
{
    private static readonly Language German = Language.Parse("de");

    private static readonly ProbeItem Item = new("1", "cause", ["ab", "c"], 0, "Es regnet.");

    [Fact]
    public void Items_are_sorted_by_id_whatever_their_order()
    {
        var set = Of([Item with { Id = "b" }, Item with { Id = "a" }]);

        set.In(German).Select(item => item.Id).Should().Equal("a", "b");
        set.ItemsHash.Should().Be(Of([Item with { Id = "a" }, Item with { Id = "b" }]).ItemsHash);
    }

    [Fact]
    public void Chance_is_the_mean_over_items() =>
        // (1/2 + 1/4) / 2 = 3/8.
        Of([Item, new ProbeItem("2", "q", ["1", "2", "3", "4"], 0)]).Chance.Should().Be(0.375);

    public static TheoryData<string, ProbeItem> Changes => new()
    {
        { "id", Item with { Id = "2" } },
        { "premise", Item with { Premise = "Es schneit." } },
        { "no premise", Item with { Premise = null } },
        { "question", Item with { Question = "effect" } },
        { "option", Item with { Options = ["ab", "d"] } },
        { "order", Item with { Options = ["c", "ab"] } },
        { "boundary", Item with { Options = ["a", "bc"] } },
        { "gold", Item with { Gold = 1 } },
    };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Every_change_of_an_item_changes_the_hash(string change, ProbeItem changed) =>
        Of([changed]).ItemsHash.Should().NotBe(Of([Item]).ItemsHash, "the {0} changed", change);

    [Fact]
    public void The_language_of_the_items_enters_the_hash() =>
        new ProbeSet("s", 1, new Dictionary<Language, IReadOnlyList<ProbeItem>> { [Language.Pivot] = [Item] })
            .ItemsHash.Should().NotBe(Of([Item]).ItemsHash);

    [Fact]
    public void Languages_with_other_gold_letters_are_refused()
    {
        var items = new Dictionary<Language, IReadOnlyList<ProbeItem>> { [Language.Pivot] = [Item], [German] = [Item with { Gold = 1 }] };

        FluentActions.Invoking(() => new ProbeSet("s", 1, items)).Should().Throw<ArgumentException>()
            .WithMessage("*ids, gold letters or wordings of de differ from en*");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_ceiling_outside_chance_and_one_is_refused(double ceiling) =>
        FluentActions.Invoking(() => Of([Item], ceiling)).Should().Throw<ArgumentException>().WithMessage("*not in (0.5, 1]*");

    [Fact]
    public void A_set_without_items_is_refused() =>
        FluentActions.Invoking(() => Of([])).Should().Throw<ArgumentException>().WithMessage("*has no items*");

    [Fact]
    public void A_language_that_is_not_there_is_named_with_those_that_are() =>
        FluentActions.Invoking(() => Of([Item]).In(Language.Pivot))
            .Should().Throw<ArgumentException>().WithMessage("*has no en; it has de*");

    private static ProbeSet Of(IReadOnlyList<ProbeItem> items, double ceiling = 1) =>
        new("s", ceiling, new Dictionary<Language, IReadOnlyList<ProbeItem>> { [German] = items });
}
