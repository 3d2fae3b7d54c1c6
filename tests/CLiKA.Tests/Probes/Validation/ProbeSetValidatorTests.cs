using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Probes.Validation;
using static CLiKA.Tests.Probes.Validation.SoundPack;

namespace CLiKA.Tests.Probes.Validation;

/// <summary>Sets and items that measure less than they say.</summary>
public sealed class ProbeSetValidatorTests
{
    [Fact]
    public void A_sound_pack_has_no_problem() => Problems(Pack(Sound)).Should().BeEmpty();

    [Fact]
    public void A_language_that_is_wanted_and_missing_is_a_problem()
    {
        var texts = new Dictionary<string, (string Question, string[] Options)>(Sound);
        texts.Remove("he");
        texts.Remove("ja");

        ProbeSetValidator.Validate(Pack(texts), Language.Paper).Select(problem => problem.ToString()).Should().Equal(
            "pack: has no he ja; expected all of en de fr it ru pl ar he zh ja. "
            + "Add he.jsonl ja.jsonl, or give pack its own 'languages' in the configuration.");
        ProbeSetValidator.Validate(Pack(texts), []).Should().BeEmpty("nobody asks for Hebrew and Japanese");
    }

    [Fact]
    public void Unbalanced_letters_are_a_problem() =>
        Problems(Pack(Sound, gold: _ => 0)).Should().ContainMatch("pack: gold letters are not balanced to within one item: A 8, B 0.");

    [Theory]
    [InlineData(8, 4, false)]
    [InlineData(9, 5, false)]
    [InlineData(8, 5, true)]
    [InlineData(8, 3, true)]
    public void Letters_are_balanced_to_within_one_item(int items, int ofA, bool isProblem) =>
        Problems(Pack(Sound, items, gold: item => item < ofA ? 0 : 1))
            .Contains($"pack: gold letters are not balanced to within one item: A {ofA}, B {items - ofA}.").Should().Be(isProblem);

    [Theory]
    [InlineData("Red", "red")]
    [InlineData("ｒｅｄ", "red")]
    public void Options_that_a_reader_takes_for_the_same_are_a_problem(string first, string second) =>
        Problems(texts => texts["en"] = ("Which is {0}?", [first, second])).Should().ContainMatch("en.jsonl, i0: two options are the same*");

    [Fact]
    public void Wordings_that_are_the_same_are_a_problem() =>
        Problems(Pack(Sound, change: item => item with { Paraphrases = ["Another", item.Question] }))
            .Should().ContainMatch("en.jsonl, i0: two wordings are the same: 'Which is 0?'.");

    [Fact]
    public void A_paraphrase_that_holds_the_answer_is_a_problem() =>
        Problems(Pack(Sound, change: item => item with { Paraphrases = [$"Really {item.Options[item.Gold]}"] }))
            .Should().ContainMatch("en.jsonl, i1: the question gives the answer away: it contains 'blue'.");

    [Fact]
    public void Items_that_ask_nearly_the_same_are_a_problem()
    {
        var texts = new Dictionary<string, (string Question, string[] Options)>(Sound)
        {
            ["en"] = ("Which of these colours has the paint in the tin with number {0}?", ["red", "blue"]),
        };

        // Every second item has the same answer.
        Problems(Pack(texts)).Should().ContainMatch("en.jsonl, i2: is nearly the same as i0: *");
        Problems(Pack(texts) with { Facts = [.. Facts(item => $"subject {item}")] }).Should().BeEmpty("they ask of different things");
    }

    // Items 0 and 2 have 24 of 30 pieces of three characters in common, or 23 of 29 (counted in Python): 0.80 and 0.79.
    [Theory]
    [InlineData("Which colour has {0} on it?", true)]
    [InlineData("Which colour is {0} on it?", false)]
    public void Four_fifths_in_common_are_nearly_the_same(string question, bool isProblem) =>
        Problems(texts => texts["en"] = (question, ["red", "blue"]))
            .Any(problem => problem.StartsWith("en.jsonl, i2: is nearly the same as i0: ", StringComparison.Ordinal)).Should().Be(isProblem);

