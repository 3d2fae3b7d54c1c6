using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Prompts;
using CLiKA.Runs;

namespace CLiKA.Tests.Runs;

/// <summary>
/// A model that answers the four items of <see cref="Packs.Write"/> by a table, and otherwise where it is run or asked in certain ways.
/// </summary>
internal sealed class NoisyModel
{
    // By item. Right are A, B, C, D.
    private static readonly Dictionary<string, string> Usual = new() { ["What"] = "ABCA", ["Was"] = "ABAA", ["Name"] = "ABCA", ["Nenne"] = "ABAA" };

    private int _loaded;

    /// <summary>What it answers in a way of running to questions with a first word, in the place of what is usual.</summary>
    public Dictionary<(Execution Execution, string FirstWord), string> Otherwise { get; } = [];

    /// <summary>The class of device on which it runs where none is asked for.</summary>
    public string DeviceClass { get; init; } = "cpu";

    public IAnswerer Open(Execution execution)
    {
        _loaded++.Should().Be(0, "a model fills the memory of a device, so that two are never loaded at once");
        var device = execution.Device?.Split(':')[0] ?? DeviceClass;
        return new Loaded(new FakeAnswerer(prompt => Answer(execution, prompt)) { DeviceClass = device }, () => _loaded--);
    }

    // The further down the list an item stands, the further its first option leads: 0.1, 0.2, 0.3, 0.4.
    private Answer Answer(Execution execution, Prompt prompt)
    {
        var firstWord = prompt.Text.Split('\n').First(line => line.StartsWith("Question:", StringComparison.Ordinal))["Question:".Length..].Split(' ')[0];
        var item = prompt.ItemId[1] - '0';
        var choice = (Otherwise.GetValueOrDefault((execution, firstWord)) ?? Usual[firstWord])[item] - 'A';
        var second = (choice + 3) % 4;
        ImmutableArray<double> scores =
            [.. Enumerable.Range(0, 4).Select(option => option == choice ? -1.0 : option == second ? -1.0 - ((item + 1) / 10.0) : -2)];
        return CLiKA.Answers.Answer.Best(scores) with { LogProbabilities = scores };
    }

    private sealed class Loaded(FakeAnswerer answerer, Action unload) : IAnswerer, IDisposable
    {
        public string DeviceClass => answerer.DeviceClass;

        public string Device => answerer.Device;

        public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring) => answerer.Check(prompts, scoring);

        public Task<IReadOnlyList<Answer>> AnswerAsync(
            IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken) =>
            answerer.AnswerAsync(prompts, scoring, progress, cancellationToken);

        public void Dispose() => unload();
    }
}
