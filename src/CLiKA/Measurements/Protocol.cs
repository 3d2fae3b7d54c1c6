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
    /// <param name="template">The template returned by <see cref="Template"/>, created once for all items.</param>
    /// <returns>The prompts, as many as <see cref="PromptsFor"/> returns.</returns>
    public IEnumerable<Prompt> Ask(ProbeItem item, PromptTemplate template) =>
        from wording in Enumerable.Range(FirstWording, Wordings)
        from order in Enumerable.Range(0, OrdersOf(item))
        select template.RenderWording(item.Rotated(order), wording);

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

        var orders = OrdersOf(item);
        var scores = new double[Wordings][];
        var isInvalid = new bool[Wordings];
        var logProbabilities = new double[item.Options.Length];
        for (var index = 0; index < answers.Length; index++)
        {
            var (wording, order) = Math.DivRem(index, orders);
            var answer = answers[index];
            scores[wording] ??= new double[item.Options.Length];
            if (answer is { Choice: null, Scores.IsEmpty: true })
            {
                isInvalid[wording] = true;
                continue;
            }

            if (answer.Scores.Length != item.Options.Length)
            {
                throw new InvalidOperationException(
                    $"item '{item.Id}' was asked {answers.Length} times, but the answerer returned no scores that could be averaged.");
            }

            for (var place = 0; place < item.Options.Length; place++)
            {
                var option = (place + order) % item.Options.Length;
                scores[wording][option] += answer.Scores[place] / orders;
                logProbabilities[option] += answer.LogProbabilities[place] / answers.Length;
            }
        }

        ImmutableArray<int?> wordings = Wordings == 1
            ? []
            : [.. scores.Select((wording, index) => isInvalid[index] ? null : Answer.Best([.. wording]).Choice)];
        if (isInvalid.Contains(true))
        {
            return new Answer((int?)null) { Wordings = wordings };
        }

        var means = Enumerable.Range(0, item.Options.Length).Select(option => scores.Average(wording => wording[option]));
        return Answer.Best([.. means]) with
        {
            LogProbabilities = [.. logProbabilities],
            Wordings = wordings,
        };
    }

    private int OrdersOf(ProbeItem item) => Letters == LetterOrder.Permuted ? item.Options.Length : 1;
}
