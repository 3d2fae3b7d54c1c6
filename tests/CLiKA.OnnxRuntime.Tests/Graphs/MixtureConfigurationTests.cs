using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>config.json of decoders with experts.</summary>
public sealed class MixtureConfigurationTests() : ConfigurationTest(Sizes)
{
    internal const string Sizes = """
        {
          "vocab_size": 320, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 8, "num_attention_heads": 4,
          "max_position_embeddings": 256, "num_experts": 10, "num_experts_per_tok": 2, "moe_intermediate_size": 12
        }
        """;

    private const string Types = """["dense", "sparse", "dense", "sparse", "sparse", "sparse", "sparse", "sparse"]""";

    [Fact]
    public void Mixtrals_experts_are_as_wide_as_its_configuration_says_and_their_shares_sum_to_one()
    {
        var configuration = Read("""{ "model_type": "mixtral", "num_key_value_heads": 2, "sliding_window": 100 }""");

        var experts = configuration.Variant.Experts!;
        (experts.Count, experts.Chosen, experts.IntermediateSize, experts.SharesSumToOne).Should().Be((10, 2, 48, true));
        configuration.MaximumPositions.Should().Be(100, "within the window it changes nothing");
        (configuration.RopeTheta, configuration.NormEpsilon, configuration.BeginningOfSequenceToken).Should().Be((1_000_000, 1e-5, 1));
    }

    [Fact]
    public void Qwen_may_have_layers_without_experts()
    {
        var configuration = Read("""{ "model_type": "qwen3_moe", "mlp_only_layers": [3, 7, 50], "decoder_sparse_step": 2 }""");

        var experts = configuration.Variant.Experts!;
        experts.DenseLayers.Should().Equal(0, 2, 3, 4, 6, 7);
        (experts.IntermediateSize, experts.SharesSumToOne).Should().Be((12, false));
        (configuration.HeadSize, configuration.KeyValueHeads, configuration.QueryKeyNorm).Should().Be((8, 4, QueryKeyNorm.Shared));
        configuration.MaximumPositions.Should().Be(256, "the window is not used");
    }

    [Fact]
    public void The_decoder_of_Qwen_3_VL_has_experts_whose_shares_always_sum_to_one()
    {
        var configuration = Read("""{ "model_type": "qwen3_vl_moe_text", "num_attention_heads": 16, "rope_theta": 5000000, "mlp_only_layers": [2] }""");

        var experts = configuration.Variant.Experts!;
        (experts.SharesSumToOne, experts.Storage).Should().Be((true, ExpertStorage.ByInputs));
        experts.DenseLayers.Should().Equal(2);
        (configuration.KeyValueHeads, configuration.QueryKeyNorm, configuration.RopeTheta).Should().Be((16, QueryKeyNorm.Shared, 5_000_000));
    }

    [Theory]
    [InlineData("qwen2_moe", "\"decoder_sparse_step\": 9, \"shared_expert_intermediate_size\": 40")]
    [InlineData("qwen3_moe", "\"mlp_only_layers\": [0, 1, 2, 3, 4, 5, 6, 7]")]
    public void A_mixture_without_expert_layers_has_no_experts(string type, string properties)
    {
        Read($$"""{ "model_type": "{{type}}", "num_key_value_heads": 4, {{properties}} }""").Variant.Experts.Should().BeNull();
    }

    [Fact]
    public void Qwens_sliding_window_limits_the_text_length()
    {
        Read("""{ "model_type": "qwen3_moe", "use_sliding_window": true, "sliding_window": 64, "max_window_layers": 8 }""")
            .MaximumPositions.Should().Be(64);
    }

    [Fact]
    public void Qwen_2_has_a_shared_expert()
    {
        var configuration = Read("""{ "model_type": "qwen2_moe", "num_attention_heads": 16, "shared_expert_intermediate_size": 40 }""");

        configuration.Variant.Experts!.Shared.Should().Be(new SharedExpert(40, HasGate: true));
        (configuration.QueryKeyValueBias, configuration.OutputBias, configuration.QueryKeyNorm).Should().Be((true, false, QueryKeyNorm.None));
        configuration.KeyValueHeads.Should().Be(16);
    }

