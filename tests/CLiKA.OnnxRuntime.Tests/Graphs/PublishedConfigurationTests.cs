using System.Text.Json.Nodes;
using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Kinds;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>
/// config.json of published models, and with one more property that may change what a model computes. The files are from
/// public repositories that quote them, or follow HuggingFace's classes; some have fewer layers, and shorter lists.
/// </summary>
public sealed class PublishedConfigurationTests : ExportTest
{
    private static readonly JsonObject Published =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Graphs", "published-configurations.json")))!.AsObject();

    public static TheoryData<string> Models => new(Published.Select(model => model.Key));

    [Theory]
    [MemberData(nameof(Models))]
    public void A_published_file_is_read(string model)
    {
        var configuration = Read(Published[model]!.AsObject());

        configuration.Layers.Should().BeGreaterThan(3);
    }

    [Fact]
    public void Every_kind_has_a_published_file() =>
        Published.SelectMany(model => new[] { model.Value, model.Value!["text_config"] }).OfType<JsonObject>().Select(TypeOf).Distinct()
            .Should().BeEquivalentTo(DecoderKinds.All.Keys);

    [Theory]
    [InlineData("llama", "clip_qkv", "8")]
    [InlineData("llama", "sliding_window", "4096")]
    [InlineData("llama", "quantization", """{ "group_size": 64, "bits": 4 }""")]
    [InlineData("mistral", "attention_bias", "true")]
    [InlineData("mistral", "layer_types", """["sliding_attention", "chunked_attention"]""")]
    [InlineData("qwen2", "mlp_bias", "true")]
    [InlineData("qwen3", "num_kv_shared_layers", "4")]
    [InlineData("arcee", "sliding_window", "4096")]
    [InlineData("gemma", "query_pre_attn_scalar", "256")]
    [InlineData("gemma2", "hidden_size_per_layer_input", "256")]
    [InlineData("gemma3", "audio_config", """{ "hidden_size": 8 }""")]
    [InlineData("gemma3n", "canvas_length", "256")]
    [InlineData("gemma4", "canvas_length", "256")]
    [InlineData("gemma4_unified", "canvas_length", "256")]
    [InlineData("gemma3_text", "per_layer_config", """{ "0": { "head_dim": 8 } }""")]
    [InlineData("apertus", "post_norm", "true")]
    [InlineData("bamba", "attention_bias", "true")]
    [InlineData("bloom", "rope_theta", "10000")]
    [InlineData("cohere", "sliding_window", "4096")]
    [InlineData("cohere2", "use_qk_norm", "true")]
    [InlineData("deepseek_v2", "mup_base_width", "256")]
    [InlineData("deepseek_v3", "index_topk", "2048")]
    [InlineData("deepseek_v32", "mup_base_width", "256")]
    [InlineData("dots1", "use_qk_norm", "true")]
    [InlineData("ernie4_5", "scale_qk_coeff", "2.5")]
    [InlineData("ernie4_5_moe", "moe_gate_act", "\"sigmoid\"")]
    [InlineData("exaone4", "attention_bias", "true")]
    [InlineData("exaone_moe", "first_last_k_dense_replace", "2")]
    [InlineData("falcon", "hidden_act", "\"relu\"")]
    [InlineData("falcon_h1", "logit_scale", "0.5")]
    [InlineData("flex_olmo", "clip_qkv", "8")]
    [InlineData("glm", "apply_query_key_layer_scaling", "true")]
    [InlineData("glm4", "use_qk_norm", "true")]
    [InlineData("glm4_moe", "scoring_func", "\"softmax\"")]
    [InlineData("glm4_moe_lite", "index_topk", "2048")]
    [InlineData("glm_moe_dsa", "sliding_window", "4096")]
    [InlineData("gpt2", "rotary_dim", "64")]
    [InlineData("gptj", "rope_theta", "50000")]
    [InlineData("gpt_bigcode", "scale_attn_by_inverse_layer_idx", "true")]
    [InlineData("gpt_neo", "rotary_dim", "64")]
    [InlineData("gpt_neox", "sliding_window", "256")]
    [InlineData("mpt", "logit_scale", "0.5")]
    [InlineData("gpt_oss", "swiglu_bias", "1.5")]
    [InlineData("granite", "embedding_scale", "12")]
    [InlineData("granitemoe", "shared_intermediate_size", "1024")]
    [InlineData("granitemoehybrid", "clip_qkv", "8")]
    [InlineData("granitemoeshared", "mamba_n_heads", "48")]
    [InlineData("helium", "attn_logit_softcapping", "50")]
    [InlineData("hunyuan_v1_dense", "use_cla", "true")]
    [InlineData("jais2", "partial_rotary_dimensions", "64")]
    [InlineData("kimi_k2", "index_topk", "2048")]
    [InlineData("lfm2", "sliding_window", "4096")]
    [InlineData("lfm2_moe", "n_shared_experts", "1")]
    [InlineData("llama4", "audio_config", """{ "hidden_size": 8 }""")]
    [InlineData("minimax_m2", "shared_intermediate_size", "512")]
    [InlineData("ministral3", "attention_bias", "true")]
    [InlineData("mistral3", "audio_config", """{ "hidden_size": 8 }""")]
    [InlineData("mixtral", "norm_topk_prob", "true")]
    [InlineData("nemotron", "qk_layernorm", "true")]
    [InlineData("nemotron_h", "block_configs", """[{ "block_type": "moe" }]""")]
    [InlineData("olmo", "qk_norm", "true")]
    [InlineData("olmo2", "clip_qkv", "8")]
    [InlineData("olmo3", "attention_multiplier", "0.5")]
    [InlineData("olmoe", "shared_expert_intermediate_size", "64")]
    [InlineData("opt", "rms_norm_eps", "1e-6")]
    [InlineData("phi", "lm_head_scale", "0.5")]
    [InlineData("phi3", "mup_attn_multiplier", "2")]
    [InlineData("phimoe", "n_shared_experts", "2")]
    [InlineData("qwen2_moe", "n_group", "8")]
    [InlineData("qwen2_vl", "mlp_bias", "true")]
    [InlineData("qwen3_moe", "attn_output_gate", "true")]
    [InlineData("qwen3_next", "sliding_window", "4096")]
    [InlineData("qwen3_vl_moe", "audio_config", """{ "hidden_size": 8 }""")]
    [InlineData("seed_oss", "logit_scale", "0.5")]
    [InlineData("smollm3", "qk_norm_type", "\"l2\"")]
    [InlineData("solar_open", "use_qk_norm", "true")]
    [InlineData("stablelm", "clip_qkv", "6")]
    [InlineData("starcoder2", "multi_query", "true")]
    [InlineData("xglm", "normalize_before", "true")]
    public void A_property_that_may_change_what_a_model_computes_is_refused_by_its_name(string type, string property, string value)
    {
        var json = OfType(type);
        json[property] = JsonNode.Parse(value);

        var read = () => Read(json);

        read.Should().Throw<InvalidInputException>().WithMessage(
            $"{Folder["config.json"]}*: *'{property}' is *; CLiKA does not know what that means for a model of type {type}. *'clika export --ignore {property}'.");
    }

