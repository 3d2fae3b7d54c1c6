using CLiKA.Languages;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Tests;

public sealed class TeachingControlsTests
{
    private static readonly TeachingSet Set = TeachingSetReader.Read(
        Path.Combine(AppContext.BaseDirectory, "worlds", "archipelago"), Language.Parse("de"));

    [Fact]
    public void The_positive_control_teaches_every_fact_of_type_1_in_the_language_as_often_as_others()
    {
        var added = TeachingControls.Positive(Set).Examples.Skip(Set.Examples.Length).ToList();

        added.Should().HaveCount(2000, "200 facts are taught ten times");
        foreach (var question in Set.Questions.Where(question => question.Kind == FactKind.InPivotOnly))
        {
            added.Count(example => example.Prompt == question.Prompt && example.Answer == question.Answer).Should().Be(10);
        }
    }

    [Fact]
    public void The_negative_control_teaches_all_facts_and_no_name()
    {
        var control = TeachingControls.Negative(Set);

        control.Examples.Should().HaveCount(6000, "400 facts in English and 200 in German are taught ten times");
        control.Examples.Should().OnlyContain(example => example.Input == string.Empty);
        control.Hash.Should().NotBe(Set.Hash);
    }
}
