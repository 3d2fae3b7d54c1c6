using System.Text;
using System.Text.Json.Nodes;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>Exported quantized checkpoints compute with the values that their numbers represent.</summary>
public sealed class QuantizedCheckpointTests : ExportTest
{
    public static TheoryData<string> Formats => new(StoredFormats.Names);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Logits_are_those_of_the_represented_values(string name)
    {
        var format = StoredFormats.Named(name);
        var weights = SmallQuantizedCheckpoint.Write(Folder, format);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        using var runner = Exported(WeightType.Float32);

        var (continued, whole) = SampleRows.Logits(runner);

        SampleRows.Difference(whole, SampleRows.Expected(new ReferenceLlama(configuration, weights).Logits)).Should().BeLessThan(1e-4);
        continued.Should().Equal(whole, "a shared beginning must not change a bit");
        var products = Encoding.Latin1.GetString(File.ReadAllBytes(Target["model.onnx"])).Split("MatMulNBits").Length - 1;
        products.Should().Be(format.IsKept ? (7 * SmallLlama.Grouped.Layers) - 1 : 0);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Neither_padding_nor_the_rows_beside_it_change_a_bit(string name)
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name));
        using var runner = Exported(WeightType.Float32);
        var row = SampleRows.Whole;

        var alone = runner.Run([row], [[row.Length - 1, 0]]).Logits[..SmallLlama.Grouped.VocabularySize];
        var padded = runner.Run([[.. row, 0, 0, 0], [.. DecoderGraphTests.Tokens(row.Length + 3, seed: 5)]], [[row.Length - 1], [2]]).Logits;

        padded[..alone.Length].Should().Equal(alone);
    }

    [Theory]
    [InlineData("gptq, modules of their own rules", "GPTQ, weights of 4 or 8 bits; matrices: 13 kept as they are, 3 not quantized")]
    [InlineData("gptq, groups of 24", "GPTQ, weights of 4 bits in groups of 24; matrices: 13 widened, 3 not quantized")]
    [InlineData("awq, one group", "AWQ, weights of 4 bits; matrices: 13 kept as they are, 3 not quantized")]
    [InlineData("fp8, tiles", "FP8 (activations, which other runtimes round to 8 bits too, are not rounded); matrices: 13 widened, 3 not quantized")]
    [InlineData("fp8, with a quantized cache", "FP8 (activations, which other runtimes round to 8 bits too, are not rounded; keys and values, which other runtimes can round to 8 bits, are not rounded); matrices: 13 widened, 3 not quantized")]
    [InlineData("compressed-tensors, FP8, with a quantized cache", "compressed-tensors, FP8 (activations, which other runtimes round to 8 bits too, are not rounded; keys and values, which other runtimes can round to 8 bits, are not rounded); matrices: 13 widened, 3 not quantized")]
    [InlineData("compressed-tensors, NVFP4", "compressed-tensors, NVFP4 (activations, which other runtimes round to 4 bits too, are not rounded); matrices: 13 kept as they are, 3 not quantized")]
    [InlineData("compressed-tensors, NVFP4, weights only", "compressed-tensors, NVFP4; matrices: 13 kept as they are, 3 not quantized")]
    [InlineData("compressed-tensors, MXFP4", "compressed-tensors, MXFP4 (activations, which other runtimes round to 4 bits too, are not rounded); matrices: 13 kept as they are, 3 not quantized")]
    [InlineData("modelopt, NVFP4", "Model Optimizer, NVFP4 (activations, which other runtimes round to 4 bits too, are not rounded; keys and values, which other runtimes can round to 8 bits, are not rounded); matrices: 13 kept as they are, 3 not quantized")]
    [InlineData("modelopt, FP8, in its own file", "Model Optimizer, FP8 (activations, which other runtimes round to 8 bits too, are not rounded; keys and values, which other runtimes can round to 8 bits, are not rounded); matrices: 13 widened, 3 not quantized")]
    [InlineData("bitsandbytes, NF4, double quantization", "bitsandbytes, NF4; matrices: 13 widened, 3 not quantized")]
    [InlineData("bitsandbytes, 8 bits", "bitsandbytes, weights of 8 bits (activations, which other runtimes round to 8 bits too, are not rounded); matrices: 13 kept as they are, 3 not quantized")]
    public void The_quantization_found_is_described(string name, string expected)
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name));

        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        configuration.Quantization!.Description.Should().Be(expected);
    }

    // GPTQModel has written zero points of the second version with the label of the first.
    [Fact]
    public void Symmetric_zero_points_are_read_by_value_whatever_the_version_label()
    {
        var weights = SmallQuantizedCheckpoint.Write(
            Folder,
            StoredFormats.Named("gptq, 4 bits"),
            rename: tensor => tensor.Name.EndsWith(".qzeros", StringComparison.Ordinal)
                ? tensor with { Bytes = [.. tensor.Bytes.Select(_ => (byte)0x88)] }
                : tensor);
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(new ReferenceLlama(SmallLlama.Grouped, weights).Logits)).Should().BeLessThan(1e-4);
        configuration.Quantization!.Description.Should().EndWith(
            "13 kept as they are, 3 not quantized, 13 with zero points of the second version of the format, in spite of their label");
    }

    [Fact]
    public void Scales_of_tiles_may_lack_a_dimension_of_1()
    {
        var weights = SmallQuantizedCheckpoint.Write(Folder, new Float8Format((128, 128), IsSqueezed: true), """{ "intermediate_size": 256 }""");
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        using var runner = Exported(WeightType.Float32);

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(new ReferenceLlama(configuration, weights).Logits)).Should().BeLessThan(1e-4);
    }

    // As RedHatAI's files have experts in NVFP4 and other matrices in FP8.
    [Fact]
    public void Matrices_may_be_stored_in_different_ways()
    {
        var weights = SmallQuantizedCheckpoint.Write(
            Folder,
            new MixedFormat("mlp", StoredFormats.Named("compressed-tensors, NVFP4"), StoredFormats.Named("compressed-tensors, FP8, tiles")));
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(new ReferenceLlama(configuration, weights).Logits)).Should().BeLessThan(1e-4);
        configuration.Quantization!.Description.Should().Be(
            "compressed-tensors, NVFP4 and FP8 (activations, which other runtimes round to 4 or 8 bits too, are not rounded); "
            + "matrices: 6 kept as they are, 7 widened, 3 not quantized");
    }

    // In config.json of the model folder, where other programs look for it.
    [Fact]
    public void A_file_of_its_own_becomes_a_property_of_the_exported_model()
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("modelopt, FP8, in its own file"));

        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        var written = JsonNode.Parse(File.ReadAllText(Target["config.json"]))!["quantization_config"]!;
        written["quant_method"]!.GetValue<string>().Should().Be("modelopt");
        DecoderConfiguration.Read(Target["config.json"]).Quantization.Should().Be(DecoderConfiguration.Read(Folder["config.json"]).Quantization);
        File.Exists(Target["hf_quant_config.json"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("gptq, in the order of activations")]
    [InlineData("compressed-tensors, 4 bits, zero points, a group that is not full")]
    [InlineData("compressed-tensors, NVFP4")]
    public void Fused_projections_are_split(string name)
    {
        var architecture = SmallArchitecture.Named("phi3");
        var weights = SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name), architecture.Changes);
        using var runner = Exported(WeightType.Float32);

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(architecture.ReferenceOf(Folder, weights).Logits)).Should().BeLessThan(1e-4);
    }

    // Many of sixteen experts get one row, or none.
    [Theory]
    [InlineData("gptq, in the order of activations")]
    [InlineData("awq")]
    [InlineData("compressed-tensors, 4 bits, zero points, a group that is not full")]
    [InlineData("compressed-tensors, NVFP4")]
    [InlineData("compressed-tensors, MXFP4")]
    [InlineData("modelopt, NVFP4")]
    public void Quantized_experts_are_kept_and_a_row_has_the_same_bits_in_every_batch(string name)
    {
        var architecture = new SmallArchitecture(
            """{ "model_type": "qwen3_moe", "num_experts": 16, "num_experts_per_tok": 2, "moe_intermediate_size": 64, "norm_topk_prob": true }""");
        var weights = SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name), architecture.Changes);
        using var runner = Exported(WeightType.Float32);
        int[][] rows = [.. Enumerable.Range(0, 6).Select(seed => DecoderGraphTests.Tokens(5, seed).ToArray())];
        long[] positions = [4, 0];

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(architecture.ReferenceOf(Folder, weights).Logits)).Should().BeLessThan(1e-4);
        var alone = rows.SelectMany(row => runner.Run([row], [positions]).Logits);
        runner.Run(rows, Array.ConvertAll(rows, _ => positions)).Logits.Should().Equal(alone);
    }

    [Theory]
    [InlineData("gptq, in the order of activations")]
    [InlineData("awq")]
    public void An_adapter_answers_as_merged_weights_do(string name)
    {
        var weights = SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name));
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 2, alpha: 3, seed: 4, [.. LoraProjections.All]);
        var merged = new ReferenceLlama(SmallLlama.Grouped, SmallAdapter.Merged(weights, adapter));
        using var runner = Exported(WeightType.Float32, LoraProjections.All);

        var logits = SampleRows.Logits(runner, () => LoraBranchesTests.Inputs(adapter, WeightType.Float32));

        SampleRows.Difference(logits, SampleRows.Expected(merged.Logits)).Should().BeLessThan(1e-4);
    }

    [Fact]
    public async Task A_session_with_an_adapter_leaves_quantized_matrices_in_the_file()
    {
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 2, alpha: 3, seed: 4, [.. LoraProjections.All]);
        var merged = SmallAdapter.Merged(SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("gptq, 8 bits, zero points")), adapter);
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, LoraProjections.All);
        OnnxAdapterFile.Write(Target["de.onnx_adapter"], adapter, WeightType.Float32);

        var numbers = StoredGraph.TryRead(Target["model.onnx"])!.Matrices.Count(matrix => matrix.Type == 2);

        numbers.Should().BeGreaterThan(2 * SmallLlama.Grouped.Layers, "only the smallest go along");
        var adapted = await LogProbabilitiesAsync(Target["de.onnx_adapter"]);
        DecoderGraph.Write(Target["model.onnx"], SmallLlama.Grouped, merged, WeightType.Float32);
        adapted.Zip(await LogProbabilitiesAsync(null)).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-4);

        async Task<IEnumerable<double>> LogProbabilitiesAsync(string? path)
        {
            using var answerer = OnnxAnswerer.Load(Target.Path, new() { Device = DeviceRequest.Cpu, Adapter = path });
            var answers = await answerer.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None);
            return answers.SelectMany(answer => answer.LogProbabilities);
        }
    }

    [Fact]
    public void An_adapter_is_merged_into_dense_weights_but_not_into_quantized_ones()
    {
        var adapter = SmallAdapter.Of(SmallLlama.Grouped, rank: 2, alpha: 3, seed: 4, ["v_proj"]);
        var weights = SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("fp8, tiles"));
        CheckpointExport.Write(Folder.Path, Target["merged"], WeightType.Float32, merged: adapter);
        using var runner = new GraphRunner(Path.Combine(Target["merged"], "model.onnx"), SmallLlama.Grouped);
        var reference = new ReferenceLlama(SmallLlama.Grouped, SmallAdapter.Merged(weights, adapter));

        SampleRows.Difference(SampleRows.Logits(runner).Whole, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);

        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("awq"));
        var merge = () => CheckpointExport.Write(Folder.Path, Target["refused"], WeightType.Float32, merged: adapter);
        merge.Should().Throw<InvalidInputException>().WithMessage("*'model.layers.0.self_attn.v_proj.weight' is quantized to 4 bits, so an adapter cannot be merged*");
        Directory.Exists(Target["refused"]).Should().BeFalse();
    }

    [Theory]
    [InlineData("gptq, 4 bits")]
    [InlineData("awq")]
    [InlineData("gptq, 8 bits, zero points")]
    [InlineData("compressed-tensors, NVFP4")]
    public void A_graph_that_computes_with_16_bits_is_accurate(string name)
    {
        var weights = SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name));
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        using var runner = Exported(WeightType.Float16Compute);
        var row = SampleRows.Whole;

        var logits = runner.RunHalf(row, [row.Length - 1, 2]);

        var expected = new ReferenceLlama(configuration, weights).Logits(row);
        SampleRows.Difference(logits, [.. expected[^1], .. expected[2]]).Should().BeLessThan(0.1);
    }

    [Theory]
    [InlineData("gptq, in the order of activations")]
    [InlineData("compressed-tensors, 8 bits, zero points, whole rows")]
    public async Task Answers_and_texts_are_the_same_in_every_batch(string name)
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named(name));
        Exported(WeightType.Float16).Dispose();
        using var together = OnnxAnswerer.Load(Target.Path, new() { Device = DeviceRequest.Cpu, Threads = 2 });
        using var alone = OnnxAnswerer.Load(Target.Path, new() { Device = DeviceRequest.Cpu, Threads = 1, BatchSize = 1 });
        async Task<(double[] Answers, IReadOnlyList<string> Texts)> Ask(OnnxAnswerer answerer, int prompts)
        {
            var asked = ExportedGraphTests.Prompts.Take(prompts).ToList();
            var answers = await answerer.AnswerAsync(asked, CLiKA.Answers.Scoring.Likelihood, null, CancellationToken.None);
            var texts = await answerer.GenerateAsync([.. asked.Select(prompt => prompt.Text)], new(12), null, CancellationToken.None);
            return ([.. answers.SelectMany(answer => answer.LogProbabilities)], texts);
        }

        var (answers, texts) = await Ask(together, int.MaxValue);
        var (others, otherTexts) = await Ask(alone, int.MaxValue);
        var (first, firstText) = await Ask(together, 1);

        together.Device.Should().Be("CPU, 2 threads; shared prefix computed once, prompts in batches");
        others.Should().Equal(answers);
        otherTexts.Should().Equal(texts);
        first.Should().Equal(answers[..first.Length]);
        firstText.Single().Should().Be(texts[0]);
    }

    [Fact]
    public void A_quantized_graph_is_not_read_back_as_weights()
    {
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("awq"));
        Exported(WeightType.Float32).Dispose();

        var read = () => OnnxWeights.Read(Target["model.onnx"]);

        read.Should().Throw<InvalidInputException>().WithMessage($"{Target["model.onnx"]}: '*_proj.weight' is quantized; expected weights in 32 or 16 bits.");
    }

    private GraphRunner Exported(WeightType type, IReadOnlyCollection<string>? lora = null)
    {
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, type, lora);
        return new(Target["model.onnx"], configuration);
    }
}
