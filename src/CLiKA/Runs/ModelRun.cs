using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Runs;

/// <summary>Runs one model: reads its probe sets, asks the questions and measures the answers.</summary>
public static class ModelRun
{
    /// <summary>Measures a model in all languages in which it is asked.</summary>
    /// <param name="model">The model.</param>
    /// <param name="probeSets">The probe sets to ask.</param>
    /// <param name="answerer">The loaded model.</param>
    /// <param name="progress">Receives how many prompts are answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">A probe set is invalid or lacks a language, or a prompt cannot be answered.</exception>
    public static Task<Measurement> MeasureAsync(
        ModelEntry model,
        IEnumerable<ProbeSetEntry> probeSets,
        IAnswerer answerer,
        IProgress<AnswerCount>? progress,
        CancellationToken cancellationToken) => MeasureAsync(
            model, probeSets.ToDictionary(set => set, set => (IReadOnlyList<Language>)model.LanguagesFor(set)), answerer, progress, cancellationToken);

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cells">The languages to ask in, for each probe set to ask.</param>
    /// <param name="answerer">The loaded model.</param>
    /// <param name="progress">Receives how many prompts are answered so far; may be null.</param>
    /// <param name="cancellationToken">Cancels the work between batches.</param>
    /// <returns>The measurement.</returns>
    /// <exception cref="InvalidInputException">A probe set is invalid or lacks a language, or a prompt cannot be answered.</exception>
    public static async Task<Measurement> MeasureAsync(
        ModelEntry model,
        IReadOnlyDictionary<ProbeSetEntry, IReadOnlyList<Language>> cells,
        IAnswerer answerer,
        IProgress<AnswerCount>? progress,
        CancellationToken cancellationToken)
    {
        // All sets are read and checked before the first is asked: an error in the last one must not cost an hour of inference.
        var sets = cells.Select(entry => (
            Set: ReadSet(entry.Key, entry.Value),
            Languages: entry.Value,
            Protocol: model.ProtocolFor(entry.Key))).ToList();
        sets.ForEach(entry => Measurer.Check(entry.Set, entry.Languages, answerer, entry.Protocol));
        var counts = sets.ConvertAll(entry => Measurer.CountPrompts(entry.Set, entry.Languages, entry.Protocol));
        var parts = new PartialProgress(progress, counts.Sum());
        var measurements = new List<ProbeSetMeasurement>();
        foreach (var ((set, languages, protocol), count) in sets.Zip(counts))
        {
            measurements.Add(
                await Measurer.MeasureAsync(set, languages, answerer, protocol, parts.Next(count), cancellationToken).ConfigureAwait(false));
        }

        return new Measurement(model.Name, [.. measurements]) { Place = model.Place, StandsInFor = model.StandsInFor };
    }

    private static ProbeSet ReadSet(ProbeSetEntry entry, IReadOnlyList<Language> languages)
    {
        var set = entry.Read();
        if (set.Id != entry.Id)
        {
            throw new InvalidInputException(
                Path.Combine(entry.Folder, ProbeSetReader.DescriptionFile),
                $"'id' is '{set.Id}'; the configuration calls it '{entry.Id}'.");
        }

        if (set.Wordings < entry.FirstWording + entry.Wordings)
        {
            throw new InvalidInputException(
                entry.Folder,
                $"has items with {set.Wordings} wordings, but the configuration asks for {entry.Wordings}; "
                + $"give {entry.Id} its own 'wordings'.");
        }

        var missing = languages.FirstOrDefault(language => !set.Languages.Contains(language));
        return missing is null
            ? set
            : throw new InvalidInputException(
                entry.Folder,
                $"has no {missing}.jsonl, but the configuration asks for {missing}; it has {string.Join(' ', set.Languages)}. "
                + $"Add the file, or give {entry.Id} its own 'languages' in the configuration.");
    }
}
