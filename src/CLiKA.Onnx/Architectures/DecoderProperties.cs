using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Kinds;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// The properties of config.json. A property that a kind of decoder does not have may still be meant to change what the model computes, so it is
/// rejected by name where it is set; properties that are known not to affect logits are accepted.
/// </summary>
internal static class DecoderProperties
{
    private static readonly string[] OfAll =
    [
        "model_type", "vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads", "head_dim",
        "max_position_embeddings", "bos_token_id", "tie_word_embeddings", .. QuantizationReader.Names,
    ];

    // How a file was created, how the model was trained, how others load and run it, and how texts are sampled from it.
    private static readonly string[] WithoutEffect =
    [
        "architectures", "auto_map", "name_or_path", "_name_or_path", "_commit_hash", "transformers_version", "transformers.js_config", "unsloth_version",
        "unsloth_fixed", "base_model_name_or_path", "task_specific_params", "finetuning_task", "problem_type", "id2label", "label2id", "num_labels", "_num_labels",
        "tokenizer_class", "model_max_length", "max_sequence_length", "max_seq_length", "max_seq_len", "custom_pipelines", "internal_version",
        "output_past", "predict_special_tokens", "prefix", "bos_token", "eos_token", "pad_token", "unk_token",
        "dtype", "torch_dtype", "use_bfloat16", "initializer_range", "initializer_factor", "init_std", "init_method", "init_method_std",
        "neftune_noise_alpha", "gradient_checkpointing", "use_reentrant_checkpointing", "output_router_logits", "pretraining_tp", "loss_type",
        "label_smoothing", "keys_to_ignore_at_inference",
        "use_cache", "cache_implementation", "attn_implementation", "_attn_implementation", "_attn_implementation_autoset",
        "_attn_implementation_internal", "_flash_attn_2_enabled", "use_flash_attn", "use_flash_attention", "is_decoder", "return_dict",
        "return_dict_in_generate", "output_attentions", "output_hidden_states", "output_scores", "torchscript", "chunk_size_feed_forward",
        "max_length", "min_length", "max_new_tokens", "min_new_tokens", "do_sample", "early_stopping", "num_beams", "num_beam_groups", "diversity_penalty", "temperature",
        "top_k", "top_p", "min_p", "typical_p", "penalty_alpha", "renormalize_logits", "repetition_penalty", "length_penalty", "no_repeat_ngram_size", "encoder_no_repeat_ngram_size", "bad_words_ids",
        "num_return_sequences", "remove_invalid_values", "exponential_decay_length_penalty", "suppress_tokens", "begin_suppress_tokens",
    ];

    // Suffixes of properties of training only, and of tokens.
    private static readonly string[] EndingsWithoutEffect =
        ["dropout", "dropout_prob", "dropout_rate", "pdrop", "layerdrop", "loss_coef", "loss_coeff", "token_id", "token_ids", "token_index"];

    // A factor of 1 has no effect; but the default scale of attention is not 1.
    private static readonly string[] EndingsOfFactors = ["factor", "multiplier", "ratio", "scale", "scaling"];
    private static readonly string[] OfAttention = ["attention", "attn", "softmax"];

    // Elsewhere false means that something is absent; for these, that attention is bidirectional.
    private static readonly string[] MeantWhereFalse = ["is_causal", "causal"];

    /// <summary>Returns whether a kind of decoder has a property that affects, or may affect, what a model computes.</summary>
    public static bool Has(DecoderKind kind, string name) => OfAll.Contains(name) || kind.Known.Contains(name);

    /// <summary>Removes the properties that a user declares to have no effect.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="kind">The kind of the decoder.</param>
    /// <param name="ignored">Names of properties.</param>
    /// <exception cref="InvalidInputException">One of them is used.</exception>
    public static JsonRecord Without(JsonRecord json, DecoderKind kind, IReadOnlyCollection<string> ignored)
    {
        if (ignored.Count == 0)
        {
            return json;
        }

        var inner = json.Has(TextConfiguration.Name) ? DecoderConfigurationReader.KindOf(json.Record(TextConfiguration.Name)) : kind;
        if (ignored.FirstOrDefault(name => Has(kind, name) || Has(inner, name) || MeantWhereFalse.Contains(name)) is { } used)
        {
            throw json.Error($"--ignore names '{used}', which CLiKA reads; only properties that it does not know can be ignored.");
        }

        return json.Changed(whole => Remove(whole, ignored));
    }

    /// <summary>Removes properties from a file, and from its description of a decoder that is part of a larger model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="names">Names of the properties.</param>
    public static void Remove(JsonObject file, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            file.Remove(name);
            (file[TextConfiguration.Name] as JsonObject)?.Remove(name);
        }
    }

    /// <summary>Throws where a property is set that the kind does not have and that is not known to have no effect.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="kind">The kind of the decoder.</param>
    /// <exception cref="InvalidInputException">There is such a property.</exception>
    public static void Require(JsonRecord json, DecoderKind kind)
    {
        var type = json.Text("model_type");
        if (Array.Find(MeantWhereFalse, name => json.Has(name) && !json.Truth(name)) is { } open)
        {
            throw json.Error($"'{open}' is false; models with bidirectional attention are not supported.");
        }

        string[] known = [.. OfAll, .. WithoutEffect, .. MeantWhereFalse, .. kind.Known];
        var unknown = UnknownProperties.Of(json, known).Where(property => MayMatter(property.Name, property.Value)).ToList();
        if (unknown.Count > 0)
        {
            throw json.Error(
                $"{string.Join(", ", unknown.Select(property => $"'{property.Name}' is {UnknownProperties.Describe(property.Value)}"))}; CLiKA does not know what that "
                + $"means for a model of type {type}. If it does not affect logits, leave it out with "
                + $"{ToolCommand.Quote($"export --ignore {string.Join(',', unknown.Select(property => property.Name))}")}.");
        }
    }

    /// <summary>Returns whether an unknown property that is set can affect what a model computes.</summary>
    public static bool MayMatter(string name, JsonElement value) =>
        !Array.Exists(EndingsWithoutEffect, ending => name.EndsWith(ending, StringComparison.Ordinal))
        && !(value.ValueKind == JsonValueKind.Number && value.GetDouble() is var number
            && (number == 0 || (number == 1 && IsFactor(name))))
        && !(value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0);

    private static bool IsFactor(string name) =>
        Array.Exists(EndingsOfFactors, ending => name.EndsWith(ending, StringComparison.Ordinal))
        && !Array.Exists(OfAttention, part => name.Contains(part, StringComparison.Ordinal));
}
