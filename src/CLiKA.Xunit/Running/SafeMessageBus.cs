using System.Collections.Concurrent;
using CLiKA.Reporting.Texts;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// Passes messages on, those of failures without anything that a build server would take for an order: whatever text of a probe, a model
/// or an error is in them, it is printed. What a row of the suite says comes without a stack, which is always the suite's own. What is wrong
/// with a file is said by one row; the others that it fails lead there.
/// </summary>
/// <param name="inner">Where messages go.</param>
internal sealed class SafeMessageBus(IMessageBus inner) : IMessageBus
{
    // By what they said: the rows that were the first to fail for it.
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
