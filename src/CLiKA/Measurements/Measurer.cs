using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Measurements;

/// <summary>Asks a model a probe set: renders prompts, has them answered, and measures the answers.</summary>
public static class Measurer
{
    /// <summary>Checks, without asking, that a model can answer a probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="languages">The languages to ask in, each one of the set's.</param>
    /// <param name="answerer">The model.</param>
    /// <param name="scoring">How the chosen option is to be read from the model.</param>
    /// <param name="wrapping">What the model wants around every prompt.</param>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    public static void Check(
        ProbeSet set, IReadOnlyList<Language> languages, IAnswerer answerer, Scoring scoring, PromptWrapping wrapping) =>
        answerer.Check(Render(set, languages, TemplateFor(scoring, wrapping)), scoring);

    /// <summary>Measures one probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="languages">The languages to ask in, each one of the set's.</param>
    /// <param name="answerer">The model.</param>
    /// <param name="scoring">How the chosen option is read from the model.</param>
    /// <param name="wrapping">What the model wants around every prompt.</param>
    /// <param name="progress">Told the number of items answered so far, over all languages; may be null.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    /// <exception cref="InvalidOperationException">The answerer returned another number of answers than it was asked for.</exception>
    public static async Task<ProbeSetMeasurement> MeasureAsync(
        ProbeSet set,
        IReadOnlyList<Language> languages,
        IAnswerer answerer,
        Scoring scoring,
        PromptWrapping wrapping,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var template = TemplateFor(scoring, wrapping);

        // All languages in one call, so that a batch is not cut short at the end of each.
        var prompts = Render(set, languages, template);
        var answers = await answerer.AnswerAsync(prompts, scoring, progress, cancellationToken).ConfigureAwait(false);
        if (answers.Count != prompts.Count)
        {
            throw new InvalidOperationException($"{set.Id}: {prompts.Count} questions were asked, but {answers.Count} answers came back.");
        }

        var byLanguage = languages.Index().ToDictionary(
            entry => entry.Item, entry => answers.Skip(entry.Index * set.Count).Take(set.Count).ToImmutableArray());
        var items = set.In(set.Languages[0]);
        return new ProbeSetMeasurement(
            set.Id,
            new Fingerprint(set.ItemsHash, template.Hash, ScoringName.Of(scoring), answerer.DeviceClass),
            set.Chance,
            set.Ceiling,
            [.. items.Select(item => item.Id)],
            [.. items.Select(item => item.Gold)],
            byLanguage);
    }

    private static List<Prompt> Render(ProbeSet set, IReadOnlyList<Language> languages, PromptTemplate template) =>
        [.. languages.SelectMany(language => set.In(language)).Select(template.Render)];

    private static PromptTemplate TemplateFor(Scoring scoring, PromptWrapping wrapping) =>
        scoring == Scoring.Letter ? new LetterPromptTemplate(wrapping) : new ClozePromptTemplate(wrapping);
}
