using Xunit.Sdk;

namespace CLiKA.Xunit.Running;

/// <summary>A theory whose rows can be filtered by their data: <c>--filter Language=de</c>.</summary>
[XunitTestCaseDiscoverer("CLiKA.Xunit.Running.AlignmentTheoryDiscoverer", "CLiKA.Xunit")]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AlignmentTheoryAttribute : TheoryAttribute
{
    /// <summary>Whether this theory may have no rows, where no model of the configuration was taught anything.</summary>
    public bool MayBeEmpty { get; set; }
}
