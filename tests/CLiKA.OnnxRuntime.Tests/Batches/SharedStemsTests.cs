using CLiKA.Answers;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Tests.Devices;
using CLiKA.OnnxRuntime.Tests.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests.Batches;

/// <summary>Prompts with a common stem, such as a question under several orders of its letters: the stem is computed once, and no answer changes.</summary>
public sealed class SharedStemsTests : IDisposable
{
    private static readonly string[] Letters = ["A", "B", "C", "D"];
    private static readonly string[] Places = ["Warsaw", "Gdańsk", "Łódź", "北京"];

    private readonly OpenSmallModel _model = new();
    private readonly ReadTokens _graph;

    public SharedStemsTests() => _graph = new(_model.Graph);

    // Twelve questions of three lengths, each under four orders.
    private static Prompt[] Orders =>
    [
        .. from question in Enumerable.Range(0, 12)
           from order in Enumerable.Range(0, Letters.Length)
           select new Prompt(
               $"{question}",
               $"Which is the right one?\nQuestion:{question} {new string((char)('a' + question), 30 + (8 * (question % 3)))}?\n"
               + string.Concat(Letters.Select((letter, place) => $"{letter}. {Places[(place + order) % Places.Length]}\n")) + "Answer:",
               [.. Letters]),
    ];

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void No_bit_of_an_answer_depends_on_what_is_read_once(int? batchSize)
    {
        var together = Answers(Orders, batchSize);
        var tokens = _graph.Tokens;
        _graph.Tokens = 0;
        var alone = Enumerable.Range(0, Letters.Length).SelectMany(order => OfOrder(order).Zip(Answers(OfOrder(order), batchSize)))
            .OrderBy(pair => Array.IndexOf(Orders.Select(prompt => prompt.Text).ToArray(), pair.First.Text)).Select(pair => pair.Second);

        together.SelectMany(answer => answer.LogProbabilities).Should().Equal(alone.SelectMany(answer => answer.LogProbabilities));
        together.SelectMany(answer => answer.LogProbabilities).Should().OnlyHaveUniqueItems();

        // A question has 30 to 46 tokens in its stem, and 52 after it: asked alone, the stem would be computed four times.
        ((double)tokens / _graph.Tokens).Should().BeInRange(0.6, 0.75);
    }

    [Fact]
    public void Prompts_that_share_nothing_more_are_read_one_by_one()
    {
        Answers(OfOrder(0), null);

        _graph.Groups.Should().OnlyContain(size => size == 1);
    }

    // One option each: their first tokens are the same too, and their logits are needed in every row.
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void Positions_whose_logits_are_wanted_are_read_in_each_row_even_where_rows_are_alike(int? batchSize)
    {
        Prompt[] prompts =
        [
            .. from question in Enumerable.Range(0, 6)
               from place in Places
               select new Prompt($"{question}, {place}", $"Question:{question} {new string((char)('a' + question), 40)}?\nAnswer:", [$" in the city of {place}"]),
        ];

        // The same prompt twice, whose rows are identical.
        prompts = [.. prompts, prompts[0]];
        var together = Answers(prompts, batchSize, Scoring.Likelihood);
        _graph.Groups.Should().Contain(size => size > 1);
        var alone = prompts.SelectMany(prompt => Answers([prompt], batchSize, Scoring.Likelihood));

        together.SelectMany(answer => answer.LogProbabilities).Should().Equal(alone.SelectMany(answer => answer.LogProbabilities));
    }

    [Fact]
    public void Stems_that_do_not_fit_are_read_again_in_halves()
    {
        var expected = Answers(Orders, 64).SelectMany(answer => answer.LogProbabilities);
        var device = new SmallDevice(_graph) { MaximumRows = 8 };

        new OptionScorer(_model.Folder, device, new() { BatchSize = 64 }).Score(Orders, Scoring.Letter, null, CancellationToken.None)
            .SelectMany(answer => answer.LogProbabilities).Should().Equal(expected);

        device.Rows.Should().Contain(rows => rows > 8).And.Contain(rows => rows <= 8);
    }

    // Twelve stems of 24 tokens behind a prefix of 5, with ends of 10: while ends are read, there are keys and values of 39 tokens, and of 29.
    [Theory]
    [InlineData(4 * 68, 4)]
    [InlineData((4 * 68) - 1, 3)]
    public void A_stem_counts_twice_among_the_keys_and_values_of_a_batch(int tokens, int groups)
    {
        var rows = (
            from stem in Enumerable.Range(0, 12)
            from end in Enumerable.Range(0, 4)
            select Row((stem * 4) + end, [1, 2, 3, 4, 5, .. Enumerable.Repeat(10 + stem, 26), .. Enumerable.Repeat(60 + end, 8)])).ToList();

        var plan = BatchPlan.For(rows, null, 1024, 100, new SmallDevice(_graph) { Cache = BatchLimits.Cpu.Cache / tokens });

        plan.Batches.Max(batch => batch.Length).Should().Be(groups);
        plan.Batches.SelectMany(batch => batch).Should().OnlyContain(group => group.Length == 4);
    }

    // 40 stems of 24 tokens behind a beginning of 5, each with four ends of 10: 40 x (24 + 4 x 10) instead of 40 x 4 x 34 tokens.
    [Fact]
    public void Stems_of_one_length_are_read_together()
    {
        var rows = (
            from stem in Enumerable.Range(0, 40)
            from end in Enumerable.Range(0, 4)
            select Row((stem * 4) + end, [1, 2, 3, 4, 5, .. Enumerable.Repeat(10 + stem, 26), .. Enumerable.Repeat(60 + end, 8)])).ToList();

        var plan = BatchPlan.For(rows, null, 1024, 100, _graph);

        plan.PrefixLength.Should().Be(5);
        plan.Batches.Should().HaveCount(1, "40 x 24 tokens are fewer than 1,024").And.Subject.Single().Should().HaveCount(40).And.OnlyContain(
            group => group.Length == 4 && group.All(row => row.Beginning == 29));
    }

    // Runs of two rows would take longer than reading some tokens again.
    [Fact]
    public void A_little_in_common_is_not_worth_a_run_of_its_own()
    {
        var rows = Enumerable.Range(0, 4).Select(end => Row(end, [1, 2, 3, .. Enumerable.Repeat(4 + (end / 2), 10), .. Enumerable.Repeat(10 + end, 30)])).ToList();

        BatchPlan.For(rows, null, 1024, 100, _graph).Batches.Should().ContainSingle().Which.Should().OnlyContain(group => group.Length == 1 && group[0].Beginning == 0);
    }

    private static Row Row(int prompt, int[] tokens) => new(prompt, 0, tokens, [[new(0, 0, 1)]]);

    private static Prompt[] OfOrder(int order) => [.. Orders.Where((_, index) => index % Letters.Length == order)];

    private IReadOnlyList<Answer> Answers(Prompt[] prompts, int? batchSize, Scoring scoring = Scoring.Letter) =>
        new OptionScorer(_model.Folder, _graph, new() { BatchSize = batchSize }).Score(prompts, scoring, null, CancellationToken.None);
}
