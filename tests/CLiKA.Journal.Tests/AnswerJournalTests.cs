using CLiKA.Answers;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Tests;

/// <summary>Whatever a journal's file has become: one clear error, or the answers as they were given.</summary>
public sealed class AnswerJournalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_damaged_byte_is_an_error_or_changes_no_answer()
    {
        const int Damages = 60;
        var prompts = RuleModel.Prompts(400);
        await AskAsync(new RuleModel());
        var sound = await System.IO.File.ReadAllBytesAsync(File);
        var random = new Random(1);
        var errors = 0;
        for (var damage = 0; damage < Damages; damage++)
        {
            var bytes = (byte[])sound.Clone();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            await System.IO.File.WriteAllBytesAsync(File, bytes);
            try
            {
                var answers = await AskAsync(new RuleModel());
                answers.Zip(prompts).Should().OnlyContain(
                    pair => pair.First.Scores.SequenceEqual(RuleModel.AnswerTo(pair.Second, "model").Scores));
            }
            catch (InvalidInputException error)
            {
                error.File.Should().Be(File);
                errors++;
            }

            DeleteLog();
        }

        errors.Should().BeGreaterThan(Damages / 2, "most bytes of a journal are answers");
    }

    [Fact]
    public async Task A_changed_answer_is_said_to_be_damage()
    {
        await AskAsync(new RuleModel());
        Execute("UPDATE entries SET answer = zeroblob(20) WHERE question = (SELECT question FROM entries LIMIT 1)");

        await FluentActions.Awaiting(() => AskAsync(new RuleModel())).Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{File}: the journal is damaged: an answer is not as it was written. Delete it, and its questions are asked again, *");
    }

    [Fact]
    public async Task An_answer_in_another_models_book_is_said_to_be_damage()
    {
        await AskAsync(new RuleModel());
        await AskAsync(new RuleModel("other"));
        Execute("DELETE FROM entries WHERE book = 2; UPDATE entries SET book = 2");

        await FluentActions.Awaiting(() => AskAsync(new RuleModel("other"))).Should().ThrowAsync<InvalidInputException>().WithMessage("*damaged*");
    }

    // An answer that was changed, one that stands in another model's book, and one of a book that is not there.
    [Theory]
    [InlineData("UPDATE entries SET answer = zeroblob(20) WHERE question = (SELECT max(question) FROM entries)")]
    [InlineData("UPDATE entries SET question = x'00' WHERE question = (SELECT max(question) FROM entries)")]
    [InlineData("UPDATE books SET model = 'other'")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM books")]
    public async Task A_check_finds_what_is_not_as_it_was_written(string damage)
    {
        await AskAsync(new RuleModel());
        Check().Should().Be(400);

        Execute(damage);

        FluentActions.Invoking(Check).Should().Throw<InvalidInputException>()
            .WithMessage($"{File}: the journal is damaged: answer * of book 1 is not as it was written. Delete it, *");

        long Check()
        {
            using var journal = AnswerJournal.OpenExisting(File);
            return journal.Check();
        }
    }

    // The index of books, by which a check reads no answer.
    [Fact]
    public async Task A_check_finds_a_damaged_structure_though_every_answer_is_whole()
    {
        const int PageSize = 4096;
        await AskAsync(new RuleModel());
        var page = RootPageOf("sqlite_autoindex_books_1");
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = (page - 1) * PageSize;
            await file.WriteAsync(new byte[PageSize]);
        }

        using var journal = AnswerJournal.OpenExisting(File);

        FluentActions.Invoking(journal.Check).Should().Throw<InvalidInputException>().WithMessage($"{File}: the journal is damaged: *");
    }

    [Theory]
    [InlineData(5, "another process holds the journal: what SQLite says. End that process, or name another file.")]
    [InlineData(6, "another process holds the journal: what SQLite says. End that process, or name another file.")]
    [InlineData(8, "the journal cannot be written here: what SQLite says. Name another file ('journal' in clika.json, or CLIKA_JOURNAL), or go without one *")]
    [InlineData(14, "the journal cannot be written here: what SQLite says. Name another file ('journal' in clika.json, or CLIKA_JOURNAL), or go without one *")]
    [InlineData(10, "the journal cannot be read or written: what SQLite says. What was committed is kept. Check that the disk is not full and *")]
    [InlineData(13, "no room for the journal: what SQLite says. What was committed is kept; make room and run again.")]
    [InlineData(99, "the journal cannot be used: what SQLite says. What was committed is kept; run again.")]
    public void What_can_be_done_is_said(int code, string expected) =>
        Database.JournalErrors.Of(File, new SqliteException("what SQLite says.", code)).Message.Should().Match($"{File}: {expected}");

    [Theory]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(10000)]
    public async Task A_truncated_file_is_damage(int length)
    {
        await AskAsync(new RuleModel());
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.SetLength(length);
        }

        await FluentActions.Awaiting(() => AskAsync(new RuleModel())).Should().ThrowAsync<InvalidInputException>().WithMessage($"{File}: the journal is damaged: *");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_kept()
    {
        var text = string.Concat(Enumerable.Repeat("This is no journal.\n", 100));
        await System.IO.File.WriteAllTextAsync(File, text);

        FluentActions.Invoking(() => AnswerJournal.Open(File)).Should().Throw<InvalidInputException>().WithMessage($"{File}: *not a database*");
        (await System.IO.File.ReadAllTextAsync(File)).Should().Be(text);
    }

    [Fact]
    public void A_database_of_another_program_is_refused()
    {
        Execute("CREATE TABLE theirs (x)");

        FluentActions.Invoking(() => AnswerJournal.Open(File)).Should().Throw<InvalidInputException>()
            .WithMessage($"{File}: is a database of another program; expected a journal, or a path where no file is.");
    }

    [Fact]
    public async Task A_journal_of_a_newer_format_is_refused()
    {
        await AskAsync(new RuleModel());
        Execute("PRAGMA user_version = 2");

        FluentActions.Invoking(() => AnswerJournal.Open(File)).Should().Throw<InvalidInputException>()
            .WithMessage($"{File}: is a journal of format 2; this version of CLiKA reads format 1. *");
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_with_what_to_do()
    {
        var place = Path.Combine(_folder.Write("file", "x"), "journal.db");

        FluentActions.Invoking(() => AnswerJournal.Open(place)).Should().Throw<InvalidInputException>()
            .WithMessage($"{place}: the journal cannot be written here: *CLIKA_JOURNAL=off*");
    }

    [Fact]
    public async Task A_full_disk_is_one_error_and_what_was_committed_is_kept()
    {
        var prompts = RuleModel.Prompts(3000);
        var first = new RuleModel();
        using (var journal = AnswerJournal.Open(File))
        {
            journal.Connection.Number("PRAGMA max_page_count = 30").Should().Be(30);
            using var journaled = new JournaledModel(first, journal, "here");
            await FluentActions.Awaiting(() => journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None))
                .Should().ThrowAsync<InvalidInputException>()
                .WithMessage($"{File}: no room for the journal: *What was committed is kept; make room and run again.");
        }

        using var again = AnswerJournal.Open(File);
        var second = new RuleModel();
        using var rest = new JournaledModel(second, again, "here");
        await rest.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        first.Slices.Should().HaveCountGreaterThan(2);
        second.Asked.Should().HaveCount(3000 - first.Slices.SkipLast(1).Sum(), "only the slice that did not fit is asked again");
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(11, true)]
    [InlineData(26, false)]
    [InlineData(7, false)]
    [InlineData(9, false)]
    public void Only_a_journal_that_is_damaged_is_to_be_deleted(int code, bool isDamaged)
    {
        var message = Database.JournalErrors.Of(File, new SqliteException("what SQLite says.", code)).Message;

        message.Should().StartWith($"{File}: ").And.Contain("what SQLite says.");
        message.Contains("Delete it", StringComparison.Ordinal).Should().Be(isDamaged);
    }

    [Fact]
    public async Task A_book_that_is_used_again_keeps_its_beginning_and_comes_first()
    {
        await AskAsync(new RuleModel());
        await AskAsync(new RuleModel("other"));
        Execute("UPDATE books SET begun = 1000, used = 2000 WHERE model = 'model'; UPDATE books SET begun = 3000, used = 4000 WHERE model = 'other'");
        var before = Books();

        await AskAsync(new RuleModel());

        before.Should().Equal(("other", 3000, 4000), ("model", 1000, 2000));
        var after = Books();
        after.Select(book => (book.Model, book.Begun)).Should().Equal(("model", 1000), ("other", 3000));
        after[0].Used.Should().BeCloseTo(DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 600);
        after[1].Used.Should().Be(4000, "asking one model uses no other's book");
    }

    [Fact]
    public void A_journal_that_is_to_be_there_is_not_made()
    {
        FluentActions.Invoking(() => AnswerJournal.OpenExisting(File)).Should().Throw<InvalidInputException>().WithMessage($"{File}: no such journal*");
        System.IO.File.Exists(File).Should().BeFalse();
    }

    private async Task<IReadOnlyList<Answer>> AskAsync(RuleModel model)
    {
        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(model, journal, "here");
        return await journaled.AnswerAsync(RuleModel.Prompts(400), Scoring.Likelihood, null, CancellationToken.None);
    }

    private List<(string Model, long Begun, long Used)> Books()
    {
        using var journal = AnswerJournal.OpenExisting(File);
        return [.. journal.Books().Select(book => (book.Identity.Model, book.Begun.ToUnixTimeSeconds(), book.Used.ToUnixTimeSeconds()))];
    }

    private void Execute(string statements)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statements;
        command.ExecuteNonQuery();
    }

    private long RootPageOf(string name)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rootpage FROM sqlite_master WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return (long)command.ExecuteScalar()!;
    }

    private void DeleteLog()
    {
        foreach (var file in Directory.GetFiles(_folder.Path, "journal.db-*"))
        {
            System.IO.File.Delete(file);
        }
    }
}
