using System.Text.Json.Nodes;
using CLiKA.Answers;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>Folders without config.json, as the onnxruntime-genai model builder writes them.</summary>
public sealed class GenaiFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GenaiFolderTests() => GenaiFolder.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_answers_as_with_the_configuration_of_HuggingFace()
    {
        var actual = await Answers();
        GenaiFolder.WriteConfiguration(_folder);
        File.Delete(_folder["genai_config.json"]);
        var expected = await Answers();

        actual.Select(answer => answer.LogProbabilities).Should().BeEquivalentTo(expected.Select(answer => answer.LogProbabilities));
    }

    [Theory]
    [InlineData("decoder-int4.onnx")]
    [InlineData("cpu/decoder-int4.onnx")]
    public void The_graph_is_the_one_that_the_configuration_names(string name)
    {
        Directory.CreateDirectory(_folder["cpu"]);
        File.Copy(_folder["model.onnx"], _folder[name]);
        File.Copy(_folder["model.onnx.data"], _folder["cpu/model.onnx.data"]);
        File.WriteAllText(_folder["model.onnx"], "not the graph");
        GenaiFolder.Edit(_folder, model => model["decoder"]!["filename"] = name);

        using var answerer = Load();

        answerer.Folder.GraphPath.Should().Be(_folder[name]);
    }

    [Fact]
    public void Names_that_the_configuration_leaves_out_are_the_usual_ones()
    {
        GenaiFolder.Edit(_folder, model =>
        {
            model["decoder"]!.AsObject().Remove("inputs");
            model["decoder"]!["outputs"]!.AsObject().Remove("logits");
        });

        FluentActions.Invoking(() => Load().Dispose()).Should().NotThrow();
    }

    [Theory]
    [InlineData("[]", 0, 1)]
    [InlineData("[0,1]", 0, 1)]
    [InlineData("[1]", 1)]
    public async Task Layers_that_keep_a_window_alone_answer_as_those_that_keep_all(string layers, params int[] windowed)
    {
        GenaiFolder.Write(_folder, windowed: windowed);
        var (answers, text) = (await Answers(), await Text());
        GenaiFolder.Write(_folder, windowed: windowed, keepsWindow: true);
        GenaiFolder.Edit(_folder, model => model["decoder"]!["sliding_window"] = new JsonObject
        {
            ["window_size"] = ExportedAttention.Window,
            ["slide_key_value_cache"] = false,
            ["slide_inputs"] = false,
            ["layers"] = JsonNode.Parse(layers),
            ["cache_slack"] = 0,
        });

        var kept = await Answers();

        kept.SelectMany(answer => answer.LogProbabilities).Zip(answers.SelectMany(answer => answer.LogProbabilities), (a, b) => Math.Abs(a - b))
            .Max().Should().BeLessThan(1e-4);
        (await Text()).Should().Be(text);
    }

    [Fact]
    public async Task No_prompt_is_longer_than_the_window_that_layers_see()
    {
        GenaiFolder.Edit(_folder, model => model["decoder"]!["sliding_window"] = new JsonObject { ["window_size"] = 20, ["layers"] = new JsonArray(0) });

        await FluentActions.Awaiting(Answers).Should().ThrowAsync<InvalidInputException>().WithMessage("*this model reads at most 20.");
    }

    [Theory]
    [InlineData("decoder/filename", "\"../model.onnx\"", "'model.decoder.filename' is '../model.onnx'; expected the name of a file")]
    [InlineData("decoder/filename", "\"a/../../model.onnx\"", "'model.decoder.filename' is 'a/../../model.onnx'")]
    [InlineData("decoder/filename", "\"/model.onnx\"", "'model.decoder.filename' is '/model.onnx'")]
    [InlineData("decoder/filename", "\"..\\\\model.onnx\"", "'model.decoder.filename' is '..\\model.onnx'")]
    [InlineData("decoder/filename", "\" \"", "'filename' is blank")]
    [InlineData("decoder/filename", null, "'filename' is Null; expected a string")]
    [InlineData("decoder/pipeline", "[]", "'model.decoder.pipeline' divides the decoder into several graphs; expected one")]
    [InlineData("decoder/inputs/input_ids", "\"tokens\"", "'model.decoder.inputs.input_ids' is 'tokens'; expected 'input_ids'")]
    [InlineData("decoder/inputs/attention_mask", "\"mask\"", "'model.decoder.inputs.attention_mask' is 'mask'; expected 'att")]
    [InlineData("decoder/inputs/position_ids", "\"at\"", "'model.decoder.inputs.position_ids' is 'at'; expected 'position_ids'")]
    [InlineData("decoder/inputs/past_key_names", "\"past_key_%d\"", "'past_key_%d'; expected 'past_key_values.%d.key'")]
    [InlineData("decoder/inputs/past_value_names", "\"past_value_%d\"", "'past_value_%d'; expected 'past_key_values.%d.value'")]
    [InlineData("decoder/outputs/logits", "\"scores\"", "'model.decoder.outputs.logits' is 'scores'; expected 'logits'")]
    [InlineData("decoder/outputs/present_key_names", "\"key_%d\"", "'key_%d'; expected 'present.%d.key'")]
    [InlineData("decoder/outputs/present_value_names", "\"value_%d\"", "'value_%d'; expected 'present.%d.value'")]
    [InlineData("decoder/outputs", "7", "'outputs' is Number; expected an object")]
    [InlineData("decoder/num_hidden_layers", "0", "'num_hidden_layers' is 0; expected at least 1")]
    [InlineData("decoder/head_size", "0", "'head_size' is 0; expected at least 1")]
    [InlineData("decoder/sliding_window", "{\"window_size\":9,\"slide_key_value_cache\":false,\"layers\":7}", "'layers' is 7; expected a list")]
    [InlineData("decoder/sliding_window", "{\"window_size\":9,\"slide_key_value_cache\":false,\"layers\":[null]}", "'layers' contains null; expected layer indices")]
    [InlineData("decoder/sliding_window", "{\"window_size\":0}", "'window_size' is 0; expected at least 1")]
    [InlineData("decoder", null, "'decoder' is Null; expected an object")]
    [InlineData("vocab_size", "-1", "'vocab_size' is -1; expected at least 1")]
    [InlineData("vocab_size", null, "'vocab_size' is Null; expected a whole number")]
    [InlineData("context_length", "\"long\"", "'context_length' is String; expected a whole number")]
    public void An_unsupported_configuration_is_named(string path, string? value, string problem)
    {
        GenaiFolder.Edit(_folder, model =>
        {
            var parts = path.Split('/');
            var parent = parts[..^1].Aggregate((JsonNode)model, (node, part) => node[part]!);
            parent[parts[^1]] = value is null ? null : JsonNode.Parse(value);
        });

        Loading().Should().Throw<InvalidInputException>().WithMessage($"{_folder["genai_config.json"]}: *{problem}*");
    }

    [Theory]
    [InlineData("""{"search":{}}""", ": 'model' is missing; expected an object*")]
    [InlineData("{", ":1: not valid JSON*")]
    public void A_broken_configuration_is_named(string text, string problem)
    {
        File.WriteAllText(_folder["genai_config.json"], text);
        Loading().Should().Throw<InvalidInputException>().WithMessage($"{_folder["genai_config.json"]}{problem}");
    }

    [Theory]
    [InlineData("decoder/filename", "\"other.onnx\"", "other.onnx", "no such file; a model folder needs it.")]
    [InlineData("decoder/num_hidden_layers", "3", "model.onnx", "*missing input past_key_values.2.key*")]
    [InlineData("vocab_size", "300", "tokenizer.json", "has the token id 319*genai_config.json allows ids below 300*")]
    public void A_file_that_contradicts_the_configuration_is_named(string path, string value, string file, string problem)
    {
        GenaiFolder.Edit(_folder, model =>
        {
            var parts = path.Split('/');
            (parts.Length == 1 ? model : model[parts[0]]!)[parts[^1]] = JsonNode.Parse(value);
        });

        Loading().Should().Throw<InvalidInputException>().WithMessage($"{_folder[file]}: {problem}");
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.onnx.data")]
    [InlineData("genai_config.json")]
    [InlineData("tokenizer.json")]
    public void Sums_protect_every_file_that_is_read(string name)
    {
        SmallModel.WriteSums(_folder, [.. GenaiFolder.Files.Where(file => file != name)]);
        Loading().Should().Throw<InvalidInputException>().WithMessage($"*SHA256SUMS: does not list {name};*");

        SmallModel.WriteSums(_folder, GenaiFolder.Files);
        FluentActions.Invoking(() => Load().Dispose()).Should().NotThrow();

        File.AppendAllText(_folder[name], " ");
        Loading().Should().Throw<InvalidInputException>().WithMessage($"{_folder[name]}: damaged*");
    }

    private async Task<IReadOnlyList<Answer>> Answers()
    {
        using var answerer = Load();
        return await answerer.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None);
    }

    private async Task<string> Text()
    {
        using var answerer = Load();
        var texts = await answerer.GenerateAsync([ExportedGraphTests.Prompts[0].Text], new(MaximumTokens: 40), null, CancellationToken.None);
        return texts.Single();
    }

    private Action Loading() => () => Load().Dispose();

    private OnnxAnswerer Load() => OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 1 });
}
