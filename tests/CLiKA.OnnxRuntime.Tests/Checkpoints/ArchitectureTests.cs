using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Exported decoders of architectures other than Llama compute what HuggingFace's classes compute.</summary>
public sealed class ArchitectureTests : ExportTest
{
    public static TheoryData<string> Architectures => new(SmallArchitecture.Names);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Logits_equal_the_reference_with_and_without_a_past(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(Folder, architecture.Write(Folder));
        using var runner = Exported(WeightType.Float32);

        var (continued, whole) = SampleRows.Logits(runner);

        SampleRows.Difference(whole, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
        continued.Should().Equal(whole, "a shared beginning must not change a bit");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Neither_padding_nor_the_rows_beside_it_change_a_bit(string name)
    {
        SmallArchitecture.Named(name).Write(Folder);
        using var runner = Exported(WeightType.Float32);
        var row = SampleRows.Whole;

        var alone = runner.Run([row], [[row.Length - 1]]).Logits;
        var padded = runner.Run([[.. row, 0, 0, 0], [.. DecoderGraphTests.Tokens(row.Length + 3, seed: 5)]], [[row.Length - 1], [2]]).Logits;

        padded[..alone.Length].Should().Equal(alone);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Weights_of_16_bits_answer_as_the_rounded_weights_do(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(Folder, SmallLlama.Rounded(architecture.Write(Folder, "BF16")));
        using var runner = Exported(WeightType.Float16);

        SampleRows.Difference(SampleRows.Logits(runner).Continued, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void An_adapter_answers_as_merged_weights_do(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var weights = architecture.Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        string[] projections = [.. LoraProjections.Known.Where(projection => LoraProjections.ProblemOf([projection], configuration) is null)];
        var adapter = OwnLayout.Adapter(architecture.Layout, configuration, projections);
        var reference = architecture.ReferenceOf(Folder, OwnLayout.Merged(architecture.Layout, configuration, weights, adapter));
        using var runner = Exported(WeightType.Float32, projections);

        var logits = SampleRows.Logits(runner, () => LoraBranchesTests.Inputs(adapter, WeightType.Float32));

        SampleRows.Difference(logits, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_merged_adapter_answers_like_a_separate_one(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var weights = architecture.Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        var adapter = OwnLayout.Adapter(architecture.Layout, configuration, [.. LoraProjections.Known]);
        var reference = architecture.ReferenceOf(Folder, OwnLayout.Merged(architecture.Layout, configuration, weights, adapter));
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, merged: adapter);
        using var runner = new GraphRunner(Target["model.onnx"], configuration);

        SampleRows.Difference(SampleRows.Logits(runner).Continued, SampleRows.Expected(reference.Logits)).Should().BeLessThan(1e-4);
    }

    [Theory]
    [InlineData("bloom", "q_proj", "the model has no 'q_proj'; expected some of query_key_value, dense, dense_h_to_4h, dense_4h_to_h")]
    [InlineData("gpt2", "query_key_value", "the model has no 'query_key_value'; expected some of c_attn, c_proj, c_fc")]
    [InlineData("phi", "o_proj", "the model has no 'o_proj'; expected some of q_proj, k_proj, v_proj, dense, fc1, fc2")]
    [InlineData("phi3", "gate_proj", "the model has no 'gate_proj'; expected some of qkv_proj, o_proj, gate_up_proj, down_proj")]
    public void Adapters_have_PEFTs_module_names(string name, string projection, string problem)
    {
        SmallArchitecture.Named(name).Write(Folder);

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, [projection]);

        export.Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
    }

    [Fact]
    public void Adapters_of_a_missing_gate_are_refused()
    {
        SmallArchitecture.Named("apertus").Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        var adapter = new LoraAdapter(1, 1, [new("model.layers.0.mlp.gate_proj", 32, 48, new float[32], new float[48])]);

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, ["gate_proj"]);
        var merge = () => new MergedWeights(new ArrayWeights(_ => []), adapter, configuration);

        export.Should().Throw<InvalidInputException>().WithMessage("*the model has no 'gate_proj'*");
        merge.Should().Throw<ArgumentException>().WithMessage("*'model.layers.0.mlp.gate_proj'*which the model does not have*");
    }

    [Theory]
    [InlineData("deepseek_v3", "k_proj")]
    [InlineData("deepseek_v3", "q_proj")]
    [InlineData("deepseek_v2", "q_a_proj")]
    [InlineData("glm4", "kv_b_proj")]
    public void Adapters_of_another_kind_of_attention_are_refused(string name, string projection)
    {
        SmallArchitecture.Named(name).Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        var adapter = new LoraAdapter(1, 1, [new($"model.layers.0.self_attn.{projection}", 32, 48, new float[32], new float[48])]);

        var export = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, [projection]);
        var merge = () => new MergedWeights(new ArrayWeights(_ => []), adapter, configuration);

        export.Should().Throw<InvalidInputException>().WithMessage($"*the model has no '{projection}'*");
        merge.Should().Throw<ArgumentException>().WithMessage($"*'model.layers.0.self_attn.{projection}'*which the model does not have*");
    }

    // Only the types of values differ: rounding to 16 bits changes less than another computation would.
    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_graph_that_computes_with_16_bits_is_close_to_the_reference(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(Folder, architecture.Write(Folder));
        using var runner = Exported(WeightType.Float16Compute);
        var row = SampleRows.Whole;
        int[] positions = [row.Length - 1, 2];

        var logits = runner.RunHalf(row, Array.ConvertAll(positions, position => (long)position));

        var expected = reference.Logits(row);
        SampleRows.Difference(logits, [.. positions.SelectMany(position => expected[position])]).Should().BeLessThan(0.1);
    }

    private GraphRunner Exported(WeightType type, IReadOnlyCollection<string>? lora = null)
    {
        var (_, configuration) = CheckpointExport.Write(Folder.Path, Target.Path, type, lora);
        return new(Target["model.onnx"], configuration);
    }
}
