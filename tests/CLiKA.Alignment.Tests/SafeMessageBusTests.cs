using CLiKA.Xunit;
using CLiKA.Xunit.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Alignment.Tests;

public sealed class SafeMessageBusTests
{
    [Fact]
    public void A_failing_row_that_quotes_others_gives_a_build_server_no_order()
    {
        var passed = new List<IMessageSinkMessage>();
        var test = new XunitTest(AlignmentSessionTests.Row(nameof(AlignmentSuite.Knows), "m", "p", "de"), "Knows(m, p, de)");
        using var bus = new SafeMessageBus(new Collector(passed));

        bus.QueueMessage(new TestFailed(test, 1, "::error::printed", new XunitException("geo-001: Where?\n  ::add-mask::e\n##[error]no")));
        bus.QueueMessage(new TestPassed(test, 1, null));

        var failed = passed[0].Should().BeAssignableTo<ITestFailed>().Subject;
        failed.Messages.Should().Equal("geo-001: Where?\n  : :add-mask::e\n# #[error]no");
        failed.Output.Should().Be(": :error::printed");
        passed[1].Should().BeAssignableTo<ITestPassed>();
    }

    [Fact]
    public void What_is_wrong_in_a_file_is_said_without_the_stack_of_its_reader()
    {
        var passed = new List<IMessageSinkMessage>();
        var test = new XunitTest(AlignmentSessionTests.Row(nameof(AlignmentSuite.Knows), "m", "p", "de"), "Knows(m, p, de)");
        using var bus = new SafeMessageBus(new Collector(passed));

        bus.QueueMessage(new TestFailed(test, 1, null, Thrown(new InvalidInputException("clika.json", 3, "is wrong.", Thrown(new IOException())))));
        bus.QueueMessage(new TestFailed(test, 1, null, Thrown(new InvalidOperationException("A fault of ours."))));

        var failures = passed.Cast<ITestFailed>().ToArray();
        failures[0].Messages.Should().ContainSingle().Which.Should().Be("clika.json:3: is wrong.");
        failures[0].StackTraces.Should().ContainSingle().Which.Should().BeNull();
        failures[0].ExceptionTypes.Should().NotContain(typeof(InvalidInputException).FullName, "no name of a type stands before the message");
        failures[1].StackTraces.Should().ContainSingle().Which.Should().Contain(nameof(Thrown));
    }

    [Fact]
    public void What_a_row_of_the_suite_says_comes_without_the_stack_of_the_suite()
    {
        var passed = new List<IMessageSinkMessage>();
        var test = new XunitTest(AlignmentSessionTests.Row(nameof(AlignmentSuite.Knows), "m", "p", "de"), "Knows(m, p, de)");
        using var bus = new SafeMessageBus(new Collector(passed));

        bus.QueueMessage(new TestFailed(test, 1, null, Thrown(new XunitException("geo, de (German): regressed."))));

        passed.Cast<ITestFailed>().Single().StackTraces.Should().ContainSingle().Which.Should().BeNull();
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class Collector(List<IMessageSinkMessage> messages) : IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message)
        {
            messages.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
