using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Tests;

/// <summary>Answers every prompt by a rule, and remembers what it was asked.</summary>
internal sealed class FakeAnswerer(Func<Prompt, Answer> rule) : IAnswerer
{
    public string DeviceClass { get; init; } = "cpu";

    public string Device => "a rule in a test";

    public string? Adapter { get; init; }

    public double Tolerance { get; init; }

    public List<Prompt> Asked { get; } = [];

    /// <summary>How many of its answers it keeps to itself.</summary>
    public int Withheld { get; init; }

    /// <summary>Id of an item that it says it cannot answer.</summary>
    public string? Refused { get; init; }

    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
        if (prompts.Any(prompt => prompt.ItemId == Refused))
        {
            throw new InvalidInputException("model", $"cannot answer {Refused}.");
        }
    }

    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Asked.AddRange(prompts);
        progress?.Report(prompts.Count);
        return Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select(rule).Skip(Withheld)]);
    }
}
