using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

/// <summary>Adapters of Gemma 3n, whose class has projections of keys and values also in layers that attend to those of an earlier one.</summary>
public sealed class SharedKeysTests : ExportTest
{
    [Theory]
    [InlineData("k_proj")]
    [InlineData("v_proj")]
    public void What_an_adapter_changes_of_keys_that_no_layer_reads_is_left_out(string projection)
    {
        var places = Places("q_proj", "k_proj", "v_proj");

        var inputs = places.InputsOf("adapter", Adapter(Layer(0, projection), Layer(5, projection), Layer(5, "q_proj")));

        inputs.Select(input => input.Name).Should().Equal(
            $"{Layer(0, projection)}.lora_A.weight",
            $"{Layer(0, projection)}.lora_B.weight",
            $"{Layer(5, "q_proj")}.lora_A.weight",
            $"{Layer(5, "q_proj")}.lora_B.weight");
    }

    [Fact]
    public void Keys_for_which_no_layer_has_inputs_are_refused()
    {
        var places = Places("q_proj", "v_proj");

        var reading = () => places.InputsOf("adapter", Adapter(Layer(0, "q_proj"), Layer(5, "k_proj")));

        reading.Should().Throw<InvalidInputException>().WithMessage("adapter: has *5.self_attn.k_proj.lora_A.weight*export --lora q_proj,k_proj,v_proj'.");
    }

    [Fact]
    public void Keys_of_a_layer_that_the_model_lacks_are_refused()
    {
        var places = Places("q_proj", "k_proj");

        var reading = () => places.InputsOf("adapter", Adapter(Layer(0, "q_proj"), Layer(6, "k_proj")));

        reading.Should().Throw<InvalidInputException>().WithMessage("adapter: has *6.self_attn.k_proj.lora_A.weight*");
    }

    // The last two of six layers attend to keys and values of earlier ones.
    private LoraPlaces Places(params string[] projections)
    {
        SmallArchitecture.Named("gemma3n_text").Write(Folder);
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, projections);
        return LoraPlaces.Of(Target["model.onnx"]);
    }

    private LoraAdapter Adapter(params string[] modules)
    {
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        return new(1, 1, [.. modules.Select(module =>
        {
            var heads = module.EndsWith("q_proj", StringComparison.Ordinal) ? configuration.Heads : configuration.KeyValueHeads;
            var outputs = heads * configuration.HeadSize;
            return new LoraModule(module, configuration.HiddenSize, outputs, new float[configuration.HiddenSize], new float[outputs]);
        })]);
    }

    private static string Layer(int layer, string projection) => $"model.layers.{layer}.self_attn.{projection}";
}
