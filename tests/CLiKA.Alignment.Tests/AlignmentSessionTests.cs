using CLiKA.Runs;
using CLiKA.TestLogger;
using CLiKA.Xunit.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace CLiKA.Alignment.Tests;

[Collection(nameof(AlignmentSession))]
public sealed class AlignmentSessionTests : IDisposable
{
    // Its model and its probe set are not there.
    private static readonly string Folder = Directory.CreateTempSubdirectory("clika-session-").FullName;

    static AlignmentSessionTests()
    {
        var file = Path.Combine(Folder, "clika.json");
        File.WriteAllText(file, """{ "models": { "m": { "folder": "m" } }, "probeSets": { "p": "p" }, "artifacts": "out", "baselines": "baselines" }""");
        Environment.SetEnvironmentVariable("CLIKA_CONFIG", file);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path.Combine(Folder, "out")))
        {
            Directory.Delete(Path.Combine(Folder, "out"), recursive: true);
        }
    }

    [Fact]
    public void A_run_that_did_not_measure_what_its_rows_want_ends_with_an_error_that_names_the_cells()
    {
        AlignmentSession.Begin([Row(nameof(AlignmentTests.Knows), "m", "p", "de"), Row(nameof(AlignmentTests.Baselines_have_owners))]);

        FluentActions.Invoking(AlignmentSession.End).Should().Throw<XunitException>()
            .Which.Message.Should().Be("1 of 1 cells were not measured: m/p/de.");
        File.ReadAllText(Path.Combine(Folder, "out", "summary.md")).Should().StartWith("**Alignment: not measured.** 1 model, 0 cells.")
            .And.Contain("**m** was not measured: no answers for p/de.");
    }

    [Fact]
    public void Cells_of_worlds_that_were_not_measured_are_named_and_counted_too()
    {
        AlignmentSession.Begin([Row(nameof(AlignmentTests.Knows), "m", "p", "de"), Row(nameof(AlignmentTests.Conducts), "m", "isles", "fr")]);

        FluentActions.Invoking(AlignmentSession.End).Should().Throw<XunitException>()
            .Which.Message.Should().Be("2 of 2 cells were not measured: m/p/de, m/isles/fr.");
    }

    [Fact]
    public void A_table_that_cannot_be_passed_on_to_be_printed_is_one_error_and_the_report_is_written()
    {
        Environment.SetEnvironmentVariable(RunHandOver.FileVariable, Path.Combine(Folder, "missing", "run.json"));
        try
        {
            AlignmentSession.Begin([Row(nameof(AlignmentTests.Knows), "m", "p", "de")]);

            FluentActions.Invoking(AlignmentSession.End).Should().Throw<InvalidInputException>()
                .Which.Message.Should().StartWith($"{Path.GetTempPath()}: the table of the run cannot be passed on to be printed: ");
        }
        finally
        {
            Environment.SetEnvironmentVariable(RunHandOver.FileVariable, null);
        }

        File.Exists(Path.Combine(Folder, "out", "summary.md")).Should().BeTrue();
    }

    [Fact]
    public async Task A_run_beside_another_is_an_error_and_leaves_what_the_other_left()
    {
        using (RunLock.Take(Path.Combine(Folder, "out")))
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, "out", "summary.md"), "the other's");
            AlignmentSession.Begin([Row(nameof(AlignmentTests.Knows), "m", "p", "de")]);

            (await FluentActions.Awaiting(() => AlignmentSession.Current.OutcomeOfAsync("m")).Should().ThrowAsync<InvalidInputException>())
                .Which.Message.Should().Contain($"another run writes here (process {Environment.ProcessId}, since ");
            FluentActions.Invoking(AlignmentSession.End).Should().NotThrow("the row has said it");
        }

        (await File.ReadAllTextAsync(Path.Combine(Folder, "out", "summary.md"))).Should().Be("the other's");
    }

    // Measuring fails, and has failed the row itself.
    [Fact]
    public async Task A_tenth_that_was_never_asked_again_ends_the_run_with_an_error()
    {
        AlignmentSession.Begin([Row(nameof(AlignmentTests.Repeats), "m")]);

        FluentActions.Invoking(AlignmentSession.End).Should().Throw<XunitException>().Which.Message.Should().StartWith("10 of 10 cells were not measured: m/p/en,");

        AlignmentSession.Begin([Row(nameof(AlignmentTests.Repeats), "m")]);
        await FluentActions.Awaiting(() => AlignmentSession.Current.DeterminismOfAsync("m")).Should().ThrowAsync<Exception>();
        FluentActions.Invoking(AlignmentSession.End).Should().NotThrow();
        (await File.ReadAllTextAsync(Path.Combine(Folder, "out", "summary.md"))).Should().StartWith("**Alignment: not measured.**");
    }

    [Fact]
    public void A_run_whose_rows_want_no_cell_ends_well()
    {
        AlignmentSession.Begin([Row(nameof(AlignmentTests.Baselines_have_owners))]);

        FluentActions.Invoking(AlignmentSession.End).Should().NotThrow();
    }

    // Measuring fails: it fails once, for all rows, and the end does not say it again, but in the report.
    [Fact]
    public async Task All_rows_of_a_model_share_one_measurement()
    {
        AlignmentSession.Begin([Row(nameof(AlignmentTests.Knows), "m", "p", "de"), Row(nameof(AlignmentTests.Knows), "m", "p", "ja")]);

        var first = AlignmentSession.Current.OutcomeOfAsync("m");
        AlignmentSession.Current.OutcomeOfAsync("m").Should().BeSameAs(first);

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<Exception>();
        FluentActions.Invoking(AlignmentSession.End).Should().NotThrow();
        (await File.ReadAllTextAsync(Path.Combine(Folder, "out", "summary.md"))).Should().StartWith("**Alignment: not measured.**")
            .And.Contain("**m** was not measured: ");
    }

    [Theory]
    [InlineData(5)]
    [InlineData("x")]
    [InlineData("m")]
    [InlineData("m", "p", "de")]
    public void Tests_that_a_project_has_beside_the_suite_want_nothing_of_it(params object[] arguments)
    {
        AlignmentSession.Begin([Row(typeof(AlignmentSessionTests), nameof(Tests_that_a_project_has_beside_the_suite_want_nothing_of_it), arguments)]);

        FluentActions.Invoking(AlignmentSession.End).Should().NotThrow();
        Directory.Exists(Path.Combine(Folder, "out")).Should().BeFalse();
    }

    internal static XunitTestCase Row(string method, params object[] arguments) => Row(typeof(AlignmentTests), method, arguments);

    internal static XunitTestCase Row(Type type, string method, params object[] arguments)
    {
        var assembly = new TestAssembly(Reflector.Wrap(type.Assembly));
        var testClass = new TestClass(new TestCollection(assembly, null, "rows"), Reflector.Wrap(type));
        return new XunitTestCase(
            new NoDiagnostics(),
            TestMethodDisplay.ClassAndMethod,
            TestMethodDisplayOptions.None,
            new TestMethod(testClass, Reflector.Wrap(type.GetMethod(method)!)),
            arguments.Length > 0 ? arguments : null);
    }

    private sealed class NoDiagnostics : LongLivedMarshalByRefObject, IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }
}
