using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>Weights rounded on export are the nearest numbers of few bits.</summary>
public sealed class RoundedExportTests : ExportTest
{
    private const int Block = 32;

    private static readonly ExportRounding FourBits = new(4, RoundsInputs: false);

    [Theory]
    [InlineData(4, "F32")]
    [InlineData(4, "BF16")]
    [InlineData(8, "F32")]
    public void Logits_are_those_of_the_nearest_numbers(int bits, string type)
    {
        var weights = SmallCheckpoint.Write(Folder, type: type);
        using var runner = Exported(new(bits, RoundsInputs: false));

        var logits = SampleRows.Logits(runner);

        SampleRows.Difference(logits.Whole, SampleRows.Expected(new ReferenceLlama(SmallLlama.Grouped, Nearest(weights, bits)).Logits))
            .Should().BeLessThan(1e-4);
        logits.Continued.Should().Equal(logits.Whole, "a shared beginning must not change a bit");
        var config = JsonNode.Parse(File.ReadAllText(Target["config.json"]))!["quantization_config"]!;
        (config["quant_method"]!.GetValue<string>(), config["bits"]!.GetValue<int>()).Should().Be(("round-to-nearest", bits));
    }

    [Fact]
    public void A_merged_adapter_is_rounded_with_the_weights()
    {
        var weights = SmallCheckpoint.Write(Folder);
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 2, alpha: 3, seed: 4, ["q_proj", "down_proj"]);
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, merged: adapter, rounding: FourBits);
        using var runner = new GraphRunner(Target["model.onnx"], SmallLlama.Grouped);
        var reference = new ReferenceLlama(SmallLlama.Grouped, Nearest(SmallAdapter.Merged(weights, adapter), 4));

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Inputs_are_rounded_only_on_request(int bits)
    {
        var weights = Nearest(SmallCheckpoint.Write(Folder), bits);
        using var runner = Exported(new(bits, RoundsInputs: true));

        var logits = SampleRows.Logits(runner);

        var exact = SampleRows.Expected(new ReferenceLlama(SmallLlama.Grouped, weights).Logits);
        var rounded = SampleRows.Expected(tokens => new ReferenceLlama(SmallLlama.Grouped, weights, RoundedInputs()).Logits(tokens));
        var rounding = exact.Zip(rounded, (a, b) => Math.Abs(a - b)).Average();
        logits.Whole.Zip(rounded, (a, b) => Math.Abs(a - b)).Average().Should().BeLessThan(rounding / 20);
        logits.Continued.Should().Equal(logits.Whole, "a shared beginning must not change a bit");
    }

    // Many of twenty experts get one row, or none.
    [Fact]
    public void Experts_are_rounded_and_a_row_has_the_same_bits_in_every_batch()
    {
        const string Changes = """
            {
              "model_type": "qwen3_moe", "num_experts": 20, "num_experts_per_tok": 2, "moe_intermediate_size": 48, "norm_topk_prob": true,
              "rms_norm_eps": 0.001
            }
            """;
        var weights = SmallCheckpoint.Write(Folder, Changes);
        using var runner = Exported(FourBits);
        var reference = new ReferenceQwen3Moe(JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!, Nearest(weights, 4));
        int[][] rows = [.. Enumerable.Range(0, 6).Select(seed => DecoderGraphTests.Tokens(5, seed).ToArray())];
        long[] positions = [4, 0];

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
        var alone = rows.SelectMany(row => runner.Run([row], [positions]).Logits);
        runner.Run(rows, Array.ConvertAll(rows, _ => positions)).Logits.Should().Equal(alone);
    }

    [Theory]
    [InlineData("lfm2")]
    [InlineData("qwen3_5_text")]
    [InlineData("granitemoehybrid, state spaces")]
    [InlineData("falcon_h1, gate before the norm")]
    [InlineData("nemotron_h")]
    [InlineData("nemotron_h, experts")]
    [InlineData("nemotron_h, experts of fewer values")]
    [InlineData("nemotron_h, listed layers, all experts in one tensor, last layer sees all")]
    public void Layers_with_a_state_are_rounded_except_for_projections_to_decays_or_rates_alone(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var weights = architecture.Write(Folder);
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, rounding: FourBits);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);

        var logits = SampleRows.Logits(runner);

        SampleRows.Difference(logits.Whole, SampleRows.Expected(architecture.ReferenceOf(Folder, Nearest(weights, 4)).Logits)).Should().BeLessThan(1e-4);
        logits.Continued.Should().Equal(logits.Whole, "a shared beginning must not change a bit");
    }

    [Fact]
    public void A_quantized_checkpoint_keeps_its_numbers_where_inputs_are_rounded()
    {
        var weights = SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("gptq, in the order of activations"));
        using var runner = Exported(new(null, RoundsInputs: true));

        var difference = SampleRows.Difference(
            SampleRows.Logits(runner).Whole, SampleRows.Expected(new ReferenceLlama(SmallLlama.Grouped, weights).Logits));

        difference.Should().BeInRange(1e-3, 0.3);
        JsonNode.Parse(File.ReadAllText(Target["config.json"]))!["quantization_config"]!["input_bits"]!.GetValue<int>().Should().Be(8);
    }

    [Theory]
    [InlineData("awq", 4, false, "config.json: the weights are already quantized (AWQ*); expected weights in 32 or 16 bits")]
    [InlineData("", null, true, "config.json: the weights are not quantized; --activations int8 rounds only the inputs of quantized matrices")]
    [InlineData("fp8, tiles", null, true, ": No matrix is quantized to integers; only the inputs of such matrices can be rounded to 8 bits")]
    [InlineData("none", null, false, ": config.json describes quantized matrices (FP8 (*)), but none is quantized")]
    public void An_impossible_rounding_is_refused(string format, int? bits, bool roundsInputs, string problem)
    {
        if (format is "" or "none")
        {
            SmallCheckpoint.Write(Folder, format == string.Empty ? "{}" : """{ "quantization_config": { "quant_method": "fp8" } }""");
        }
        else
        {
            SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(format));
        }

        var export = () => Exported(new(bits, roundsInputs));

        export.Should().Throw<InvalidInputException>().WithMessage($"{Folder.Path}*{problem}*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_weight_of_NaN_is_named()
    {
        SmallCheckpoint.Write(Folder);
        var bytes = File.ReadAllBytes(Folder["model.safetensors"]);
        var start = sizeof(long) + (int)BitConverter.ToInt64(bytes);
        var header = JsonNode.Parse(bytes.AsSpan(sizeof(long), start - sizeof(long)))!;
        var offset = header["model.layers.1.mlp.up_proj.weight"]!["data_offsets"]![0]!.GetValue<int>();
        BitConverter.GetBytes(float.NaN).CopyTo(bytes, start + offset);
        File.WriteAllBytes(Folder["model.safetensors"], bytes);

        var export = () => Exported(FourBits);

        export.Should().Throw<InvalidInputException>().WithMessage("*'model.layers.1.mlp.up_proj.weight' has the value NaN; expected finite numbers*");
    }

    // The scale of a block represents its largest value exactly, and each number is the nearest; the larger of two.
    private Func<string, float[]> Nearest(Func<string, float[]> weights, int bits)
    {
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        return name => Nearest(name, weights(name), SmallLlama.Dimensions(configuration, name)[^1], bits);
    }

    private static float[] Nearest(string name, float[] values, int width, int bits)
    {
        string[] rounded = ["_proj.weight", ".in_proj_qkv.weight", ".in_proj_z.weight", ".experts.up_proj", ".experts.down_proj"];
        if (!Array.Exists(rounded, suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
        {
            return values;
        }

        var numbers = (bits == 4 ? Enumerable.Range(-8, 16) : Enumerable.Range(-127, 255)).Reverse().ToArray();
        return
        [
            .. values.Chunk(width).SelectMany(row => row.Chunk(Block)).SelectMany(block =>
            {
                var scale = block.MaxBy(MathF.Abs) / (bits == 4 ? -8 : 127);
                return block.Select(value => numbers.Select(number => number * scale).MinBy(candidate => Math.Abs(candidate - value)));
            }),
        ];
    }

    // Four times a layer; the inputs of the output projection are not rounded.
    private static Func<double[][], double[][]> RoundedInputs()
    {
        var times = 0;
        return rows => times++ == 4 * SmallLlama.Grouped.Layers ? rows : Array.ConvertAll(rows, row => row.Chunk(Block).SelectMany(block =>
        {
            var scale = block.Max(Math.Abs) / 127;
            return block.Select(value => Math.Round(value / scale) * scale);
        }).ToArray());
    }

    private GraphRunner Exported(ExportRounding rounding)
    {
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, rounding: rounding);
        return new(Target["model.onnx"], SmallLlama.Grouped);
    }
}
