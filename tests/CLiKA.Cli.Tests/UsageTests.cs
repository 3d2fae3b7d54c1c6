namespace CLiKA.Cli.Tests;

/// <summary>What is typed and means nothing: one error that says what was expected, and where to read more.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("--tokens: is 'x'; expected a whole number, at least 1.", "ask", "m", "Hello", "--tokens", "x")]
    [InlineData("--sample: is '-1'; expected a whole number, at least 0.", "journal", "verify", "--sample", "-1")]
    [InlineData("--older-than: is 'x'; expected a whole number, at least 0.", "journal", "prune", "--older-than", "x")]
    [InlineData("--alpha: is '0,05'; expected a number between 0 and 1.", "compare", "a", "b", "--alpha", "0,05")]
    [InlineData("--min-drop: is 'NaN'; expected a number from 0 to below 1.", "compare", "a", "b", "--min-drop", "NaN")]
    [InlineData("--items: is '2.5'; expected whole numbers, at least 1.", "gate", "power", "--items", "200", "2.5")]
    [InlineData("--options: is '1'; expected a whole number from 2 to 26.", "probes", "new", "facts", "--options", "1")]
    [InlineData("Option '--out' expects a single argument but 2 were provided.", "adapter", "convert", "peft", "--model", "m", "--out", "a", "--out", "b")]
    [InlineData("Option '--lora' expects a single argument but 2 were provided.", "export", "hf", "--out", "m", "--lora", "a", "--lora", "b")]
    [InlineData("Option '--layout' expects a single argument but 2 were provided.", "import", "--from", "a", "--responses", "b", "--out", "c", "--layout", "clika", "--layout", "clika")]
    [InlineData("Option '--system' expects a single argument but 2 were provided.", "ask", "m", "Hello", "--system", "a", "--system", "b")]
    [InlineData("Option '--facts' expects a single argument but 2 were provided.", "probes", "new", "facts", "--facts", "a", "--facts", "b")]
    [InlineData("Option '--older-than' expects a single argument but 2 were provided.", "journal", "prune", "--older-than", "1", "--older-than", "2")]
    [InlineData("--config is blank; expected a value.", "measure", "--config", "")]
    [InlineData("BASELINE is blank; expected a value.", "compare", " ", "b")]
    public async Task What_is_typed_and_means_nothing_is_one_error(string problem, params string[] arguments)
    {
        var result = await _cli.RunAsync(arguments);

        result.ExitCode.Should().Be(2);
        var command = string.Join(' ', arguments.TakeWhile(word => word is "ask" or "journal" or "verify" or "prune" or "compare" or "gate" or "power"
            or "probes" or "new" or "adapter" or "convert" or "export" or "import" or "measure"));
        result.Errors.Should().Be($"{problem}\n'clika {command} --help' shows what is expected.\n");
    }

    [Theory]
    [InlineData("Unrecognized command 'accpet'. Did you mean accept?", "", "accpet", "--reason", "x")]
    [InlineData("Unrecognized command 'validte'. Did you mean validate?", "probes ", "probes", "validte")]
    [InlineData("Unrecognized command 'frobnicate'.", "", "frobnicate")]
    [InlineData("Unrecognized command 'rm'.", "journal ", "journal", "rm")]
    [InlineData("Unrecognized option '--modle'. Did you mean --model?", "measure ", "measure", "--modle", "x")]
    [InlineData("Unrecognized option '--alhpa'. Did you mean --alpha?", "compare ", "compare", "a", "b", "--alhpa", "0.01")]
    [InlineData("Unrecognized command or argument '--frobnicate'.", "measure ", "measure", "--frobnicate")]
    public async Task A_misspelt_word_is_answered_with_the_nearest(string problem, string command, params string[] arguments)
    {
        var result = await _cli.RunAsync(arguments);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Be($"{problem}\n'clika {command}--help' shows what is expected.\n");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_as_it_was_given_and_in_full()
    {
        _cli.Write("suite/clika.json", """
            { "models": { "m": { "folder": "../models/m" }, "n": { "folder": "n" } }, "probeSets": { "pack": "pack" }, "baselines": "b", "artifacts": "a" }
            """);
        string[] measure = ["measure", "--config", "suite/clika.json"];
        var here = $"[^\n]*{Path.GetFileName(_cli.Folder)}";

        (await _cli.RunAsync([.. measure, "--model", "m=../nowhere"])).Errors.Should().MatchRegex(
            $@"^m: not measured\. [^\n]*nowhere: no such folder; expected a model\. '\.\./nowhere' is relative to {here}, where it was typed\.\n$");
        (await _cli.RunAsync([.. measure, "--only", "m"])).Errors.Should().MatchRegex(
            $@"^m: not measured\. models.m: no such folder; expected a model\. '\.\./models/m' of clika\.json is relative to {here}.suite, the folder of that file\.\n$");
        (await _cli.RunAsync(["noise", "--config", "suite/clika.json", "--model", "m"])).Errors.Should().MatchRegex(
            @"^m: not measured\. models.m: no such folder; expected a model\. '\.\./models/m' of clika\.json is relative to ");
        (await _cli.RunAsync([.. measure, "--model", "n"])).Errors.Should().StartWith("suite/clika.json: 'n' is a model of this file, not a folder; expected n=FOLDER");
    }

    [Fact]
    public async Task Text_may_be_blank()
    {
        var result = await _cli.RunAsync(["ask", "nowhere", "", "--chat", "--system", ""]);

        result.Errors.Should().StartWith("nowhere: no such folder");
    }

    [Fact]
    public async Task A_folder_that_is_not_there_holds_no_probe_set()
    {
        var result = await _cli.RunAsync(["probes", "validate", "--all", "nowhere"]);

        result.ExitCode.Should().Be(2);
        result.Errors.Should().Be("nowhere: no such folder; expected one with probe sets in or below it.\n");
    }

    [Fact]
    public async Task Whoever_ends_a_command_is_told_that_it_was_not_done()
    {
        // There is no such signal that a process could send.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _cli.Write("clika.json", $$"""
            {
              "models": { "m": { "folder": "{{Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "models", "micro-base")}}" } },
              "probeSets": { "geo": "{{Path.Combine(Cli.RepositoryRoot, "tests", "CLiKA.Alignment", "probes", "geo")}}" },
              "scoring": "likelihood", "device": "cpu", "baselines": "baselines", "artifacts": "artifacts"
            }
            """);
        using var process = _cli.Start(["measure"]);
        while (!File.Exists(_cli.PathOf("artifacts/journal.db")) && !process.HasExited)
        {
            await Task.Delay(20);
        }

        // As Ctrl-C does; that is ignored by what a shell started in the background.
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]);
        var result = await Cli.EndAsync(process);

        result.ExitCode.Should().Be(130);
        result.Errors.Should().Be("Ended before it was done.\n");
    }
}
