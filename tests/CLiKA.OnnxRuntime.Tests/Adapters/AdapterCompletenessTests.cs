using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

// Adapters whose configuration has short names, as PEFT writes it after training: they stand for all layers that have such a module.
public sealed class AdapterCompletenessTests : ExportTest
{
    private string Peft => Folder["peft"];

    [Theory]
    [InlineData("qwen3_moe", "q_proj k_proj v_proj o_proj")]
    [InlineData("lfm2", "q_proj v_proj")]
    [InlineData("lfm2", "in_proj")]
    [InlineData("lfm2", "k_proj in_proj out_proj w2")]
    [InlineData("qwen3_5_text", "q_proj o_proj")]
    [InlineData("qwen3_5_text", "v_proj in_proj_qkv down_proj")]
    [InlineData("gemma4_text", "k_proj v_proj")]
    [InlineData("gemma4_text, embeddings by layer, shared keys", "k_proj v_proj")]
    [InlineData("gemma4_text, embeddings by layer, shared keys", "q_proj k_proj per_layer_projection")]
    [InlineData("gpt2", "c_proj")]
    public void An_adapter_has_to_change_all_that_the_model_has_and_may_lack_what_it_has_not(string name, string projections)
    {
        var architecture = SmallArchitecture.Named(name);
        architecture.Write(Folder);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        CheckpointExport.Write(Folder.Path, Target["model"], WeightType.Float32, projections.Split(' '));
        var adapter = OwnLayout.Adapter(architecture.Layout, configuration, projections.Split(' '));

        Save(adapter, projections);
        Asking().Should().NotThrow();
        Merging(configuration).Should().NotThrow();

        foreach (var lost in adapter.Modules.Where(module => adapter.Modules.Count(other => EndingOf(other) == EndingOf(module)) > 1))
        {
            Save(adapter with { Modules = adapter.Modules.Remove(lost) }, projections);
            Refused(Asking(), lost, Path.Combine(Target["model"], "model.onnx"));
            Refused(Merging(configuration), lost, "the model");
        }
    }

    [Fact]
    public void Of_many_missing_projections_three_are_named()
    {
        SmallCheckpoint.Write(Folder, """{ "num_hidden_layers": 6 }""", "F32");
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        var adapter = SmallAdapter.Of(configuration, projections: ["k_proj"]);
        Save(adapter with { Modules = [adapter.Modules[2]] }, "k_proj");

        Merging(configuration).Should().Throw<InvalidInputException>().WithMessage(
            "*model.layers.0.self_attn.k_proj, model.layers.1.self_attn.k_proj, model.layers.3.self_attn.k_proj and 2 others; the model has them*");
    }

    private static string EndingOf(LoraModule module) => module.Name.Split('.')[^1];

    private void Refused(Action action, LoraModule lost, string model) => action.Should().Throw<InvalidInputException>().WithMessage(
        $"{Path.Combine(Peft, "adapter_model.safetensors")}: has no lora_A.weight and lora_B.weight of {lost.Name}; {model} has them, and adapter_config.json says *");

    private Action Asking() => () => LoraPlaces.Of(Path.Combine(Target["model"], "model.onnx")).InputsOf(Peft, AdapterReader.Read(Peft));

    private Action Merging(DecoderConfiguration configuration) =>
        () => _ = new MergedWeights(new ArrayWeights(_ => []), AdapterReader.Read(Peft), configuration);

    private void Save(LoraAdapter adapter, string targets)
    {
        PeftFolder.Write(Peft, adapter, "small");
        var path = Path.Combine(Peft, "adapter_config.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["target_modules"] = new JsonArray([.. targets.Split(' ').Select(target => (JsonNode)target)]);
        json["layers_to_transform"] = null;
        File.WriteAllText(path, json.ToJsonString());
    }
}
