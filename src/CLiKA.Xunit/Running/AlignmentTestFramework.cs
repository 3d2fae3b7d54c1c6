using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// xUnit's framework with a beginning and an end of the run: before the first row it is known which cells are wanted, and after the
/// last one whether they were measured.
/// </summary>
/// <param name="messageSink">Where xUnit wants diagnostics.</param>
internal sealed class AlignmentTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    /// <summary>
    /// Refuses an assembly without a suite: a class that is not public has no rows, which nobody misses beside other tests that pass.
    /// </summary>
    /// <param name="assembly">The assembly of the tests.</param>
    internal static void RequireSuite(Assembly assembly)
    {
        if (!assembly.ExportedTypes.Any(type => !type.IsAbstract && type.IsSubclassOf(typeof(AlignmentSuite))))
        {
            throw new XunitException(
                $"{assembly.GetName().Name} asks no model: it has no public class that derives from {nameof(AlignmentSuite)}. If it is meant to have none, set <ClikaSuite>false</ClikaSuite> in the project.");
        }
    }

    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, sources, diagnostics)
    {
        // The framework's own signature: it starts the run and does not wait for it.
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly,
        IEnumerable<IXunitTestCase> testCases,
        IMessageSink diagnostics,
        IMessageSink messages,
        ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, testCases, diagnostics, messages, options)
    {
        protected override IMessageBus CreateMessageBus() => new SafeMessageBus(base.CreateMessageBus());

        protected override async Task AfterTestAssemblyStartingAsync()
        {
            await base.AfterTestAssemblyStartingAsync();
            AlignmentSession.Begin(TestCases);
        }

        // Not in an assembly clean-up: the test platform shows what fails there, and passes the run all the same.
        protected override async Task<RunSummary> RunTestCollectionsAsync(IMessageBus messageBus, CancellationTokenSource cancellationTokenSource)
        {
            var summary = await base.RunTestCollectionsAsync(messageBus, cancellationTokenSource);
            var error = Record.Exception(AlignmentSession.End)
                ?? Record.Exception(() => RequireSuite(((IReflectionAssemblyInfo)TestAssembly.Assembly).Assembly));
            if (error is not null)
            {
                var testCase = TestCases.First();
                var test = new XunitTest(testCase, $"{testCase.DisplayName}: end of the run");
                messageBus.QueueMessage(new TestStarting(test));
                messageBus.QueueMessage(new TestFailed(test, 0, string.Empty, error));
                messageBus.QueueMessage(new TestFinished(test, 0, string.Empty));
                summary.Aggregate(new RunSummary { Total = 1, Failed = 1 });
            }

            return summary;
        }
    }
}
