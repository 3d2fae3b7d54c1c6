using CLiKA.Reporting.Texts;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// Forwards messages, after removing from failures whatever a build server would take for a workflow command: they may quote a probe, a model or an
/// error, and are printed. Failures of the suite's rows, and those about an invalid file, carry no stack trace, which is always the suite's own.
/// </summary>
/// <param name="inner">The next message bus.</param>
internal sealed class SafeMessageBus(IMessageBus inner) : IMessageBus
{
    public bool QueueMessage(IMessageSinkMessage message) => inner.QueueMessage(message is ITestFailed failed ? Safe(failed) : message);

    public void Dispose() => inner.Dispose();

    private static TestFailed Safe(ITestFailed failed)
    {
        string[] messages = [.. failed.Messages.Select(text => SafeText.WithoutCommands(text ?? string.Empty))];
        return failed.ExceptionTypes.FirstOrDefault() == typeof(InvalidInputException).FullName
            ? Failure([typeof(XunitException).FullName!], messages[..1], [null], [-1])
            : Failure(failed.ExceptionTypes, messages, IsOfSuite(failed) ? Array.ConvertAll(failed.StackTraces, _ => (string?)null) : failed.StackTraces, failed.ExceptionParentIndices);

        TestFailed Failure(string[] types, string[] texts, string?[] stacks, int[] parents) => new(
            failed.Test, failed.ExecutionTime, SafeText.WithoutCommands(failed.Output ?? string.Empty), types, texts, stacks, parents);
    }

    private static bool IsOfSuite(ITestFailed failed) =>
        failed.ExceptionTypes.FirstOrDefault()?.StartsWith("Xunit.Sdk.", StringComparison.Ordinal) == true
        && failed.TestMethod.Method.ToRuntimeMethod()?.DeclaringType == typeof(AlignmentSuite);
}
