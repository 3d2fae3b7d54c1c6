using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Measurements;

/// <summary>The way in which an item is put to a model, and in which the answers to its prompts are combined into one.</summary>
/// <param name="Scoring">The way in which the chosen option is determined.</param>
/// <param name="Wrapping">The text that the model expects around every prompt.</param>
public sealed record Protocol(Scoring Scoring, PromptWrapping Wrapping)
{
    /// <summary>The letters under which options are offered.</summary>
    public LetterOrder Letters { get; init; }

    /// <summary>Number of wordings in which each item is asked, at least 1.</summary>
    public int Wordings { get; init; } = 1;

    /// <summary>Zero-based index of the first of these wordings: a later one serves to measure the effect of the wording alone.</summary>
    public int FirstWording { get; init; }

    /// <summary>Whether items are asked with lettered options.</summary>
    public bool ShowsLetters => Scoring is Scoring.Letter or Scoring.Generation;

    /// <summary>The prompt template for this way of scoring.</summary>
    public PromptTemplate Template => ShowsLetters ? new LetterPromptTemplate(Wrapping) : new ClozePromptTemplate(Wrapping);

    /// <summary>Returns the number of prompts for an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Number of wordings times number of letter orders.</returns>
    public int PromptsFor(ProbeItem item) => Wordings * OrdersOf(item);

    /// <summary>Renders the prompts of an item: for each wording, each letter order.</summary>
    /// <param name="item">The item.</param>
    /// <returns>The prompts, as many as <see cref="PromptsFor"/> returns.</returns>
    public IEnumerable<Prompt> Ask(ProbeItem item) =>
        from wording in Enumerable.Range(FirstWording, Wordings)
        from order in Enumerable.Range(0, OrdersOf(item))
        select Template.RenderWording(item.Rotated(order), wording);

    /// <summary>Combines the answers to an item's prompts into one: the option with the best mean score.</summary>
    /// <param name="item">The item.</param>
    /// <param name="answers">The answers, in the order of <see cref="Ask"/>.</param>
    /// <returns>
    /// The answer, in terms of the item's own order of options; invalid where one of the answers is, since what could not be scored cannot be
    /// averaged.
    /// </returns>
    /// <exception cref="InvalidOperationException">There are several answers, and the answerer returned no scores to average.</exception>
    public Answer Combine(ProbeItem item, ReadOnlySpan<Answer> answers)
    {
        if (answers.Length == 1)
        {
            return answers[0];
        }

        var asked = answers.Length;
        var orders = OrdersOf(item);
        var combined = new List<Answer>(Wordings);
        for (; !answers.IsEmpty; answers = answers[orders..])
        {
            combined.Add(OverOrders(item, [.. answers[..orders]], asked));
        }

        if (Wordings == 1)
        {
            return combined[0];
        }

        ImmutableArray<int?> wordings = [.. combined.Select(answer => answer.Choice)];
        return (wordings.Contains(null) ? Answer.Invalid : Mean(combined)) with { Wordings = wordings };
    }

    private static Answer OverOrders(ProbeItem item, IReadOnlyList<Answer> answers, int asked)
    {
        if (answers.Any(answer => answer is { Choice: null, Scores.IsEmpty: true }))
        {
            return Answer.Invalid;
        }

        return answers.All(answer => answer.Scores.Length == item.Options.Length)
            ? Mean([.. answers.Select(Restored)])
            : throw new InvalidOperationException(
                $"item '{item.Id}' was asked {asked} times, but the answerer returned no scores that could be averaged.");
    }

    // In the item's own order of options: the inverse of ProbeItem.Rotated.
    private static Answer Restored(Answer answer, int order) => answer with
    {
        Scores = [.. answer.Scores[^order..], .. answer.Scores[..^order]],
        LogProbabilities = [.. answer.LogProbabilities[^order..], .. answer.LogProbabilities[..^order]],
    };

    private static Answer Mean(List<Answer> answers)
    {
        return Answer.Best(Over(answer => answer.Scores)) with { LogProbabilities = Over(answer => answer.LogProbabilities) };

        ImmutableArray<double> Over(Func<Answer, ImmutableArray<double>> values) =>
            [.. Enumerable.Range(0, values(answers[0]).Length).Select(option => answers.Average(answer => values(answer)[option]))];
    }

    private int OrdersOf(ProbeItem item) => Letters == LetterOrder.Permuted ? item.Options.Length : 1;
}
