using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Prompts;
using CLiKA.Teaching.Sets;

namespace CLiKA.Teaching.Measuring;

/// <summary>Asks a taught model about its teaching: every name, and every fact in English and in the language.</summary>
public static class TeachingMeasurer
{
    /// <summary>Measures one taught model.</summary>
    /// <typeparam name="TModel">Type of the model, which answers by likelihood and by generation.</typeparam>
    /// <param name="set">The teaching set of the model.</param>
    /// <param name="model">The taught model.</param>
    /// <param name="protocol">How the model is asked.</param>
    /// <param name="progress">Receives how many questions are answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The measured cell.</returns>
    /// <exception cref="InvalidInputException">The set is invalid, or a question cannot be answered by this model.</exception>
    public static async Task<ConductivityCell> MeasureAsync<TModel>(
        TeachingSet set, TModel model, TeachingProtocol protocol, IProgress<AnswerCount>? progress, CancellationToken cancellationToken)
        where TModel : IAnswerer, ITextGenerator
    {
        var answers = await AskAsync(set, model, protocol, progress, cancellationToken).ConfigureAwait(false);
        return new(set.Language, set.Hash, TeachingQuestions.Of(set).Facts, [answers]);
    }

    /// <summary>Asks a model.</summary>
    /// <typeparam name="TModel">Type of the model, which answers by likelihood and by generation.</typeparam>
    /// <param name="set">The teaching set of the model.</param>
    /// <param name="model">The taught model.</param>
    /// <param name="protocol">How the model is asked.</param>
    /// <param name="progress">Receives how many questions are answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The model's answers.</returns>
    /// <exception cref="InvalidInputException">The set is invalid, or a question cannot be answered by this model.</exception>
    public static async Task<TeachingAnswers> AskAsync<TModel>(
        TeachingSet set, TModel model, TeachingProtocol protocol, IProgress<AnswerCount>? progress, CancellationToken cancellationToken)
        where TModel : IAnswerer, ITextGenerator
    {
        var questions = TeachingQuestions.Of(set);
        var parts = new PartialProgress(progress, set.Translations.Length + (protocol.Ways.Length * 2 * questions.Facts.Count));
        var names = await model.GenerateAsync(
            [.. set.Translations.Select(request => protocol.Text(request.Prompt, request.Input))],
            TeachingProtocol.Answer,
            parts.Next(set.Translations.Length),
            cancellationToken).ConfigureAwait(false);
        var facts = ImmutableSortedDictionary.CreateBuilder<RetrievalWay, FactAnswers>();
        foreach (var way in protocol.Ways)
        {
            var pivot = await Ask(way, set.PivotQuestions, questions.PivotNames).ConfigureAwait(false);
            facts[way] = new(pivot, await Ask(way, set.Questions, questions.OwnNames).ConfigureAwait(false));
        }

        return new(
            [.. names.Zip(set.Translations, (text, request) => text.Contains(request.Answer, StringComparison.Ordinal))], facts.ToImmutable());

        Task<ImmutableArray<int?>> Ask(RetrievalWay way, ImmutableArray<FactQuestion> asked, ImmutableArray<string> continents) =>
            way == RetrievalWay.Generation
                ? NamedAsync(model, protocol, asked, continents, parts.Next(asked.Length), cancellationToken)
                : LikeliestAsync(model, protocol, asked, continents, parts.Next(asked.Length), cancellationToken);
    }

    private static async Task<ImmutableArray<int?>> NamedAsync(
        ITextGenerator model,
        TeachingProtocol protocol,
        ImmutableArray<FactQuestion> asked,
        ImmutableArray<string> continents,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var texts = await model.GenerateAsync(
            [.. asked.Select(fact => protocol.Text(fact.Prompt))], TeachingProtocol.Answer, progress, cancellationToken).ConfigureAwait(false);
        return [.. texts.Zip(asked, (text, fact) => NamedContinent.In(text, continents, continents.IndexOf(fact.Continent)))];
    }

    private static async Task<ImmutableArray<int?>> LikeliestAsync(
        IAnswerer model,
        TeachingProtocol protocol,
        ImmutableArray<FactQuestion> asked,
        ImmutableArray<string> continents,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var prompts = asked.Select(fact => new Prompt(
            fact.Place,
            protocol.Text(fact.Prompt),
            [.. AnswersOf(fact, continents)])).ToList();
        var answers = await model.AnswerAsync(prompts, Scoring.LikelihoodPerToken, progress, cancellationToken).ConfigureAwait(false);
        return [.. answers.Select(answer => answer.Choice)];
    }

    // The last occurrence is the continent if a place is named after it: "Empyrean-Imperium liegt auf dem Kontinent Imperium."
    private static IEnumerable<string> AnswersOf(FactQuestion fact, ImmutableArray<string> continents)
    {
        var place = fact.Answer.LastIndexOf(fact.Continent, StringComparison.Ordinal);
        return place < 0
            ? throw new InvalidInputException($"place '{fact.Place}'", $"its answer '{fact.Answer}' does not contain the name '{fact.Continent}'.")
            : continents.Select(continent => $" {fact.Answer[..place]}{continent}{fact.Answer[(place + fact.Continent.Length)..]}");
    }
}
