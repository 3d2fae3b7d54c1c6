using System.Globalization;
using CLiKA.Answers;
using CLiKA.Journal;
using CLiKA.Prompts;
using CLiKA.Runs;

namespace CLiKA.Benchmarks.Scale;

/// <summary>One checkpoint's answers in many languages: shards keep them, their journals are merged, and one run knows them all.</summary>
/// <param name="folder">Where journals are kept meanwhile.</param>
/// <param name="languages">Number of languages.</param>
/// <param name="items">Number of items in each.</param>
/// <param name="shards">Number of shards.</param>
internal sealed class JournalScale(string folder, int languages, int items, int shards)
{
    private const string Set = "pack";

    private long Answers => (long)languages * items;

    public void Run()
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{languages:N0} languages x {items:N0} items: {Answers:N0} answers in {shards} shards"));
        var names = Enumerable.Range(1, shards).Select(number => Path.Combine(folder, $"{number}.db")).ToList();
        _ = Stage.Run("shards answer and keep", Answers, () =>
        {
            foreach (var (number, name) in names.Index())
            {
                var shard = new Shard(number + 1, shards);
                Ask(name, [.. Enumerable.Range(0, items).Where(item => shard.Holds(IdOf(item)))]);
            }

            return 0;
        });
        Size("journals of the shards", names);
        var all = Path.Combine(folder, "all.db");
        var merge = Stage.Run("merge", Answers, () => AnswerJournal.Merge(all, names));
        Size("merged", [all]);
        _ = Stage.Run("merge again, of which all is there", Answers, () => AnswerJournal.Merge(all, names));
        var use = Stage.Run("a run that knows all", Answers, () => Ask(all, [.. Enumerable.Range(0, items)]));
        if (merge.Added != Answers || use != (0, Answers))
        {
            throw new InvalidOperationException($"{merge} of {Answers} answers were merged, and {use} asked and known.");
        }

        using var journal = AnswerJournal.OpenExisting(all);
        _ = Stage.Run("check of every answer", Answers, journal.Check);
    }

    // The questions of one language at a time, so that what is kept and not what is asked fills memory.
    private (long Asked, long Known) Ask(string name, List<int> own)
    {
        using var journal = AnswerJournal.Open(name);
        using var journaled = new JournaledModel(new RuleModel("checkpoint"), journal, "simulated");
        foreach (var language in Enumerable.Range(0, languages))
        {
            var prompts = own.ConvertAll(item => new Prompt(
                IdOf(item),
                $"Question:In language {language}, what is {item} called, and where would one have to look for it?\nAnswer:",
                [" this", " that", " neither of them", " both"]));
            if (prompts.Count > 0)
            {
                journaled.AnswerAsync(prompts, Scoring.LikelihoodPerToken, null, CancellationToken.None).GetAwaiter().GetResult();
            }
        }

        return (journaled.Journal.Asked, journaled.Journal.Known);
    }

    private static string IdOf(int item) => $"{Set}-{item:000000}";

    private void Size(string what, IEnumerable<string> files)
    {
        var bytes = files.Sum(file => new FileInfo(file).Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {bytes:N0} bytes, {(double)bytes / Answers:0.0} an answer"));
    }
}