    [Theory]
    [InlineData("clip_qkv", "null")]
    [InlineData("use_sparse_attention", "false")]
    [InlineData("logit_bias", "0")]
    [InlineData("logit_scale", "1.0")]
    [InlineData("layer_overrides", "{}")]
    [InlineData("extra_layers", "[]")]
    [InlineData("norm_kind", "\"\"")]
    [InlineData("router_dropout", "0.1")]
    [InlineData("audio_token_id", "7")]
    [InlineData("is_causal", "true")]
    public void An_unknown_property_that_is_not_set_is_accepted(string property, string value)
    {
        var json = OfType("llama");
        json[property] = JsonNode.Parse(value);

        Read(json).Layers.Should().Be(32);
    }

    // Of openai-community/gpt2-medium, Qwen3-Coder-30B-A3B, ALLaM-7B, h2oGPT and ERNIE 4.5, and of NVIDIA's converter.
    [Theory]
    [InlineData("gpt2", "predict_special_tokens", "true")]
    [InlineData("gpt2", "output_past", "true")]
    [InlineData("qwen3_moe", "use_qk_norm", "true")]
    [InlineData("llama", "internal_version", "\"7b-alpha-v2.33.0.30\"")]
    [InlineData("gpt_neox", "custom_pipelines", """{ "text-generation": { "impl": "h2oai_pipeline.H2OTextGenerationPipeline" } }""")]
    [InlineData("nemotron", "kv_channels", "128")]
    [InlineData("ernie4_5", "compression_ratio", "1.0")]
    [InlineData("ernie4_5", "weight_share_add_bias", "true")]
    [InlineData("hunyuan_v1_dense", "moe_topk", "1")]
    [InlineData("hunyuan_v1_dense", "vit_mapping_type", "\"resampler\"")]
    [InlineData("llama", "pad_token", "\"<pad>\"")]
    [InlineData("llama", "max_seq_len", "4096")]
    [InlineData("llama", "loss_type", "\"ForCausalLM\"")]
    [InlineData("llama", "init_std", "0.02")]
    [InlineData("llama", "keys_to_ignore_at_inference", """["past_key_values"]""")]
    public void A_property_without_effect_is_accepted(string type, string property, string value)
    {
        var json = OfType(type);
        json[property] = JsonNode.Parse(value);

        Read(json).Layers.Should().BeGreaterThan(3);
    }

