using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;
using CLiKA.Prompts;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Experts with many rows, one or none, and those that are refused.</summary>
public sealed class ExpertTests : ExportTest
{
    public static TheoryData<string> Mixtures => new(SmallArchitecture.Mixtures);

    // A token goes through two to four of some twenty experts: the others get no row.
    [Theory]
    [MemberData(nameof(Mixtures))]
    public void A_single_token_is_computed_by_its_experts(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(Folder, architecture.Write(Folder));
        using var runner = Exported();

        foreach (var token in DecoderGraphTests.Tokens(5, seed: 7))
        {
            var expected = reference.Logits([token])[0];
            expected.Max().Should().BeGreaterThan(0.5, "logits near zero would agree with anything");
            runner.Run([[token]], [[0]]).Logits.Zip(expected, (a, e) => Math.Abs(a - e)).Max().Should().BeLessThan(1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void A_row_has_the_same_bits_in_batches_of_every_size(string name)
    {
        SmallArchitecture.Named(name).Write(Folder);
        using var runner = Exported();
        int[][] rows = [.. Enumerable.Range(0, 12).Select(seed => DecoderGraphTests.Tokens(6, seed).ToArray())];
        long[] last = [5];
        var alone = Array.ConvertAll(rows, row => runner.Run([row], [last]).Logits);

        foreach (var size in (int[])[2, 3, 5, 12])
        {
            var together = rows.Chunk(size).SelectMany(batch => runner.Run(batch, Array.ConvertAll(batch, _ => last)).Logits);
            together.Should().Equal(alone.SelectMany(logits => logits), "{0} rows at a time are the same rows", size);
        }

        runner.Run([rows[0]], [[5, 0, 5, 3]]).Logits[..alone[0].Length].Should().Equal(alone[0], "other positions change nothing");
    }

    [Theory]
    [InlineData("mixtral")]
    [InlineData("qwen2_moe")]
    [InlineData("gpt_oss")]
    [InlineData("deepseek_v3")]
    [InlineData("gemma4_text, experts")]
    [InlineData("gemma4_text, embeddings by layer, shared keys")]
    public async Task Answers_and_texts_are_the_same_in_batches_of_every_size_and_with_other_threads(string name)
    {
        SmallArchitecture.Named(name).Write(Folder);
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        Prompt[] prompts = [.. Enumerable.Range(1, 7).Select(item => new Prompt($"{item}", $"Question:{new string('?', item % 3)}\nA:", [" Polen", "!"]))];
        async Task<string> Ask(int batch, int threads)
        {
            using var answerer = OnnxAnswerer.Load(Target.Path, new() { Device = DeviceRequest.Cpu, Threads = threads, BatchSize = batch });
            var answers = await answerer.AnswerAsync(prompts, Scoring.Likelihood, null, default);
            var texts = await answerer.GenerateAsync([.. prompts.Select(prompt => prompt.Text)], new(6), null, default);
            return string.Join('|', answers.SelectMany(answer => answer.LogProbabilities).Select(sum => $"{sum:R}").Concat(texts));
        }

        var alone = await Ask(batch: 1, threads: 1);

        alone.Split('|').Distinct().Should().HaveCountGreaterThan(6, "prompts of three kinds are not answered alike");
        (await Ask(batch: 1, threads: 2)).Should().Be(alone);
        (await Ask(batch: 2, threads: 1)).Should().Be(alone);
        (await Ask(batch: 64, threads: 2)).Should().Be(alone);
    }

    [Fact]
    public void The_first_of_equally_likely_experts_is_chosen()
    {
        var architecture = SmallArchitecture.Named("qwen3_moe");
        var weights = architecture.Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        float[] Undecided(string name) => name.EndsWith("mlp.gate.weight", StringComparison.Ordinal) ? new float[weights(name).Length] : weights(name);
        DecoderGraph.Write(Target["model.onnx"], configuration, Undecided, WeightType.Float32);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        int[] row = [.. DecoderGraphTests.Tokens(9, seed: 8)];

        var expected = architecture.ReferenceOf(Folder, Undecided).Logits(row)[8];

        runner.Run([row, row], [[8], [8]]).Logits.Zip(expected.Concat(expected), (a, e) => Math.Abs(a - e)).Max().Should().BeLessThan(1e-4);
    }

    // In 16 bits all would be equal, and the first chosen.
    [Theory]
    [InlineData(WeightType.Float16)]
    [InlineData(WeightType.Float16Compute)]
    public void The_correction_of_expert_scores_keeps_32_bits(WeightType type)
    {
        var architecture = SmallArchitecture.Named("glm4_moe, one group, shares as they are");
        var weights = architecture.Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        float[] Ascending(string name) =>
            name.EndsWith("e_score_correction_bias", StringComparison.Ordinal) ? [.. Enumerable.Range(0, 18).Select(expert => 2048 + (expert / 32f))]
            : name.EndsWith("mlp.gate.weight", StringComparison.Ordinal) ? new float[weights(name).Length]
            : Array.ConvertAll(weights(name), value => (float)(Half)value);
        DecoderGraph.Write(Target["model.onnx"], configuration, Ascending, type);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);
        int[] row = [.. DecoderGraphTests.Tokens(9, seed: 8)];

        var expected = architecture.ReferenceOf(Folder, Ascending).Logits(row)[8];

        var logits = type == WeightType.Float16 ? runner.Run([row], [[8]]).Logits : runner.RunHalf(row, [8]);
        logits.Zip(expected, (a, e) => Math.Abs(a - e)).Max().Should().BeLessThan(type == WeightType.Float16 ? 1e-4 : 0.1);
    }

    [Theory]
    [InlineData("mixtral", "block_sparse_moe.experts.23.w3.weight")]
    [InlineData("mixtral", "block_sparse_moe.experts.0.w1.weight")]
    [InlineData("qwen3_moe", "mlp.experts.19.down_proj.weight")]
    public void A_missing_weight_of_an_expert_is_named(string name, string weight)
    {
        SmallArchitecture.Named(name).Write(Folder);
        var text = File.ReadAllBytes(Folder["model.safetensors"]);
        var at = text.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"model.layers.1.{weight}"));
        text[at]++;
        File.WriteAllBytes(Folder["model.safetensors"], text);

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        export.Should().Throw<InvalidInputException>().WithMessage($"*'model.layers.1.{weight}' is missing*");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
    }

