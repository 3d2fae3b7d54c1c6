using System.Globalization;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Runs;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>Adds the parameters of each row of a theory as traits; xUnit itself has traits of methods only.</summary>
/// <param name="diagnostics">The sink for xUnit's diagnostics.</param>
internal sealed class AlignmentTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    /// <inheritdoc/>
    public override IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute)
    {
        // For a theory without rows xUnit creates a failing case; where nothing was taught there is nothing to ask.
        var mayBeEmpty = theoryAttribute.GetNamedArgument<bool>(nameof(AlignmentTheoryAttribute.MayBeEmpty));
        return base.Discover(discoveryOptions, testMethod, theoryAttribute).Where(testCase => !mayBeEmpty
            || testCase is not ExecutionErrorTestCase error
            || !error.ErrorMessage.StartsWith("No data found", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow)
    {
        var parameters = testMethod.Method.GetParameters().Select(parameter => parameter.Name).ToList();
        var testCase = new AlignmentTestCase(
            DiagnosticMessageSink,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            testMethod,
            dataRow);
        foreach (var (name, value) in parameters.Zip(dataRow))
        {
            var trait = char.ToUpperInvariant(name[0]) + name[1..];
            testCase.Traits[trait] = [Convert.ToString(value, CultureInfo.InvariantCulture)!];
            if (trait == "Model")
            {
                testCase.Traits["Device"] = [SuiteConfiguration.Current.Named((string)value).Device];
            }
        }

        yield return testCase;
    }

    /// <inheritdoc/>
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForTheory(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute)
    {
        // The single case of a theory whose rows could not be read, which fails with the reason. It must match the usual filters too, or an error in
        // the configuration would look like a filter without matches.
        foreach (var testCase in base.CreateTestCasesForTheory(discoveryOptions, testMethod, theoryAttribute))
        {
            testCase.Traits[nameof(Language)] = [.. SuiteConfiguration.CodesInText()];
            testCase.Traits[nameof(Level)] = [.. Enum.GetNames<Level>()];
            testCase.Traits[nameof(Shard)] = [Environment.GetEnvironmentVariable(Shard.Variable) ?? string.Empty];
            yield return testCase;
        }
    }
}
