using CLiKA.Reporting.Texts;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>
/// Passes messages on, those of failures without anything that a build server would take for an order: whatever text of a probe, a model
/// or an error is in them, it is printed. An error in a file says which and where; it comes without the stack of the reader, once for each
/// row that it fails.
/// </summary>
/// <param name="inner">Where messages go.</param>
internal sealed class SafeMessageBus(IMessageBus inner) : IMessageBus
{
    public bool QueueMessage(IMessageSinkMessage message) => inner.QueueMessage(message is ITestFailed failed
        ? new TestFailed(
            failed.Test,
            failed.ExecutionTime,
            SafeText.WithoutCommands(failed.Output ?? string.Empty),
            failed.ExceptionTypes,
            [.. failed.Messages.Select(text => SafeText.WithoutCommands(text ?? string.Empty))],
            IsAboutInput(failed) ? Array.ConvertAll(failed.StackTraces, _ => (string?)null) : failed.StackTraces,
            failed.ExceptionParentIndices)
        : message);

    public void Dispose() => inner.Dispose();

    private static bool IsAboutInput(ITestFailed failed) => failed.ExceptionTypes.FirstOrDefault() == typeof(InvalidInputException).FullName;
}
