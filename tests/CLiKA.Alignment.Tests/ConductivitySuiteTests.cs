using CLiKA.Measurements;
using CLiKA.Measurements.Taught;

namespace CLiKA.Alignment.Tests;

/// <summary>The third level of the suite from outside, with taught models that code wrote.</summary>
public sealed class ConductivitySuiteTests : IDisposable
{
    private const string Filter = "--filter Level=Conductivity";

    private readonly SuiteWorkspace _workspace = new();

    public ConductivitySuiteTests() => _workspace.AddWorld();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_teaching_is_accepted_passes_and_is_red_when_it_retrieves_no_more()
    {
        await _workspace.KnowAnswersAsync();

        // All of the twelve facts of type 1 are retrieved.
        _workspace.Teach(_ => true);

        var first = await _workspace.RunAsync(Filter);

        first.ExitCode.Should().NotBe(0);
        first.Output.Should().Contain("isles: no baseline of conductivity.").And.Contain("clika accept").And.NotContain("isles.conductivity", "the judge has said it");
        var received = MeasurementJson.Read(_workspace.ReceivedFile);
        received.ProbeSets.Should().BeEmpty("the filter needs no probe set");
        received.Worlds.Single().Cells.Single().Mean(RetrievalWay.Generation).Should().Be(1);
        received.Worlds.Single().Cells.Single().Mean(RetrievalWay.Likelihood).Should().Be(1);

        _workspace.AcceptWorld();
        var second = await _workspace.RunAsync();

        second.ExitCode.Should().Be(0, second.Output);
        second.Output.Should().Contain("conductivity in isles: 12 facts taught in English only").And.MatchRegex(@"XRR by generation +1\.00");
        second.Output.Should().Contain("Conductivity: pass (languages: 1 unchanged).").And.Contain("Verdict: pass");

        // The files are as they were, and yet nobody knows whether they are what was to be accepted.
        var interrupted = Path.Combine(_workspace.BaselinesFolder, "micro-base", "isles.conductivity.accepting.json");
        await File.WriteAllTextAsync(interrupted, "{}");
        var unsure = await _workspace.RunAsync("--filter FullyQualifiedName~HoldsWorld");

        unsure.ExitCode.Should().NotBe(0, unsure.Output);
        unsure.Output.Should().Contain("Failed HoldsWorld").And.Contain("accepting isles.conductivity was interrupted");
        File.Delete(interrupted);

        // Of type 1, which are the odd ones, none is retrieved.
        _workspace.Teach(fact => fact % 2 == 0);
        var third = await _workspace.RunAsync(Filter);

        third.ExitCode.Should().NotBe(0);
        third.Output.Should().Contain("isles, de (German): regressed. XRR 1.000 → 0.000 by generation (-100.0 points).")
            .And.Contain("How much of this is training noise is unknown");
        File.Exists(Path.Combine(_workspace.RefusedFolder, "isles.conductivity.received.json")).Should().BeTrue("it is there to be reviewed");
        File.Exists(Path.Combine(_workspace.RefusedFolder, "isles.conductivity.answers.received.txt")).Should().BeTrue();
    }

    [Fact]
    public async Task A_teaching_that_is_not_there_fails_its_rows_and_no_other()
    {
        await _workspace.KnowAnswersAsync();
        var result = await _workspace.RunAsync("--filter Language=de");

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("isles, de: not measured. taught-de: no such file or folder")
            .And.NotContain("were not measured");
        MeasurementJson.Read(_workspace.ReceivedFile).ProbeSets.Single().Languages.Should().ContainSingle();
        result.Output.Should().MatchRegex("Passed: +1,");
    }
}
