using System.Collections.Concurrent;
using CLiKA.Reporting.Texts;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// Forwards messages, after removing from failures whatever a build server would take for a workflow command: they may quote a probe, a model or an
/// error, and are printed. Failures of the suite's rows carry no stack trace, which is always the suite's own. An invalid file is described by one
/// row; the other rows that it fails refer to that one.
/// </summary>
/// <param name="inner">The next message bus.</param>
internal sealed class SafeMessageBus(IMessageBus inner) : IMessageBus
{
    // Names of the rows that failed first with a message, by message.
    private readonly ConcurrentDictionary<string, string> _first = new(StringComparer.Ordinal);

    public bool QueueMessage(IMessageSinkMessage message) => inner.QueueMessage(message is ITestFailed failed ? Safe(failed) : message);

    public void Dispose() => inner.Dispose();

    private TestFailed Safe(ITestFailed failed)
    {
        string[] messages = [.. failed.Messages.Select(text => SafeText.WithoutCommands(text ?? string.Empty))];
        if (failed.ExceptionTypes.FirstOrDefault() != typeof(InvalidInputException).FullName)
        {
            return Failure(failed.ExceptionTypes, messages, IsOfSuite(failed) ? Array.ConvertAll(failed.StackTraces, _ => (string?)null) : failed.StackTraces, failed.ExceptionParentIndices);
        }

        var first = _first.GetOrAdd(messages[0], failed.Test.DisplayName);
        return Failure(
            [typeof(XunitException).FullName!],
            [first == failed.Test.DisplayName ? messages[0] : $"Same error as {first}."],
            [null],
            [-1]);

        TestFailed Failure(string[] types, string[] texts, string?[] stacks, int[] parents) => new(
            failed.Test, failed.ExecutionTime, SafeText.WithoutCommands(failed.Output ?? string.Empty), types, texts, stacks, parents);
    }

    private static bool IsOfSuite(ITestFailed failed) =>
        failed.ExceptionTypes.FirstOrDefault()?.StartsWith("Xunit.Sdk.", StringComparison.Ordinal) == true
        && failed.TestMethod.Method.ToRuntimeMethod()?.DeclaringType == typeof(AlignmentSuite);
}
