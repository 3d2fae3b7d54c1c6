using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Journal.Tests;

/// <summary>Answers every question by a rule, and remembers what it was asked.</summary>
internal class RuleModel(string model = "model") : IModel
{
    /// <summary>A text that it continues with nothing, as a model does that ends its turn at once.</summary>
    public const string Silence = "Say nothing.";

    public string DeviceClass => Identity!.DeviceClass;

    public string Device => "a rule in a test";

    public AnswererIdentity? Identity { get; init; } = new(model, "rules 1.0", "cpu");

    public double Tolerance { get; init; }

    public List<string> Asked { get; } = [];

    /// <summary>The items of the prompts that it was to check.</summary>
    public List<string> Checked { get; } = [];

    public List<int> Slices { get; } = [];

    /// <summary>What it answers to a prompt; by default what the text hashes to.</summary>
    public Func<Prompt, Answer> Rule { get; init; } = prompt => AnswerTo(prompt, model);

    /// <summary>Done with each slice, before it is answered.</summary>
    public Action<int> BeforeSlice { get; init; } = _ => { };

    /// <summary>How many of a slice's answers it keeps to itself.</summary>
    public int Withheld { get; init; }

    public bool IsDisposed { get; private set; }

    public static List<Prompt> Prompts(int count, int options = 4) =>
    [
        .. Enumerable.Range(0, count).Select(index => new Prompt(
            $"item-{index}",
            $"Question: what is {index}?{new string('!', index * 7 % 40)}\nAnswer:",
            [.. Enumerable.Range(0, options).Select(option => $" {index + option}")])),
    ];

    public static Answer AnswerTo(Prompt prompt, string model)
    {
        ImmutableArray<double> values = [.. prompt.Continuations.Select(text => Number(model + prompt.Text + text))];
        return Answer.Best(values) with { LogProbabilities = values };
    }

    /// <summary>An answer to the last bit.</summary>
    public static string Exactly(Answer answer) =>
        $"{answer.Choice} {answer.UnofferedLetter} {Bits(answer.LogProbabilities)} | {Bits(answer.Scores)}";

    /// <summary>Has it answer behind a journal.</summary>
    public async Task<IReadOnlyList<Answer>> AskBehindAsync(string file, IReadOnlyList<Prompt> prompts, Scoring scoring = Scoring.Likelihood)
    {
        using var journal = AnswerJournal.Open(file);
        using var journaled = new JournaledModel(this, journal, "here");
        return await journaled.AnswerAsync(prompts, scoring, null, CancellationToken.None);
    }

    /// <summary>Has it continue texts behind a journal.</summary>
    public async Task<IReadOnlyList<string>> ContinueBehindAsync(string file, IReadOnlyList<string> texts, GenerationOptions options)
    {
        using var journal = AnswerJournal.Open(file);
        using var journaled = new JournaledModel(this, journal, "here");
        return await journaled.GenerateAsync(texts, options, null, CancellationToken.None);
    }

    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring) => Checked.AddRange(prompts.Select(prompt => prompt.ItemId));

    public virtual Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Note([.. prompts.Select(prompt => prompt.ItemId)]);
        progress?.Report(prompts.Count);
        return Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select(Rule).Skip(Withheld)]);
    }

    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Note(prompts);
        return Task.FromResult<IReadOnlyList<string>>(
        [
            .. prompts.Select(prompt => prompt == Silence ? string.Empty : $" {model} sagt: {Number(prompt)} – 答え, \"{options.MaximumTokens}\""),
        ]);
    }

    public IModel OpenTaught(string place) => new RuleModel(place);

    public void Dispose() => IsDisposed = true;

    private static string Bits(IEnumerable<double> values) => string.Join(' ', values.Select(BitConverter.DoubleToInt64Bits));

    private static double Number(string text) => -BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))) / 1e9;

    private void Note(IReadOnlyList<string> slice)
    {
        BeforeSlice(Slices.Count);
        Slices.Add(slice.Count);
        Asked.AddRange(slice);
    }
}
