// The small models that llama-cpp.mjs compares: what each config.json says besides the sizes that all share.
export const [vocabulary, hidden, intermediate, heads, keyValueHeads, positions] = [320, 64, 96, 4, 2, 512];

const scaling = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 64 };
// Some sizes are llama.cpp's own: layers from the 21st share keys, the first 10 have sparse gates. It divides the variance of gates by one less than their number,
// which a larger share of zeros makes up for.
const gemma3n = {
  hidden_act: undefined, sliding_window: 8, rope_local_base_freq: 10000, final_logit_softcapping: 30, laurel_rank: 64, altup_num_inputs: 4,
  hidden_size_per_layer_input: 256, vocab_size_per_layer_input: vocabulary, tie_word_embeddings: true,
};
const sparse = layers => Array.from({ length: layers }, (_, layer) => (layer < 10 ? 0.9508841878799351 : 0));
const gemma4 = {
  rope_theta: undefined, hidden_act: undefined, sliding_window: 8, global_head_dim: 32, num_kv_shared_layers: 0, hidden_size_per_layer_input: 0,
  final_logit_softcapping: 5, tie_word_embeddings: true, rope_parameters: {
    full_attention: { rope_type: 'proportional', partial_rotary_factor: 0.25, rope_theta: 1000000 },
    sliding_attention: { rope_type: 'default', rope_theta: 10000 } },
};
const wider = { ...gemma4, attention_k_eq_v: true, num_global_key_value_heads: 1 };
const [sliding, full] = ['sliding_attention', 'full_attention'];
export const models = [
  { name: 'llama', type: 'llama', headSize: 16, theta: 10000 },
  { name: 'llama3', type: 'llama', headSize: 16, theta: 50, config: { rope_scaling: scaling } },
  { name: 'mistral', type: 'mistral', headSize: 16, theta: 10000, config: { sliding_window: null } },
  { name: 'qwen2', type: 'qwen2', headSize: 16, theta: 10000 },
  // llama.cpp reads no epsilon here.
  { name: 'qwen2_vl', type: 'qwen2_vl', headSize: 16, theta: 10000, config: { rms_norm_eps: 1e-12, rope_scaling: { type: 'mrope', mrope_section: [2, 3, 3] } } },
  { name: 'qwen3', type: 'qwen3', headSize: 32, theta: 10000, config: { tie_word_embeddings: true } },
  { name: 'gemma2', type: 'gemma2', headSize: 16, theta: 10000, layers: 3, config: {
    sliding_window: 8, query_pre_attn_scalar: 16, attn_logit_softcapping: 3, final_logit_softcapping: 5, tie_word_embeddings: true } },
  { name: 'gemma3', type: 'gemma3_text', headSize: 32, theta: 1000000, layers: 7, config: {
    sliding_window: 8, query_pre_attn_scalar: 32, rope_local_base_freq: 10000, rope_scaling: { rope_type: 'linear', factor: 8 }, tie_word_embeddings: true } },
  { name: 'gemma3n', type: 'gemma3n_text', headSize: 16, theta: 1000000, layers: 5, config: { ...gemma3n, num_kv_shared_layers: 0, activation_sparsity_pattern: sparse(5) } },
  { name: 'gemma3n, shared keys', type: 'gemma3n_text', headSize: 16, theta: 1000000, layers: 25, config: { ...gemma3n, num_kv_shared_layers: 5, activation_sparsity_pattern: sparse(25) } },
  // As E2B and E4B, as 31B, and as 26B-A4B.
  { name: 'gemma4, embeddings by layer', type: 'gemma4_text', headSize: 16, layers: 7, config: {
    ...gemma4, layer_types: [sliding, full, sliding, full, sliding, sliding, full], num_kv_shared_layers: 3, use_double_wide_mlp: true,
    hidden_size_per_layer_input: 12, vocab_size_per_layer_input: vocabulary } },
  { name: 'gemma4', type: 'gemma4_text', headSize: 16, layers: 6, config: { ...wider, layer_types: [sliding, sliding, full, sliding, sliding, full] } },
  { name: 'gemma4, experts', type: 'gemma4_text', headSize: 16, layers: 4, config: {
    ...wider, layer_types: [sliding, sliding, sliding, full], enable_moe_block: true, num_experts: 16, top_k_experts: 4, moe_intermediate_size: 40 } },
  { name: 'apertus', type: 'apertus', headSize: 16, theta: 50, config: { hidden_act: 'xielu', rope_scaling: scaling } },
  { name: 'cohere', type: 'cohere', headSize: 16, theta: 10000, config: { layer_norm_eps: 1e-5, logit_scale: 0.5, tie_word_embeddings: true } },
  // llama.cpp asks for norms of heads where there are as many layers as Command R+ has.
  { name: 'cohere, norms of heads', type: 'cohere', headSize: 16, theta: 10000, layers: 64, config: {
    layer_norm_eps: 1e-5, logit_scale: 0.5, use_qk_norm: true, tie_word_embeddings: true } },
  { name: 'cohere2', type: 'cohere2', headSize: 16, theta: 10000, layers: 5, config: {
    layer_norm_eps: 1e-5, logit_scale: 0.5, sliding_window: 8, tie_word_embeddings: true } },
  { name: 'granite', type: 'granite', headSize: 16, theta: 10000, config: {
    embedding_multiplier: 12, residual_multiplier: 0.22, attention_multiplier: 0.2, logits_scaling: 2, tie_word_embeddings: true } },
  { name: 'olmo2', type: 'olmo2', headSize: 16, theta: 10000 },
  { name: 'phi3', type: 'phi3', headSize: 16, theta: 10000 },
  { name: 'phi3, long', type: 'phi3', headSize: 16, theta: 10000, config: {
    partial_rotary_factor: 0.75, original_max_position_embeddings: 256, tie_word_embeddings: true,
    rope_scaling: { rope_type: 'longrope', short_factor: [1, 1.1, 1.3, 1.6, 2, 2.5], long_factor: [4, 4, 4, 4, 4, 4] } } },
  { name: 'qwen3, yarn', type: 'qwen3', headSize: 32, theta: 10000, config: {
    tie_word_embeddings: true, rope_scaling: { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 128 } } },
  // llama.cpp turns nothing in every fourth layer.
  { name: 'llama4', type: 'llama4_text', headSize: 16, theta: 50, layers: 4, config: {
    num_local_experts: 12, num_experts_per_tok: 2, intermediate_size: 40, intermediate_size_mlp: intermediate, interleave_moe_layer_step: 2,
    rope_scaling: scaling } },
  { name: 'mixtral', type: 'mixtral', headSize: 16, theta: 10000, config: { num_local_experts: 8, num_experts_per_tok: 2 } },
  { name: 'qwen2_moe', type: 'qwen2_moe', headSize: 16, theta: 10000, config: {
    num_experts: 12, num_experts_per_tok: 3, moe_intermediate_size: 40, shared_expert_intermediate_size: 56 } },
  { name: 'qwen3_moe', type: 'qwen3_moe', headSize: 32, theta: 10000, config: {
    num_experts: 16, num_experts_per_tok: 4, moe_intermediate_size: 40, norm_topk_prob: true } },
  { name: 'qwen3_vl_moe', type: 'qwen3_vl_moe_text', headSize: 32, theta: 10000, config: {
    num_experts: 16, num_experts_per_tok: 4, moe_intermediate_size: 40, norm_topk_prob: true } },
  // llama.cpp reads it without shared heads.
  { name: 'olmoe', type: 'olmoe', headSize: 16, sharedHeads: heads, theta: 10000, config: { num_experts: 16, num_experts_per_tok: 4 } },
  { name: 'granitemoe', type: 'granitemoe', headSize: 16, theta: 10000, config: {
    num_local_experts: 10, num_experts_per_tok: 3, embedding_multiplier: 12, residual_multiplier: 0.22, attention_multiplier: 0.2, logits_scaling: 2,
    tie_word_embeddings: true } },
  // llama.cpp normalizes what is narrow with the other norms' epsilon, which HuggingFace's classes do not ask for.
  { name: 'deepseek_v3', type: 'deepseek_v3', headSize: 24, valueSize: 16, sharedHeads: heads, theta: 10000, layers: 3, config: {
    rms_norm_eps: 1e-6, q_lora_rank: 28, kv_lora_rank: 20, qk_nope_head_dim: 16, qk_rope_head_dim: 8, v_head_dim: 16, n_routed_experts: 16,
    n_shared_experts: 2, num_experts_per_tok: 3, moe_intermediate_size: 40, n_group: 4, topk_group: 2, routed_scaling_factor: 1.5,
    norm_topk_prob: true, first_k_dense_replace: 1,
    rope_scaling: { rope_type: 'yarn', factor: 4, mscale: 1, mscale_all_dim: 1, original_max_position_embeddings: 128 } } },
  // Kimi's own beta_fast is 1, which llama.cpp does not take from a file when it is called this way.
  { name: 'kimi_k2', type: 'kimi_k2', headSize: 24, valueSize: 16, sharedHeads: heads, theta: 50, layers: 3, config: {
    rms_norm_eps: 1e-6, q_lora_rank: 28, kv_lora_rank: 20, qk_nope_head_dim: 16, qk_rope_head_dim: 8, v_head_dim: 16, n_routed_experts: 16,
    n_shared_experts: 1, num_experts_per_tok: 3, moe_intermediate_size: 40, n_group: 1, topk_group: 1, routed_scaling_factor: 2.5,
    norm_topk_prob: true, first_k_dense_replace: 1,
    rope_scaling: { rope_type: 'yarn', factor: 32, mscale: 1, mscale_all_dim: 1, original_max_position_embeddings: 32 } } },
  { name: 'deepseek_v2', type: 'deepseek_v2', headSize: 24, valueSize: 16, sharedHeads: heads, theta: 10000, layers: 3, config: {
    rms_norm_eps: 1e-6, q_lora_rank: 28, kv_lora_rank: 20, qk_nope_head_dim: 16, qk_rope_head_dim: 8, v_head_dim: 16, n_routed_experts: 16,
    n_shared_experts: 2, num_experts_per_tok: 3, moe_intermediate_size: 40, routed_scaling_factor: 1.5, first_k_dense_replace: 1 } },
  { name: 'glm4_moe', type: 'glm4_moe', headSize: 16, theta: 10000, layers: 3, config: {
    partial_rotary_factor: 0.5, use_qk_norm: true, attention_bias: true, n_routed_experts: 16, n_shared_experts: 1, num_experts_per_tok: 3,
    moe_intermediate_size: 40, routed_scaling_factor: 1.5, norm_topk_prob: true, first_k_dense_replace: 1 } },
  // llama.cpp reads it without shared heads.
  { name: 'dots1', type: 'dots1', headSize: 16, sharedHeads: heads, theta: 10000, layers: 3, config: {
    n_routed_experts: 16, n_shared_experts: 2, num_experts_per_tok: 3, moe_intermediate_size: 40, routed_scaling_factor: 2.5, norm_topk_prob: true,
    first_k_dense_replace: 1 } },
  { name: 'solar_open', type: 'solar_open', headSize: 16, theta: 10000, config: {
    n_routed_experts: 16, n_shared_experts: 1, num_experts_per_tok: 3, moe_intermediate_size: 40, routed_scaling_factor: 1.5, norm_topk_prob: true,
    first_k_dense_replace: 0 } },
  { name: 'exaone_moe', type: 'exaone_moe', headSize: 16, theta: 10000, layers: 5, config: {
    num_experts: 16, num_shared_experts: 1, num_experts_per_tok: 3, moe_intermediate_size: 40, routed_scaling_factor: 2.5, norm_topk_prob: true,
    first_k_dense_replace: 1, sliding_window: 8, layer_types: [sliding, sliding, sliding, full, sliding] } },
  { name: 'minimax_m2', type: 'minimax_m2', headSize: 16, theta: 10000, config: { rotary_dim: 8, num_local_experts: 16, num_experts_per_tok: 3 } },
  // llama.cpp cuts yarn's passage to whole pairs, which gpt-oss itself does not.
  { name: 'gpt_oss', type: 'gpt_oss', headSize: 16, theta: 10000, layers: 3, config: {
    num_local_experts: 12, num_experts_per_tok: 3, sliding_window: 8, rope_scaling: { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 128 } } },
  { name: 'ernie4_5', type: 'ernie4_5', headSize: 16, theta: 10000, config: { tie_word_embeddings: true } },
  { name: 'ernie4_5_moe', type: 'ernie4_5_moe', headSize: 16, theta: 10000, layers: 3, config: {
    moe_num_experts: 16, moe_k: 3, moe_intermediate_size: 40, moe_num_shared_experts: 2, moe_layer_start_index: 1, moe_layer_interval: 1,
    tie_word_embeddings: true } },
  { name: 'exaone4', type: 'exaone4', headSize: 16, theta: 50, config: { sliding_window: null, rope_scaling: scaling } },
  { name: 'glm4', type: 'glm4', headSize: 16, theta: 10000, config: { partial_rotary_factor: 0.5, attention_bias: true } },
  { name: 'hunyuan', type: 'hunyuan_v1_dense', headSize: 16, theta: 10000, config: {
    rope_scaling: { type: 'dynamic', alpha: 1000, factor: 1 }, tie_word_embeddings: true } },
  { name: 'olmo3', type: 'olmo3', headSize: 16, theta: 10000, layers: 5, config: {
    sliding_window: 8, rope_scaling: { rope_type: 'yarn', factor: 4, original_max_position_embeddings: 128 } } },
  { name: 'seed_oss', type: 'seed_oss', headSize: 32, theta: 10000 },
  { name: 'bloom', type: 'bloom', headSize: 16, sharedHeads: heads, config: {
    layer_norm_epsilon: 1e-5, intermediate_size: 4 * hidden, tie_word_embeddings: true } },
  { name: 'bloom, 8 heads', type: 'bloom', heads: 8, headSize: 8, sharedHeads: 8, config: {
    layer_norm_epsilon: 1e-5, intermediate_size: 4 * hidden, tie_word_embeddings: true } },
  // llama.cpp knows the approximation of this activation alone, and decoders of the first kind without biases.
  { name: 'falcon', type: 'falcon', headSize: 16, sharedHeads: 1, theta: 10000, config: { layer_norm_epsilon: 1e-5, activation: 'gelu_new', tie_word_embeddings: true } },
  { name: 'falcon, new', type: 'falcon', headSize: 16, theta: 10000, config: {
    layer_norm_epsilon: 1e-5, activation: 'gelu_new', new_decoder_architecture: true, num_kv_heads: keyValueHeads } },
  { name: 'gpt_neox', type: 'gpt_neox', headSize: 16, sharedHeads: heads, theta: 10000, config: {
    layer_norm_eps: 1e-5, hidden_act: 'gelu_new', rotary_pct: 0.25, use_parallel_residual: true } },
  { name: 'gpt_neox, in sequence', type: 'gpt_neox', headSize: 16, sharedHeads: heads, theta: 10000, config: {
    layer_norm_eps: 1e-5, hidden_act: 'gelu_new', rotary_pct: 0.5, use_parallel_residual: false } },
  { name: 'gpt2', type: 'gpt2', headSize: 16, sharedHeads: heads, config: { layer_norm_epsilon: 1e-5, tie_word_embeddings: true } },
  { name: 'gpt_bigcode', type: 'gpt_bigcode', headSize: 16, sharedHeads: 1, config: { layer_norm_epsilon: 1e-5, tie_word_embeddings: true } },
  // llama.cpp has the approximation of GELU where HuggingFace's class does not: with steep gates, both are the same.
  { name: 'mpt', type: 'mpt', headSize: 16, sharedHeads: heads, config: { layer_norm_epsilon: 1e-5, intermediate_size: 4 * hidden, tie_word_embeddings: true } },
  { name: 'nemotron', type: 'nemotron', headSize: 16, theta: 10000, config: { norm_eps: 1e-5, hidden_act: 'relu2', partial_rotary_factor: 0.5 } },
  { name: 'olmo', type: 'olmo', headSize: 16, sharedHeads: heads, theta: 10000, config: { clip_qkv: 0.8 } },
  { name: 'phi', type: 'phi', headSize: 16, sharedHeads: heads, theta: 10000, config: { layer_norm_eps: 1e-5, hidden_act: 'gelu_new', partial_rotary_factor: 0.5 } },
  { name: 'stablelm', type: 'stablelm', headSize: 16, theta: 10000, config: { layer_norm_eps: 1e-5, partial_rotary_factor: 0.25, use_parallel_residual: false } },
  { name: 'stablelm, parallel', type: 'stablelm', headSize: 16, theta: 10000, config: {
    layer_norm_eps: 1e-5, partial_rotary_factor: 0.5, use_parallel_residual: true, use_qkv_bias: true } },
  { name: 'starcoder2', type: 'starcoder2', headSize: 16, theta: 10000, config: {
    norm_epsilon: 1e-5, hidden_act: 'gelu_pytorch_tanh', sliding_window: null, tie_word_embeddings: true } },
  { name: 'lfm2', type: 'lfm2', headSize: 16, theta: 10000, layers: 4, config: {
    norm_eps: 1e-5, conv_L_cache: 3, block_auto_adjust_ff_dim: false,
    layer_types: ['conv', 'full_attention', 'conv', 'conv'], tie_word_embeddings: true } },
  // llama.cpp does not read routed_scaling_factor here, which is 1 in the published models.
  { name: 'lfm2_moe', type: 'lfm2_moe', headSize: 16, theta: 10000, layers: 5, config: {
    norm_eps: 1e-5, conv_L_cache: 3, layer_types: ['conv', 'conv', 'full_attention', 'conv', 'full_attention'], num_dense_layers: 2, num_experts: 16,
    num_experts_per_tok: 4, moe_intermediate_size: 40, use_expert_bias: true, norm_topk_prob: true, tie_word_embeddings: true } },
  // llama.cpp has one size for the keys and values of linear attention, and orders values otherwise where keys have fewer heads.
  { name: 'qwen3_5', type: 'qwen3_5_text', headSize: 32, theta: 10000, layers: 4, config: {
    layer_types: ['linear_attention', 'full_attention', 'linear_attention', 'full_attention'], full_attention_interval: 2, partial_rotary_factor: 0.5,
    linear_num_key_heads: 3, linear_num_value_heads: 3, linear_key_head_dim: 64, linear_value_head_dim: 64, linear_conv_kernel_dim: 4 } },
  { name: 'falcon_h1', type: 'falcon_h1', headSize: 16, theta: 10000, layers: 3, config: {
    embedding_multiplier: 5.5, lm_head_multiplier: 0.4, key_multiplier: 0.6, attention_in_multiplier: 0.8, attention_out_multiplier: 0.9,
    ssm_in_multiplier: 1.25, ssm_out_multiplier: 0.7, mlp_multipliers: [0.85, 0.6], ssm_multipliers: [0.7, 0.5, 0.9, 1.1, 0.4],
    mamba_d_ssm: 96, mamba_n_heads: 6, mamba_n_groups: 2, mamba_d_head: 16, mamba_d_state: 24, mamba_d_conv: 4, mamba_rms_norm: true,
    mamba_norm_before_gate: false } },
  { name: 'falcon_h1, without a norm', type: 'falcon_h1', headSize: 16, theta: 10000, layers: 2, config: {
    embedding_multiplier: 5.5, lm_head_multiplier: 0.4, key_multiplier: 0.6, attention_in_multiplier: 1, attention_out_multiplier: 0.9,
    ssm_in_multiplier: 1.25, ssm_out_multiplier: 0.7, mlp_multipliers: [0.85, 0.6], ssm_multipliers: [0.7, 0.5, 0.9, 1.1, 0.4],
    mamba_d_ssm: 128, mamba_n_heads: 2, mamba_n_groups: 1, mamba_d_head: 64, mamba_d_state: 64, mamba_d_conv: 4, mamba_rms_norm: false } },
  // llama.cpp turns no heads where there are state-space layers.
  { name: 'granitemoehybrid', type: 'granitemoehybrid', headSize: 16, theta: 10000, layers: 4, config: {
    embedding_multiplier: 12, residual_multiplier: 0.22, attention_multiplier: 0.2, logits_scaling: 2, tie_word_embeddings: true,
    layer_types: ['mamba', 'attention', 'mamba', 'attention'], position_embedding_type: 'nope', num_local_experts: 0, shared_intermediate_size: intermediate,
    mamba_n_heads: 8, mamba_n_groups: 1, mamba_d_head: 16, mamba_d_state: 24, mamba_d_conv: 4 } },
  { name: 'granitemoehybrid, experts', type: 'granitemoehybrid', headSize: 16, theta: 10000, layers: 4, config: {
    embedding_multiplier: 12, residual_multiplier: 0.22, attention_multiplier: 0.2, logits_scaling: 2, tie_word_embeddings: true,
    layer_types: ['mamba', 'attention', 'mamba', 'mamba'], position_embedding_type: 'nope', num_local_experts: 10, num_experts_per_tok: 3,
    shared_intermediate_size: 40, mamba_n_heads: 2, mamba_n_groups: 1, mamba_d_head: 64, mamba_d_state: 64, mamba_d_conv: 4 } },
  { name: 'bamba', type: 'bamba', headSize: 16, theta: 100, layers: 4, config: {
    attn_layer_indices: [1, 3], attn_rotary_emb: 8, mamba_n_heads: 8, mamba_n_groups: 1, mamba_d_head: 16, mamba_d_state: 24, mamba_d_conv: 4 } },
  { name: 'nemotron_h', type: 'nemotron_h', headSize: 16, theta: 10000, layers: 6, config: {
    hidden_act: undefined, layer_norm_epsilon: 1e-3, rms_norm_eps: 1e-3, hybrid_override_pattern: 'M-*M--', mamba_n_heads: 6, mamba_n_groups: 2, mamba_d_head: 16,
    mamba_d_state: 24, mamba_d_conv: 4 } },
  { name: 'nemotron_h, experts', type: 'nemotron_h', headSize: 16, theta: 10000, layers: 6, config: {
    hidden_act: undefined, layer_norm_epsilon: 1e-3, rms_norm_eps: 1e-3, hybrid_override_pattern: 'MEM*ME', mamba_n_heads: 8, mamba_n_groups: 2, mamba_d_head: 16,
    mamba_d_state: 16, mamba_d_conv: 4, n_routed_experts: 16, n_shared_experts: 1, num_experts_per_tok: 3, moe_intermediate_size: 40,
    moe_shared_expert_intermediate_size: 56, norm_topk_prob: true, routed_scaling_factor: 2.5 } },
  { name: 'nemotron_h, experts of fewer values', type: 'nemotron_h', headSize: 16, theta: 10000, layers: 4, config: {
    hidden_act: undefined, layer_norm_epsilon: 1e-3, rms_norm_eps: 1e-3, hybrid_override_pattern: 'ME*E', mamba_n_heads: 6, mamba_n_groups: 2, mamba_d_head: 16,
    mamba_d_state: 24, mamba_d_conv: 4, n_routed_experts: 16, n_shared_experts: 1, num_experts_per_tok: 3, moe_intermediate_size: 40,
    moe_shared_expert_intermediate_size: 56, moe_latent_size: 32, norm_topk_prob: true, routed_scaling_factor: 2.5 } },
  { name: 'qwen3_5_moe', type: 'qwen3_5_moe_text', headSize: 32, theta: 10000, layers: 4, config: {
    layer_types: ['linear_attention', 'full_attention', 'linear_attention', 'full_attention'], full_attention_interval: 2, partial_rotary_factor: 0.5,
    linear_num_key_heads: 3, linear_num_value_heads: 3, linear_key_head_dim: 64, linear_value_head_dim: 64, linear_conv_kernel_dim: 4,
    intermediate_size: undefined, num_experts: 16, num_experts_per_tok: 4, moe_intermediate_size: 40, shared_expert_intermediate_size: 56 } },
  { name: 'qwen3_next', type: 'qwen3_next', headSize: 32, theta: 10000, layers: 4, config: {
    layer_types: ['linear_attention', 'full_attention', 'linear_attention', 'full_attention'], full_attention_interval: 2, partial_rotary_factor: 0.25,
    linear_num_key_heads: 2, linear_num_value_heads: 4, linear_key_head_dim: 64, linear_value_head_dim: 64, linear_conv_kernel_dim: 4,
    num_experts: 16, num_experts_per_tok: 4, moe_intermediate_size: 40, shared_expert_intermediate_size: 56, norm_topk_prob: true } },
  { name: 'smollm3', type: 'smollm3', headSize: 16, theta: 10000, layers: 5, config: { tie_word_embeddings: true } },
];

