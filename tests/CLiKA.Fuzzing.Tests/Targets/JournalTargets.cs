using CLiKA.Answers;
using CLiKA.Fuzzing.Tests.Mutations;
using CLiKA.Journal;
using CLiKA.Prompts;

namespace CLiKA.Fuzzing.Tests.Targets;

/// <summary>Journals.</summary>
internal static class JournalTargets
{
    private const string File = "journal.db";
    private static readonly Prompt[] Prompts =
        [.. Enumerable.Range(0, 40).Select(item => new Prompt($"item-{item}", $"Which of these is {item}?", ["A", "B", "C"]))];

    public static IReadOnlyList<(string Name, Func<FuzzTarget> Make)> All { get; } =
    [
        ("journal", () => new("journal", Seeds.Written(Read), new ByteMutation("SQLite format 3\0", "books", "entries", "CREATE TABLE"), Read) { Cost = 20 }),
    ];

    private static void Read(string folder)
    {
        // What a damaged journal's connection left beside it is no part of the next input.
        var path = Path.Combine(folder, File);
        try
        {
            using var journal = AnswerJournal.Open(path);
            using var model = new JournaledModel(new FirstOption(), journal, "here");
            model.AnswerAsync(Prompts, Scoring.Likelihood, null, CancellationToken.None).GetAwaiter().GetResult();
            journal.Books();
            journal.Check();
        }
        finally
        {
            foreach (var rest in Directory.GetFiles(folder, File + "-*"))
            {
                System.IO.File.Delete(rest);
            }
        }
    }
}
