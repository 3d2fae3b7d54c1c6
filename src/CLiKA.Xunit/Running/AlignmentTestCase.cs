using System.ComponentModel;
using CLiKA.Reporting.Texts;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>A row with a name that a person can read in a list of results: <c>Knows(micro-base, geo, de)</c>.</summary>
internal sealed class AlignmentTestCase : XunitTestCase
{
    /// <summary>For xUnit, which reads rows back from what it wrote.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For xUnit only.")]
    public AlignmentTestCase()
    {
    }

    /// <summary>Creates a row.</summary>
    /// <param name="diagnostics">Where xUnit wants diagnostics.</param>
    /// <param name="display">How xUnit names methods.</param>
    /// <param name="displayOptions">How xUnit shows names of methods.</param>
    /// <param name="testMethod">The theory.</param>
    /// <param name="arguments">The row.</param>
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