/** llama.cpp looks their GELU up in a table of 16 bits. */
export const looksUp = ['bloom', 'falcon', 'gemma2', 'gemma3_text', 'gemma3n_text', 'gemma4_text', 'gpt_bigcode', 'gpt_neox', 'gpt2', 'mpt', 'phi', 'starcoder2'];

const epsilons = ['layer_norm_eps', 'layer_norm_epsilon', 'norm_eps', 'norm_epsilon'];
const hasRmsNorms = (type, config) => type !== 'olmo' && !epsilons.some(name => name in config);

/** What config.json says. What is undefined is not written: the exporter refuses what the model's class does not read. */
export const configOf = ({ type, layers = 2, heads: queryHeads = heads, sharedHeads = keyValueHeads, headSize, theta, config = {} }) => ({
  model_type: type, vocab_size: vocabulary, hidden_size: hidden, intermediate_size: intermediate, num_hidden_layers: layers, num_attention_heads: queryHeads,
  num_key_value_heads: sharedHeads, head_dim: headSize, hidden_act: ['bloom', 'falcon', 'gpt_bigcode', 'gpt2', 'lfm2', 'lfm2_moe', 'mpt'].includes(type) ? undefined : 'silu',
  rms_norm_eps: hasRmsNorms(type, config) ? 1e-5 : undefined, rope_theta: theta, max_position_embeddings: positions, tie_word_embeddings: false, ...config,
});

/** What each layer has besides its feed-forward block, where layers differ: as listed, or attention in the layers whose indices are. */
export const typesOf = ({ layer_types: types, attn_layer_indices: indices, num_hidden_layers: layers }) =>
  types ?? (indices && Array.from({ length: layers }, (_, layer) => (indices.includes(layer) ? 'attention' : 'mamba')));
