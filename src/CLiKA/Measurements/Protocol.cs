using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Measurements;

/// <summary>How an item is put to a model, and how one answer is made of what comes back.</summary>
/// <param name="Scoring">How the chosen option is read from the model.</param>
/// <param name="Wrapping">What the model wants around every prompt.</param>
public sealed record Protocol(Scoring Scoring, PromptWrapping Wrapping)
{
    /// <summary>Under which letters options are offered.</summary>
    public LetterOrder Letters { get; init; }

    /// <summary>In how many of its wordings each item is asked, at least 1.</summary>
    public int Wordings { get; init; } = 1;

    /// <summary>The first of these wordings, from 0: a later one is asked to see what words alone do.</summary>
    public int FirstWording { get; init; }

    /// <summary>Whether items are asked with their options under letters.</summary>
    public bool ShowsLetters => Scoring is Scoring.Letter or Scoring.Generation;

    /// <summary>The template that this way of scoring asks with.</summary>
    public PromptTemplate Template => ShowsLetters ? new LetterPromptTemplate(Wrapping) : new ClozePromptTemplate(Wrapping);

    /// <summary>How many prompts an item takes.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Wordings times letter orders.</returns>
    public int PromptsFor(ProbeItem item) => Wordings * OrdersOf(item);

    /// <summary>Puts an item into prompts: for each wording, each letter order.</summary>
    /// <param name="item">The item.</param>
    /// <param name="template">The template of <see cref="Template"/>, made once for all items.</param>
    /// <returns>As many prompts as <see cref="PromptsFor"/> says.</returns>
    public IEnumerable<Prompt> Ask(ProbeItem item, PromptTemplate template) =>
        from wording in Enumerable.Range(FirstWording, Wordings)
        from order in Enumerable.Range(0, OrdersOf(item))
        select template.RenderWording(item.Rotated(order), wording);

    /// <summary>Makes one answer of the answers to an item's prompts: the option with the best mean score.</summary>
    /// <param name="item">The item.</param>
    /// <param name="answers">The answers, in the order of <see cref="Ask"/>.</param>
    /// <returns>
    /// The answer to the item as it is written; invalid where one of the answers is, since what could not be scored cannot be averaged.
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
