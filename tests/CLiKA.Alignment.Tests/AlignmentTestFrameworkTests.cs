using System.Globalization;
using CLiKA.Xunit;
using CLiKA.Xunit.Running;
using Xunit.Abstractions;

namespace CLiKA.Alignment.Tests;

/// <summary>What the framework makes of an assembly. There is one session in a process.</summary>
[Collection(nameof(AlignmentSession))]
public sealed class AlignmentTestFrameworkTests
{
    // This assembly has none; a class in it that is not public would have no rows.
    [Fact]
    public async Task An_assembly_without_a_suite_is_refused_whatever_else_it_tests()
    {
        var sink = new Sink();
        using var framework = new AlignmentTestFramework(sink);
        using var executor = framework.GetExecutor(typeof(SuiteWorkspace).Assembly.GetName());

        executor.RunTests(
            [AlignmentSessionTests.Row(typeof(SafeMessageBusTests), nameof(SafeMessageBusTests.What_a_row_of_the_suite_says_comes_without_the_stack_of_the_suite))],
            sink,
            new Defaults());
        var summary = await sink.Finished;

        (summary.TestsRun, summary.TestsFailed).Should().Be((2, 1));
        sink.Failure!.Messages.Should().ContainSingle().Which.Should()
            .StartWith("CLiKA.Alignment.Tests asks no model: it has no public class that derives from AlignmentSuite. ");
    }

    [Fact]
    public void An_assembly_with_a_suite_is_not_refused() =>
        FluentActions.Invoking(() => AlignmentTestFramework.RequireSuite(typeof(AlignmentTests).Assembly)).Should().NotThrow();

    [Fact]
    public void Numbers_have_a_point_on_machines_where_people_write_a_comma()
    {
        var usual = CultureInfo.DefaultThreadCurrentCulture;
        CultureInfo.DefaultThreadCurrentCulture = new("de-DE");
        try
        {
            using var framework = new AlignmentTestFramework(new Sink());
            var written = string.Empty;
            var thread = new Thread(() => written = $"{0.05}");
            thread.Start();
            thread.Join();

            written.Should().Be("0.05");
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = usual;
        }
    }

    private sealed class NotPublicTests : AlignmentSuite;

    private sealed class Defaults : LongLivedMarshalByRefObject, ITestFrameworkExecutionOptions
    {
        public TValue GetValue<TValue>(string name) => default!;

        public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException(name);
    }

    private sealed class Sink : LongLivedMarshalByRefObject, IMessageSink
    {
        private readonly TaskCompletionSource<ITestAssemblyFinished> _finished = new();

        public Task<ITestAssemblyFinished> Finished => _finished.Task;

        public ITestFailed? Failure { get; private set; }

        public bool OnMessage(IMessageSinkMessage message)
        {
            Failure = message as ITestFailed ?? Failure;
            if (message is ITestAssemblyFinished finished)
            {
                _finished.SetResult(finished);
            }

            return true;
        }
    }
}
