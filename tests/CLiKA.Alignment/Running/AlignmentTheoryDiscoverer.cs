using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Alignment.Running;

/// <summary>Gives each row of a theory its parameters as traits; xUnit itself knows traits of methods only.</summary>
/// <param name="diagnostics">Where xUnit wants diagnostics.</param>
public sealed class AlignmentTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    /// <inheritdoc/>
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow)
    {
        var parameters = testMethod.Method.GetParameters().Select(parameter => parameter.Name).ToList();
        foreach (var testCase in base.CreateTestCasesForDataRow(discoveryOptions, testMethod, theoryAttribute, dataRow))
        {
            foreach (var (name, value) in parameters.Zip(dataRow))
            {
                var trait = char.ToUpperInvariant(name[0]) + name[1..];
                testCase.Traits[trait] = [Convert.ToString(value, CultureInfo.InvariantCulture)!];
            }

            yield return testCase;
        }
    }
}
