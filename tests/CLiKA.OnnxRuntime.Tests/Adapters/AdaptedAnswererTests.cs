using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

public sealed class AdaptedAnswererTests : AdaptedModelTest
{
    [Theory]
    [InlineData("prefix graph", "file")]
    [InlineData("prefix graph", "folder")]
    [InlineData("optimum", "file")]
    [InlineData("optimum without a past", "file")]
    [InlineData("model builder", "file")]
    public async Task A_model_with_an_adapter_answers_and_speaks_as_merged_weights_do(string shape, string form)
    {
        var adapter = SmallAdapter.Of(Model);
        SmallModel.Write(Folder, Model, SmallAdapter.Merged(SmallLlama.Weights(Model), adapter));
        var (expected, words) = await AskAsync(null);
        Write(shape);
        var path = Save("de", adapter, form);

        var (answers, said) = await AskAsync(path);

        Differences(answers, expected).Max().Should().BeLessThan(1e-4);
        said.Should().Equal(words);
        var (alone, _) = await AskAsync(null);
        Differences(answers, alone).Max().Should().BeGreaterThan(0.1, "an adapter has to change something");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Both_forms_of_an_adapter_give_the_same_bits_in_every_batch(int rank)
    {
        Write("prefix graph");
        var adapter = SmallAdapter.Of(Model, rank);
        var (file, folder) = (Save("de", adapter, "file"), Save("de-folder", adapter, "folder"));

        var (one, _) = await AskAsync(file);
        var (other, _) = await AskAsync(folder, batchSize: 1);

        Differences(one, other).Should().OnlyContain(difference => difference == 0);
    }

    // Sessions with an adapter share the model's weights, wherever they are stored.
    [Theory]
    [InlineData("weights beside the graph")]
    [InlineData("a link to a graph")]
    [InlineData("tied embeddings")]
    public async Task An_adapter_leaves_the_weights_where_they_are(string where)
    {
        var model = where == "tied embeddings" ? Model with { TiedEmbeddings = true } : Model;
        SmallModel.Write(Folder, model);
        var adapter = SmallAdapter.Of(model);
        DecoderGraph.Write(Folder["model.onnx"], model, SmallLlama.Weights(model), WeightType.Float32, Usual);
        var path = Save("de", adapter, "file");
        var (expected, words) = await AskAsync(path);
        if (where == "weights beside the graph")
        {
            var weights = new ArrayWeights(SmallLlama.Weights(model));
            DecoderGraph.Write(Folder["model.onnx"], model, weights, WeightType.Float32, largestFile: 4096, Usual);
            File.Exists(Folder["model.onnx_data"]).Should().BeTrue();
        }
        else if (where == "a link to a graph")
        {
            var blobs = Directory.CreateDirectory(Folder["blobs"]).FullName;
            File.Move(Folder["model.onnx"], Path.Combine(blobs, "5ca1ab1e"));
            File.CreateSymbolicLink(Folder["model.onnx"], Path.Combine("blobs", "5ca1ab1e"));
        }

        var (answers, said) = await AskAsync(path);
        using var alone = Load(null);
        using var beside = alone.With(path);

        said.Should().Equal(words);
        Differences(answers, expected).Should().OnlyContain(difference => difference == 0);
        Differences(await AnswersOf(beside), expected).Should().OnlyContain(difference => difference == 0);
        Differences(await AnswersOf(alone), expected).Max().Should().BeGreaterThan(0.1, "an adapter has to change something");
    }

    // A copy over a file truncates it first, and would remove mapped memory that runs are reading.
    [Fact]
    public async Task A_graph_that_is_written_over_while_it_is_asked_is_an_error_and_no_crash()
    {
        Write("prefix graph");
        using var model = Load(null);
        using var adapted = model.With(Save("de", SmallAdapter.Of(Model), "file"));
        await AnswersOf(adapted);

        File.WriteAllText(Folder["model.onnx"], string.Empty);

        foreach (var answerer in (OnnxAnswerer[])[model, adapted])
        {
            await FluentActions.Awaiting(() => AnswersOf(answerer)).Should().ThrowAsync<InvalidInputException>().WithMessage("*model.onnx*");
        }
    }

    [Fact]
    public void Weights_that_were_written_over_are_an_error_where_an_adapter_is_to_be_loaded_beside_them()
    {
        Write("prefix graph");
        DecoderGraph.Write(Folder["model.onnx"], Model, new ArrayWeights(SmallLlama.Weights(Model)), WeightType.Float32, largestFile: 4096, Usual);
        using var model = Load(null);

        File.WriteAllText(Folder["model.onnx_data"], string.Empty);

        FluentActions.Invoking(() => model.With(Save("de", SmallAdapter.Of(Model), "file"))).Should().Throw<InvalidInputException>()
            .WithMessage($"{Folder["model.onnx_data"]}: was changed since the model was loaded; run again.");
    }

    // As by another process that still writes it.
    [Fact]
    public void Locked_weights_are_an_error_that_names_them()
    {
        DecoderGraph.Write(Folder["model.onnx"], Model, new ArrayWeights(SmallLlama.Weights(Model)), WeightType.Float32, largestFile: 4096, Usual);
        using var held = new FileStream(Folder["model.onnx_data"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        FluentActions.Invoking(() => SessionOpener.Open(Folder["model.onnx"], DeviceRequest.Cpu, threads: 1))
            .Should().Throw<InvalidInputException>().WithMessage($"{Folder["model.onnx_data"]}: cannot be read: *");
    }

    [Fact]
    public async Task One_loaded_model_is_asked_alone_and_with_nine_adapters_in_turn()
    {
        Write("prefix graph");
        var paths = Enumerable.Range(0, 9)
            .Select(seed => Save($"a{seed}", SmallAdapter.Of(Model, rank: 2 + seed, seed: seed), "file")).ToList();
        using var model = Load(null);
        var alone = await AnswersOf(model);
        var adapted = new List<OnnxAnswerer>();
        foreach (var path in paths)
        {
            adapted.Add(model.With(path));
        }

        foreach (var (answerer, path) in adapted.Zip(paths))
        {
            using var loaded = Load(path);
            Differences(await AnswersOf(answerer), await AnswersOf(loaded)).Should().OnlyContain(difference => difference == 0);
            Differences(await AnswersOf(model), alone).Should().OnlyContain(difference => difference == 0);
        }

        (adapted[3].Adapter, model.Adapter).Should().Be(("a3", null));
        (adapted[3].Tolerance, model.Tolerance).Should().Be((0, 0));
        adapted[3].Device.Should().EndWith($"; adapter {paths[3]}");
        FluentActions.Invoking(() => adapted[0].With(paths[1]))
            .Should().Throw<InvalidOperationException>().WithMessage($"{paths[0]} is applied already*");
        adapted.ForEach(answerer => answerer.Dispose());
        Differences(await AnswersOf(model), alone).Should().OnlyContain(difference => difference == 0);
    }

    // An adapter of 16 bits is rounded once; where the graph takes 16 bits, one of 32 is rounded in the same way when it is read.
    [Theory]
    [InlineData(WeightType.Float16)]
    [InlineData(WeightType.Float16Compute)]
    public async Task Graphs_of_16_bits_take_adapters_of_either_size(WeightType type)
    {
        DecoderGraph.Write(Folder["model.onnx"], Model, SmallLlama.Weights(Model), type);
        var (plain, _) = await AskAsync(null);
        DecoderGraph.Write(Folder["model.onnx"], Model, SmallLlama.Weights(Model), type, Usual);
        var (alone, _) = await AskAsync(null);
        Differences(alone, plain).Should().OnlyContain(difference => difference == 0);
        var adapter = SmallAdapter.Of(Model);
        OnnxAdapterFile.Write(Folder["half.onnx_adapter"], adapter, WeightType.Float16);
        OnnxAdapterFile.Write(Folder["whole.onnx_adapter"], adapter, WeightType.Float32);

        var (half, _) = await AskAsync(Folder["half.onnx_adapter"]);
        var (whole, _) = await AskAsync(Folder["whole.onnx_adapter"]);

        Differences(half, whole).Should().OnlyContain(difference => difference == 0);
        SmallModel.Write(Folder, Model, SmallAdapter.Merged(SmallLlama.Weights(Model), adapter));
        var (expected, _) = await AskAsync(null);
        Differences(half, expected).Max().Should().BeLessThan(0.05).And.BePositive();
    }

    private static IEnumerable<double> Differences(IReadOnlyList<Answer> left, IReadOnlyList<Answer> right) =>
        left.SelectMany(answer => answer.LogProbabilities)
            .Zip(right.SelectMany(answer => answer.LogProbabilities), (one, other) => Math.Abs(one - other));

    private static Task<IReadOnlyList<Answer>> AnswersOf(OnnxAnswerer answerer) =>
        answerer.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None);

    private async Task<(IReadOnlyList<Answer> Answers, IReadOnlyList<string> Words)> AskAsync(string? adapter, int? batchSize = null)
    {
        using var answerer = Load(adapter, batchSize);
        var words = await answerer.GenerateAsync(
            [.. ExportedGraphTests.Prompts.Select(prompt => prompt.Text)], new GenerationOptions(6), null, CancellationToken.None);
        return (await AnswersOf(answerer), words);
    }
}
