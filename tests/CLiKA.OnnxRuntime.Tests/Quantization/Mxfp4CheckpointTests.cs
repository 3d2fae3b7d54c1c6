using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>gpt-oss as published, with experts in MXFP4.</summary>
public sealed class Mxfp4CheckpointTests : ExportTest
{
    private const int Experts = 12;
    private const string Fused = "model.layers.0.mlp.experts.gate_up_proj";

    [Fact]
    public void Logits_are_those_of_the_represented_values_and_a_row_has_the_same_bits_in_every_batch()
    {
        var reference = Written();
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        int[][] rows = [.. Enumerable.Range(0, 6).Select(seed => DecoderGraphTests.Tokens(5, seed).ToArray())];
        long[] positions = [4, 0];

        var (continued, whole) = SampleRows.Logits(runner);

        SampleRows.Difference(whole, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
        continued.Should().Equal(whole, "a shared beginning must not change a bit");
        var alone = rows.SelectMany(row => runner.Run([row], [positions]).Logits);
        runner.Run(rows, Array.ConvertAll(rows, _ => positions)).Logits.Should().Equal(alone);
        configuration.Quantization!.Description.Should().Be(
            $"MXFP4 (kept exactly, as whole numbers of 8 bits); matrices: {2 * 3 * Experts} kept as they are, 12 not quantized");
        Products().Should().Be(2 * 3 * Experts);
    }

    [Fact]
    public void A_graph_that_computes_with_16_bits_is_accurate()
    {
        var reference = Written();
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float16Compute);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        var row = SampleRows.Whole;

        var logits = runner.RunHalf(row, [row.Length - 1, 2]);

        var expected = reference.Logits(row);
        SampleRows.Difference(logits, [.. expected[^1], .. expected[2]]).Should().BeLessThan(0.1);
    }

    [Theory]
    [InlineData($"{Fused}_scales", "missing", $"'{Fused}_scales' is missing")]
    [InlineData($"{Fused}_scales", "shape", $"'{Fused}_scales' is U8 [768]; expected U8 [12, 64, 1]")]
    [InlineData($"{Fused}_scales", "ones", $"'{Fused}_scales' has the exponent 255, which is not a number")]
    [InlineData($"{Fused}_blocks", "shape", $"'{Fused}_blocks' is U8 [12288]; expected U8 [12288, 64, 1, 16]")]
    [InlineData($"{Fused}_blocks", "missing", $"'{Fused}' is missing, but config.json requires it")]
    [InlineData($"{Fused}_bias", "missing", $"'{Fused}_bias' is missing")]
    [InlineData("config.json", "dense", $"'{Fused}' is missing, but config.json requires it. '{Fused}_blocks' suggests that weights are quantized")]
    [InlineData("config.json", "unknown", "'weight_block_size' is set; CLiKA does not know this property of a quantization")]
    public void A_damaged_tensor_is_named(string damaged, string how, string problem)
    {
        Written(tensor => tensor.Name != damaged ? tensor : how switch
        {
            "missing" => null,
            "shape" => tensor with { Shape = [tensor.Bytes.Length] },
            _ => tensor with { Bytes = [.. tensor.Bytes.Select(_ => (byte)255)] },
        });
        if (damaged == "config.json")
        {
            var config = JsonNode.Parse(File.ReadAllText(Folder[damaged]))!.AsObject();
            config["quantization_config"] = how == "dense" ? null : JsonNode.Parse("""{ "quant_method": "mxfp4", "weight_block_size": [1, 32] }""");
            File.WriteAllText(Folder[damaged], config.ToJsonString());
        }

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        export.Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    private int Products() => Encoding.Latin1.GetString(File.ReadAllBytes(Target["model.onnx"])).Split("MatMulNBits").Length - 1;

    private ReferenceDecoder Written(Func<CheckpointTensor, CheckpointTensor?>? change = null)
    {
        var architecture = new SmallArchitecture(
            $$"""
            {
              "model_type": "gpt_oss", "num_local_experts": {{Experts}}, "num_experts_per_tok": 3, "intermediate_size": 32, "sliding_window": 5,
              "swiglu_alpha": 1.702, "swiglu_limit": 7.0,
              "rope_scaling": { "rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 32, "truncate": false },
              "quantization_config": { "quant_method": "mxfp4", "modules_to_not_convert": ["model.layers.*.self_attn", "lm_head"] }
            }
            """);
        var dense = architecture.Write(Folder, "BF16");
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        var meant = new Dictionary<string, float[]>();
        var tensors = new List<CheckpointTensor>();
        foreach (var (index, name) in SmallLlama.Names(configuration, "gpt_oss").Index())
        {
            meant[name] = dense(name);
            if (name.EndsWith("experts.gate_up_proj", StringComparison.Ordinal) || name.EndsWith("experts.down_proj", StringComparison.Ordinal))
            {
                (var stored, meant[name]) = Mxfp4Experts.Store(name, SmallLlama.Dimensions(configuration, name), index);
                tensors.AddRange(stored);
                continue;
            }

            tensors.Add(SmallCheckpoint.Dense(configuration, name, meant[name], "BF16"));
        }

        SmallCheckpoint.WriteTensors(Folder["model.safetensors"], tensors.Select(tensor => change is null ? tensor : change(tensor)).OfType<CheckpointTensor>());
        return architecture.ReferenceOf(Folder, name => meant[name]);
    }
}