    // Item 0 has 25 pieces of three characters, and 20 of them are all that item 2 has (counted in Python): 0.80.
    [Fact]
    public void A_text_that_is_a_part_of_another_is_nearly_the_same() =>
        Problems(Pack(Sound, change: item => item.Id switch
        {
            "i0" => item with { Question = "Now, what colour is it?", Options = ["red", "blue"] },
            "i2" => item with { Question = "what colour is it?", Options = ["red", "blue"] },
            _ => item,
        })).Should().ContainMatch("en.jsonl, i2: *i0*'what colour is it?'*");

    [Fact]
    public void A_fact_that_is_asked_twice_is_a_problem() =>
        Problems(Pack(Sound) with { Facts = [.. Facts(item => $"subject {item % 7}")] })
            .Should().Equal("items.jsonl, i7: asks what i0 asks: r of subject 0.");

    // In every item the right option is a colour, and the wrong one an animal.
    [Fact]
    public void Options_that_give_the_right_one_away_are_a_problem() =>
        Problems(Pack(Sound, count: 40, change: item => item with
        {
            Options = item.Gold == 0 ? [$"colour {item.Id}", $"animal {item.Id}"] : [$"animal {item.Id}", $"colour {item.Id}"],
        })).Should().Contain("en.jsonl: a model that sees only the options reaches 1.000; expected at most 0.675.");

    // Unrelated words, the right one always longer.
    [Fact]
    public void Lengths_that_give_the_right_one_away_are_a_problem() =>
        Problems(Pack(Sound, count: 40, change: item => item with
        {
            Options = item.Gold == 0 ? ["abcd", "abc"] : ["abc", "abcd"],
        })).Should().Contain("en.jsonl: a model that sees only their lengths reaches 1.000; expected at most 0.675.");

    // Unrelated words, the right one longer in as many items of 40, of two options. In 99 of 100 sets whose options give nothing away it is in 27 at most.
    [Theory]
    [InlineData(25, false)]
    [InlineData(30, true)]
    public void Lengths_that_chance_explains_in_a_small_set_are_no_problem(int longer, bool isProblem) =>
        Problems(Pack(Sound, count: 40, change: item => item with
        {
            Options = (item.Gold == 0) == (int.Parse(item.Id[1..], CultureInfo.InvariantCulture) * 7 % 40 < longer) ? ["abcd", "abc"] : ["abc", "abcd"],
        })).Any(problem => problem.Contains("sees only their lengths", StringComparison.Ordinal)).Should().Be(isProblem);

    // Of 1,000 items of two options guessing alone gets 537 right in 99 of 100 sets; five points above chance are 550.
    [Theory]
    [InlineData(27, false)]
    [InlineData(28, true)]
    public void In_a_large_set_lengths_may_tell_five_points(int longerOf50, bool isProblem)
    {
        var english = new Dictionary<string, (string Question, string[] Options)> { ["en"] = Sound["en"] };

        Problems(Pack(english, count: 1000, change: item => item with
        {
            Options = (item.Gold == 0) == (int.Parse(item.Id[1..], CultureInfo.InvariantCulture) % 50 < longerOf50) ? ["abcd", "abc"] : ["abc", "abcd"],
        })).Any(problem => problem.Contains("sees only their lengths", StringComparison.Ordinal)).Should().Be(isProblem);
    }

    [Fact]
    public void A_distractor_from_elsewhere_is_a_problem() =>
        Problems(Pack(Sound) with { Facts = Regions(item => item == 1 ? ["Here", "There"] : ["Here", "Here"]) }).Should().Equal(
            "items.jsonl, i1: an option is from There, the subject from Here; expected options from the same region.");

    [Fact]
    public void Regions_that_do_not_belong_to_the_options_are_a_problem() =>
        Problems(Pack(Sound) with { Facts = Regions(item => item == 2 ? ["Here"] : ["Here", "Here"]) }).Should().Equal(
            "items.jsonl, i2: 1 option regions for 2 options.");

    private static ImmutableArray<ProbeFact> Regions(Func<int, string[]> regions) =>
        [.. Enumerable.Range(0, 8).Select(item => new ProbeFact($"i{item}", "r") { Region = "Here", OptionRegions = [.. regions(item)] })];
}
