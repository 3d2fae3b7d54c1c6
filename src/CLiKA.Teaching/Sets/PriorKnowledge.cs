using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Prompts;
using CLiKA.Statistics;

namespace CLiKA.Teaching.Sets;

/// <summary>What a model knows of a world before it is taught: nothing, or its conductivity could not be told from what it knew.</summary>
/// <param name="Right">Number of facts answered right.</param>
/// <param name="Asked">Number of facts asked.</param>
/// <param name="Chance">Share that guessing answers right: one in as many as there are continents.</param>
public sealed record PriorKnowledge(int Right, int Asked, double Chance)
{
    /// <summary>Share of facts answered right, and its 95% interval (Wilson).</summary>
    public Interval Interval => WilsonInterval.Of(Right, Asked);

    /// <summary>Whether more is answered right than guessing explains: the whole interval lies above chance.</summary>
    public bool IsThere => Interval.Low > Chance;

    /// <summary>Asks every fact by the likelihood of the continents' names.</summary>
    /// <param name="answerer">The model.</param>
    /// <param name="questions">The facts, at least one.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>What it knows.</returns>
    /// <exception cref="InvalidInputException">A question cannot be answered by this model.</exception>
    public static async Task<PriorKnowledge> AskAsync(
        IAnswerer answerer, ImmutableArray<FactQuestion> questions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answerer);
        ImmutableArray<string> continents = [.. questions.Select(question => question.Continent).Distinct()];
        ImmutableArray<string> continuations = [.. continents.Select(continent => " " + continent)];
        var prompts = questions
            .Select(question => new Prompt(question.Place, $"Question:{question.Prompt}\nAnswer:", continuations)).ToList();
        var answers = await answerer.AnswerAsync(prompts, Scoring.LikelihoodPerToken, null, cancellationToken).ConfigureAwait(false);
        var right = answers.Zip(questions).Count(pair => pair.First.Choice is { } choice && continents[choice] == pair.Second.Continent);
        return new(right, questions.Length, 1.0 / continents.Length);
    }
}
