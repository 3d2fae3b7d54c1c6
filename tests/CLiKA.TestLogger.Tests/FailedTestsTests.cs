using Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace CLiKA.TestLogger.Tests;

public sealed class FailedTestsTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };

    public void Dispose() => _output.Dispose();

    [Fact]
    public void A_message_is_printed_once_and_the_tests_that_repeat_it_are_named_at_the_end()
    {
        var failed = new FailedTests(_output);

        failed.Print(Result("Knows(m, geo, en)", TestOutcome.Failed, "geo: no baseline for m."));
        failed.Print(Result("Repeats(m)", TestOutcome.Passed));
        failed.Print(Result("Knows(m, geo, de)", TestOutcome.Failed, "geo: no baseline for m."));
        failed.Print(Result("Knows(m, law, en)", TestOutcome.Failed, "law: no baseline for m."));
        failed.PrintOthers();

        _output.ToString().Should().Be(
            "Failed Knows(m, geo, en)\ngeo: no baseline for m.\n\n"
            + "Failed Knows(m, law, en)\nlaw: no baseline for m.\n\n"
            + "Failed with the same message as Knows(m, geo, en): Knows(m, geo, de).\n");
    }

    [Fact]
    public void Of_many_tests_that_fail_alike_a_few_are_named()
    {
        var failed = new FailedTests(_output);

        foreach (var number in Enumerable.Range(1, 69))
        {
            failed.Print(Result($"T{number}", TestOutcome.Failed, "no such folder."));
        }

        failed.PrintOthers();

        _output.ToString().Should().Be("Failed T1\nno such folder.\n\nFailed with the same message as T1: T2, T3, T4, T5, T6 and 63 more.\n");
    }

    [Fact]
    public void A_test_of_the_users_own_keeps_its_stack_trace_and_what_it_wrote()
    {
        var result = Result("Mine", TestOutcome.Failed, "Expected 1.");
        result.ErrorStackTrace = "   at Mine()\n";
        result.Messages.Add(new TestResultMessage(TestResultMessage.StandardOutCategory, "written\n"));

        new FailedTests(_output).Print(result);

        _output.ToString().Should().Be("Failed Mine\nExpected 1.\n   at Mine()\nwritten\n\n");
    }

    [Fact]
    public void A_failure_without_a_name_of_its_own_and_without_a_message_is_still_printed()
    {
        var result = Result("Mine", TestOutcome.Failed);
        result.DisplayName = string.Empty;

        new FailedTests(_output).Print(result);

        _output.ToString().Should().StartWith("Failed Mine\n");
    }

    // As the test platform gets them from dotnet test.
    [Theory]
    [InlineData("--logger:Console;Verbosity=quiet", true)]
    [InlineData("--logger:console;verbosity=detailed", false)]
    [InlineData("--logger:trx", false)]
    public void Failures_are_left_to_the_console_logger_unless_it_is_quiet(string argument, bool isQuiet) =>
        AlignmentLogger.IsConsoleQuiet(["suite.dll", argument]).Should().Be(isQuiet);

    private static TestResult Result(string name, TestOutcome outcome, string? message = null) =>
        new(new TestCase(name, new Uri("executor://tests"), "suite.dll")) { DisplayName = name, Outcome = outcome, ErrorMessage = message };
}
