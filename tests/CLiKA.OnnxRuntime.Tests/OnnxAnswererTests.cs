using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;
using CLiKA.OnnxRuntime.Tests.Tokenizers;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests;

public sealed class OnnxAnswererTests : IDisposable
{
    private static readonly Prompt[] Prompts =
    [
        new("1", "Question:Wo liegt Łódź?\nAnswer:", [" in Polen", " in Österreich", " x"]),
        new("2", "Question:中国的首都是哪座城市？\nAnswer:", [" 北京", " 東京"]),
        new("3", "Question:Perché?\nAnswer:", [" il cielo è blu", " a", " l'île", " 12345"]),
        new("4", "Question:Wo liegt Gdańsk, und wie weit ist es von dort bis nach Warschau?\nAnswer:", [" Nord", " Süd"]),
        new("5", "Question:?\nAnswer:", ["!", "?"]),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(SmallLlama.Grouped))]
    [InlineData(nameof(SmallLlama.Tied))]
    public async Task Likelihoods_equal_the_reference(string name)
    {
        SmallModel.Write(_folder, SmallLlama.Named(name));
        var reference = new ReferenceLlama(SmallLlama.Named(name), SmallLlama.Weights(SmallLlama.Named(name)));
        using var answerer = Load();

        var answers = await Ask(answerer, Prompts, Scoring.Likelihood);

        foreach (var (prompt, answer) in Prompts.Zip(answers))
        {
            var expected = prompt.Continuations.Select(continuation => Likelihood(reference, answerer, prompt, continuation)).ToArray();
            answer.LogProbabilities.Should().HaveSameCount(expected);
            answer.LogProbabilities.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-3);
            answer.Choice.Should().Be(Array.IndexOf(expected, expected.Max()));
        }
    }

    [Fact]
    public async Task Letters_are_compared_after_the_prompt_over_the_letters_that_the_item_has()
    {
        SmallModel.Write(_folder);
        var reference = new ReferenceLlama(SmallLlama.Grouped, SmallModel.Weights);
        using var answerer = Load();
        string[] letters = ["A", "B", "C", "D"];
        var prompts = Prompts.Select(prompt => prompt with { Continuations = [.. letters.Take(prompt.Continuations.Length)] }).ToArray();

        var answers = await Ask(answerer, prompts, Scoring.Letter);

        foreach (var (prompt, answer) in prompts.Zip(answers))
        {
            var expected = prompt.Continuations.Select(letter => Likelihood(reference, answerer, prompt, letter)).ToArray();
            answer.LogProbabilities.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-3);
            answer.Choice.Should().Be(Array.IndexOf(expected, expected.Max()));
        }
    }

    // On a CPU every value is widened and narrowed again; that it computes at all is what a GPU needs.
    [Fact]
    public async Task A_graph_that_computes_with_16_bits_answers_alike()
    {
        SmallModel.Write(_folder);
        using var exact = Load();
        var expected = await Ask(exact, Prompts, Scoring.Likelihood);
        var said = await exact.GenerateAsync([.. Prompts.Select(prompt => prompt.Text)], new(4), null, default);
        DecoderGraph.Write(_folder["model.onnx"], SmallLlama.Grouped, SmallModel.Weights, WeightType.Float16Compute);
        using var answerer = Load();

        var answers = await Ask(answerer, Prompts, Scoring.Likelihood);

        foreach (var (answer, reference) in answers.Zip(expected))
        {
            answer.LogProbabilities.Zip(reference.LogProbabilities, (a, b) => Math.Abs(a - b)).Max().Should().BeInRange(1e-6, 0.1);
            answer.Choice.Should().Be(reference.Choice);
        }

        (await answerer.GenerateAsync([.. Prompts.Select(prompt => prompt.Text)], new(4), null, default)).Should().Equal(said);
    }

    [Fact]
    public async Task A_graph_that_fails_names_the_file_and_the_items()
    {
        SmallModel.Write(_folder, SmallLlama.Grouped with { MaximumPositions = 8 });
        SmallLlama.Grouped.Write(_folder["config.json"]);
        using var answerer = Load();

        var ask = () => Ask(answerer, Prompts, Scoring.Likelihood);

        (await ask.Should().ThrowAsync<InvalidInputException>())
            .Which.Message.Should().StartWith($"{_folder["model.onnx"]}: ONNX Runtime failed on item '5' (").And.Contain("RotaryEmbedding");
    }

    [Fact]
    public async Task Continuations_are_tokenized_after_the_prompt()
    {
        var configuration = SmallLlama.Grouped with { VocabularySize = 512 };
        SmallModel.Write(_folder, configuration);
        File.Copy(Path.Combine(ReferenceTests.Small, "llama", "tokenizer.json"), _folder["tokenizer.json"], overwrite: true);
        var reference = new ReferenceLlama(configuration, SmallLlama.Weights(configuration));
        using var answerer = Load();
        var tokenizer = answerer.Folder.Tokenizer;
        var prompt = new Prompt("1", "The capital:", [" of", "of"]);
        var beginning = tokenizer.Encode(prompt.Text, addSpecialTokens: true);

        var answer = (await Ask(answerer, [prompt], Scoring.Likelihood)).Single();

        var expected = prompt.Continuations.Select(text =>
        {
            var ids = tokenizer.Encode(prompt.Text + text, addSpecialTokens: true).Skip(beginning.Count).ToArray();
            ids.Should().NotEqual(tokenizer.Encode(text, addSpecialTokens: false), "alone it would begin with a space");
            return Likelihood(reference, beginning, ids);
        });
        answer.LogProbabilities.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-3);
    }

    [Theory]
    [InlineData(Scoring.LikelihoodPerToken)]
    [InlineData(Scoring.LikelihoodPerByte)]
    public async Task Lengths_are_those_of_the_continuation(Scoring scoring)
    {
        SmallModel.Write(_folder);
        using var answerer = Load();
        var prompts = Prompts.Where(prompt => prompt.Continuations.Length > 2).ToArray();

        var answers = await Ask(answerer, prompts, scoring);

        foreach (var (prompt, answer) in prompts.Zip(answers))
        {
            var scores = prompt.Continuations.Zip(answer.LogProbabilities, (text, sum) => sum / (scoring == Scoring.LikelihoodPerToken
                ? answerer.Folder.Tokenizer.Encode(text, addSpecialTokens: false).Count
                : System.Text.Encoding.UTF8.GetByteCount(text) - 1)).ToArray();
            answer.Choice.Should().Be(Array.IndexOf(scores, scores.Max()));
        }
    }

    [Fact]
    public async Task Order_grouping_batches_and_threads_change_no_bit()
    {
        SmallModel.Write(_folder);
        async Task<double[]> Sums(OnnxAnswererOptions options, Func<Prompt[], Prompt[]> arrange)
        {
            using var answerer = OnnxAnswerer.Load(_folder.Path, options);
            var arranged = arrange(Prompts);
            var answers = await Ask(answerer, arranged, Scoring.Likelihood);
            return [.. arranged.Zip(answers).OrderBy(pair => pair.First.ItemId).SelectMany(pair => pair.Second.LogProbabilities)];
        }

        var cpu = new OnnxAnswererOptions { Device = DeviceRequest.Cpu, Threads = 2 };
        var expected = await Sums(cpu, prompts => prompts);
        expected.Should().OnlyHaveUniqueItems();

        (await Sums(cpu, prompts => [.. prompts.Reverse()])).Should().Equal(expected);
        (await Sums(cpu with { BatchSize = 1 }, prompts => prompts)).Should().Equal(expected);
        (await Sums(cpu with { BatchSize = 64 }, prompts => prompts)).Should().Equal(expected);
        (await Sums(cpu with { TokenBudget = 50 }, prompts => prompts)).Should().Equal(expected);
        (await Sums(cpu with { Threads = 1 }, prompts => prompts)).Should().Equal(expected);

        // Alone, an item shares almost all of its text with its own options; a prompt of one character shares nothing.
        var alone = new List<double>();
        foreach (var prompt in Prompts)
        {
            alone.AddRange(await Sums(cpu, _ => [prompt]));
        }

        alone.Should().Equal(expected);
        (await Sums(cpu, prompts => [.. prompts, new("6", "~", ["A"])])).SkipLast(1).Should().Equal(expected);
    }

    // The weight reaches the logit of one token alone, and no prompt asks for that token.
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public async Task A_model_whose_logits_are_not_finite_numbers_stops_with_the_item(float weight)
    {
        SmallModel.Write(_folder, weights: name => name == "lm_head.weight"
            ? [weight, .. SmallModel.Weights(name)[1..]]
            : SmallModel.Weights(name));
        using var answerer = Load();
        var ask = () => Ask(answerer, [Prompts[3]], Scoring.Likelihood);
        await ask.Should().ThrowAsync<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: *item '4'*not finite*");
    }

    [Fact]
    public async Task Overflow_of_16_bits_is_an_error()
    {
        SmallModel.Write(_folder);
        DecoderGraph.Write(
            _folder["model.onnx"],
            SmallLlama.Grouped,
            name => name.EndsWith("down_proj.weight", StringComparison.Ordinal)
                ? Array.ConvertAll(SmallModel.Weights(name), weight => weight * 60_000)
                : SmallModel.Weights(name),
            WeightType.Float16Compute);
        using var answerer = Load();

        var ask = () => Ask(answerer, [Prompts[3]], Scoring.Likelihood);
        var generate = () => answerer.GenerateAsync(["Question:"], new(2), null, default);

        await ask.Should().ThrowAsync<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: *not finite*16 bits*--dtype f16*");
        await generate.Should().ThrowAsync<InvalidInputException>().WithMessage($"{_folder["model.onnx"]}: *not finite*16 bits*--dtype f16*");
    }

    [Fact]
    public async Task A_letter_of_two_tokens_is_named_before_the_model_is_asked()
    {
        SmallModel.Write(_folder);
        using var answerer = Load();
        var progress = new Steps();
        var ask = () => answerer.AnswerAsync(
            [Prompts[4] with { Continuations = ["A"] }, Prompts[1] with { Continuations = ["A", "Ж"] }], Scoring.Letter, progress, default);
        await ask.Should().ThrowAsync<InvalidInputException>()
            .WithMessage($"{_folder["tokenizer.json"]}: the letter 'Ж' of item '2' is 2 tokens*");
        progress.Reported.Should().BeEmpty();
    }

    [Fact]
    public async Task A_prompt_that_is_too_long_is_named()
    {
        SmallModel.Write(_folder);
        using var answerer = Load();
        var ask = () => Ask(answerer, [Prompts[0], new("long", new string('~', 300), ["A"])], Scoring.Likelihood);
        await ask.Should().ThrowAsync<InvalidInputException>().WithMessage("*item 'long' has 301 tokens*at most 256*");
    }

    [Fact]
    public async Task A_prompt_as_long_as_the_model_reads_is_answered()
    {
        SmallModel.Write(_folder);
        using var answerer = Load();
        var answers = await Ask(answerer, [new("full", new string('~', 255), ["A", "B"])], Scoring.Letter);
        answers[0].LogProbabilities.Should().OnlyContain(value => value < 0 && double.IsFinite(value));
    }

    // " in Polen" and " in Österreich" part after " in ", " a" and " il" after the space, "!" and "?" at once.
    [Fact]
    public async Task Options_that_begin_alike_are_scored_as_if_each_were_asked_alone()
    {
        SmallModel.Write(_folder);
        using var answerer = Load();
        Prompt[] alone = [.. Prompts.SelectMany(prompt => prompt.Continuations.Select(option => new Prompt(prompt.ItemId, prompt.Text, [option])))];

        var together = await Ask(answerer, Prompts, Scoring.Likelihood);
        var expected = await Ask(answerer, alone, Scoring.Likelihood);

        together.SelectMany(answer => answer.LogProbabilities).Should().Equal(expected.Select(answer => answer.LogProbabilities.Single()));
    }

    [Fact]
    public async Task Progress_counts_prompts_and_cancellation_comes_between_batches()
    {
        SmallModel.Write(_folder);
        using var answerer = Load(batchSize: 2);
        var progress = new Steps();
        await answerer.AnswerAsync(Prompts, Scoring.Likelihood, progress, default);
        progress.Reported.Should().BeInAscendingOrder().And.HaveCount(5, "no two prompts have one length");
        progress.Reported.Should().EndWith(Prompts.Length);

        using var cancellation = new CancellationTokenSource();
        var cancelling = new Steps { OnReport = cancellation.Cancel };
        var ask = () => answerer.AnswerAsync(Prompts, Scoring.Likelihood, cancelling, cancellation.Token);
        await ask.Should().ThrowAsync<OperationCanceledException>();
        cancelling.Reported.Should().ContainSingle();
    }

    private static Task<IReadOnlyList<Answer>> Ask(OnnxAnswerer answerer, IReadOnlyList<Prompt> prompts, Scoring scoring) =>
        answerer.AnswerAsync(prompts, scoring, null, default);

    private static double Likelihood(ReferenceLlama reference, OnnxAnswerer answerer, Prompt prompt, string continuation) => Likelihood(
        reference,
        answerer.Folder.Tokenizer.Encode(prompt.Text, addSpecialTokens: true),
        answerer.Folder.Tokenizer.Encode(continuation, addSpecialTokens: false));

    private static double Likelihood(ReferenceLlama reference, IReadOnlyList<int> beginning, IReadOnlyList<int> tokens)
    {
        var logits = reference.Logits([.. beginning, .. tokens]);
        return tokens.Select((token, index) =>
        {
            var row = logits[beginning.Count - 1 + index];
            return row[token] - Math.Log(row.Sum(Math.Exp));
        }).Sum();
    }

    private OnnxAnswerer Load(int? batchSize = null) =>
        OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 2, BatchSize = batchSize });
}
