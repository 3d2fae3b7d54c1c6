using CLiKA.Xunit;
using CLiKA.Xunit.Running;
using Xunit.Sdk;

namespace CLiKA.Alignment.Tests;

public sealed class AlignmentTestFrameworkTests
{
    // This assembly has none; a class in it that is not public would have no rows.
    [Fact]
    public void An_assembly_without_a_suite_is_refused_whatever_else_it_tests()
    {
        FluentActions.Invoking(() => AlignmentTestFramework.RequireSuite(typeof(SuiteWorkspace).Assembly)).Should().Throw<XunitException>()
            .WithMessage("CLiKA.Alignment.Tests asks no model: it has no public class that derives from AlignmentSuite. *");
        FluentActions.Invoking(() => AlignmentTestFramework.RequireSuite(typeof(AlignmentTests).Assembly)).Should().NotThrow();
    }

    private sealed class NotPublicTests : AlignmentSuite;
}