    [Fact]
    public void Gpt_oss_has_the_defaults_of_its_class()
    {
        var configuration = Read("""{ "model_type": "gpt_oss", "num_key_value_heads": 2 }""");

        (configuration.HeadSize, configuration.QueryKeyValueBias, configuration.OutputBias, configuration.FeedForwardBias).Should().Be((64, true, true, true));
        configuration.Variant.Clamp.Should().Be(new GateClamp(1.702, 7));
        configuration.Variant.Layers.Select(layer => layer.Window).Should().Equal(128, null, 128, null, 128, null, 128, null);
        configuration.RopeTheta.Should().Be(150_000);
        configuration.RopeScaling.Should().Be(new YarnScaling(32, 4096, 32, 1, false, (0.1 * Math.Log(32)) + 1));
        (configuration.Variant.Experts!.IntermediateSize, configuration.Variant.Experts.HasRouterBias).Should().Be((48, true));
    }

    [Fact]
    public void GLM_4_5_has_no_experts_in_the_first_layers()
    {
        var configuration = Read("""{ "model_type": "glm4_moe", "num_attention_heads": 8, "first_k_dense_replace": 3, "n_shared_experts": 2 }""");

        var experts = configuration.Variant.Experts!;
        experts.DenseLayers.Should().Equal(0, 1, 2);
        (experts.Count, experts.Chosen, experts.Scoring, experts.HasCorrection, experts.SharesSumToOne).Should().Be((128, 2, ExpertScoring.Sigmoid, true, true));
        experts.Shared.Should().Be(new SharedExpert(24, HasGate: false, "shared_experts"));
        (configuration.Variant.RotatedSize, configuration.KeyValueHeads, configuration.QueryKeyNorm).Should().Be((2, 8, QueryKeyNorm.None));
        Read("""{ "model_type": "glm4_moe", "num_attention_heads": 8, "first_k_dense_replace": 8 }""").Variant.Experts.Should().BeNull();
    }

    [Fact]
    public void DeepSeek_V3_has_the_defaults_of_its_class()
    {
        var yarn = """{ "type": "yarn", "factor": 40, "mscale": 1.0, "mscale_all_dim": 1.0, "original_max_position_embeddings": 4096 }""";
        var configuration = Read($$"""{ "model_type": "deepseek_v3", "rope_scaling": {{yarn}}, "num_key_value_heads": 4 }""");

        configuration.Variant.Latent.Should().Be(new LatentAttention(1536, 512, 64, 128));
        (configuration.HeadSize, configuration.KeyValueHeads, configuration.RotatedSize).Should().Be((192, 4, 64));
        configuration.Variant.RotatesInterleaved.Should().BeTrue();
        configuration.RopeScaling!.Magnitude.Should().Be(1);

        // (0.1 ln 40 + 1)^2 / sqrt(192)
        configuration.Variant.AttentionScale.Should().BeApproximately(0.13523377, 1e-8);
        var experts = configuration.Variant.Experts!;
        (experts.Count, experts.Chosen, experts.ShareScale, experts.SharesSumToOne, experts.Groups).Should().Be((256, 2, 2.5, true, new ExpertGroups(8, 4, 2)));
        experts.DenseLayers.Should().Equal(0, 1, 2);
        experts.Shared.Should().Be(new SharedExpert(12, HasGate: false, "shared_experts"));
    }

    [Theory]
    [InlineData("\"rotary_dim\": 64", 64)]
    [InlineData("\"partial_rotary_factor\": 0.25", 32)]
    [InlineData("\"rope_parameters\": { \"rope_type\": \"default\", \"rope_theta\": 5000000, \"partial_rotary_factor\": 0.5 }, \"rotary_dim\": 64", 64)]
    [InlineData("\"rotary_dim\": 128", null)]
    [InlineData("\"use_mtp\": true", null)]
    public void MiniMax_M2_turns_a_number_of_values_or_a_share(string properties, int? size)
    {
        var configuration = Read($$"""{ "model_type": "minimax_m2", "num_attention_heads": 8, {{properties}} }""");

        configuration.Variant.RotatedSize.Should().Be(size);
        (configuration.HeadSize, configuration.RopeTheta, configuration.QueryKeyNorm).Should().Be((128, 5_000_000, QueryKeyNorm.AllHeads));
        var experts = configuration.Variant.Experts!;
        (experts.Count, experts.Scoring, experts.HasCorrection, experts.SharesSumToOne).Should().Be((10, ExpertScoring.Sigmoid, true, true));
    }

