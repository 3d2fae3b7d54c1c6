using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

// The layout is that of huggingface/peft at 5d602fd: PeftModel.save_pretrained writes what get_peft_model_state_dict
// (src/peft/utils/save_and_load.py) gives, with the adapter's name taken out of the keys, and LoraConfig.to_dict as JSON
// (src/peft/config.py, save_pretrained). lora_A is nn.Linear(inputs, r) and lora_B nn.Linear(r, outputs), whose weights are [out, in];
// scaling is lora_alpha / r, or lora_alpha / sqrt(r) with use_rslora (src/peft/tuners/lora/layer.py, update_layer).
public sealed class PeftFolderTests : IDisposable
{
    private const string Stem = "base_model.model.model.layers";

    // As PEFT 0.17 writes it, in its order.
    private const string Configuration = """
        {"alpha_pattern":{},"auto_mapping":null,"base_model_name_or_path":"x","bias":"none","corda_config":null,"eva_config":null,
         "exclude_modules":null,"fan_in_fan_out":false,"inference_mode":true,"init_lora_weights":true,"layer_replication":null,
         "layers_pattern":null,"layers_to_transform":null,"loftq_config":{},"lora_alpha":16,"lora_bias":false,"lora_dropout":0.05,
         "megatron_config":null,"megatron_core":"megatron.core","modules_to_save":null,"peft_type":"LORA","qalora_group_size":16,"r":2,
         "rank_pattern":{},"revision":null,"target_modules":["v_proj"],"target_parameters":null,"task_type":"CAUSAL_LM",
         "trainable_token_indices":null,"use_dora":false,"use_qalora":false,"use_rslora":false}
        """;

    private const string WholeNames = """
        {"target_modules":["model.language_model.layers.0.self_attn.v_proj","model.language_model.layers.1.self_attn.v_proj"]}
        """;

    // As PEFT saves it: a list has a line for each of its items.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{}", 8.0)]
    [InlineData("""{"use_rslora":true}""", 11.313708498984761)] // 16 / sqrt(2)
    [InlineData("""{"init_lora_weights":"gaussian","lora_alpha":3}""", 1.5)]
    [InlineData("""{"layers_to_transform":[0,1]}""", 8.0)]
    [InlineData("""{"target_modules":".*v_proj"}""", 8.0)]
    [InlineData("""{"target_modules":["model.layers.0.self_attn.v_proj","model.layers.1.self_attn.v_proj"]}""", 8.0)]
    [InlineData("""{"a_flag_of_tomorrow":false}""", 8.0)]
    [InlineData("""{"fan_in_fan_out":true}""", 8.0)]
    public void An_adapter_of_PEFT_is_read_with_its_scaling(string changes, double scaling)
    {
        WriteFolder(changes);

        var adapter = PeftFolder.Read(_folder.Path);

        adapter.Rank.Should().Be(2);
        adapter.Scaling.Should().BeApproximately(scaling, 1e-12);
        adapter.Modules.Select(module => module.Name).Should().Equal("model.layers.0.self_attn.v_proj", "model.layers.1.self_attn.v_proj");
        adapter.Modules[1].Should().BeEquivalentTo(new
        {
            Inputs = 3,
            Outputs = 4,
            A = new float[] { 0, 1, 2, 3, 4, 5 },
            B = new float[] { 0, 1, 2, 3, 4, 5, 6, 7 },
        });
    }

    // Of Gemma3ForConditionalGeneration, in both orders that HuggingFace's library has given the parts, and of NVIDIA's own class of Nemotron-H.
    [Theory]
    [InlineData("base_model.model.model.language_model.layers", WholeNames)]
    [InlineData("base_model.model.model.language_model.layers", "{}")]
    [InlineData("base_model.model.language_model.model.layers", "{}")]
    [InlineData("base_model.model.backbone.layers", "{}")]
    public void An_adapter_of_a_decoder_with_another_prefix_is_read_for_the_decoder(string stem, string changes)
    {
        WriteFolder(changes, stem: stem);

        var modules = PeftFolder.Read(_folder.Path).Modules;

        modules.Select(module => module.Name).Should().Equal("model.layers.0.self_attn.v_proj", "model.layers.1.self_attn.v_proj");
        modules[1].B.Should().Equal(0, 1, 2, 3, 4, 5, 6, 7);
    }

