using CLiKA.Measurements.Repeats;
using CLiKA.Xunit.Running;

namespace CLiKA.Alignment.Tests;

[Collection(nameof(AlignmentSession))]
public sealed class FinishedRunTests
{
    [Fact]
    public void Models_that_failed_are_listed_by_name_with_their_reasons()
    {
        string[] models = ["qwen", "gemma", "llama"];
        var outcomes = models.ToDictionary(model => model, model => Task.FromException<ModelOutcome>(new InvalidOperationException($"{model} is not there.")));

        var run = new FinishedRun(new SelectedRows([]), outcomes, new Dictionary<string, Task<Determinism>>());

        run.Faults.Select(fault => (fault.Model, fault.Reason)).Should().Equal(
            ("gemma", "gemma is not there."), ("llama", "llama is not there."), ("qwen", "qwen is not there."));
        run.Outcomes.Should().BeEmpty();
    }
}
