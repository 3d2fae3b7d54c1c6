using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Measurements;

/// <summary>Measures a model on a probe set: renders the prompts, has them answered, and measures the answers.</summary>
public static class Measurer
{
    /// <summary>Checks, without asking, whether a model can answer a probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="languages">The languages to ask in, all of them among the set's.</param>
    /// <param name="answerer">The model.</param>
    /// <param name="protocol">The way in which items are put to the model.</param>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    public static void Check(ProbeSet set, IReadOnlyList<Language> languages, IAnswerer answerer, Protocol protocol) =>
        answerer.Check(Render(set, ItemsOf(set, languages), protocol), protocol.Scoring);

    /// <summary>Returns the number of prompts that a model is asked.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="languages">The languages to ask in.</param>
    /// <param name="protocol">The way in which items are put to the model.</param>
    public static int CountPrompts(ProbeSet set, IReadOnlyList<Language> languages, Protocol protocol) =>
        set.In(set.Languages[0]).Sum(protocol.PromptsFor) * languages.Count;

    /// <summary>Measures one probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="languages">The languages to ask in, all of them among the set's.</param>
    /// <param name="answerer">The model.</param>
    /// <param name="protocol">The way in which items are put to the model.</param>
    /// <param name="progress">Receives the number of prompts answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    /// <exception cref="InvalidOperationException">
    /// The answerer returned a number of answers other than requested, or no scores where several answers had to be averaged.
    /// </exception>
    public static async Task<ProbeSetMeasurement> MeasureAsync(
        ProbeSet set,
        IReadOnlyList<Language> languages,
        IAnswerer answerer,
        Protocol protocol,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        // All languages in one call, so that the last batch of a language is filled up with the next.
        var answers = await AskAsync(
            set, [.. ItemsOf(set, languages)], answerer, protocol, progress, cancellationToken).ConfigureAwait(false);
        var items = set.In(set.Languages[0]);
        return new ProbeSetMeasurement(
            set.Id,
            new Fingerprint(
                set.ItemsHash,
                protocol.Template.HashOf(protocol.Wordings, protocol.FirstWording),
                EnumName.Of(protocol.Scoring),
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
            languages.Index().ToDictionary(
                language => language.Item, language => ImmutableArray.CreateRange(answers.Skip(language.Index * set.Count).Take(set.Count))));
    }

    /// <summary>Asks a model some items of a probe set.</summary>
    /// <param name="set">The probe set.</param>
    /// <param name="items">The items, at least one, each with its language.</param>
    /// <param name="answerer">The model.</param>
    /// <param name="protocol">The way in which items are put to the model.</param>
    /// <param name="progress">Receives the number of prompts answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>One answer for each item, in the order of the items.</returns>
    /// <exception cref="InvalidInputException">A prompt cannot be answered by this model.</exception>
    /// <exception cref="InvalidOperationException">
    /// The answerer returned a number of answers other than requested, or no scores where several answers had to be averaged.
    /// </exception>
    internal static async Task<ImmutableArray<Answer>> AskAsync(
        ProbeSet set,
        IReadOnlyList<(Language Language, ProbeItem Item)> items,
        IAnswerer answerer,
        Protocol protocol,
        IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var prompts = Render(set, items, protocol);
        var answers = await answerer.AnswerAsync(prompts, protocol.Scoring, progress, cancellationToken).ConfigureAwait(false);
        return answers.Count == prompts.Count
            ? Combine(items.Select(entry => entry.Item), protocol, [.. answers])
            : throw new InvalidOperationException($"{set.Id}: {prompts.Count} questions were asked, but {answers.Count} answers came back.");
    }

    private static IEnumerable<(Language Language, ProbeItem Item)> ItemsOf(ProbeSet set, IEnumerable<Language> languages) =>
        languages.SelectMany(language => set.In(language).Select(item => (language, item)));

    private static List<Prompt> Render(ProbeSet set, IEnumerable<(Language Language, ProbeItem Item)> items, Protocol protocol)
    {
        var origins = set.Languages.ToDictionary(language => language, language => $"{set.Id}, {language}");
        return
        [
            .. from entry in items
               from prompt in protocol.Ask(entry.Item)
               select prompt with { Origin = origins[entry.Language] },
        ];
    }

    private static ImmutableArray<Answer> Combine(IEnumerable<ProbeItem> items, Protocol protocol, ReadOnlySpan<Answer> answers)
    {
        var combined = ImmutableArray.CreateBuilder<Answer>();
        foreach (var item in items)
        {
            var count = protocol.PromptsFor(item);
            combined.Add(protocol.Combine(item, answers[..count]));
            answers = answers[count..];
        }

        return combined.DrainToImmutable();
    }
}
