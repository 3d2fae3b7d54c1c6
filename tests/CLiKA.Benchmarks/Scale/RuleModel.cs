using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks.Scale;

/// <summary>Answers by a rule in no time, with as many digits as a model: what is left of a run is what CLiKA does.</summary>
/// <param name="name">What it is known by; another name answers some questions otherwise.</param>
internal sealed class RuleModel(string name) : IModel
{
    // In so many of 256 cases the option that stands first in the hash's order is preferred by every model.
    private const int Steady = 220;

    public string DeviceClass => "cpu";

    public string Device => "a rule";

    public AnswererIdentity Identity { get; } = new(name, "rules", "cpu");

    public IModel OpenTaught(string place) => throw new NotSupportedException();

    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
    }

    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select(AnswerTo)]);

    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }

    private Answer AnswerTo(Prompt prompt)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(prompt.Text));
        if (bytes[^1] >= Steady)
        {
            bytes = SHA256.HashData([.. bytes, .. Encoding.UTF8.GetBytes(name)]);
        }

        // Options of a few tokens each, scored by their mean.
        var (sums, scores) = (new double[prompt.Continuations.Length], new double[prompt.Continuations.Length]);
        for (var option = 0; option < sums.Length; option++)
        {
            var tokens = 2 + (bytes[option] % 4);
            sums[option] = -Math.Sqrt(1 + bytes[option + 4]) * tokens;
            scores[option] = sums[option] / tokens;
        }

        return Answer.Best(ImmutableCollectionsMarshal.AsImmutableArray(scores)) with
        {
            LogProbabilities = ImmutableCollectionsMarshal.AsImmutableArray(sums),
        };
    }
}
