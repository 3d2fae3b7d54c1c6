using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Quantization;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>Tensors of a checkpoint that the model of config.json does not use.</summary>
public sealed class UnusedTensorsTests : ExportTest
{
    [Theory]
    [InlineData("model.layers.1.self_attn.q_proj.bias", "self_attn.q_proj.bias")]
    [InlineData("model.layers.0.self_attn.q_norm.weight", "self_attn.q_norm.weight")]
    [InlineData("model.layers.1.pre_feedforward_layernorm.weight", "pre_feedforward_layernorm.weight")]
    [InlineData("model.layers.0.mlp.down_proj.weight_scale", "mlp.down_proj.weight_scale")]
    [InlineData("model.norm.bias", "model.norm.bias")]
    [InlineData("lm_head.bias", "lm_head.bias")]
    public void An_unused_tensor_is_refused_by_its_name(string name, string within)
    {
        Write("{}", name, [0, 0.5f]);

        var export = Export();

        export.Should().Throw<InvalidInputException>().WithMessage($"*model-extra.safetensors: '{name}' is in the checkpoint, but the model that config.json describes does not use it. *'clika export --ignore {within}'.");
        Directory.EnumerateFileSystemEntries(Target.Path).Should().BeEmpty();
        Export(within)();
        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    [Theory]
    [InlineData("llama", "model.layers.1.self_attn.rotary_emb.inv_freq")]
    [InlineData("llama", "model.layers.norm_of_all.weight")]
    [InlineData("llama", "value_head.weight")]
    [InlineData("gpt_neox", "gpt_neox.layers.0.attention.bias")]
    [InlineData("gpt_neox", "gpt_neox.layers.0.attention.masked_bias")]
    public void A_tensor_outside_the_computation_is_accepted(string type, string name)
    {
        Write($$"""{ "model_type": "{{type}}" }""", name, [1, 2]);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    [Fact]
    public void Tensors_of_a_layer_that_texts_skip_are_left_out_and_those_of_others_are_not()
    {
        const string Changes = """{ "model_type": "mllama_text_model", "cross_attention_layers": [0] }""";
        Write(Changes, "model.layers.1.cross_attn.q_norm.weight", [1, 2]);
        Export().Should().Throw<InvalidInputException>().WithMessage("*'model.layers.1.cross_attn.q_norm.weight' is in the checkpoint, but the model*does not use it*");

        Write(Changes, "model.layers.0.cross_attn.q_norm.weight", [1, 2]);
        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    // Published checkpoints of Gemma 4 have them, which their class does not read.
    [Theory]
    [InlineData("k_proj")]
    [InlineData("v_proj")]
    [InlineData("k_norm")]
    public void Keys_and_values_of_a_layer_that_takes_those_of_another_are_left_out(string part)
    {
        const string Changes = """
            {
              "model_type": "gemma4_text", "layer_types": ["full_attention", "full_attention"], "num_kv_shared_layers": 1,
              "hidden_size_per_layer_input": 0
            }
            """;

        Write(Changes, "model.layers.0.self_attn.v_norm.weight", [1, 2]);
        Export().Should().Throw<InvalidInputException>().WithMessage("*'model.layers.0.self_attn.v_norm.weight' is in the checkpoint*");

        Write(Changes, $"model.layers.1.self_attn.{part}.weight", [1, 2]);
        Export()();
        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    // It chooses all tokens of a text that is no longer than the longest.
    [Theory]
    [InlineData("deepseek_v32", "wq_b.weight")]
    [InlineData("deepseek_v32", "k_norm.bias")]
    [InlineData("glm_moe_dsa", "weights_proj.weight")]
    public void An_indexer_is_left_out(string type, string part)
    {
        Write(SmallArchitecture.Named(type).Changes, $"model.layers.0.self_attn.indexer.{part}", [1, 2]);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    [Fact]
    public void An_indexer_of_a_model_that_has_none_is_refused()
    {
        Write(SmallArchitecture.Named("deepseek_v3").Changes, "model.layers.0.self_attn.indexer.wk.weight", [1, 2]);

        Export().Should().Throw<InvalidInputException>().WithMessage("*'model.layers.0.self_attn.indexer.wk.weight' is in the checkpoint*");
    }

    [Fact]
    public void All_tensors_to_ignore_are_named_at_once()
    {
        Write("{}", ("model.layers.0.self_attn.q_proj.bias", [1]), ("model.layers.1.self_attn.k_proj.bias", [1]), ("model.layers.1.self_attn.q_proj.bias", [1]));

        Export().Should().Throw<InvalidInputException>().WithMessage("*'clika export --ignore self_attn.q_proj.bias,self_attn.k_proj.bias'.");
    }

    [Fact]
    public void An_additional_layer_is_refused_by_its_number()
    {
        Write("{}", "model.layers.2.input_layernorm.weight", [1]);

        Export().Should().Throw<InvalidInputException>().WithMessage("*'model.layers.2.input_layernorm.weight' is in the checkpoint, but the model that config.json describes does not use it. *'clika export --ignore layers.2'.");
    }

    // transformers ignores them as well.
    [Fact]
    public void Layers_for_multi_token_prediction_are_ignored()
    {
        Write(
            """{ "model_type": "glm4_moe", "first_k_dense_replace": 2, "moe_intermediate_size": 16, "num_nextn_predict_layers": 1 }""",
            "model.layers.2.enorm.weight", [1]);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    // Buffers of transformers' XIELUActivation, which stores them in 16 bits.
    [Theory]
    [InlineData("beta", 0.5f, true)]
    [InlineData("eps", -9.98e-7f, true)]
    [InlineData("beta", 0.6f, false)]
    public void Constants_of_xIELU_are_those_of_its_class(string name, float value, bool isRead)
    {
        Write("""{ "model_type": "apertus", "hidden_act": "xielu", "rope_scaling": { "rope_type": "linear", "factor": 3 } }""", $"model.layers.1.mlp.act_fn.{name}", [value]);

        if (isRead)
        {
            Export()();
            File.Exists(Target["model.onnx"]).Should().BeTrue();
        }
        else
        {
            Export().Should().Throw<InvalidInputException>().WithMessage($"*'clika export --ignore mlp.act_fn.{name}'.");
        }
    }

    // transformers 4 uses the embeddings, transformers 5 the other matrix where the two differ.
    [Theory]
    [InlineData(0f)]
    [InlineData(0.25f)]
    public void An_output_projection_in_addition_to_tied_embeddings_must_equal_them(float difference)
    {
        var embeddings = SmallLlama.Weights(SmallLlama.Grouped)("model.embed_tokens.weight");
        embeddings[^1] += difference;
        Write("""{ "tie_word_embeddings": true }""", ([SmallLlama.Grouped.VocabularySize, SmallLlama.Grouped.HiddenSize], "lm_head.weight", embeddings));

        if (difference == 0)
        {
            Export()();
        }
        else
        {
            Export().Should().Throw<InvalidInputException>().WithMessage("*'lm_head.weight' differs from 'model.embed_tokens.weight', *'clika export --ignore lm_head.weight'.");
            Export("lm_head.weight")();
        }

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    // The first as AutoAWQ stores activations that it divides by scales (awq/modules/act.py); ModelOpt multiplies the inputs of a matrix by the second.
    [Theory]
    [InlineData("model.layers.0.mlp.act.scales")]
    [InlineData("model.layers.0.self_attn.q_proj.pre_quant_scale")]
    [InlineData("model.layers.0.self_attn.q_proj.weight_scale")]
    [InlineData("model.layers.0.layer_scale")]
    [InlineData("model.layers.0.mlp.scale")]
    public void Scales_that_change_what_is_computed_are_refused(string name)
    {
        WriteQuantized(name);

        Export().Should().Throw<InvalidInputException>().WithMessage($"*'{name}' is in the checkpoint, but the model that config.json describes does not use it. *");
    }

    // Quantized activations and caches, which the exported graph computes in full precision: as compressed-tensors (initialize.py), AutoFP8, ModelOpt and
    // Quark write them, the last two by what vLLM renames (weight_utils.py, quark.py).
    [Theory]
    [InlineData("model.layers.0.self_attn.q_proj.input_scale")]
    [InlineData("model.layers.0.self_attn.q_proj.input_zero_point")]
    [InlineData("model.layers.0.self_attn.q_proj.act_scale")]
    [InlineData("model.layers.0.self_attn.k_proj.output_scale")]
    [InlineData("model.layers.0.self_attn.q_scale")]
    [InlineData("model.layers.0.self_attn.k_scale")]
    [InlineData("model.layers.0.self_attn.v_global_scale")]
    [InlineData("model.layers.0.self_attn.kv_scale")]
    [InlineData("model.layers.0.self_attn.k_proj.k_scale")]
    [InlineData("model.layers.0.self_attn.prob_output_scale")]
    public void Scales_of_activations_are_accepted_in_a_quantized_checkpoint(string name)
    {
        WriteQuantized(name);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    [Fact]
    public void A_bias_of_zeros_is_ignored()
    {
        Write("{}", "model.layers.0.mlp.up_proj.bias", [0, 0, 0]);

        Export()();

        File.Exists(Target["model.onnx"]).Should().BeTrue();
    }

    private void WriteQuantized(string more) =>
        SmallQuantizedCheckpoint.Write(Folder, StoredFormats.Named("awq"), more: new CheckpointTensor(more, "F16", [2], new byte[4]));

    private Action Export(params string[] ignored) =>
        () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, ignored: ignored);

    private void Write(string changes, string name, float[] values) => Write(changes, (name, values));

    private void Write(string changes, params (string Name, float[] Values)[] tensors) =>
        Write(changes, Array.ConvertAll(tensors, tensor => ((int[])[tensor.Values.Length], tensor.Name, tensor.Values)));

    // In a file of their own.
    private void Write(string changes, params (int[] Shape, string Name, float[] Values)[] tensors)
    {
        SmallCheckpoint.Write(Folder, changes, parts: 2);
        SmallCheckpoint.WriteTensors(
            Folder["model-extra.safetensors"],
            tensors.Select(tensor => new CheckpointTensor(tensor.Name, "F32", tensor.Shape, MemoryMarshal.AsBytes<float>(tensor.Values).ToArray())));
        var index = JsonNode.Parse(File.ReadAllText(Folder["model.safetensors.index.json"]))!;
        foreach (var (_, name, _) in tensors)
        {
            index["weight_map"]![name] = "model-extra.safetensors";
        }

        File.WriteAllText(Folder["model.safetensors.index.json"], index.ToJsonString());
    }
}
