using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>The reference of each kind of decoder.</summary>
internal static class ReferenceDecoders
{
    private static readonly Dictionary<string, Func<JsonNode, Func<string, float[]>, ReferenceDecoder>> All = new(StringComparer.Ordinal)
    {
        ["arcee"] = (config, weights) => new ReferenceArcee(config, weights),
        ["apertus"] = (config, weights) => new ReferenceApertus(config, weights),
        ["bamba"] = (config, weights) => new ReferenceBamba(config, weights),
        ["bloom"] = (config, weights) => new ReferenceBloom(Usual(config, ("n_embed", "hidden_size")), weights),
        ["cohere"] = (config, weights) => new ReferenceCohere(config, weights),
        ["cohere2"] = (config, weights) => new ReferenceCohere(config, weights),
        ["deepseek_v2"] = (config, weights) => new ReferenceDeepseek(config, weights),
        ["deepseek_v3"] = (config, weights) => new ReferenceDeepseek(config, weights),
        ["deepseek_v32"] = (config, weights) => new ReferenceDeepseek(config, weights),
        ["dots1"] = (config, weights) => new ReferenceDots1(config, weights),
        ["ernie4_5"] = (config, weights) => new ReferenceBiased(config, weights, rotatesInterleaved: true, "use_bias", "use_bias", "use_bias"),
        ["ernie4_5_moe"] = (config, weights) => new ReferenceErnieMoe(config, weights),
        ["exaone4"] = (config, weights) => new ReferenceExaone4(config, weights),
        ["exaone_moe"] = (config, weights) => new ReferenceExaoneMoe(config, weights),
        ["falcon"] = (config, weights) => new ReferenceFalcon(
            Usual(config, ("num_kv_heads", "num_key_value_heads"), ("n_head_kv", "num_key_value_heads")), weights),
        ["falcon_h1"] = (config, weights) => new ReferenceFalconH1(config, weights),
        ["flex_olmo"] = (config, weights) => new ReferenceFlexOlmo(config, weights),
        ["gemma"] = (config, weights) => new ReferenceFirstGemma(config, weights),
        ["gemma2"] = (config, weights) => new ReferenceGemma2(config, weights),
        ["gemma3_text"] = (config, weights) => new ReferenceGemma3(config, weights),
        ["gemma3n_text"] = (config, weights) => new ReferenceGemma3n(config, weights),
        ["gemma4_text"] = (config, weights) => new ReferenceGemma4(config, weights),
        ["gemma4_unified_text"] = (config, weights) => new ReferenceGemma4(config, weights),
        ["glm"] = (config, weights) => new ReferenceGlm(config, weights),
        ["glm4"] = (config, weights) => new ReferenceGlm(config, weights),
        ["glm4v_text"] = (config, weights) => new ReferenceGlm(config, weights),
        ["glm4_moe"] = (config, weights) => new ReferenceGlm4Moe(config, weights),
        ["glm4_moe_lite"] = (config, weights) => new ReferenceDeepseek(config, weights),
        ["glm_moe_dsa"] = (config, weights) => new ReferenceDeepseek(config, weights),
        ["gpt2"] = (config, weights) => new ReferenceGpt2(
            Usual(config, ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads")), weights),
        ["gpt_bigcode"] = (config, weights) => new ReferenceGptBigcode(
            Usual(config, ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads")), weights),
        ["gpt_neo"] = (config, weights) => new ReferenceGptNeo(Usual(config, ("num_layers", "num_hidden_layers"), ("num_heads", "num_attention_heads")), weights),
        ["gpt_neox"] = (config, weights) => new ReferenceGptNeox(Usual(config, ("rotary_emb_base", "rope_theta")), weights),
        ["gpt_oss"] = (config, weights) => new ReferenceGptOss(config, weights),
        ["gptj"] = (config, weights) => new ReferenceGptj(
            Usual(config, ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads")), weights),
        ["granite"] = (config, weights) => new ReferenceGranite(config, weights),
        ["granitemoe"] = (config, weights) => new ReferenceGraniteMoe(config, weights),
        ["granitemoehybrid"] = (config, weights) => new ReferenceGraniteHybrid(config, weights),
        ["granitemoeshared"] = (config, weights) => new ReferenceGraniteMoe(config, weights),
        ["helium"] = (config, weights) => new ReferenceBiased(config, weights, rotatesInterleaved: true, "attention_bias", "none", "mlp_bias"),
        ["hunyuan_v1_dense"] = (config, weights) => new ReferenceHunyuan(config, weights),
        ["jais2"] = (config, weights) => new ReferenceJais2(config, weights),
        ["kimi_k2"] = (config, weights) => new ReferenceDeepseek(config, weights),
        ["lfm2"] = (config, weights) => new ReferenceLfm2(config, weights),
        ["lfm2_moe"] = (config, weights) => new ReferenceLfm2(config, weights),
        ["llama4_text"] = (config, weights) => new ReferenceLlama4(config, weights),
        ["minimax_m2"] = (config, weights) => new ReferenceMiniMaxM2(config, weights),
        ["ministral3"] = (config, weights) => new ReferenceMinistral3(config, weights),
        ["mistral4"] = (config, weights) => new ReferenceMistral4(config, weights),
        ["mixtral"] = (config, weights) => new ReferenceMixtral(config, weights),
        ["mpt"] = (config, weights) => new ReferenceMpt(
            Usual(config, ("d_model", "hidden_size"), ("n_layers", "num_hidden_layers"), ("n_heads", "num_attention_heads")), weights),
        ["mllama_text_model"] = (config, weights) => new ReferenceMllama(config, weights),
        ["nemotron"] = (config, weights) => new ReferenceNemotron(config, weights),
        ["nemotron_h"] = (config, weights) => new ReferenceNemotronH(config, weights),
        ["olmo"] = (config, weights) => new ReferenceOlmo(config, weights),
        ["olmo2"] = (config, weights) => new ReferenceOlmo2(config, weights),
        ["olmo3"] = (config, weights) => new ReferenceOlmo3(config, weights),
        ["olmoe"] = (config, weights) => new ReferenceOlmoe(config, weights),
        ["opt"] = (config, weights) => new ReferenceOpt(Usual(config), weights),
        ["phi"] = (config, weights) => new ReferencePhi(config, weights),
        ["phi3"] = (config, weights) => new ReferencePhi3(config, weights),
        ["phimoe"] = (config, weights) => new ReferencePhimoe(config, weights),
        ["qwen2_5_vl_text"] = (config, weights) => new ReferenceQwen2Vl(config, weights),
        ["qwen2_moe"] = (config, weights) => new ReferenceQwen2Moe(config, weights),
        ["qwen2_vl"] = (config, weights) => new ReferenceQwen2Vl(config, weights),
        ["qwen2_vl_text"] = (config, weights) => new ReferenceQwen2Vl(config, weights),

        ["qwen3_5_text"] = (config, weights) => new ReferenceQwen35(config, weights, isNext: false),
        ["qwen3_5_moe_text"] = (config, weights) => new ReferenceQwen35(config, weights, isNext: false),
        ["qwen3_next"] = (config, weights) => new ReferenceQwen35(config, weights, isNext: true),

        // Later versions of the library use this name, and have all experts of a layer in one tensor.
        ["qwen3_moe"] = (config, weights) => new ReferenceQwen3Moe(config, weights, isFused: config["num_local_experts"] is not null),
        ["qwen3_vl_moe_text"] = (config, weights) => new ReferenceQwen3VlMoe(config, weights),
        ["qwen3_vl_text"] = (config, weights) => new ReferenceQwen3Vl(config, weights),
        ["seed_oss"] = (config, weights) => new ReferenceBiased(
            config, weights, rotatesInterleaved: false, "attention_bias", "attention_out_bias", "mlp_bias"),
        ["smollm3"] = (config, weights) => new ReferenceSmolLm3(config, weights),
        ["solar_open"] = (config, weights) => new ReferenceGlm4Moe(config, weights),
        ["stablelm"] = (config, weights) => new ReferenceStableLm(config, weights),
        ["starcoder2"] = (config, weights) => new ReferenceStarcoder2(config, weights),
        ["xglm"] = (config, weights) => new ReferenceXglm(
            Usual(config, ("d_model", "hidden_size"), ("num_layers", "num_hidden_layers"), ("attention_heads", "num_attention_heads")), weights),
    };

    /// <summary>The reference of a decoder.</summary>
    /// <param name="type">Its <c>model_type</c>.</param>
    /// <param name="config">Its config.json.</param>
    /// <param name="weights">Returns the weights, by their names in Llama.</param>
    public static ReferenceDecoder Of(string type, JsonNode config, Func<string, float[]> weights) => All[type](config, weights);

    // Sizes by their usual names; by default, each head has its own keys.
    private static JsonNode Usual(JsonNode config, params (string Own, string Usual)[] names)
    {
        config["num_key_value_heads"] = null;
        foreach (var (own, usual) in names.Where(pair => config[pair.Own] is not null))
        {
            config[usual] = config[own]!.DeepClone();
        }

        var heads = config["num_attention_heads"]!.GetValue<int>();
        config["head_dim"] = config["hidden_size"]!.GetValue<int>() / heads;
        config["num_key_value_heads"] ??= heads;
        return config;
    }
}