    [Fact]
    public void Fused_experts_of_another_number_are_an_error_that_names_the_tensor()
    {
        new SmallArchitecture(
            """{ "model_type": "qwen3_moe", "num_experts": 5, "num_experts_per_tok": 2, "moe_intermediate_size": 16 }""",
            "fused").Write(Folder);
        var config = File.ReadAllText(Folder["config.json"]);
        File.WriteAllText(Folder["config.json"], config.Replace("\"num_experts\":5", "\"num_experts\":4", StringComparison.Ordinal));

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);

        export.Should().Throw<InvalidInputException>().WithMessage("*'model.layers.0.mlp.gate.weight'*5*4*");
    }

    [Fact]
    public void Adapters_of_experts_are_refused()
    {
        SmallArchitecture.Named("mixtral").Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        LoraAdapter Adapter(string module) => new(1, 1, [new(module, 32, 48, new float[32], new float[48])]);

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, ["q_proj", "up_proj"]);
        var merge = () => new MergedWeights(new ArrayWeights(_ => []), Adapter("model.layers.0.mlp.up_proj"), configuration);
        var mergeNamed = () => new MergedWeights(new ArrayWeights(_ => []), Adapter("model.layers.0.block_sparse_moe.experts.3.w1"), configuration);

        export.Should().Throw<InvalidInputException>().WithMessage("*'up_proj' belongs to the model's experts, which cannot be adapted*");
        merge.Should().Throw<ArgumentException>().WithMessage("*'model.layers.0.mlp.up_proj'*outside its experts, which cannot be adapted*");
        mergeNamed.Should().Throw<ArgumentException>().WithMessage("*'model.layers.0.block_sparse_moe.experts.3.w1'*outside its experts*");
    }

    private GraphRunner Exported()
    {
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32);
        return new(Target["model.onnx"], configuration);
    }
}
