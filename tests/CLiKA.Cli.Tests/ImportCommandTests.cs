using CLiKA.Import.Tests.Harness;

namespace CLiKA.Cli.Tests;

public sealed class ImportCommandTests : IDisposable
{
    private const int Questions = 40;

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Runs_of_another_harness_are_gated_and_what_was_lost_is_shown_in_words()
    {
        WriteRun("released", rightInGerman: Questions);
        WriteRun("candidate", rightInGerman: Questions / 2);
        foreach (var model in (string[])["released", "candidate"])
        {
            var imported = await _cli.RunAsync(Arguments(model, "--texts", "texts"));
            imported.ExitCode.Should().Be(0, imported.Errors);
            imported.Output.Should().Contain($"{model}.json: {model} on belebele, 2 cells.")
                .And.Contain("belebele, 40 items in en de, paired by id, from 2 files; 0 left out.");
        }

        var compared = await _cli.RunAsync(["compare", "released.json", "candidate.json", "--texts", "texts", "--report", "report"]);

        compared.ExitCode.Should().Be(1, compared.Errors);
        compared.Output.Should().Contain("belebele, de (German): regressed. 20 items lost, 0 won of 40").And.Contain("Frage 20?");
        File.ReadAllText(_cli.PathOf("report/index.html")).Should().Contain("Frage 20?");
    }

    [Fact]
    public async Task Texts_that_are_of_other_questions_are_an_error()
    {
        WriteRun("released", rightInGerman: Questions);
        WriteRun("other", rightInGerman: 0, question: "Other");
        await _cli.RunAsync(Arguments("released"));
        await _cli.RunAsync(Arguments("other", "--texts", "texts"));

        var compared = await _cli.RunAsync(["compare", "released.json", "released.json", "--texts", "texts"]);

        compared.ExitCode.Should().Be(2);
        compared.Errors.Should().Contain("texts: has no probe set with the items of belebele");
    }

    [Theory]
    [InlineData("lm-eval", new string[0], "--layout lm-eval needs --tasks, such as belebele_{language}.")]
    [InlineData("clika", new[] { "--metric", "acc" }, "--metric works only with --layout lm-eval.")]
    public async Task Options_go_with_their_layout(string layout, string[] options, string expected)
    {
        var result = await _cli.RunAsync(["import", "--layout", layout, "--from", ".", "--responses", "m", "--out", "out.json", .. options]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Contain(expected);
    }

    private static string[] Arguments(string model, params string[] more) =>
        ["import", "--layout", "lm-eval", "--from", model, "--responses", model, "--tasks", "belebele_{language}", "--out", $"{model}.json", .. more];

    private void WriteRun(string model, int rightInGerman, string question = "Frage")
    {
        var run = new HarnessRun(_cli.PathOf(model));
        foreach (var (language, right) in (ReadOnlySpan<(string, int)>)[("eng_Latn", Questions), ("deu_Latn", rightInGerman)])
        {
            run.Write($"belebele_{language}", Enumerable.Range(0, Questions).Select(place => HarnessRun.Sample(
                place,
                new { id = place },
                $"{place % 2}",
                place % 2,
                place % 2 == (place < right ? 0 : 1) ? [-1, -2] : [-2, -1],
                context: $"{question} {place}?")));
        }
    }
}