    [Fact]
    public void Mistral_4_has_the_defaults_of_its_class()
    {
        var configuration = Read("""{ "model_type": "mistral4", "max_position_embeddings": 1048576 }""");

        configuration.Variant.Latent.Should().Be(new LatentAttention(1024, 256, 64, 128));
        (configuration.HeadSize, configuration.MaximumPositions, configuration.NormEpsilon).Should().Be((128, 8192, 1e-6));
        configuration.Variant.AttentionScale.Should().BeNull("the class does not scale products with YaRN");
        configuration.RopeScaling.Should().Be(new YarnScaling(128, 8192, 32, 1, true, 1));
        var experts = configuration.Variant.Experts!;
        (experts.Count, experts.Scoring, experts.SharesSumToOne, experts.HasCorrection).Should().Be((128, ExpertScoring.Softmax, true, false));
        experts.DenseLayers.Should().BeEmpty();
    }

    [Fact]
    public void K_EXAONE_has_windows_and_experts()
    {
        var configuration = Read($$"""{ "model_type": "exaone_moe", "num_key_value_heads": 4, "sliding_window": 100, "num_shared_experts": 2, "mlp_layer_types": {{Types}} }""");

        configuration.Variant.Layers.Select(layer => layer.Window).Should().Equal(100, 100, 100, null, 100, 100, 100, null);
        configuration.Variant.Layers.Select(layer => layer.Rotation is null).Should().Equal(false, false, false, true, false, false, false, true);
        (configuration.QueryKeyNorm, configuration.Variant.Norms, configuration.NormEpsilon).Should().Be((QueryKeyNorm.Shared, LayerNorms.Llama, 1e-5));
        var experts = configuration.Variant.Experts!;
        (experts.Count, experts.ShareScale, experts.Shared).Should().Be((10, 2.5, new SharedExpert(24, HasGate: false, "shared_experts")));
        experts.DenseLayers.Should().Equal(0, 2);
    }

    [Theory]
    [InlineData("\"max_window_layers\": 8", 256)]
    [InlineData("\"max_window_layers\": 3, \"sliding_window\": 100", 100)]
    [InlineData("\"max_window_layers\": 3, \"sliding_window\": null", 256)]
    [InlineData("\"layer_types\": [\"full_attention\"], \"max_window_layers\": 3, \"sliding_window\": 100", 256)]
    public void A_window_of_dots_llm1_limits_the_text_length(string properties, int longest)
    {
        Read($$"""{ "model_type": "dots1", "num_key_value_heads": 4, "n_routed_experts": 16, {{properties}} }""").MaximumPositions.Should().Be(longest);
    }

    [Fact]
    public void Llama_4_has_the_defaults_of_its_class()
    {
        var configuration = Read("""{ "model_type": "llama4_text", "num_attention_heads": 8, "max_position_embeddings": 1048576, "no_rope_layers": [] }""");

        (configuration.HeadSize, configuration.KeyValueHeads, configuration.IntermediateSize, configuration.RopeTheta).Should().Be((128, 8, 16384, 500_000));
        configuration.QueryKeyNorm.Should().Be(QueryKeyNorm.WithoutWeightsAfterRotation);
        configuration.Variant.Layers.Select(layer => layer.Rotation is null).Should().Equal(false, false, false, true, false, false, false, true);
        var experts = configuration.Variant.Experts!;
        (experts.IntermediateSize, experts.Shared, experts.SharesScaleInputs).Should().Be((48, new SharedExpert(48, HasGate: false), true));
        experts.DenseLayers.Should().BeEmpty();
    }

    [Theory]
    [InlineData("\"attn_temperature_tuning\": 4", 8191)]
    [InlineData("\"attn_temperature_tuning\": true, \"floor_scale\": 100", 99)]
    [InlineData("\"attn_temperature_tuning\": false", 8192)]
    [InlineData("\"attn_temperature_tuning\": 0, \"attention_chunk_size\": 500", 500)]
    [InlineData("\"attn_temperature_tuning\": false, \"attention_chunk_size\": null", 1048576)]
    [InlineData("\"no_rope_layers\": [1, 1, 1, 1, 1, 1, 1, 1], \"floor_scale\": 100", 8192)]
    public void Llama_4_reads_as_much_as_neither_chunks_nor_growing_queries_change(string properties, int longest)
    {
        Read($$"""{ "model_type": "llama4_text", "num_attention_heads": 8, "max_position_embeddings": 1048576, {{properties}} }""")
            .MaximumPositions.Should().Be(longest);
    }

