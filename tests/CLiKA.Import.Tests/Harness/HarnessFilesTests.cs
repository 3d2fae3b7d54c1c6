using CLiKA.Import.Harness;
using CLiKA.Languages;

namespace CLiKA.Import.Tests.Harness;

/// <summary>Which files of a folder are read.</summary>
public sealed class HarnessFilesTests : HarnessTest
{
    [Fact]
    public void Of_several_runs_of_a_task_the_last_is_read()
    {
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(1))], day: 19);
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], day: 21);
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(1))], day: 20);

        Read("own_{language}").Measurement.ProbeSets[0].Languages[0].Accuracy.Should().Be(1);
    }

    [Fact]
    public void A_language_that_the_last_run_did_not_ask_is_an_error_and_not_the_answer_of_an_earlier_model()
    {
        foreach (var (language, day) in (ReadOnlySpan<(string, int)>)[("en", 20), ("de", 20), ("en", 25)])
        {
            Run.Write($"own_{language}", Enumerable.Range(0, 8).Select(place => HarnessRun.Sample(place, new { }, $"{place % 4}", place % 4, Scores(0))), day);
        }

        Fails("*from several runs: 2026-11-20T08-15-30.123456 (own_de); 2026-11-25T08-15-30.123456 (own_en); expected one run.*--several-runs*", Request("own_{language}"));
        HarnessRecordings.Read(Request("own_{language}") with { SeveralRuns = true }).Measurement.Cells.Should().Be(2);
        HarnessRecordings.Read(Request("own_{language}") with { Languages = [Language.Pivot] }).Measurement.Cells.Should().Be(1);
        Run.Write("other_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], day: 21);
        Fails("*from several runs: *", Request("own_{language}", "other_{language}") with { Languages = [Language.Pivot] });
    }

    [Fact]
    public void A_file_with_fewer_or_more_samples_than_its_run_had_is_an_error()
    {
        var path = Run.Write("own_en", Enumerable.Range(0, 3).Select(place => HarnessRun.Sample(place, new { }, "0", 0, Scores(0))));
        File.WriteAllText(
            Path.Combine(Folder, "results_2026-11-20T08-15-30.123456.json"),
            """{ "n-samples": { "own_en": { "original": 100, "effective": 4 } } }""");

        Fails("*samples_own_en_*: has 3 samples, but results_2026-11-20T08-15-30.123456.json counts 4; the file may be truncated.", Request("own_{language}"));
        File.AppendAllText(path, File.ReadAllLines(path)[0] + "\n");
        Fails("*samples_own_en_*:4: 'doc_id' is 0, as in line 1; expected each question once.*", Request("own_{language}"));
    }

    // Numbers that are none stand in such files as Python writes them.
    [Theory]
    [InlineData("""{ "n-samples": { "own_en": { "original": 4, "effective": null } } }""")]
    [InlineData("""{ "n-samples": { "own_en": { "original": 4, "effective": "4" } } }""")]
    [InlineData("""{ "n-samples": { "own_en": { "original": 4, "effective": 4.5 } } }""")]
    [InlineData("""{ "n-samples": { "own_en": 4 } }""")]
    [InlineData("""{ "n-samples": [4] }""")]
    [InlineData("""{ "n-samples": { "own_de": { "original": 4, "effective": 4 } } }""")]
    [InlineData("""{ "results": { "own_en": { "acc_stderr,none": NaN } }, "n-samples": { "own_en": { "original": 4, "effective": 4 } } }""")]
    public void A_run_that_does_not_say_how_many_samples_there_were_is_read_all_the_same(string results)
    {
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);
        File.WriteAllText(Path.Combine(Folder, "results_2026-11-20T08-15-30.123456.json"), results);

        Read("own_{language}").Measurement.Cells.Should().Be(1);
    }

    [Fact]
    public void Samples_in_the_folder_itself_are_read_whatever_folders_are_in_it()
    {
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))]);
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(1))], day: 25, model: "older");
        Directory.CreateDirectory(Path.Combine(Folder, "empty"));

        Read("own_{language}").Measurement.ProbeSets[0].Languages[0].Accuracy.Should().Be(1);
    }

    [Fact]
    public void What_is_not_there_is_answered_with_what_is()
    {
        Fails("*nowhere: no such folder*", Request("belebele_{language}") with { Folder = Path.Combine(Folder, "nowhere") });
        Fails("*has no samples; *--log_samples*", Request("belebele_{language}"));
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], model: "one");
        Fails("*has no samples of 'belebele_{language}' in any language; its tasks are own_en.", Request("belebele_{language}"));
        Fails("*has no de; its languages are en.", Request("own_{language}") with { Languages = [Language.Parse("de")] });
        Run.Write("own_en", [HarnessRun.Sample(0, new { }, "0", 0, Scores(0))], model: "two");
        Fails("*has the samples of several models; give one of their folders: one, two.", Request("own_{language}"));
    }
}
