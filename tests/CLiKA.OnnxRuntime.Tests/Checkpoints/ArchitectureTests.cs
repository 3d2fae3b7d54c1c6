using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Exported decoders of other architectures than Llama's answer as HuggingFace's classes define it.</summary>
public sealed class ArchitectureTests : IDisposable
{
    private const int Shared = 9;

    private static readonly int[] Beginning = [.. DecoderGraphTests.Tokens(Shared, seed: 1)];
    private static readonly int[][] Rows = [[.. DecoderGraphTests.Tokens(8, seed: 2)], [.. DecoderGraphTests.Tokens(8, seed: 3)]];
    private static readonly long[][] Positions = [[7, 0, 3], [1, 7, 7]];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _target = new();

    public void Dispose()
    {
        _folder.Dispose();
        _target.Dispose();
    }

    public static TheoryData<string> Architectures => new(SmallArchitecture.Names);

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Logits_are_those_of_the_definition_with_and_without_a_past(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(_folder, architecture.Write(_folder));
        using var runner = Exported(WeightType.Float32);

        var past = runner.Run([Beginning], [[0]]).Presents;
        var continued = runner.Run(Rows, Positions, past).Logits;
        var whole = runner.Run(
            [.. Rows.Select(row => (int[])[.. Beginning, .. row])],
            Array.ConvertAll(Positions, row => Array.ConvertAll(row, position => Shared + position))).Logits;

        Difference(whole, Expected(reference)).Should().BeLessThan(1e-4);
        continued.Should().Equal(whole, "a shared beginning must not change a bit");
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Neither_padding_nor_the_rows_beside_it_change_a_bit(string name)
    {
        SmallArchitecture.Named(name).Write(_folder);
        using var runner = Exported(WeightType.Float32);
        int[] row = [.. Beginning, .. Rows[0]];

        var alone = runner.Run([row], [[row.Length - 1]]).Logits;
        var padded = runner.Run([[.. row, 0, 0, 0], [.. DecoderGraphTests.Tokens(row.Length + 3, seed: 5)]], [[row.Length - 1], [2]]).Logits;

        padded[..alone.Length].Should().Equal(alone);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Weights_of_16_bits_answer_as_the_rounded_weights_do(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(_folder, SmallLlama.Rounded(architecture.Write(_folder, "BF16")));
        using var runner = Exported(WeightType.Float16);

        var past = runner.Run([Beginning], [[0]]).Presents;

        Difference(runner.Run(Rows, Positions, past).Logits, Expected(reference)).Should().BeLessThan(1e-4);
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void An_adapter_answers_as_merged_weights_do(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var weights = architecture.Write(_folder);
        var configuration = DecoderConfiguration.Read(_folder["config.json"]);
        string[] projections = [.. LoraProjections.All.Where(projection => LoraProjections.ProblemOf([projection], configuration) is null)];
        var adapter = SmallAdapter.Of(configuration, rank: 2, alpha: 3, seed: 4, projections);
        var reference = architecture.ReferenceOf(_folder, SmallAdapter.Merged(weights, adapter));
        using var runner = Exported(WeightType.Float32, projections);

        var past = runner.Run([Beginning], [[0]], more: LoraBranchesTests.Inputs(adapter, WeightType.Float32)).Presents;
        var logits = runner.Run(Rows, Positions, past, more: LoraBranchesTests.Inputs(adapter, WeightType.Float32)).Logits;

        Difference(logits, Expected(reference)).Should().BeLessThan(1e-4);
    }

    [Fact]
    public void Adapters_of_a_gate_that_the_model_does_not_have_are_refused()
    {
        SmallArchitecture.Named("apertus").Write(_folder);
        var configuration = DecoderConfiguration.Read(_folder["config.json"]);
        var adapter = new LoraAdapter(1, 1, [new("model.layers.0.mlp.gate_proj", 32, 48, new float[32], new float[48])]);

        var export = () => CheckpointExport.Write(_folder.Path, _target.Path, WeightType.Float32, ["gate_proj"]);
        var merge = () => new MergedWeights(new ArrayWeights(_ => []), adapter, configuration);

        export.Should().Throw<InvalidInputException>().WithMessage("*the model has no 'gate_proj'*");
        merge.Should().Throw<ArgumentException>().WithMessage("*'model.layers.0.mlp.gate_proj'*which the model does not have*");
    }

    // Nothing but the types of values differs: what 16 bits round away is less than what another computation would change.
    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_graph_that_computes_with_16_bits_stays_near_the_definition(string name)
    {
        var architecture = SmallArchitecture.Named(name);
        var reference = architecture.ReferenceOf(_folder, architecture.Write(_folder));
        using var runner = Exported(WeightType.Float16Compute);
        int[] row = [.. Beginning, .. Rows[0]];
        int[] positions = [row.Length - 1, 2];

        var logits = runner.RunHalf(row, Array.ConvertAll(positions, position => (long)position));

        var expected = reference.Logits(row);
        Difference(logits, [.. positions.SelectMany(position => expected[position])]).Should().BeLessThan(0.1);
    }

    private static double[] Expected(ReferenceDecoder reference) => [.. Rows.SelectMany((row, index) =>
    {
        var logits = reference.Logits([.. Beginning, .. row]);
        return Positions[index].SelectMany(position => logits[Shared + position]);
    })];

    private static double Difference(float[] actual, double[] expected)
    {
        actual.Should().HaveSameCount(expected);
        expected.Max().Should().BeGreaterThan(0.5, "logits near zero would agree with anything");
        return actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();
    }

    private GraphRunner Exported(WeightType type, IReadOnlyCollection<string>? lora = null)
    {
        var (_, configuration) = CheckpointExport.Write(_folder.Path, _target.Path, type, lora);
        return new(_target["model.onnx"], configuration);
    }
}
