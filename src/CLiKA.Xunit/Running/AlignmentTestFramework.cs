using System.Globalization;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// xUnit's framework, extended by a beginning and an end of the run: before the first row it determines which cells are needed, and after the last
/// one it checks that they were measured.
/// </summary>
internal sealed class AlignmentTestFramework : XunitTestFramework
{
    /// <summary>Creates the framework; from now on, numbers are written as 0.05 in any locale, as by the command line.</summary>
    /// <param name="messageSink">The sink for xUnit's diagnostics.</param>
    public AlignmentTestFramework(IMessageSink messageSink)
        : base(messageSink) => CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

    /// <summary>
    /// Throws where an assembly has no suite: a class that is not public has no rows, which would go unnoticed beside other tests that pass.
    /// </summary>
    /// <param name="assembly">The test assembly.</param>
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
        // async void is the framework's signature: it starts the run and does not wait for it.
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
            TestCaseOrderer = new ConfiguredOrder();
            AlignmentSession.Begin(TestCases);
        }

        // Not in an assembly clean-up, whose failures the test platform shows without failing the run.
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