    [Fact]
    public void An_adapter_of_16_bits_is_read()
    {
        WriteFolder("{}", type: WeightType.Float16);

        PeftFolder.Read(_folder.Path).Modules[0].B.Should().Equal(0, 1, 2, 3, 4, 5, 6, 7);
    }

    [Theory]
    [InlineData("""{"peft_type":"IA3"}""", "'peft_type' is 'IA3'; expected LORA.")]
    [InlineData("""{"use_dora":true}""", "'use_dora' is true; CLiKA reads only plain LoRA, without this property.")]
    [InlineData("""{"modules_to_save":["lm_head","score"]}""", "'modules_to_save' is [\"lm_head\",\"score\"]; CLiKA reads only plain LoRA*")]
    [InlineData("""{"rank_pattern":{"q_proj":4}}""", "'rank_pattern' is *")]
    [InlineData("""{"alpha_pattern":{"q_proj":4}}""", "'alpha_pattern' is *")]
    [InlineData("""{"lora_bias":true}""", "'lora_bias' is true*")]
    [InlineData("""{"layer_replication":[[0,1],[0,1]]}""", "'layer_replication' is *")]
    [InlineData("""{"a_variant_of_tomorrow":{"beta":1}}""", "'a_variant_of_tomorrow' is *")]
    [InlineData("""{"bias":"lora_only"}""", "'bias' is 'lora_only'; expected none*")]
    [InlineData("""{"init_lora_weights":"pissa_niter_4"}""", "'init_lora_weights' is 'pissa_niter_4', with which PEFT changes*")]
    [InlineData("""{"r":0}""", "'r' is 0; expected at least 1.")]
    [InlineData("""{"target_modules":null}""", "'target_modules' is missing or empty; expected the names of the adapted modules.")]
    [InlineData("""{"target_modules":"(q_proj"}""", "'target_modules' is '(q_proj', which is no regular expression of .NET (*); list the names *")]
    [InlineData("""{"target_modules":"(.*)*(.*)*(.*)*(.*)*\\1x"}""", "'target_modules' could not be matched with 'model.layers.0.self_attn.v_proj' within *")]
    [InlineData("""{"layers_to_transform":"all"}""", "'layers_to_transform' is \"all\"; expected layer indices.")]
    public void Variants_of_LoRA_are_refused_by_name(string changes, string problem)
    {
        WriteFolder(changes);

        Reading().Should().Throw<InvalidInputException>().WithMessage($"{_folder["adapter_config.json"]}:*{problem}");
    }

    [Theory]
    [InlineData("""{"r":4}""", $"-", "'model.layers.0.self_attn.v_proj' has the shapes [2, 3] and [4, 2]; expected [4, inputs]*")]
    [InlineData("{}", $"{Stem}.1.self_attn.v_proj.lora_B.weight", $"'{Stem}.1.self_attn.v_proj.lora_B.weight' is missing; expected A and B*")]
    [InlineData("""{"target_modules":["v_proj","o_proj"]}""", "-", "has no 'o_proj'; expected some, since it is in target_modules.")]
    [InlineData("""{"target_modules":["v_proj","o_proj"],"exclude_modules":["q_proj","layers.0.self_attn.k_proj"]}""", "-", "has no 'o_proj'; expected some, *")]
    [InlineData("""{"target_modules":["q_proj"]}""", "-", "has 'model.layers.0.self_attn.v_proj', which adapter_config.json does not name (target_modules, *")]
    [InlineData("""{"target_modules":".*q_proj"}""", "-", "has 'model.layers.0.self_attn.v_proj', which adapter_config.json does not name*")]
    [InlineData("""{"layers_to_transform":[0]}""", "-", "has 'model.layers.1.self_attn.v_proj', which adapter_config.json does not name*")]
    [InlineData("""{"exclude_modules":["layers.1.self_attn.v_proj"]}""", "-", "has 'model.layers.1.self_attn.v_proj', which *")]
    [InlineData("{}", "base_model", "has no tensors; expected an adapter.")]
    public void Tensors_that_are_missing_or_differ_are_named(string changes, string without, string problem)
    {
        WriteFolder(changes, name => !name.StartsWith(without, StringComparison.Ordinal));

        Reading().Should().Throw<InvalidInputException>().WithMessage($"{_folder["adapter_model.safetensors"]}: {problem}");
    }

