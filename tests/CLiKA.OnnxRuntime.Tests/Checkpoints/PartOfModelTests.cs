using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Models;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Export of the decoder of a multimodal model.</summary>
public sealed class PartOfModelTests : ExportTest
{
    [Theory]
    [InlineData("gemma3", "gemma3_text", "language_model.model.", "language_model.lm_head")]
    [InlineData("gemma3", "gemma3_text", "model.language_model.", "lm_head")]
    [InlineData("gemma3n", "gemma3n_text", "model.language_model.", "lm_head")]
    [InlineData("gemma4", "gemma4_text", "model.language_model.", "lm_head")]
    [InlineData("gemma4_unified", "gemma4_unified_text", "model.language_model.", "lm_head")]
    [InlineData("aya_vision", "cohere2", "language_model.model.", "language_model.lm_head")]
    [InlineData("cohere2_vision", "cohere2", "language_model.model.", "language_model.lm_head")]
    [InlineData("glm4v", "glm4v_text", "model.language_model.", "lm_head")]
    [InlineData("glm46v", "glm4v_text", "model.language_model.", "lm_head")]
    [InlineData("internvl", "qwen3_moe", "language_model.model.", "language_model.lm_head")]
    [InlineData("lfm2_vl", "lfm2", "model.language_model.", "lm_head")]
    [InlineData("mistral3", "ministral3", "language_model.model.", "language_model.lm_head")]
    [InlineData("mllama", "mllama_text_model", "language_model.model.", "language_model.lm_head")]
    [InlineData("qwen2_vl", "qwen2_vl_text", "model.language_model.", "lm_head")]
    [InlineData("qwen2_5_vl", "qwen2_5_vl_text", "model.language_model.", "lm_head")]
    [InlineData("qwen3_vl", "qwen3_vl_text", "model.language_model.", "lm_head")]
    public void The_decoder_of_a_multimodal_model_answers_like_a_separate_one(string type, string decoder, string model, string head)
    {
        var architecture = SmallArchitecture.Named(decoder);
        var weights = architecture.Write(Folder);
        var text = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        text["torch_dtype"] = "bfloat16";
        File.WriteAllText(Folder["config.json"], text.ToJsonString());
        var reference = architecture.ReferenceOf(Folder, weights);
        Rename(name => name.StartsWith("model.", StringComparison.Ordinal)
            ? model + name["model.".Length..]
            : name.Replace("lm_head", head, StringComparison.Ordinal));
        var ties = text["tie_word_embeddings"]?.DeepClone();
        text.Remove("torch_dtype");
        text.Remove("tie_word_embeddings");
        var whole = new JsonObject
        {
            ["model_type"] = type,
            ["eos_token_id"] = new JsonArray(1, 106),
            ["torch_dtype"] = "bfloat16",
            ["tie_word_embeddings"] = ties,
            ["text_config"] = text,
        };
        File.WriteAllText(Folder["config.json"], whole.ToJsonString());

        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        int[] tokens = [.. DecoderGraphTests.Tokens(12, seed: 8)];
        var logits = runner.Run([tokens], [[11]]).Logits;
        logits.Zip(reference.Logits(tokens)[11], (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-4);
        configuration.Variant.EmbeddingScale.Should().Be(type.StartsWith("gemma", StringComparison.Ordinal) ? 5.65625 : 1, "the root of 32 has eight digits in the type of the weights");
        DecoderConfiguration.Read(Target["config.json"]).Should().BeEquivalentTo(configuration);
        EndTokens.Read(Target.Path).Should().BeEquivalentTo([1, 106]);
    }

    [Fact]
    public void A_model_whose_layers_with_an_image_are_skipped_is_loaded()
    {
        SmallArchitecture.Named("mllama_text_model").Write(Folder);
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        using var model = OnnxAnswerer.Load(Target.Path, new() { Device = DeviceRequest.Cpu, Threads = 1 });

        model.Folder.Configuration.Layers.Should().Equal(0, 2);
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