    [Theory]
    [InlineData("\"interleave_moe_layer_step\": 3", new[] { 0, 1, 3, 4, 6, 7 })]
    [InlineData("\"moe_layers\": [0, 5, 60]", new[] { 1, 2, 3, 4, 6, 7 })]
    public void Llama_4_may_have_layers_without_experts(string properties, int[] dense)
    {
        Read($$"""{ "model_type": "llama4_text", "num_attention_heads": 8, {{properties}} }""").Variant.Experts!.DenseLayers.Should().Equal(dense);
    }

    [Theory]
    [InlineData("deepseek_v32", 192, 1536, 8)]
    [InlineData("glm_moe_dsa", 256, 2048, 1)]
    public void Attention_to_chosen_tokens_sees_all_of_them_in_texts_up_to_their_number(string type, int headSize, int rank, int groups)
    {
        var configuration = Read($$"""{ "model_type": "{{type}}", "num_key_value_heads": 4, "index_topk": 100, "mlp_layer_types": {{Types}} }""");

        configuration.MaximumPositions.Should().Be(100);
        configuration.Variant.Latent!.HasIndexer.Should().BeTrue();
        (configuration.HeadSize, configuration.Variant.Latent.QueryRank, configuration.Variant.RotatesInterleaved).Should().Be((headSize, rank, true));
        (configuration.Variant.Experts!.Count, configuration.Variant.Experts.Groups!.Count).Should().Be((256, groups));
        configuration.Variant.Experts.DenseLayers.Should().Equal(0, 2);
    }

    [Fact]
    public void DeepSeek_V2_has_expert_groups_only_with_group_limited_greedy()
    {
        const string Groups = "\"n_group\": 8, \"topk_group\": 3";
        var limited = Read($$"""{ "model_type": "deepseek_v2", "num_key_value_heads": 4, {{Groups}}, "topk_method": "group_limited_greedy" }""");

        limited.Variant.Experts!.Groups.Should().Be(new ExpertGroups(8, 3, 1));
        Read($$"""{ "model_type": "deepseek_v2", "num_key_value_heads": 4, {{Groups}} }""").Variant.Experts!.Groups.Should().BeNull();
    }

    [Fact]
    public void Ernie_has_experts_in_an_interval_of_layers()
    {
        var configuration = Read("""{ "model_type": "ernie4_5_moe", "num_attention_heads": 8, "moe_layer_end_index": 5, "moe_layer_interval": 2 }""");

        var experts = configuration.Variant.Experts!;
        experts.DenseLayers.Should().Equal(0, 2, 4, 6, 7);
        (experts.Count, experts.Chosen, experts.IntermediateSize, experts.Scoring, experts.SmallestSum).Should().Be((64, 6, 12, ExpertScoring.Softmax, 1e-12));
        experts.Shared.Should().Be(new SharedExpert(24, HasGate: false, "shared_experts"));
        (configuration.KeyValueHeads, configuration.RopeTheta, configuration.TiedEmbeddings).Should().Be((4, 500_000, true));
    }

    [Fact]
    public void PhiMoE_is_limited_to_the_original_training_length()
    {
        var rope = """{ "type": "longrope", "short_factor": [1, 2, 3, 4], "short_mscale": 1.5, "long_mscale": 2, "original_max_position_embeddings": 64 }""";
        var configuration = Read($$"""{ "model_type": "phimoe", "num_key_value_heads": 4, "lm_head_bias": true, "rope_scaling": {{rope}} }""");

        configuration.MaximumPositions.Should().Be(64);
        configuration.RopeScaling.Should().BeOfType<LongRopeScaling>().Which.Factors.Should().Equal(1, 2, 3, 4);
        (configuration.RopeScaling!.Magnitude, configuration.RopeTheta).Should().Be((1.5, 1_000_000));
        (configuration.Variant.LogitBias, configuration.Variant.NormKind).Should().Be((true, NormKind.LayerNorm));
        configuration.Variant.Experts!.SparseMargin.Should().Be(0.02);
        Read("""{ "model_type": "phimoe", "num_key_value_heads": 4, "sliding_window": 100 }""").MaximumPositions.Should().Be(100);
    }

    [Fact]
    public void Granite_without_a_shared_expert_has_none()
    {
        Read("""{ "model_type": "granitemoeshared", "shared_intermediate_size": 0 }""").Variant.Experts!.Shared.Should().BeNull();
    }
}
