using CLiKA.Import.Harness;

namespace CLiKA.Import.Tests.Harness;

/// <summary>How much two languages have to share before their questions are paired.</summary>
public sealed class HarnessPairingTests : HarnessTest
{
    [Theory]
    [InlineData(4, null)]
    [InlineData(3, "*: its questions cannot be paired across languages: by idx, en and de have only 3 questions in common. *")]
    public void Half_of_the_questions_are_in_common(int common, string? complaint)
    {
        Write("en", Enumerable.Range(0, 8).Select(number => (number, number % 4)));
        Write("de", Enumerable.Range(8 - common, 8).Select(number => (number, number % 4)));

        Pair(complaint, common, "idx");
    }

    // Translations have another right option in one question of twenty at most.
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "*by idx, only 18 of 20 questions have the same right option in en and de (expected 95% or more). *")]
    public void Nineteen_of_twenty_have_the_same_right_option(int others, string? complaint)
    {
        Write("en", Enumerable.Range(0, 20).Select(number => (number, number % 4)));
        Write("de", Enumerable.Range(0, 20).Select(number => (number, (number < others ? number + 1 : number) % 4)));

        Pair(complaint, 20 - others, "idx");
    }

    // Options right in turns agree by chance in one question of three, or of four: 1 / 3^3 = 0.037, 1 / 4^4 = 0.004. One in a hundred is borne.
    [Theory]
    [InlineData(4, null)]
    [InlineData(3, "*by idx, the right options of the 3 questions of en and de would agree as well if they did not belong together; by doc_id, *")]
    public void A_few_questions_that_agree_prove_nothing(int questions, string? complaint)
    {
        foreach (var language in (string[])["en", "de"])
        {
            Write(language, Enumerable.Range(0, questions).Select(number => (number, number)));
        }

        Pair(complaint, questions, key: null);
    }

    [Fact]
    public void Two_files_of_a_language_need_a_place_that_tells_them_apart()
    {
        Write("de", [(0, 0)]);
        Write("german", [(0, 0)]);

        Fails("*samples_own_german_*: is in de, as is samples_own_de_*.jsonl; expected one file for each language, or a ?* in --tasks where their names differ.", Request("own_{language}"));
    }

    private void Write(string language, IEnumerable<(int Number, int Gold)> questions) => Run.Write(
        $"own_{language}",
        questions.Select((question, place) => HarnessRun.Sample(place, new { idx = question.Number }, $"{question.Gold}", question.Gold, Scores(question.Gold))));

    private void Pair(string? complaint, int kept, string? key)
    {
        var request = Request("own_{language}") with { Key = key };
        if (complaint is null)
        {
            HarnessRecordings.Read(request).Measurement.ProbeSets[0].Gold.Should().HaveCount(kept);
        }
        else
        {
            Fails(complaint, request);
        }
    }
}
