using System.Globalization;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests.Generation;

/// <summary>Greedy generation, which does not depend on the other texts of a batch.</summary>
public sealed class TextGenerationTests : IDisposable
{
    private const string Instruction = "Question:Wo liegt Łódź?\nAnswer: in Polen\n\n";

    // Two have the same length, and are continued together.
    private static readonly string[] Prompts =
    [
        $"{Instruction}Question:Wo liegt Gdańsk?\nAnswer:",
        $"{Instruction}Question:中国的首都是哪座城市？\nAnswer:",
        $"{Instruction}Question:Wo liegt Poznań?\nAnswer:",
        $"{Instruction}?",
    ];

    private static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    private readonly TemporaryFolder _folder = new();

    public TextGenerationTests() => SmallModel.Write(_folder, Model);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_token_is_the_likeliest_of_the_reference()
    {
        using var answerer = Load();

        var texts = await Continue(answerer, Prompts, 12);

        texts.Should().Equal(Prompts.Select(prompt => answerer.Folder.Tokenizer.Decode(Likeliest(answerer, prompt, 12), true)));
        texts.Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    [InlineData(64, 2)]
    [InlineData(64, 1)]
    public async Task Batches_order_and_threads_change_no_word(int batchSize, int threads)
    {
        using var answerer = Load();
        var expected = await Continue(answerer, Prompts, 24);
        using var other = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = threads, BatchSize = batchSize });

