namespace CLiKA.TestLogger.Tests;

public sealed class ProgressFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-progress-").FullName;
    private readonly StringWriter _printed = new() { NewLine = "\n" };
    private readonly TextWriter _output;

    public ProgressFileTests()
    {
        _output = TextWriter.Synchronized(_printed);
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, HandedOver);
    }

    private string HandedOver => Path.Combine(_folder, "run.json");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Lines_are_printed_while_the_run_goes_on()
    {
        using var following = ProgressFile.Follow(HandedOver, _output, TimeSpan.FromMilliseconds(10));
        foreach (var line in (string[])["micro: 1 of 2 questions", "größer: 2 of 2 questions"])
        {
            ProgressFile.Write(line);

            SpinWait.SpinUntil(() => Printed().EndsWith(line + "\n", StringComparison.Ordinal), TimeSpan.FromMinutes(1)).Should().BeTrue();
        }

        Printed().Should().Be("micro: 1 of 2 questions\ngrößer: 2 of 2 questions\n");
    }

    [Fact]
    public void The_end_prints_what_is_left_and_leaves_no_file()
    {
        var following = ProgressFile.Follow(HandedOver, _output, TimeSpan.FromHours(1));
        ProgressFile.Write("micro: 1 of 2 questions");

        following.Dispose();

        Printed().Should().Be("micro: 1 of 2 questions\n");
        Directory.GetFiles(_folder).Should().BeEmpty();
    }

    [Fact]
    public void A_line_that_a_killed_run_wrote_in_part_is_not_printed()
    {
        var following = ProgressFile.Follow(HandedOver, _output, TimeSpan.FromHours(1));
        ProgressFile.Write("micro: 1 of 2 questions");
        File.AppendAllText(Directory.GetFiles(_folder).Single(), "micro: 2 o");

        following.Dispose();

        Printed().Should().Be("micro: 1 of 2 questions\n");
        Directory.GetFiles(_folder).Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_written_costs_no_run()
    {
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, Path.Combine(_folder, "missing", "run.json"));

        FluentActions.Invoking(() => ProgressFile.Write("micro: 1 of 2 questions")).Should().NotThrow();
    }

    [Fact]
    public void Without_a_logger_nothing_is_written()
    {
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, null);

        ProgressFile.Write("micro: 1 of 2 questions");

        Directory.GetFiles(_folder).Should().BeEmpty();
    }

    private string Printed()
    {
        lock (_output)
        {
            return _printed.ToString();
        }
    }
}
