using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>The decoder of a model that sees images too is exported alone.</summary>
public sealed class PartOfModelTests : ExportTest
{
    [Theory]
    [InlineData("language_model.model.", "language_model.lm_head")]
    [InlineData("model.language_model.", "lm_head")]
    public void The_decoder_answers_as_if_it_stood_alone(string model, string head)
    {
        var architecture = SmallArchitecture.Named("gemma3_text");
        var weights = architecture.Write(Folder);
        var text = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        text["torch_dtype"] = "bfloat16";
        File.WriteAllText(Folder["config.json"], text.ToJsonString());
        var reference = architecture.ReferenceOf(Folder, weights);
        Rename(name => name.StartsWith("model.", StringComparison.Ordinal)
            ? model + name["model.".Length..]
            : name.Replace("lm_head", head, StringComparison.Ordinal));
        text.Remove("torch_dtype");
        var whole = new JsonObject
        {
            ["model_type"] = "gemma3",
            ["eos_token_id"] = new JsonArray(1, 106),
            ["torch_dtype"] = "bfloat16",
            ["text_config"] = text,
        };
        File.WriteAllText(Folder["config.json"], whole.ToJsonString());

        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        int[] tokens = [.. DecoderGraphTests.Tokens(12, seed: 8)];
        var logits = runner.Run([tokens], [[11]]).Logits;
        logits.Zip(reference.Logits(tokens)[11], (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-4);
        configuration.Variant.EmbeddingScale.Should().Be(5.65625, "the root of 32 has eight digits in the type of the weights");
        DecoderConfiguration.Read(Target["config.json"]).Should().BeEquivalentTo(configuration);
        EndTokens.Read(Target.Path).Should().BeEquivalentTo([1, 106]);
    }

    private void Rename(Func<string, string> rename)
    {
        var bytes = File.ReadAllBytes(Folder["model.safetensors"]);
        var length = (int)BitConverter.ToInt64(bytes);
        var header = JsonNode.Parse(Encoding.UTF8.GetString(bytes, sizeof(long), length))!.AsObject();
        var renamed = new JsonObject(header.Select(pair => KeyValuePair.Create(rename(pair.Key), pair.Value?.DeepClone())));
        var text = Encoding.UTF8.GetBytes(renamed.ToJsonString());
        File.WriteAllBytes(
            Folder["model.safetensors"], [.. BitConverter.GetBytes((long)text.Length), .. text, .. bytes[(sizeof(long) + length)..]]);
    }
}
