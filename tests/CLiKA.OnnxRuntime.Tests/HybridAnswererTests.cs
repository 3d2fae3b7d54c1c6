using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Devices;
using CLiKA.OnnxRuntime.Tests.References;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests;

/// <summary>Models with layers that carry a state, asked with a shared prefix, with shared prompts, in batches, and continued.</summary>
public sealed class HybridAnswererTests : ExportTest
{
    private const string Beginning = "Question:Wo liegt Łódź?\nAnswer: in Polen\n\nQuestion:中国的首都是哪座城市？\nAnswer: 北京\n\n";

    private static readonly Prompt[] Prompts =
    [
        new("1", $"{Beginning}Question:Wo liegt Gdańsk?\nAnswer:", [" in Polen", " in Österreich", " x"]),
        new("2", $"{Beginning}Question:Perché?\nAnswer:", [" il cielo è blu", " a", " l'île", " 12345"]),
        new("3", $"{Beginning}Question:Wo liegt Poznań?\nAnswer:", [" Nord", " Süd"]),
        new("4", $"{Beginning}?", ["!", "?"]),
    ];

    public static TheoryData<string> Architectures => new(HybridArchitectures.All.Keys);

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task Likelihoods_equal_the_reference(string name)
    {
        var reference = SmallArchitecture.Named(name).ReferenceOf(Folder, Export(name));
        using var answerer = Load();

        var answers = await Ask(answerer, Prompts);

        foreach (var (prompt, answer) in Prompts.Zip(answers))
        {
            var expected = prompt.Continuations.Select(continuation => Likelihood(reference, answerer, prompt.Text, continuation));
            answer.LogProbabilities.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task Batches_order_threads_and_the_shared_prefix_change_no_bit(string name)
    {
        Export(name);
        using var answerer = Load();
        var expected = await Ask(answerer, Prompts);
        using var other = Load(batchSize: 1, threads: 1);

        (await Ask(other, [.. Prompts.Reverse()])).Reverse().Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        foreach (var (prompt, answer) in Prompts.Zip(expected))
        {
            (await Ask(answerer, [prompt])).Should().BeEquivalentTo([answer]);
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public async Task Continued_texts_are_those_of_the_reference_in_every_batch(string name)
    {
        var reference = SmallArchitecture.Named(name).ReferenceOf(Folder, Export(name));
        using var answerer = Load();
        string[] texts = [.. Prompts.Select(prompt => prompt.Text)];

        var continued = await answerer.GenerateAsync(texts, new(8), null, default);

        continued.Should().Equal(texts.Select(text => Continued(reference, answerer, text, 8)));
        using var other = Load(batchSize: 1, threads: 1);
        (await other.GenerateAsync([.. texts.Reverse()], new(8), null, default)).Reverse().Should().Equal(continued);
    }

    [Fact]
    public void States_count_in_the_memory_of_a_batch()
    {
        Export("lfm2");
        using var session = SessionOpener.Open(Target["model.onnx"], DeviceRequest.Cpu, 1);
        var graph = GraphReader.Read(Target["model.onnx"], session, ModelFolder.Open(Target.Path).Configuration);

        // Three convolutions of 32 channels that see three tokens before their own.
        graph.StateSize.Should().Be(3 * 3 * 32 * sizeof(float));
        var rows = Enumerable.Range(0, 8).Select(number => PlanProbe.RowOf(6, 320, number + 2)).ToList();
        int[] Sizes(long state) =>
            [.. BatchPlan.For(rows, null, 1024, 320, new SmallDevice(graph) { Cache = 0, State = state }).Batches.Select(batch => batch.Length)];
        Sizes(state: 0).Should().Equal(8);
        Sizes(state: BatchLimits.Cpu.Cache / 3).Should().Equal(3, 3, 2);
    }

    [Theory]
    [InlineData("past_conv.0", "past_conv.9", "*missing input past_key_values.0.key*missing input past_key_values.0.value*unknown input past_conv.9*")]
    [InlineData("present_conv.0", "present_cold.0", "*missing output present_conv.0*")]
    public void A_graph_without_a_state_of_a_layer_is_refused(string name, string other, string problem)
    {
        Export("lfm2");
        var bytes = File.ReadAllBytes(Target["model.onnx"]);
        for (var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(name)); at >= 0; at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(name)))
        {
            System.Text.Encoding.ASCII.GetBytes(other).CopyTo(bytes, at);
        }

        File.WriteAllBytes(Target["model.onnx"], bytes);

        var load = () => Load();

        load.Should().Throw<InvalidInputException>().WithMessage($"{Target["model.onnx"]}: {problem}");
    }

    private static async Task<IReadOnlyList<Answer>> Ask(OnnxAnswerer answerer, Prompt[] prompts) =>
        await answerer.AnswerAsync(prompts, Scoring.Likelihood, null, default);

    private static double Likelihood(ReferenceDecoder reference, OnnxAnswerer answerer, string text, string continuation)
    {
        var tokenizer = answerer.Folder.Tokenizer;
        int[] beginning = [.. tokenizer.Encode(text, addSpecialTokens: true)];
        int[] whole = [.. beginning, .. tokenizer.Encode(continuation, addSpecialTokens: false)];
        var logits = reference.Logits(whole);
        return Enumerable.Range(beginning.Length, whole.Length - beginning.Length).Sum(position =>
        {
            var row = logits[position - 1];
            return row[whole[position]] - row.Max() - Math.Log(row.Sum(value => Math.Exp(value - row.Max())));
        });
    }

    private static string Continued(ReferenceDecoder reference, OnnxAnswerer answerer, string text, int count)
    {
        List<int> tokens = [.. answerer.Folder.Tokenizer.Encode(text, addSpecialTokens: true)];
        var before = tokens.Count;
        for (var step = 0; step < count; step++)
        {
            var last = reference.Logits(tokens)[^1];
            tokens.Add(Array.IndexOf(last, last.Max()));
        }

        return answerer.Folder.Tokenizer.Decode(tokens.Skip(before), skipSpecialTokens: true);
    }

    private OnnxAnswerer Load(int? batchSize = null, int threads = 2) =>
        OnnxAnswerer.Load(Target.Path, new() { Device = DeviceRequest.Cpu, Threads = threads, BatchSize = batchSize });

    private Func<string, float[]> Export(string name)
    {
        var weights = SmallArchitecture.Named(name).Write(Folder);
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        return weights;
    }
}