    [Theory]
    [InlineData("""["o_proj"]""")]
    [InlineData("""["q_proj","model.layers.0.self_attn.o_proj"]""")]
    [InlineData("""["proj"]""", "attn.proj")]
    [InlineData("\".*\\\\.o_proj\"")]
    public void A_target_may_be_excluded_altogether(string excluded, string target = "o_proj")
    {
        WriteFolder($$"""{"target_modules":["v_proj","{{target}}"],"exclude_modules":{{excluded}}}""");

        Reading().Should().NotThrow();
    }

    // The model has v_proj in both layers; the adapter, in the second only.
    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"layers_to_transform":[]}""", false)]
    [InlineData("""{"layers_to_transform":[0,1]}""", false)]
    [InlineData("""{"layers_to_transform":1}""", true)]
    [InlineData("""{"layers_to_transform":[1,2]}""", true)]
    [InlineData("""{"exclude_modules":["model.layers.0.self_attn.v_proj"]}""", true)]
    [InlineData("""{"exclude_modules":["0.self_attn.v_proj"]}""", true)]
    [InlineData("""{"exclude_modules":".*\\.0\\..*"}""", true)]
    [InlineData("""{"exclude_modules":["q_proj"]}""", false)]
    [InlineData("""{"exclude_modules":"layers\\.0"}""", false)]
    [InlineData("""{"target_modules":["layers.1.self_attn.v_proj"]}""", true)]
    [InlineData("""{"target_modules":["model.layers.1.self_attn.v_proj"],"layers_to_transform":[0]}""", true)]
    [InlineData("""{"target_modules":".*(?:q|v)_proj"}""", false)]
    [InlineData("""{"target_modules":"model\\.layers\\.(?!0).*v_proj"}""", true)]
    public void Each_projection_of_the_model_that_the_configuration_names_has_to_be_there(string changes, bool isComplete)
    {
        WriteFolder(changes, modules: "1.self_attn.v_proj");

        RequireFit(isComplete, "model.layers.0.self_attn.v_proj");
    }

    [Theory]
    [InlineData("model.language_model", "{}", false)]
    [InlineData("language_model.model", "{}", false)]
    [InlineData("backbone", "{}", false)]
    [InlineData("language_model.model", """{"target_modules":"language_model\\.model\\.layers\\.\\d\\..*"}""", false)]
    [InlineData("model.language_model", """{"exclude_modules":["model.language_model.layers.0.self_attn.v_proj"]}""", true)]
    public void What_is_missing_of_a_decoder_with_another_prefix_has_the_name_that_it_has_there(string prefix, string changes, bool isComplete)
    {
        WriteFolder(changes, stem: $"base_model.model.{prefix}.layers", modules: "1.self_attn.v_proj");

        RequireFit(isComplete, $"{prefix}.layers.0.self_attn.v_proj");
    }

    [Theory]
    [InlineData("model.language_model.layers", "model.vision_tower.vision_model.encoder.layers")]
    [InlineData("model.language_model.layers", "model.audio_tower.conformer")]
    [InlineData("language_model.model.layers", "vision_tower.vision_model.encoder.layers")]
    public void What_images_and_sounds_go_through_is_left_out(string layers, string others)
    {
        var own = SmallAdapter.Of(SmallLlama.Grouped);
        LoraModule[] InLayers(string name) => [.. own.Modules.Select(module => module with { Name = module.Name.Replace("model.layers", name, StringComparison.Ordinal) })];
        PeftFolder.Write(_folder.Path, own with { Modules = [.. InLayers(others), .. InLayers(layers)] }, "x");

        PeftFolder.Read(_folder.Path).Modules.Should().BeEquivalentTo(own.Modules);
    }

    [Theory]
    [InlineData("lm_head")]
    [InlineData("language_model.lm_head")]
    public void What_makes_the_logits_of_a_larger_model_is_not_left_out(string head)
    {
        var module = SmallAdapter.Of(SmallLlama.Grouped).Modules[0];
        PeftFolder.Write(_folder.Path, new(module.Rank, 1, [module with { Name = "language_model.model.layers.0.self_attn.q_proj" }, module with { Name = head }]), "x");

        PeftFolder.Read(_folder.Path).Modules.Select(read => read.Name).Should().BeEquivalentTo("model.layers.0.self_attn.q_proj", head);
    }

    [Theory]
    [InlineData("base_model.model.model.embed_tokens.lora_embedding_A")]
    [InlineData($"{Stem}.0.self_attn.v_proj.lora_magnitude_vector")]
    [InlineData("base_model.model.lm_head.weight")]
    [InlineData("lora_A.weight")]
    public void A_tensor_that_is_neither_A_nor_B_is_named(string name)
    {
        WriteFolder("{}", more: name);

        Reading().Should().Throw<InvalidInputException>()
            .WithMessage($"*adapter_model.safetensors: has the tensor '{name}'; *MODULE.lora_A*");
    }

    [Fact]
    public void Files_that_are_missing_are_named()
    {
        Reading().Should().Throw<InvalidInputException>().WithMessage($"*adapter_config.json*");
        WriteFolder("{}");
        File.Move(_folder["adapter_model.safetensors"], _folder["adapter_model.bin"]);

        Reading().Should().Throw<InvalidInputException>().WithMessage("*adapter_model.safetensors: no such file*(safe_serialization).");
    }

    private void RequireFit(bool isComplete, string missing)
    {
        string[] projections = ["model.layers.0.self_attn.v_proj", "model.layers.1.self_attn.v_proj"];
        var places = new LoraPlaces("model.onnx", projections.SelectMany(name => ((string, LoraInputShape)[])
        [
            ($"{name}.lora_A.weight", new(WeightType.Float32, [3, -1])), ($"{name}.lora_B.weight", new(WeightType.Float32, [-1, 4])),
        ]).ToDictionary());
        var adapter = PeftFolder.Read(_folder.Path);
        var fitting = () => places.InputsOf(_folder.Path, adapter);

        if (isComplete)
        {
            fitting().Should().HaveCount(2);
        }
        else
        {
            fitting.Should().Throw<InvalidInputException>().WithMessage(
                $"{_folder["adapter_model.safetensors"]}: has no lora_A.weight and lora_B.weight of {missing}; model.onnx has them, and adapter_config.json says *");
        }
    }

    private Action Reading() => () => PeftFolder.Read(_folder.Path);

    // Two layers of v_proj, 3 to 4 at rank 2, with values that count up from zero.
    private void WriteFolder(
        string changes, Func<string, bool>? keep = null, string? more = null, WeightType type = default, string stem = Stem, params string[] modules)
    {
        var json = JsonNode.Parse(Configuration)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            json[name] = value?.DeepClone();
        }

        File.WriteAllText(_folder["adapter_config.json"], json.ToJsonString(Indented));
        modules = modules.Length > 0 ? modules : ["0.self_attn.v_proj", "1.self_attn.v_proj"];
        IEnumerable<(string Name, int[] Shape)> tensors = modules.SelectMany(module => ((string, int[])[])
        [
            ($"{stem}.{module}.lora_A.weight", [2, 3]), ($"{stem}.{module}.lora_B.weight", [4, 2]),
        ]);
        var kept = tensors.Where(tensor => keep is null || keep(tensor.Name))
            .Concat(more is null ? [] : [(more, [1])])
            .ToDictionary(tensor => tensor.Name, tensor => tensor.Shape);
        SafetensorsWriter.Write(
            _folder["adapter_model.safetensors"],
            [.. kept.Select(tensor => (tensor.Key, tensor.Value))],
            name => [.. Enumerable.Range(0, kept[name].Aggregate((product, size) => product * size)).Select(value => (float)value)],
            type);
    }
}
