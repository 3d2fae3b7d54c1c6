using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines.Judging;

public sealed class ItemDifferenceTests
{
    // Each item is an id and its gold letter, in the order of ids, as measurements have them.
    [Theory]
    [InlineData("a:A b:B c:C", "a:A b:B c:C", "still 3 with the same right options, but texts, wrong options or the set's languages changed")]
    [InlineData("a:A b:B c:C", "a:A c:C d:A e:A f:B g:C", "4 added (d, e, f, ...), 1 removed (b)")]
    [InlineData("a:A b:B c:C", "a:A b:C c:C", "1 with another right option (b)")]
    [InlineData("a:A b:B c:C", "x:A y:B z:C", "3 added (x, y, z), 3 removed (a, b, c)")]
    public void Between_two_measurements_items_are_told_by_their_ids(string before, string now, string expected) =>
        ReasonOf(before, now, hasIds: true).Should().Be($"pack: different items (baseline 1, received 2): {expected}.");

    [Theory]
    [InlineData("a:A b:B c:C", "x:A y:B z:C", "still 3 with the same right options, but ids, texts, wrong options or the set's languages changed")]
    [InlineData("a:A b:B c:C", "a:A c:C", "2 items instead of 3")]
    [InlineData("a:A b:B c:C", "a:A b:C c:A", "2 with another right option (#2, #3)")]
    public void Against_a_baseline_they_are_told_by_their_number_and_right_options(string before, string now, string expected) =>
        ReasonOf(before, now, hasIds: false).Should().Be($"pack: different items (baseline 1, received 2): {expected}.");

    private static string ReasonOf(string before, string now, bool hasIds) =>
        Judge.Compare(new Evidence(Measure(now, "2", hasIds: true), Measure(before, "1", hasIds)), new JudgePolicy(), Scope.Everything)
            .Objections.Single().Reason;

    private static Measurement Measure(string items, string hash, bool hasIds)
    {
        var entries = items.Split(' ').Select(item => item.Split(':')).ToList();
        ImmutableArray<int> gold = [.. entries.Select(entry => entry[1][0] - 'A')];
        return new("model",
        [
            new("pack", Packs.Fingerprint with { Items = hash }, 0.25, 1, hasIds ? [.. entries.Select(entry => entry[0])] : [], gold,
                new Dictionary<Language, ImmutableArray<Answer>> { [Language.Pivot] = [.. gold.Select(option => new Answer(option))] }),
        ]);
    }
}
