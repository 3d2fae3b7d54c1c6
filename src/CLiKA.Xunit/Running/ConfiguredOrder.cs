using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>Runs rows in the order of the configuration, in which their failures are then read: xUnit's own order, and that of the test platform, is arbitrary.</summary>
internal sealed class ConfiguredOrder : ITestCaseOrderer
{
    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
    {
        // Where the configuration cannot be read there are no rows.
        if (SuiteConfiguration.Mistake is not null)
        {
            return testCases;
        }

        var places = AlignmentRows.Judging.Concat(AlignmentRows.Models).Concat(AlignmentRows.Sets).Select(KeyOf).Distinct().Index().ToDictionary(row => row.Item, row => row.Index);
        return testCases.OrderBy(testCase => testCase is AlignmentTestCase ? places.GetValueOrDefault(KeyOf(testCase.TestMethodArguments), places.Count) : places.Count);
    }

    private static string KeyOf(object[] arguments) => string.Join('/', arguments);
}
