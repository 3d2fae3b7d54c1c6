using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Tests.Lost;

public sealed class ChangedItemsTests
{
    private static readonly Language English = Language.Pivot;
    private static readonly Language German = Language.Parse("de");
    private static readonly Language Hebrew = Language.Parse("he");

    // Item 0 is lost everywhere, 1 in German and Hebrew, 2 in Hebrew; 3 is won in German.
    [Fact]
    public void An_item_says_where_it_was_lost_and_won_and_what_English_says()
    {
        var changes = Example();

        changes.Items.Select(item => item.Id).Should().Equal("i00", "i01", "i02", "i03");
        changes.Items[1].LostIn.Should().Equal(German, Hebrew);
        changes.Items[3].LostIn.Should().BeEmpty();
        changes.Items[3].WonIn.Should().Equal(German);
        changes.LostIn([English, German, Hebrew]).Select(changes.SpreadOf)
            .Should().Equal(LostSpread.All, LostSpread.Several, LostSpread.One);
        changes.LostIn([German]).Select(item => item.Id).Should().Equal("i00", "i01");
        (changes.Items[0].PivotBefore!.Choice, changes.Items[0].PivotNow!.Choice).Should().Be((0, 1));
        changes.Items[2].In(Hebrew)!.Now.Choice.Should().Be(3);
        changes.TextOf(changes.Items[2], Hebrew)!.Question.Should().Be("he 2?");
    }

    [Fact]
    public void Groups_count_answers_by_what_the_items_ask_for()
    {
        var changes = Example();

        // Even are 0 and 2, odd 1 and 3.
        LostGroup.Of([(changes, [German, Hebrew])]).Select(group => (group.Relation, group.Items, group.Lost, group.Won))
            .Should().Equal(("even", 20, 3, 0), ("odd", 20, 2, 1));
        LostGroup.Of([(changes, [German]), (changes, [German])]).Select(group => (group.Relation, group.Items, group.Lost, group.Won))
            .Should().Equal(("even", 40, 2, 0), ("odd", 40, 2, 2));
    }

    [Fact]
    public void The_languages_to_look_at_are_those_that_regressed_and_all_where_their_pool_did()
    {
        var (before, now) = (Samples.Measurement(0), Samples.Measurement(12));
        var cells = Samples.Judge(before, now, TestFamily.Cells);
        var pooled = Samples.Judge(before, now);

        pooled.PoolsThat(CellVerdict.Regressed).Should().NotBeEmpty("the example rests on it");
        Samples.Changes(before, now, cells).Failing.Should().Equal(German);
        Samples.Changes(before, now, pooled).Failing.Should().Equal(English, German, Hebrew);
    }

    [Fact]
    public void Where_there_is_no_baseline_nothing_was_lost()
    {
        var now = Samples.Measurement(12);
        var judgement = Judge.Compare(new Evidence(now, null), new JudgePolicy(), Scope.Everything);

        ChangedItems.Of(null, now, judgement, Samples.Packs()).Should().BeEmpty();
    }

    // Baselines of older runs, and measurements of other programs, need not have ids.
    [Theory]
    [InlineData(true, "i00", "i01")]
    [InlineData(false, "#1", "#2")]
    public void Items_without_ids_are_called_as_the_texts_call_them_or_counted(bool hasTexts, params string[] expected)
    {
        var (before, now) = (WithoutIds(0), WithoutIds(2));

        Samples.Changes(before, now, Samples.Judge(before, now), hasTexts).Items.Select(item => item.Id).Should().Equal(expected);

        static Measurement WithoutIds(int wrongInGerman)
        {
            var set = Samples.Measurement(wrongInGerman).ProbeSets[0];
            return new Measurement("m",
            [
                new ProbeSetMeasurement(
                    set.ProbeSet, set.Fingerprint, set.Chance, set.Ceiling, [], set.Gold, set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers)),
            ]);
        }
    }

    private static ChangedItems Example()
    {
        var before = Measure(en: [], de: [(3, 0)], he: []);
        var now = Measure(en: [(0, 1)], de: [(0, 1), (1, 2)], he: [(0, 1), (1, 2), (2, 3)]);
        return Samples.Changes(before, now, Samples.Judge(before, now));
    }

    // The right option of item i is i % 4; listed are the items that are answered otherwise.
    private static Measurement Measure((int Item, int Choice)[] en, (int Item, int Choice)[] de, (int Item, int Choice)[] he)
    {
        var sample = Samples.Measurement(0).ProbeSets[0];
        return new Measurement("m",
        [
            new ProbeSetMeasurement(
                sample.ProbeSet,
                sample.Fingerprint,
                sample.Chance,
                sample.Ceiling,
                sample.ItemIds,
                sample.Gold,
                new Dictionary<Language, ImmutableArray<Answer>> { [English] = Answers(en), [German] = Answers(de), [Hebrew] = Answers(he) }),
        ]);

        ImmutableArray<Answer> Answers((int Item, int Choice)[] others) =>
            [.. sample.Gold.Select((option, item) => new Answer(others.Append((Item: item, Choice: option)).First(other => other.Item == item).Choice))];
    }
}
