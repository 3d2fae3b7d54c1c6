using CLiKA.Answers;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;

namespace CLiKA.Teaching.Tests.Measuring;

/// <summary>
/// A model that says what a script has for a question, by both ways, and has no words for any other; it guesses then, where it has to
/// choose.
/// </summary>
/// <param name="script">What it says, by the prompt.</param>
internal sealed class ScriptedModel(IReadOnlyDictionary<string, string> script) : IAnswerer, ITextGenerator, IDisposable
{
    private readonly Random _guess = new(5);

    public string DeviceClass => "cpu";

    public string Device => "a script";

    public bool IsDisposed { get; private set; }

    public int Asked { get; private set; }

    /// <summary>What it was to choose of, in the order in which it was asked.</summary>
    public List<Prompt> Prompts { get; } = [];

    /// <summary>What it was to answer in words.</summary>
    public List<string> Texts { get; } = [];

    /// <summary>And how.</summary>
    public List<GenerationOptions> Options { get; } = [];

    /// <summary>A script of the answers to all names and facts, English ones as they are taught.</summary>
    /// <param name="set">What was taught.</param>
    /// <param name="own">What is said to a question in the language.</param>
    public static Dictionary<string, string> Script(TeachingSet set, Func<FactQuestion, string> own)
    {
        var script = set.PivotQuestions.ToDictionary(fact => TeachingPrompt.Text(fact.Prompt), fact => fact.Answer);
        foreach (var fact in set.Questions)
        {
            script[TeachingPrompt.Text(fact.Prompt)] = own(fact);
        }

        foreach (var request in set.Translations)
        {
            script[TeachingPrompt.Text(request.Prompt, request.Input)] = request.Answer;
        }

        return script;
    }

    public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
    {
    }

    public Task<IReadOnlyList<Answer>> AnswerAsync(
        IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Asked += prompts.Count;
        Prompts.AddRange(prompts);
        return Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select(prompt =>
            script.TryGetValue(prompt.Text, out var said) && prompt.Continuations.IndexOf(" " + said) is >= 0 and var choice
                ? new Answer(choice)
                : new Answer(_guess.Next(prompt.Continuations.Length)))]);
    }

    public Task<IReadOnlyList<string>> GenerateAsync(
        IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        Asked += prompts.Count;
        Texts.AddRange(prompts);
        Options.Add(options);
        progress?.Report(prompts.Count);
        return Task.FromResult<IReadOnlyList<string>>([.. prompts.Select(prompt => " " + script.GetValueOrDefault(prompt, "..."))]);
    }

    public void Dispose() => IsDisposed = true;
}
