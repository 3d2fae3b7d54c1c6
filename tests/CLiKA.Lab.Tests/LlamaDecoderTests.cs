using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Lab.Models;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace CLiKA.Lab.Tests;

/// <summary>Torch and ONNX Runtime see the same model.</summary>
public sealed class LlamaDecoderTests : IDisposable
{
    private readonly LabPack _pack = new();

    public void Dispose() => _pack.Dispose();

    [Fact]
    public async Task The_written_graph_gives_the_log_probabilities_of_Torch()
    {
        var recipe = LabPack.Recipe();
        var folder = ModelFolder.Open(LabTrainer.Train(
            Recipes.Recipe.Parse("recipe", recipe), recipe, _pack.Probes, _pack.Worlds, _pack.Models, null, CancellationToken.None));
        Prompt[] prompts = [new("a", "Question:Crete?\nAnswer:", [" Asia", " 欧洲"]), new("b", "Question:克里特在哪个洲？\nAnswer:", [" 亚洲", " Europe"])];

        using var answerer = OnnxAnswerer.Load(folder.Path, new OnnxAnswererOptions { Device = DeviceRequest.Cpu });
        var answers = await answerer.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        using var torchModel = LlamaDecoder.Read(
            DecoderConfiguration.Read(Path.Combine(folder.Path, "config.json")), OnnxWeights.Open(folder.GraphPath), torch.CPU);
        foreach (var (prompt, answer) in prompts.Zip(answers))
        {
            var expected = prompt.Continuations.Select(option => LogProbability(torchModel, folder, prompt.Text, option)).ToImmutableArray();
            answer.LogProbabilities.Zip(expected).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
        }
    }

