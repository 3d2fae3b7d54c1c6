using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Prompts;
using CLiKA.Statistics;

namespace CLiKA.Teaching.Sets;

/// <summary>A model's knowledge of a world before teaching. It must be none, or conductivity could not be told from prior knowledge.</summary>
/// <param name="Right">Number of correctly answered facts.</param>
/// <param name="Asked">Number of facts asked.</param>
/// <param name="Chance">Expected share of correct answers by guessing: 1 / number of continents.</param>
public sealed record PriorKnowledge(int Right, int Asked, double Chance)
{
    /// <summary>Share of correctly answered facts with its 95% Wilson confidence interval.</summary>
    public Interval Interval => WilsonInterval.Of(Right, Asked);

    /// <summary>Whether more is correct than guessing explains: the whole interval lies above chance.</summary>
    public bool IsAboveChance => Interval.Low > Chance;

    /// <summary>Asks every fact by the likelihood of each continent's name.</summary>
    /// <param name="answerer">The model.</param>
    /// <param name="questions">The facts, at least one.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The model's prior knowledge.</returns>
    /// <exception cref="InvalidInputException">A question cannot be answered by this model.</exception>
    public static Task<PriorKnowledge> AskAsync(
        IAnswerer answerer, ImmutableArray<FactQuestion> questions, CancellationToken cancellationToken) =>
        AskAsync(answerer, questions, PromptWrapping.None, cancellationToken);

    /// <summary>Asks every fact by the likelihood of each continent's name.</summary>
    /// <param name="answerer">The model.</param>
    /// <param name="questions">The facts, at least one.</param>
    /// <param name="wrapping">The text around every prompt.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The model's prior knowledge.</returns>
    /// <exception cref="InvalidInputException">A question cannot be answered by this model.</exception>
    public static async Task<PriorKnowledge> AskAsync(
        IAnswerer answerer, ImmutableArray<FactQuestion> questions, PromptWrapping wrapping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answerer);
        ImmutableArray<string> continents = [.. questions.Select(question => question.Continent).Distinct()];
        ImmutableArray<string> continuations = [.. continents.Select(continent => " " + continent)];
        var prompts = questions.Select(question => new Prompt(
            question.Place, wrapping.Wrap(TeachingPrompt.Text(question.Prompt)), continuations)).ToList();
        var answers = await answerer.AnswerAsync(prompts, Scoring.LikelihoodPerToken, null, cancellationToken).ConfigureAwait(false);
        var right = answers.Zip(questions).Count(pair => pair.First.Choice is { } choice && continents[choice] == pair.Second.Continent);
        return new(right, questions.Length, 1.0 / continents.Length);
    }
}
