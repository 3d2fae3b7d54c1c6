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
    /// <param name="protocol">How items are put to the model.</param>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    public static void Check(ProbeSet set, IReadOnlyList<Language> languages, IAnswerer answerer, Protocol protocol) =>
        answerer.Check(Ask(set, languages, protocol), protocol.Scoring);

    /// <summary>Measures one probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="languages">The languages to ask in, each one of the set's.</param>
    /// <param name="answerer">The model.</param>
    /// <param name="protocol">How items are put to the model.</param>
    /// <param name="progress">Told the share of prompts answered so far, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Ends the work between batches.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    /// <exception cref="InvalidOperationException">
    /// The answerer returned another number of answers than it was asked for, or no scores where several had to be averaged.
    /// </exception>
    public static async Task<ProbeSetMeasurement> MeasureAsync(
        ProbeSet set,
        IReadOnlyList<Language> languages,
        IAnswerer answerer,
        Protocol protocol,
        IProgress<double>? progress,
        CancellationToken cancellationToken)
    {
        // All languages in one call, so that a batch is not cut short at the end of each.
        var prompts = Ask(set, languages, protocol);
        var counter = progress is null ? null : new CallbackProgress<int>(count => progress.Report((double)count / prompts.Count));
        var answers = await answerer.AnswerAsync(prompts, protocol.Scoring, counter, cancellationToken).ConfigureAwait(false);
        if (answers.Count != prompts.Count)
        {
            throw new InvalidOperationException($"{set.Id}: {prompts.Count} questions were asked, but {answers.Count} answers came back.");
        }

        var items = set.In(set.Languages[0]);
        return new ProbeSetMeasurement(
            set.Id,
            new Fingerprint(
                set.ItemsHash,
                protocol.Template.HashOf(protocol.Wordings, protocol.FirstWording),
                ScoringName.Of(protocol.Scoring),
                answerer.DeviceClass)
            {
                Letters = protocol.Letters,
                Wordings = protocol.Wordings,
                Adapter = answerer.Adapter,
            },
            set.Chance,
            set.Ceiling,
            [.. items.Select(item => item.Id)],
            [.. items.Select(item => item.Gold)],
            Combine(set, languages, protocol, [.. answers]));
    }

    private static List<Prompt> Ask(ProbeSet set, IReadOnlyList<Language> languages, Protocol protocol)
    {
        var template = protocol.Template;
        return [.. languages.SelectMany(language => set.In(language))
            .SelectMany(item => protocol.Ask(item, template))
            .Select(prompt => prompt with { ProbeSet = set.Id })];
    }

    private static Dictionary<Language, ImmutableArray<Answer>> Combine(
        ProbeSet set, IReadOnlyList<Language> languages, Protocol protocol, ReadOnlySpan<Answer> answers)
    {
        var combined = new Dictionary<Language, ImmutableArray<Answer>>();
        foreach (var language in languages)
        {
            var ofLanguage = ImmutableArray.CreateBuilder<Answer>(set.Count);
            foreach (var item in set.In(language))
            {
                var count = protocol.PromptsFor(item);
                ofLanguage.Add(protocol.Combine(item, answers[..count]));
                answers = answers[count..];
            }

            combined[language] = ofLanguage.MoveToImmutable();
        }

        return combined;
    }
}
