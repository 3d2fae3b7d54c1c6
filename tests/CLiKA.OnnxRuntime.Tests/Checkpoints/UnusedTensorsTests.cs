using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Tensors that a checkpoint has beside those that config.json asks for.</summary>
public sealed class UnusedTensorsTests : ExportTest
{
    [Theory]
    [InlineData("model.layers.1.self_attn.q_proj.bias", "self_attn.q_proj.bias")]
    [InlineData("model.layers.0.self_attn.q_norm.weight", "self_attn.q_norm.weight")]
    [InlineData("model.layers.1.pre_feedforward_layernorm.weight", "pre_feedforward_layernorm.weight")]
    [InlineData("model.layers.0.mlp.down_proj.weight_scale", "mlp.down_proj.weight_scale")]
    [InlineData("model.norm.bias", "model.norm.bias")]
    [InlineData("lm_head.bias", "lm_head.bias")]
    public void What_config_json_says_nothing_of_is_refused_by_its_name(string name, string within)
    {
        Write("{}", name, [0, 0.5f]);

        var export = Export();

        export.Should().Throw<InvalidInputException>().WithMessage($"*model-extra.safetensors: '{name}' is there, *export with --ignore {within}.");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
        Export(within)();
        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    [Theory]
    [InlineData("llama", "model.layers.1.self_attn.rotary_emb.inv_freq")]
    [InlineData("llama", "model.layers.2.input_layernorm.weight")]
    [InlineData("llama", "model.layers.norm_of_all.weight")]
    [InlineData("llama", "value_head.weight")]
    [InlineData("gpt_neox", "gpt_neox.layers.0.attention.bias")]
    [InlineData("gpt_neox", "gpt_neox.layers.0.attention.masked_bias")]
    public void What_is_no_part_of_the_computation_changes_nothing(string type, string name)
    {
        Write($$"""{ "model_type": "{{type}}" }""", name, [1, 2]);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    [Fact]
    public void A_bias_of_zeros_changes_nothing()
    {
        Write("{}", "model.layers.0.mlp.up_proj.bias", [0, 0, 0]);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    private Action Export(params string[] ignored) =>
        () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, ignored: ignored);

    // In a file of its own.
    private void Write(string changes, string name, float[] values)
    {
        SmallCheckpoint.Write(Folder, changes, parts: 2);
        SmallCheckpoint.WriteTensors(
            Folder["model-extra.safetensors"], [new(name, "F32", [values.Length], MemoryMarshal.AsBytes<float>(values).ToArray())]);
        var index = JsonNode.Parse(File.ReadAllText(Folder["model.safetensors.index.json"]))!;
        index["weight_map"]![name] = "model-extra.safetensors";
        File.WriteAllText(Folder["model.safetensors.index.json"], index.ToJsonString());
    }
}
