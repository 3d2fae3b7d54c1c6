using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

/// <summary>Adapters that do not fit a model.</summary>
public sealed class RefusedAdapterTests : AdaptedModelTest
{
    [Fact]
    public void A_graph_without_LoRA_inputs_is_refused_with_both_names()
    {
        var path = Save("de", SmallAdapter.Of(Model), "file");

        Loading(path).Should().Throw<InvalidInputException>().WithMessage(
            $"{path}: cannot be applied: {Folder["model.onnx"]} has no LoRA inputs; export the model again with 'clika export --lora q_proj,v_proj'.");
    }

    [Fact]
    public void What_is_said_to_be_missing_is_what_the_adapter_changes()
    {
        DecoderGraph.Write(Folder["model.onnx"], Model, SmallLlama.Weights(Model), WeightType.Float32);
        var path = Save("de", SmallAdapter.Of(Model, projections: ["k_proj", "down_proj"]), "folder");

        Loading(path).Should().Throw<InvalidInputException>().WithMessage("*; export the model again with 'clika export --lora k_proj,down_proj'.");
    }

    // PEFT calls the queries and values of a T5 so.
    [Fact]
    public void An_adapter_of_a_kind_of_model_that_is_not_exported_is_told_from_one_that_lacks_inputs()
    {
        Write("prefix graph");
        var path = Save("de", Renamed(SmallAdapter.Of(Model), "_proj", string.Empty), "file");

        Loading(path).Should().Throw<InvalidInputException>()
            .WithMessage("*; no model that CLiKA exports takes an adapter of q, v.");
    }

    [Fact]
    public void An_adapter_whose_layers_have_another_name_is_said_to_be_another_model_s()
    {
        Write("prefix graph");
        var path = Save("de", Renamed(SmallAdapter.Of(Model, projections: ["k_proj"]), "model.layers", "transformer.h"), "file");

        Loading(path).Should().Throw<InvalidInputException>().WithMessage("*for which * has no inputs; it is an adapter of another model.");
    }

    [Fact]
    public void An_adapter_for_more_layers_is_said_to_be_another_model_s()
    {
        Write("prefix graph");
        var path = Save("de", SmallAdapter.Of(Model with { Layers = 3 }), "folder");

        Loading(path).Should().Throw<InvalidInputException>().WithMessage("*for which * has no inputs; it is an adapter of another model.");
    }

    [Fact]
    public void An_adapter_that_changes_more_than_the_graph_takes_is_refused_with_both_names()
    {
        Write("prefix graph");
        var path = Save("de", SmallAdapter.Of(Model, projections: ["q_proj", "down_proj"]), "folder");

        Loading(path).Should().Throw<InvalidInputException>().WithMessage(
            $"{path}: has model.layers.0.mlp.down_proj.lora_A.weight, * and others, for which {Folder["model.onnx"]} has no inputs; export the model again with 'clika export --lora q_proj,v_proj,down_proj'.");
    }

    [Fact]
    public void An_adapter_that_lost_a_projection_of_one_layer_is_refused_with_both_names()
    {
        DecoderGraph.Write(Folder["model.onnx"], Model, SmallLlama.Weights(Model), WeightType.Float32, ["q_proj", "k_proj"]);
        var adapter = SmallAdapter.Of(Model, projections: ["q_proj", "k_proj"]);
        var lost = adapter.Modules.Single(module => module.Name.EndsWith("1.self_attn.k_proj", StringComparison.Ordinal));
        var path = Save("de", adapter with { Modules = adapter.Modules.Remove(lost) }, "folder");
        var configuration = Path.Combine(path, "adapter_config.json");
        var json = JsonNode.Parse(File.ReadAllText(configuration))!;
        json["target_modules"] = new JsonArray("k_proj", "q_proj");
        File.WriteAllText(configuration, json.ToJsonString());

        Loading(path).Should().Throw<InvalidInputException>().WithMessage(
            $"{Path.Combine(path, "adapter_model.safetensors")}: has no lora_A.weight and lora_B.weight of {lost.Name}; {Folder["model.onnx"]} has them, *");
    }

    [Fact]
    public void An_adapter_of_another_width_is_refused_with_both_names()
    {
        Write("prefix graph");
        var path = Save("de", SmallAdapter.Of(Model with { HiddenSize = 48 }), "file");

        Loading(path).Should().Throw<InvalidInputException>().WithMessage(
            $"{path}: has model.layers.0.self_attn.q_proj.lora_A.weight of shape [48, 4]; {Folder["model.onnx"]} takes [32, -1].");
    }

    [Fact]
    public void An_adapter_outside_the_range_of_a_16_bit_graph_is_refused()
    {
        DecoderGraph.Write(Folder["model.onnx"], Model, SmallLlama.Weights(Model), WeightType.Float16, Usual);
        var path = Save("de", SmallAdapter.Of(Model, alpha: 1e7), "file");

        Loading(path).Should().Throw<InvalidInputException>()
            .WithMessage($"{path}: does not fit {Folder["model.onnx"]}: *outside the range of 16 bits*");
    }

    [Fact]
    public void A_missing_adapter_is_named()
    {
        Write("prefix graph");

        Loading(Folder["nothing"]).Should().Throw<InvalidInputException>()
            .WithMessage($"{Folder["nothing"]}: no such file or folder; expected an .onnx_adapter file or a PEFT folder.");
    }

    private static LoraAdapter Renamed(LoraAdapter adapter, string from, string to) => adapter with
    {
        Modules = [.. adapter.Modules.Select(module => module with { Name = module.Name.Replace(from, to, StringComparison.Ordinal) })],
    };

    private Action Loading(string adapter) => () => Load(adapter).Dispose();
}