        (await Continue(other, [.. Prompts.Reverse()], 24)).Reverse().Should().Equal(expected);
        foreach (var (prompt, text) in Prompts.Zip(expected))
        {
            (await Continue(other, [prompt], 24)).Should().Equal(text);
        }
    }

    [Theory]
    [InlineData("optimum")]
    [InlineData("optimum without a past")]
    [InlineData("a past of one row")]
    [InlineData("model builder")]
    public async Task Every_shape_of_graph_says_the_same(string shape)
    {
        using var own = Load();
        var expected = await Continue(own, Prompts, 12);
        ExportedLlama.Write(
            _folder["model.onnx"],
            Model,
            hasPositions: shape != "model builder",
            hasPast: shape != "optimum without a past",
            isGrouped: shape == "model builder",
            pastRows: shape == "a past of one row" ? 1 : null);
        using var answerer = Load();

        (await Continue(answerer, Prompts, 12)).Should().Equal(expected);
    }

    [Fact]
    public async Task A_graph_of_ours_whose_past_has_one_row_continues_one_text_at_a_time()
    {
        using var own = Load();
        var expected = await Continue(own, Prompts, 12);
        var bytes = await File.ReadAllBytesAsync(_folder["model.onnx"]);

        // As written before pasts could have several rows: the size 1 in the place of a name, said six times to be as long.
        byte[] one = [8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1];
        byte[] name = [0x12, 10, .. "past_batch"u8];
        for (var at = bytes.AsSpan().IndexOf(name); at >= 0; at = bytes.AsSpan().IndexOf(name))
        {
            one.CopyTo(bytes, at);
        }

        await File.WriteAllBytesAsync(_folder["model.onnx"], bytes);
        using var answerer = Load();

        (await Continue(answerer, Prompts, 12)).Should().Equal(expected);
    }

    [Fact]
    public async Task A_text_ends_before_its_first_stop()
    {
        using var answerer = Load();
        var whole = (await Continue(answerer, [Prompts[0]], 24)).Single();
        var (late, early) = (whole[9..12], whole[4..7]);

        var options = new GenerationOptions(24) { Stops = [late, early, "not there"] };
        var text = (await answerer.GenerateAsync([Prompts[0]], options, null, default)).Single();

        text.Should().Be(whole[..whole.IndexOf(early, StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("config.json", "{0}")]
    [InlineData("generation_config.json", "{0}")]
    [InlineData("genai_config.json", "\"model\": {{ {0} }}")]
    public async Task A_text_ends_where_the_model_says_so(string file, string property)
    {
        using var answerer = Load();
        var tokens = Likeliest(answerer, Prompts[1], 12);
        var end = tokens[6];
        var text = File.Exists(_folder[file]) ? await File.ReadAllTextAsync(_folder[file]) : "{}";
        var ends = string.Format(CultureInfo.InvariantCulture, property, $"\"eos_token_id\": [{end}, 1]");
        await File.WriteAllTextAsync(_folder[file], $"{text.TrimEnd()[..^1]}{(text.Length > 2 ? "," : string.Empty)} {ends} }}");
        using var ending = Load();

        (await Continue(ending, Prompts, 12))[1].Should()
            .Be(answerer.Folder.Tokenizer.Decode(tokens.Take(tokens.IndexOf(end)), skipSpecialTokens: true));
    }

    [Fact]
    public async Task A_text_ends_where_the_model_can_read_no_further()
    {
        using var answerer = Load();
        var room = Model.MaximumPositions - 250;
        var prompt = new string('~', 249);

        var text = (await Continue(answerer, [prompt], 99)).Single();

        text.Should().Be(answerer.Folder.Tokenizer.Decode(Likeliest(answerer, prompt, room), skipSpecialTokens: true));
        var tooLong = () => Continue(answerer, ["a", new string('~', 255)], 1);
        (await tooLong.Should().ThrowAsync<InvalidInputException>()).WithMessage("*text 2 has 256 tokens, so nothing can follow them*");
    }

    // Two tokens alone have logits: B that of one number, a space its opposite.
    [Fact]
    public async Task An_answer_in_words_is_read_by_its_first_letter()
    {
        using (var any = Load())
        {
            var (letter, space) = (any.Folder.Tokenizer.Encode("B", false).Single(), any.Folder.Tokenizer.Encode(" ", false).Single());
            var weights = SmallLlama.Weights(Model);
            SmallModel.Write(_folder, Model, name => name != "lm_head.weight" ? weights(name) : [.. weights(name).Select((_, index) =>
                index == letter * Model.HiddenSize ? 1f : index == space * Model.HiddenSize ? -1f : 0f)]);
        }

        using var answerer = Load();
        string[] texts = [.. Prompts, "a", "b", "c", "d", "e", "f"];
        var prompts = texts.Select((text, index) => new Prompt($"{index}", text, ["A", "B", "C"])).ToArray();

        var answers = await answerer.AnswerAsync(prompts, Scoring.Generation, null, default);

        var said = await Continue(answerer, texts, 16);
        answers.Select(answer => answer.Choice).Should().Equal(said.Select(text => text.TrimStart().StartsWith('B') ? 1 : (int?)null));
        answers.Should().Contain(answer => answer.Choice == 1).And.OnlyContain(answer => answer.LogProbabilities.IsEmpty);
        said.Should().Contain(text => text.StartsWith(" B", StringComparison.Ordinal) || text.StartsWith("  ", StringComparison.Ordinal));
        (await answerer.AnswerAsync([prompts[0] with { Continuations = ["A"] }, .. prompts[1..]], Scoring.Generation, null, default))[0]
            .Choice.Should().BeNull("the item does not offer B");
    }

    [Fact]
    public async Task Logits_that_are_not_finite_numbers_stop_with_the_text()
    {
        var weights = SmallLlama.Weights(Model);
        SmallModel.Write(_folder, Model, name => name == "lm_head.weight" ? [float.NaN, .. weights(name)[1..]] : weights(name));
        using var answerer = Load();

        var ask = () => Continue(answerer, Prompts, 3);

        (await ask.Should().ThrowAsync<InvalidInputException>()).WithMessage($"{_folder["model.onnx"]}: *continues text*not finite*");
    }

    private static Task<IReadOnlyList<string>> Continue(OnnxAnswerer answerer, IReadOnlyList<string> prompts, int tokens) =>
        answerer.GenerateAsync(prompts, new(tokens), null, default);

    private static List<int> Likeliest(OnnxAnswerer answerer, string prompt, int count)
    {
        var reference = new ReferenceLlama(Model, SmallLlama.Weights(Model));
        var tokens = answerer.Folder.Tokenizer.Encode(prompt, addSpecialTokens: true).ToList();
        var length = tokens.Count;
        while (tokens.Count < length + count)
        {
            var last = reference.Logits(tokens)[^1];
            tokens.Add(Array.IndexOf(last, last.Max()));
        }

        return tokens[length..];
    }

    private OnnxAnswerer Load() => OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 2 });
}
