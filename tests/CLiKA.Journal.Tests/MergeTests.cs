using CLiKA.Answers;
using CLiKA.Prompts;
using CLiKA.Runs;
using Microsoft.Data.Sqlite;

namespace CLiKA.Journal.Tests;

public sealed class MergeTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Output => PathOf("all.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_answers_of_all_journals_are_there_afterwards()
    {
        var prompts = RuleModel.Prompts(500);
        await AskAsync("1.db", new RuleModel(), prompts[..300]);
        await AskAsync("2.db", new RuleModel(), prompts[200..]);
        await AskAsync("2.db", new RuleModel("other"), prompts[..50]);
        await ContinueAsync("3.db", new RuleModel(), ["Wo?", "Wann?"]);

        var merge = Merge("3.db", "1.db", "2.db");

        merge.Should().Be(new JournalMerge(3, 3, 552, 100));
        using var journal = AnswerJournal.OpenExisting(Output);
        journal.Check().Should().Be(552);
        var model = new RuleModel();
        (await AskAsync("all.db", model, prompts)).Select(RuleModel.Exactly).Should().Equal(prompts.Select(prompt => RuleModel.Exactly(RuleModel.AnswerTo(prompt, "model"))));
        await ContinueAsync("all.db", model, ["Wann?", "Wo?"]);
        var other = new RuleModel("other");
        await AskAsync("all.db", other, prompts[..51]);
        model.Asked.Should().BeEmpty();
        other.Asked.Should().Equal(["item-50"]);
    }

    [Fact]
    public async Task Merging_again_in_another_order_or_into_itself_changes_nothing()
    {
        await AskAsync("1.db", new RuleModel(), RuleModel.Prompts(300));
        await AskAsync("2.db", new RuleModel(), RuleModel.Prompts(600)[200..]);
        Merge("1.db", "2.db");
        var once = Rows(Output);

        Merge("2.db", "all.db", "1.db", "2.db").Should().Be(new JournalMerge(2, 1, 0, 700));
        AnswerJournal.Merge(PathOf("reversed.db"), [PathOf("2.db"), PathOf("1.db")]);

        Rows(Output).Should().Equal(once).And.HaveCount(600);
        Rows(PathOf("reversed.db")).Should().Equal(once);
    }

    [Theory]
    [InlineData("1.db", "2.db", "3.db")]
    [InlineData("2.db", "3.db", "1.db")]
    [InlineData("3.db", "1.db", "2.db")]
    public async Task A_merged_book_was_begun_with_the_oldest_and_has_the_name_that_was_used_last(string first, params string[] others)
    {
        foreach (var (name, times) in ((string, string)[])
        [
            ("1.db", "name = 'oldest', begun = 1000, used = 4000"),
            ("2.db", "name = 'last', begun = 2000, used = 5000"),
            ("3.db", "name = 'between', begun = 3000, used = 3500"),
        ])
        {
            await AskAsync(name, new RuleModel(), RuleModel.Prompts(10));
            Execute(PathOf(name), $"UPDATE books SET {times}");
        }

        Merge(first);
        Merge(others);

        using var journal = AnswerJournal.OpenExisting(Output);
        var book = journal.Books().Should().ContainSingle().Subject;
        (book.Name, book.Begun.ToUnixTimeSeconds(), book.Used.ToUnixTimeSeconds()).Should().Be(("last", 1000, 5000));
    }

    [Fact]
    public async Task As_many_journals_are_merged_as_there_are()
    {
        var prompts = RuleModel.Prompts(230);
        foreach (var (number, prompt) in prompts.Index())
        {
            await AskAsync($"{number}.db", new RuleModel(), [prompt, prompts[0]]);
        }

        Merge([.. Enumerable.Range(0, prompts.Count).Select(number => $"{number}.db")]).Should().Be(new JournalMerge(230, 1, 230, 229));
    }

    [Fact]
    public async Task Answers_are_added_to_those_that_are_there()
    {
        await AskAsync("all.db", new RuleModel(), RuleModel.Prompts(100));
        await AskAsync("1.db", new RuleModel(), RuleModel.Prompts(150)[50..]);

        Merge("1.db").Should().Be(new JournalMerge(1, 1, 50, 50));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_answers_to_one_question_are_an_error_and_nothing_is_merged(bool intoJournal)
    {
        var prompts = RuleModel.Prompts(300);
        var other = intoJournal ? "all.db" : "2.db";
        await AskAsync("1.db", new RuleModel(), prompts);
        await AskAsync(other, new RuleModel { Rule = prompt => prompt.ItemId == "item-77" ? new Answer(1) : RuleModel.AnswerTo(prompt, "model") }, prompts);
        var before = intoJournal ? Rows(Output) : [];

        FluentActions.Invoking(() => Merge(intoJournal ? ["1.db"] : ["1.db", "2.db"])).Should().Throw<InvalidInputException>()
            .Which.Message.Should().MatchRegex($@"^{_folder.Path}/\w+\.db: answers question [0-9a-f]{{32}} of here \(likelihood\) differently from {_folder.Path}/\w+\.db, ");

        Rows(Output).Should().Equal(before);
    }

    // More than are read at a time.
    [Fact]
    public async Task Two_journals_that_contradict_each_other_are_named_however_many_are_between_them()
    {
        string[] names = [.. Enumerable.Range(0, 120).Select(number => $"{number}.db")];
        foreach (var (name, prompt) in names.Zip(RuleModel.Prompts(names.Length)))
        {
            await AskAsync(name, new RuleModel(), [prompt]);
        }

        await AskAsync("last.db", new RuleModel { Rule = _ => new Answer(1) }, RuleModel.Prompts(6)[5..]);

        FluentActions.Invoking(() => Merge([.. names, "last.db"])).Should().Throw<InvalidInputException>()
            .WithMessage($"{PathOf("last.db")}: answers question * differently from {PathOf("5.db")}, *");

        Rows(Output).Should().BeEmpty();
    }

    [Theory]
    [InlineData("", "is empty; expected a journal.")]
    [InlineData("text", "*not a database*")]
    [InlineData(null, "no such journal; *")]
    public async Task A_file_that_is_no_journal_is_named_and_the_output_is_not_touched(string? text, string problem)
    {
        await AskAsync("1.db", new RuleModel(), RuleModel.Prompts(10));
        if (text is not null)
        {
            _folder.Write("2.db", string.Concat(Enumerable.Repeat(text, 500)));
        }

        FluentActions.Invoking(() => Merge("1.db", "2.db")).Should().Throw<InvalidInputException>().WithMessage($"{PathOf("2.db")}: {problem}");

        File.Exists(Output).Should().BeFalse();
    }

    // Its last page, of answers, is of another kind.
    [Fact]
    public async Task A_journal_whose_structure_is_damaged_is_named_and_the_output_is_not_touched()
    {
        await AskAsync("1.db", new RuleModel(), RuleModel.Prompts(10));
        await AskAsync("2.db", new RuleModel(), RuleModel.Prompts(400));
        var bytes = await File.ReadAllBytesAsync(PathOf("2.db"));
        bytes.AsSpan(bytes.Length - 4096).Clear();
        await File.WriteAllBytesAsync(PathOf("2.db"), bytes);

        FluentActions.Invoking(() => Merge("1.db", "2.db")).Should().Throw<InvalidInputException>().WithMessage($"{PathOf("2.db")}: the journal is damaged: *");

        File.Exists(Output).Should().BeFalse();
    }

    [Fact]
    public async Task A_damaged_answer_is_an_error_and_nothing_is_merged()
    {
        await AskAsync("1.db", new RuleModel(), RuleModel.Prompts(50));
        await AskAsync("2.db", new RuleModel(), RuleModel.Prompts(100)[50..]);
        Execute(PathOf("2.db"), "UPDATE entries SET answer = zeroblob(20) WHERE question = (SELECT max(question) FROM entries)");

        FluentActions.Invoking(() => Merge("1.db", "2.db")).Should().Throw<InvalidInputException>()
            .WithMessage($"{PathOf("2.db")}: the journal is damaged: an answer is not as it was written.*");

        Rows(Output).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_killed_process_left_in_its_log_is_merged()
    {
        using var journal = AnswerJournal.Open(PathOf("1.db"));
        using var journaled = new JournaledModel(new RuleModel(), journal, "here");
        await journaled.AnswerAsync(RuleModel.Prompts(20), Scoring.Likelihood, null, CancellationToken.None);
        foreach (var file in Directory.GetFiles(_folder.Path, "1.db*"))
        {
            File.Copy(file, file.Replace("1.db", "killed.db", StringComparison.Ordinal));
        }

        File.Exists(PathOf("killed.db-wal")).Should().BeTrue();
        Merge("killed.db").Added.Should().Be(20);
    }

    [Fact]
    public async Task Shards_ask_every_question_once_and_keep_all_languages_of_an_item_together()
    {
        var prompts = RuleModel.Prompts(200).SelectMany(prompt => (string[])["en", "de"], (prompt, language) => prompt with
        {
            Text = $"{language}: {prompt.Text}",
        }).ToList();
        string[] texts = [.. Enumerable.Range(0, 50).Select(text => $"Text {text}")];
        var shards = new List<List<string>>();
        foreach (var number in Enumerable.Range(1, 4))
        {
            var model = new RuleModel();
            using var journal = AnswerJournal.Open(PathOf($"{number}.db"));
            using var sharded = new ShardedModel(new JournaledModel(model, journal, "here"), new(number, 4));
            (await sharded.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None)).Should().HaveCount(400)
                .And.OnlyContain(answer => answer.Choice == null && answer.Scores.IsEmpty, "nobody may measure them");
            (await sharded.GenerateAsync(texts, new(5), null, CancellationToken.None)).Should().HaveCount(50).And.OnlyContain(text => text.Length == 0);
            sharded.Questions.Should().Be(450);
            sharded.Own.Should().Be(model.Asked.Count);
            shards.Add(model.Asked);
        }

        Merge("1.db", "2.db", "3.db", "4.db").Added.Should().Be(450);
        shards.SelectMany(shard => shard).Where(asked => asked.StartsWith("item", StringComparison.Ordinal)).GroupBy(item => item)
            .Should().HaveCount(200).And.OnlyContain(item => item.Count() == 2 && shards.Count(shard => shard.Contains(item.Key)) == 1);
        shards.SelectMany(shard => shard).Where(asked => asked.StartsWith("Text", StringComparison.Ordinal)).Should().BeEquivalentTo(texts);
        var whole = new RuleModel();
        await AskAsync("all.db", whole, prompts);
        await ContinueAsync("all.db", whole, texts);
        whole.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task A_shard_without_a_question_asks_nothing()
    {
        var model = new RuleModel();
        using var sharded = new ShardedModel(model, Enumerable.Range(1, 9).Select(number => new Shard(number, 9)).First(shard => !shard.Holds("item-0")));

        sharded.Check(RuleModel.Prompts(1), Scoring.Likelihood);
        await sharded.AnswerAsync(RuleModel.Prompts(1), Scoring.Likelihood, null, CancellationToken.None);

        model.Slices.Should().BeEmpty();
        sharded.Questions.Should().Be(1);
        sharded.Own.Should().Be(0);
    }

    private static List<string> Rows(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT protocol, hex(question), hex(answer) FROM entries JOIN books ON id = book ORDER BY 1, 2";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add($"{reader.GetString(0)} {reader.GetString(1)} {reader.GetString(2)}");
        }

        return rows;
    }

    private static void Execute(string file, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private JournalMerge Merge(params string[] names) => AnswerJournal.Merge(Output, names.Select(PathOf));

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private Task<IReadOnlyList<Answer>> AskAsync(string file, RuleModel model, IReadOnlyList<Prompt> prompts) => model.AskBehindAsync(PathOf(file), prompts);

    private Task<IReadOnlyList<string>> ContinueAsync(string file, RuleModel model, IReadOnlyList<string> texts) =>
        model.ContinueBehindAsync(PathOf(file), texts, new(5));
}
