using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Runs;
using Parquet.Serialization;

namespace CLiKA.Reporting.Results;

/// <summary>Writes a run for data frames (<c>results.parquet</c>): one row per model, probe set, language and item.</summary>
public static class ResultsParquet
{
    /// <summary>Writes a run.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <returns>The bytes of the file.</returns>
    public static byte[] Render(IEnumerable<ModelReport> models)
    {
        using var file = new MemoryStream();

        // The library only writes asynchronously; a write to memory completes synchronously.
        ParquetSerializer.SerializeAsync(models.SelectMany(RowsOf).ToList(), file).GetAwaiter().GetResult();
        return file.ToArray();
    }

    private static IEnumerable<ItemRow> RowsOf(ModelReport model) =>
        from set in model.Received.ProbeSets
        let pack = model.Packs.GetValueOrDefault(set.ProbeSet)
        let baseline = Comparable(model, set)
        from cell in set.Languages
        from position in Enumerable.Range(0, cell.Count)
        select RowOf(model.Model, set, pack, baseline, cell, position);

    private static ItemRow RowOf(
        string model, ProbeSetMeasurement set, ProbePack? pack, ProbeSetMeasurement? baseline, LanguageMeasurement cell, int position)
    {
        var gold = set.Gold[position];
        var (before, now) = (baseline?.In(cell.Language)?.Answers[position], cell.Answers[position]);
        return new ItemRow
        {
            Model = model,
            ProbeSet = set.ProbeSet,
            Language = cell.Language.Code,
            Item = ChangedItems.IdOf(set, pack, position),
            Stream = pack is null ? null : EnumName.Of(pack.Description.Stream),
            Relation = pack is { Facts.IsEmpty: false } ? pack.Facts[position].Relation : null,
            Gold = AnswerLetters.Of(new Answer(gold)),
            Before = AnswerLetters.Of(before),
            Now = AnswerLetters.Of(now),
            CorrectBefore = before is null ? null : before.Choice == gold,
            CorrectNow = now.Choice == gold,
            EnglishBefore = AnswerLetters.Of(baseline?.In(Language.Pivot)?.Answers[position]),
            EnglishNow = AnswerLetters.Of(set.In(Language.Pivot)?.Answers[position]),
            LogProbabilities = now.LogProbabilities.IsEmpty ? null : [.. now.LogProbabilities],
            Margin = MarginOf(now.Scores.IsEmpty ? now.LogProbabilities : now.Scores, gold),
        };
    }

    // Sets that the judge refused to compare have no baseline here.
    private static ProbeSetMeasurement? Comparable(ModelReport model, ProbeSetMeasurement set) =>
        model.Judgement.Cells.Any(cell => cell.ProbeSet == set.ProbeSet) ? model.Baseline?.In(set.ProbeSet) : null;

    private static double? MarginOf(ImmutableArray<double> scores, int gold) => scores.Length < 2
        ? null
        : scores[gold] - scores.Where((_, option) => option != gold).Max();
}
