using System.Collections.Immutable;
using CLiKA.Import.Triples;
using CLiKA.Languages;

namespace CLiKA.Import.Tests.Triples;

public sealed class TripleQuestionsTests
{
    private static readonly Language German = Language.Parse("de");

    [Fact]
    public void Letters_and_options_are_balanced()
    {
        var items = Build([.. Enumerable.Range(0, 42).Select(number => Of($"{number}", $"s{number}", $"o{number}"))]).Items[Language.Pivot];

        items.CountBy(item => item.Gold).Select(pair => pair.Value).Should().BeEquivalentTo([11, 11, 10, 10]);
        var offered = items.SelectMany(item => item.Options).CountBy(option => option).Select(pair => pair.Value).ToList();
        offered.Should().HaveCount(42);
        (offered.Max() - offered.Min()).Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void An_object_that_is_right_oftener_is_wrong_oftener_too()
    {
        var triples = Enumerable.Range(0, 60).Select(number => Of($"{number}", $"s{number}", $"o{(number < 20 ? 0 : number % 10)}"));

        var items = Build([.. triples]).Items[Language.Pivot];

        var right = items.Count(item => item.Options[item.Gold] == "en o0");
        var offered = items.Count(item => item.Options.Contains("en o0"));
        ((double)right / offered).Should().BeLessThan(0.5);
    }

    [Fact]
    public void All_languages_offer_the_same_objects_in_the_same_order()
    {
        var questions = Build([.. Enumerable.Range(0, 9).Select(number => Of($"{number}", $"s{number}", $"o{number}"))]);

        foreach (var (english, german) in questions.Items[Language.Pivot].Zip(questions.Items[German]))
        {
            german.Options.Should().Equal(english.Options.Select(option => option.Replace("en ", "de ", StringComparison.Ordinal)));
            german.Gold.Should().Be(english.Gold);
        }
    }

    [Fact]
    public void What_is_right_for_the_subject_is_never_offered_as_wrong()
    {
        List<Triple> triples =
        [
            Of("a", "s", "o0"), Of("b", "s", "o1"), Of("c", "t", "o2") with { AlsoRight = ["o3"] },
            .. Enumerable.Range(3, 5).Select(number => Of($"{number}", $"s{number}", $"o{number}")),
        ];

        foreach (var seed in Enumerable.Range(0, 20))
        {
            var items = Build(triples, seed: seed).Items[Language.Pivot].ToDictionary(item => item.Id);
            items["a"].Options.Should().Contain("en o0").And.NotContain("en o1");
            items["b"].Options.Should().Contain("en o1").And.NotContain("en o0");
            items["c"].Options.Should().Contain("en o2").And.NotContain("en o3");
        }
    }

    [Fact]
    public void Options_that_are_named_alike_in_one_language_do_not_stand_together()
    {
        var alike = Of("0", "s0", "o0");
        List<Triple> triples =
        [
            alike with { ObjectNames = alike.ObjectNames.SetItem(German, "DE O1") },
            .. Enumerable.Range(1, 5).Select(number => Of($"{number}", $"s{number}", $"o{number}")),
        ];

        foreach (var seed in Enumerable.Range(0, 20))
        {
            Build(triples, seed: seed).Items[Language.Pivot].Should().OnlyContain(
                item => !(item.Options.Contains("en o0") && item.Options.Contains("en o1")));
        }
    }

    [Fact]
    public void Options_are_of_the_region_where_it_has_enough()
    {
        List<Triple> triples =
        [
            .. Enumerable.Range(0, 5).Select(number => Of($"n{number}", $"s{number}", $"north{number}") with { Region = "North" }),
            .. Enumerable.Range(5, 2).Select(number => Of($"s{number}", $"s{number}", $"south{number}") with { Region = "South" }),
        ];

        var questions = Build(triples);

        questions.Items[Language.Pivot].Where(item => item.Id[0] == 'n').SelectMany(item => item.Options)
            .Should().OnlyContain(option => option.StartsWith("en north"));
        questions.Facts.Single(fact => fact.Id == "n0").OptionRegions.Should().Equal("North", "North", "North", "North");
        questions.Facts.Single(fact => fact.Id == "s5").OptionRegions.Should().BeEmpty();
    }

    [Fact]
    public void The_seed_decides()
    {
        List<Triple> triples = [.. Enumerable.Range(0, 12).Select(number => Of($"{number}", $"s{number}", $"o{number}"))];

        Texts(Build(triples, seed: 3)).Should().Equal(Texts(Build(triples, seed: 3)));
        Texts(Build(triples, seed: 3)).Should().NotEqual(Texts(Build(triples, seed: 4)));

        static IEnumerable<string> Texts(TripleQuestionSet set) => set.Items[Language.Pivot].SelectMany(item => item.Options);
    }

    [Fact]
    public void The_seed_decides_which_objects_stand_beside_each_other_and_not_only_where()
    {
        List<Triple> triples = [.. Enumerable.Range(0, 12).Select(number => Of($"{number}", $"s{number}", $"o{number}"))];

        Enumerable.Range(1, 5).Select(seed => string.Join(' ', Build(triples, seed: seed).Items[Language.Pivot][0].Options.Order(StringComparer.Ordinal)))
            .Should().OnlyHaveUniqueItems();
    }

    // Of all wrong options it is the one that is needed most often, and would always stand first.
    [Fact]
    public void A_wrong_option_that_is_needed_often_stands_in_every_place()
    {
        var triples = Enumerable.Range(0, 60).Select(number => Of($"{number}", $"s{number}", $"o{(number < 20 ? 0 : number % 10)}"));

        Build([.. triples]).Items[Language.Pivot].Where(item => item.Options[item.Gold] != "en o0")
            .Select(item => item.Options.RemoveAt(item.Gold).IndexOf("en o0")).Should().Contain([0, 1, 2]);
    }

    [Fact]
    public void What_no_question_can_be_made_of_is_listed()
    {
        List<Triple> triples =
        [
            .. Enumerable.Range(0, 3).Select(number => Of($"f{number}", $"s{number}", $"o{number}", "few")),
            .. Enumerable.Range(0, 4).Select(number => Of($"m{number}", "s", $"o{number}", "many")),
        ];

        var questions = Build(triples);

        questions.Items[Language.Pivot].Should().BeEmpty();
        questions.LeftOut.Select(entry => entry.Id).Should().Equal("few", "m0", "m1", "m2", "m3");
        questions.LeftOut[0].Reason.Should().Be("relations with fewer than 4 objects");
    }

    private static TripleQuestionSet Build(List<Triple> triples, int seed = 1) =>
        TripleQuestions.Build(triples, [Language.Pivot, German], seed: seed);

    private static Triple Of(string id, string subject, string target, string relation = "relation") => new(id, relation, subject, target)
    {
        SubjectNames = Names(subject),
        ObjectNames = Names(target),
        Wordings = Names(subject).ToImmutableDictionary(pair => pair.Key, pair => ImmutableArray.Create($"{pair.Value}?")),
    };

    private static ImmutableDictionary<Language, string> Names(string name) =>
        new[] { Language.Pivot, German }.ToImmutableDictionary(language => language, language => $"{language} {name}");
}
