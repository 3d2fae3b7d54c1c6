using CLiKA.Import.Harness;

namespace CLiKA.Import.Tests.Harness;

/// <summary>Which tasks are of a set, and in which language.</summary>
public sealed class HarnessTasksTests : HarnessTest
{
    [Fact]
    public void Several_tasks_of_a_language_are_one_set_and_English_may_be_called_otherwise()
    {
        foreach (var subject in (string[])["law", "art"])
        {
            Run.Write($"mmlu_de_{subject}", [HarnessRun.Sample(0, new { id = 7 }, "0", 0, Scores(0))]);
        }

        foreach (var task in (string[])["own_it", "own"])
        {
            Run.Write(task, Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { idx = place }, $"{place % 4}", place % 4, Scores(0))));
        }

        var (measurement, _) = Read("mmlu_{language}_*", "own_{language}, own");

        measurement.ProbeSets.Select(set => (set.ProbeSet, set.ItemIds[0], set.ItemIds.Length, Languages: string.Join(' ', set.Languages.Select(cell => cell.Language))))
            .Should().Equal(("mmlu", "art-7", 2, "de"), ("own", "0", 8, "en it"));
    }

    [Fact]
    public void Languages_are_found_by_the_names_that_tasks_have_and_others_are_said()
    {
        foreach (var language in (string[])["german", "bengali", "north_macedonian", "zho_Hans", "easy"])
        {
            Run.Write($"own_{language}", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);
        }

        var (measurement, sets) = HarnessRecordings.Read(Request("own_{language}") with { Key = "doc_id" });

        measurement.ProbeSets[0].Languages.Select(cell => cell.Language.Code).Should().Equal("de", "zh", "bn", "mk");
        sets[0].PassedOver.Should().Equal("own_easy");
    }

    [Fact]
    public void A_script_behind_a_code_is_the_languages_and_no_part_of_a_subject()
    {
        foreach (var language in (string[])["eng_Latn", "zho_Hans"])
        {
            foreach (var subject in (string[])["law", "Arts_old"])
            {
                Run.Write($"mmlu_{language}_{subject}", [HarnessRun.Sample(0, new { id = 7 }, "0", 0, Scores(0))]);
            }
        }

        var (measurement, _) = HarnessRecordings.Read(Request("mmlu_{language}_*") with { Key = "id" });

        measurement.ProbeSets.Single().ItemIds.Should().Equal("Arts_old-7", "law-7");
        measurement.ProbeSets[0].Languages.Select(cell => cell.Language.Code).Should().Equal("en", "zh");
    }

    [Fact]
    public void A_region_behind_the_language_is_no_part_of_a_subject()
    {
        foreach (var locale in (string[])["de_de", "pt_br"])
        {
            foreach (var subject in (string[])["law", "us_history"])
            {
                Run.Write($"mmmlu_{locale}_{subject}", [HarnessRun.Sample(0, new { id = 7 }, "0", 0, Scores(0))]);
            }
        }

        var measured = HarnessRecordings.Read(Request("mmmlu_{language}_{region}_*") with { Key = "id" }).Measurement.ProbeSets.Single();

        (measured.ProbeSet, string.Join(' ', measured.ItemIds)).Should().Be(("mmmlu", "law-7 us_history-7"));
        measured.Languages.Select(cell => cell.Language.Code).Should().Equal("de", "pt");
    }

    [Fact]
    public void Two_files_of_a_language_or_two_sets_of_a_name_are_an_error()
    {
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);
        Run.Write("own", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);

        Fails("*is in en, as is samples_own_*", Request("own_{language},own"));
        Fails("*'own_{language}' and '{language}_own' both name the set 'own'*", Request("own_{language}", "{language}_own"));
    }

    [Theory]
    [InlineData("belebele", "*'belebele': expected one name with {language} once*")]
    [InlineData("a_{language},b_{language}", "*expected one name with {language} once*")]
    [InlineData("{language}_{language}", "*expected one name with {language} once*")]
    [InlineData("*_{language}_*", "*expected one name with {language} once*")]
    public void Tasks_without_a_place_for_the_language_are_an_error(string pattern, string expected) =>
        FluentActions.Invoking(() => HarnessTasks.Parse(pattern)).Should().Throw<InvalidInputException>().WithMessage(expected);
}