    [Fact]
    public void All_unknown_properties_are_named_at_once()
    {
        var json = OfType("llama");
        (json["clip_qkv"], json["qk_scale"]) = (8, 2);

        var read = () => Read(json);

        read.Should().Throw<InvalidInputException>().WithMessage("*: 'clip_qkv' is 8, 'qk_scale' is 2; *'clika export --ignore clip_qkv,qk_scale'.");
    }

    [Theory]
    [InlineData("is_causal", "false", "'is_causal' is false; models with bidirectional attention are not supported")]
    [InlineData("attention_multiplier", "1.0", "'attention_multiplier' is 1.0; CLiKA does not know")]
    [InlineData("softmax_scale", "1", "'softmax_scale' is 1; CLiKA does not know")]
    [InlineData("compression_ratio", "2", "'compression_ratio' is 2; CLiKA does not know")]
    [InlineData("qk_scale", "2", "'qk_scale' is 2; CLiKA does not know")]
    [InlineData("norm_layers", "1", "'norm_layers' is 1; CLiKA does not know")]
    [InlineData("rope_scaling", """{ "type": "linear", "factor": 2, "beta_fast": 8 }""", "'beta_fast' is 8; CLiKA does not know this property of a rotary embedding of type linear")]
    [InlineData("rope_scaling", """{ "rope_type": "default", "llama_4_scaling_beta": 0.1 }""", "'llama_4_scaling_beta' is 0.1; CLiKA does not know this property")]
    public void A_property_that_is_used_is_refused(string property, string value, string problem)
    {
        var json = OfType("llama");
        json[property] = JsonNode.Parse(value);

        var read = () => Read(json);

        read.Should().Throw<InvalidInputException>().WithMessage($"*{problem}*");
    }

    [Fact]
    public void The_decoders_properties_of_a_multimodal_model_are_checked()
    {
        var json = OfType("gemma3");
        json["text_config"]!["num_kv_shared_layers"] = 4;

        var read = () => Read(json);

        read.Should().Throw<InvalidInputException>().WithMessage("*'num_kv_shared_layers' is 4; *of type gemma3_text*");
        DecoderConfiguration.Read(Folder["config.json"], ["num_kv_shared_layers"]).Layers.Should().Be(34);
        foreach (var known in (string[])["sliding_window", "is_causal"])
        {
            var ignored = () => DecoderConfiguration.Read(Folder["config.json"], [known]);
            ignored.Should().Throw<InvalidInputException>().WithMessage($"*--ignore names '{known}', which CLiKA reads*");
        }
    }

    [Fact]
    public void An_ignored_property_is_left_out_of_the_exported_configuration()
    {
        SmallCheckpoint.Write(Folder);
        var json = JsonNode.Parse(File.ReadAllText(Folder["config.json"]))!.AsObject();
        (json["team_run"], json["team_stage"]) = ("2026-11", 3);
        File.WriteAllText(Folder["config.json"], json.ToJsonString());

        var refused = () => CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, ignored: ["team_run"]);
        refused.Should().Throw<InvalidInputException>().WithMessage("*'team_stage' is 3;*");
        CheckpointExport.Write(Folder.Path, Target.Path, WeightType.Float32, ignored: ["team_run", "team_stage"]);

        File.ReadAllText(Target["config.json"]).Should().NotContain("team");
        DecoderConfiguration.Read(Target["config.json"]).Layers.Should().Be(SmallLlama.Grouped.Layers);
    }

    private static string TypeOf(JsonNode model) => model["model_type"]!.GetValue<string>();

    private static JsonObject OfType(string type) => Published.First(model => TypeOf(model.Value!) == type).Value!.DeepClone().AsObject();

    private DecoderConfiguration Read(JsonObject json)
    {
        File.WriteAllText(Folder["config.json"], json.ToJsonString());
        return DecoderConfiguration.Read(Folder["config.json"]);
    }
}
