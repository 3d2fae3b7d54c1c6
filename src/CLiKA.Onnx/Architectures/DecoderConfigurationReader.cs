using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of the decoders that a graph can be written of, and refuses all others by their names.</summary>
internal static class DecoderConfigurationReader
{
    private static readonly Dictionary<string, Func<JsonRecord, DecoderConfiguration>> Readers = new(StringComparer.Ordinal)
    {
        ["llama"] = LlamaConfigurationReader.Read,
        ["mistral"] = LlamaConfigurationReader.Read,
        ["qwen2"] = LlamaConfigurationReader.Read,
        ["qwen3"] = LlamaConfigurationReader.Read,
        ["gemma2"] = Gemma2ConfigurationReader.Read,
        ["gemma3"] = Gemma3ConfigurationReader.ReadText,
        ["gemma3_text"] = Gemma3ConfigurationReader.Read,
        ["apertus"] = ApertusConfigurationReader.Read,
        ["bloom"] = BloomConfigurationReader.Read,
        ["cohere"] = CohereConfigurationReader.Read,
        ["cohere2"] = CohereConfigurationReader.ReadSecond,
        ["deepseek_v2"] = DeepseekConfigurationReader.ReadSecond,
        ["deepseek_v3"] = DeepseekConfigurationReader.ReadThird,
        ["ernie4_5"] = ErnieConfigurationReader.Read,
        ["ernie4_5_moe"] = ErnieConfigurationReader.ReadMixture,
        ["exaone4"] = Exaone4ConfigurationReader.Read,
        ["falcon"] = FalconConfigurationReader.Read,
        ["glm"] = GlmConfigurationReader.Read,
        ["glm4"] = GlmConfigurationReader.ReadFourth,
        ["gpt2"] = Gpt2ConfigurationReader.Read,
        ["gpt_neox"] = GptNeoxConfigurationReader.Read,
        ["glm4_moe"] = Glm4MoeConfigurationReader.Read,
        ["gpt_oss"] = GptOssConfigurationReader.Read,
        ["granite"] = GraniteConfigurationReader.Read,
        ["granitemoe"] = GraniteConfigurationReader.ReadMixture,
        ["granitemoeshared"] = GraniteConfigurationReader.ReadShared,
        ["helium"] = HeliumConfigurationReader.Read,
        ["hunyuan_v1_dense"] = HunyuanConfigurationReader.Read,
        ["mixtral"] = MixtralConfigurationReader.Read,
        ["nemotron"] = NemotronConfigurationReader.Read,
        ["olmo"] = OlmoConfigurationReader.Read,
        ["olmo2"] = Olmo2ConfigurationReader.Read,
        ["olmo3"] = Olmo2ConfigurationReader.ReadThird,
        ["olmoe"] = OlmoeConfigurationReader.Read,
        ["opt"] = OptConfigurationReader.Read,
        ["phi"] = PhiConfigurationReader.Read,
        ["phi3"] = Phi3ConfigurationReader.Read,
        ["phimoe"] = PhimoeConfigurationReader.Read,
        ["qwen2_moe"] = QwenMoeConfigurationReader.ReadSecond,
        ["qwen3_moe"] = QwenMoeConfigurationReader.Read,
        ["seed_oss"] = SeedOssConfigurationReader.Read,
        ["smollm3"] = SmolLm3ConfigurationReader.Read,
        ["stablelm"] = StableLmConfigurationReader.Read,
        ["starcoder2"] = Starcoder2ConfigurationReader.Read,
        ["xglm"] = XglmConfigurationReader.Read,
    };

    public static DecoderConfiguration Read(JsonRecord json)
    {
        var type = json.Text("model_type");
        return Readers.TryGetValue(type, out var read)
            ? read(json)
            : throw json.Error($"'model_type' is '{type}'; expected {string.Join(", ", Readers.Keys)}.");
    }
}
