using System.ComponentModel;
using CLiKA.Reporting.Texts;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>A row with a readable name in the list of results: <c>Knows(micro-base, geo, de)</c>.</summary>
internal sealed class AlignmentTestCase : XunitTestCase
{
    /// <summary>For xUnit, which deserializes rows.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xUnit only.")]
    public AlignmentTestCase()
    {
    }

    /// <summary>Creates a row.</summary>
    /// <param name="diagnostics">The sink for xUnit's diagnostics.</param>
    /// <param name="display">The way in which xUnit displays method names.</param>
    /// <param name="displayOptions">Options for displaying method names.</param>
    /// <param name="testMethod">The theory.</param>
    /// <param name="arguments">The arguments of the row.</param>
    public AlignmentTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod, object[] arguments)
        : base(diagnostics, display, displayOptions, testMethod, arguments)
    {
    }

    /// <inheritdoc/>
    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        SafeText.WithoutCommands(
            $"{TestMethod.Method.Name}({string.Join(", ", TestMethodArguments.Select(argument => SafeText.Line($"{argument}")))})");
}
