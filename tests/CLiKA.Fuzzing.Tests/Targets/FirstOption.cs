using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Takes the first option of every question.</summary>
internal sealed class FirstOption : IModel
{
    public string DeviceClass => "cpu";

    public string Device => "a rule in a test";

    public AnswererIdentity? Identity { get; } = new("first", "rules 1.0", "cpu");

    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
    }

    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select(_ => Answer.Best([-1.25, -2.5, -3.75]) with { LogProbabilities = [-1.25, -2.5, -3.75] })]);

    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. prompts.Select(_ => "A")]);

    public IModel OpenTaught(string place) => this;

    public void Dispose()
    {
    }
}