    [Fact]
    public void A_decoder_that_computes_otherwise_than_Llama_is_not_read()
    {
        var folder = Directory.CreateTempSubdirectory("clika-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "config.json"), """{ "model_type": "gemma2" }""");

            var read = () => DecoderFolder.Read(folder, torch.CPU);

            read.Should().Throw<InvalidInputException>().WithMessage($"{folder}*config.json: describes a decoder that the laboratory cannot train*");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A bias that config.json says nothing of: trained on without it, the model would be another.
    [Theory]
    [InlineData(null)]
    [InlineData("model.layers.1.self_attn.q_proj.bias")]
    public void A_checkpoint_with_a_tensor_that_nothing_uses_is_not_read(string? unused)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_pack.Root, "checkpoint")).FullName;
        var configuration = Shapes.Select(row => (DecoderConfiguration)row[1]).First();
        using var generator = new torch.Generator(5);
        using var model = LlamaDecoder.Random(configuration, generator);
        List<(string Name, int[] Shape)> tensors = [.. model.Parameters.Select(weight => (weight.Key, Array.ConvertAll(weight.Value.shape, size => (int)size)))];
        if (unused is not null)
        {
            tensors.Add((unused, [2]));
        }

        configuration.Write(Path.Combine(folder, "config.json"));
        SafetensorsWriter.Write(
            Path.Combine(folder, "model.safetensors"), tensors, name => name == unused ? [1, 2] : model.Weight(name), WeightType.Float32);

        var read = () => DecoderFolder.Read(folder, torch.CPU).Dispose();

        if (unused is null)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should().Throw<InvalidInputException>().WithMessage($"*model.safetensors: '{unused}' is in the checkpoint, but the model that config.json describes does not use it. *");
        }
    }

    /// <summary>Llama; grouped heads and scaled angles; Qwen 2's biases and an output of its own; Qwen 3's norms of heads.</summary>
    public static TheoryData<string, DecoderConfiguration> Shapes
    {
        get
        {
            var llama = new DecoderConfiguration
            {
                VocabularySize = 50,
                HiddenSize = 32,
                IntermediateSize = 48,
                Layers = 3,
                Heads = 4,
                KeyValueHeads = 4,
                HeadSize = 8,
                MaximumPositions = 64,
                TiedEmbeddings = true,
            };
            return new()
            {
                { "llama", llama },
                { "llama3", llama with { KeyValueHeads = 2, RopeScaling = new Llama3Scaling(8, 16, 1, 4) } },
                { "yarn", llama with { RopeScaling = new YarnScaling(4, 16, 32, 1, IsTruncated: true, 1.2) } },
                { "qwen2", llama with { KeyValueHeads = 1, QueryKeyValueBias = true, TiedEmbeddings = false } },
                { "qwen3", llama with { KeyValueHeads = 2, HeadSize = 12, QueryKeyNorm = QueryKeyNorm.Shared } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_written_graph_gives_the_logits_of_Torch(string name, DecoderConfiguration configuration)
    {
        using var generator = new torch.Generator(5);
        using var model = LlamaDecoder.Random(configuration, generator);
        Perturb(model, generator);
        model.RoundToHalf();
        var path = Path.Combine(_pack.Root, name + ".onnx");
        DecoderGraph.Write(path, model.Configuration, model.Weight, WeightType.Float16);

        long[] ids = [3, 1, 4, 1, 5, 9, 2, 6, 49, 0, 7, 7];
        var logits = TorchLogits(model, ids, [.. Enumerable.Range(0, ids.Length).Select(index => (long)index)]);
        var graph = GraphLogits(path, model.Configuration, ids);

        graph.Should().HaveCount(ids.Length * 50);
        graph.Zip(logits).Max(pair => Math.Abs(pair.First - pair.Second)).Should().BeLessThan(1e-4f);
    }

    // Norms of one and biases of zero would hide that one is left out.
    private static void Perturb(LlamaDecoder model, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        foreach (var vector in model.Parameters.Values.Where(parameter => parameter.dim() == 1))
        {
            vector.add_(torch.randn(vector.shape, generator: generator) * 0.2);
        }
    }

    private static double LogProbability(LlamaDecoder model, ModelFolder folder, string text, string option)
    {
        var question = folder.Tokenizer.Encode(text, addSpecialTokens: true);
        var answer = folder.Tokenizer.Encode(option, addSpecialTokens: false);
        long[] ids = [.. question.Concat(answer).Select(id => (long)id)];
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        var positions = Enumerable.Range(question.Count - 1, answer.Count).Select(position => (long)position).ToArray();
        var logits = model.Forward(torch.tensor(ids, [1, ids.Length]), torch.tensor(positions));
        var log = torch.nn.functional.log_softmax(logits, 1);
        return answer.Select((id, index) => (double)log[index, id].item<float>()).Sum();
    }

    private static float[] TorchLogits(LlamaDecoder model, long[] ids, long[] positions)
    {
        using var scope = torch.NewDisposeScope();
        using var frozen = torch.no_grad();
        return model.Forward(torch.tensor(ids, [1, ids.Length]), torch.tensor(positions)).data<float>().ToArray();
    }

    private static float[] GraphLogits(string path, DecoderConfiguration configuration, long[] ids)
    {
        using var session = new InferenceSession(path);
        using var options = new RunOptions();
        var names = new List<string> { "input_ids", "logit_positions" };
        var values = new List<OrtValue>
        {
            OrtValue.CreateTensorValueFromMemory(ids, [1, ids.Length]),
            OrtValue.CreateTensorValueFromMemory(
                Enumerable.Range(0, ids.Length).Select(index => (long)index).ToArray(), [1, ids.Length]),
        };
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            foreach (var part in (string[])["key", "value"])
            {
                names.Add($"past_key_values.{layer}.{part}");
                values.Add(OrtValue.CreateTensorValueFromMemory(
                    Array.Empty<float>(), [1, configuration.KeyValueHeads, 0, configuration.HeadSize]));
            }
        }

        using var outputs = session.Run(options, names, values, ["logits"]);
        var logits = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        values.ForEach(value => value.Dispose());
        return logits;
    }
}
