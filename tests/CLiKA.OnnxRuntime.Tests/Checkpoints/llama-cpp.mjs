// Compares what `clika export` writes with llama.cpp, on the same random weights: as safetensors for the export, as GGUF for llama.cpp.
//
//   npm install node-llama-cpp onnxruntime-node
//   node llama-cpp.mjs path/to/CLiKA.Cli.dll path/to/tokenizer.json [FOLDER]
//
// The tokenizer is not used; a model folder needs one. Shown is, for each architecture, the largest difference of log-probabilities
// over the whole vocabulary, after 20 and after 40 tokens. llama.cpp runs on the CPU, with keys and values in 32 bits. It looks GELU up in a table
// of 16 bits: older decoders that have it are asked once more, with feed-forward blocks that add a thousandth.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeGguf } from './gguf.mjs';
import { asHeld } from './own.mjs';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const ort = require('onnxruntime-node');
const { getLlama } = await import(pathToFileURL(require.resolve('node-llama-cpp')));

const [cli, tokenizer, root = fs.mkdtempSync(path.join(os.tmpdir(), 'clika-llama-cpp-'))] = process.argv.slice(2);
const [vocabulary, hidden, intermediate, heads, keyValueHeads, positions] = [320, 64, 96, 4, 2, 512];
const asked = [19, 39];

let state = 42;
const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;

const scaling = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 64 };
const models = [
  { name: 'llama', type: 'llama', headSize: 16, theta: 10000 },
  { name: 'llama3', type: 'llama', headSize: 16, theta: 50, config: { rope_scaling: scaling } },
  { name: 'mistral', type: 'mistral', headSize: 16, theta: 10000, config: { sliding_window: null } },
  { name: 'qwen2', type: 'qwen2', headSize: 16, theta: 10000 },
  { name: 'qwen3', type: 'qwen3', headSize: 32, theta: 10000, config: { tie_word_embeddings: true } },
  { name: 'gemma2', type: 'gemma2', headSize: 16, theta: 10000, layers: 3, config: {
    sliding_window: 8, query_pre_attn_scalar: 16, attn_logit_softcapping: 3, final_logit_softcapping: 5, tie_word_embeddings: true } },
  { name: 'gemma3', type: 'gemma3_text', headSize: 32, theta: 1000000, layers: 7, config: {
    sliding_window: 8, query_pre_attn_scalar: 32, rope_local_base_freq: 10000, rope_scaling: { rope_type: 'linear', factor: 8 }, tie_word_embeddings: true } },
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
  { name: 'mixtral', type: 'mixtral', headSize: 16, theta: 10000, config: { num_local_experts: 8, num_experts_per_tok: 2 } },
  { name: 'qwen2_moe', type: 'qwen2_moe', headSize: 16, theta: 10000, config: {
    num_experts: 12, num_experts_per_tok: 3, moe_intermediate_size: 40, shared_expert_intermediate_size: 56 } },
  { name: 'qwen3_moe', type: 'qwen3_moe', headSize: 32, theta: 10000, config: {
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
  { name: 'deepseek_v2', type: 'deepseek_v2', headSize: 24, valueSize: 16, sharedHeads: heads, theta: 10000, layers: 3, config: {
    rms_norm_eps: 1e-6, q_lora_rank: 28, kv_lora_rank: 20, qk_nope_head_dim: 16, qk_rope_head_dim: 8, v_head_dim: 16, n_routed_experts: 16,
    n_shared_experts: 2, num_experts_per_tok: 3, moe_intermediate_size: 40, routed_scaling_factor: 1.5, first_k_dense_replace: 1 } },
  { name: 'glm4_moe', type: 'glm4_moe', headSize: 16, theta: 10000, layers: 3, config: {
    partial_rotary_factor: 0.5, use_qk_norm: true, attention_bias: true, n_routed_experts: 16, n_shared_experts: 1, num_experts_per_tok: 3,
    moe_intermediate_size: 40, routed_scaling_factor: 1.5, norm_topk_prob: true, first_k_dense_replace: 1 } },
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
  { name: 'bloom', type: 'bloom', headSize: 16, sharedHeads: heads, theta: 10000, config: {
    layer_norm_epsilon: 1e-5, intermediate_size: 4 * hidden, tie_word_embeddings: true } },
  { name: 'bloom, 8 heads', type: 'bloom', heads: 8, headSize: 8, sharedHeads: 8, theta: 10000, config: {
    layer_norm_epsilon: 1e-5, intermediate_size: 4 * hidden, tie_word_embeddings: true } },
  // llama.cpp knows the approximation of this activation alone, and decoders of the first kind without biases.
  { name: 'falcon', type: 'falcon', headSize: 16, sharedHeads: 1, theta: 10000, config: { layer_norm_epsilon: 1e-5, activation: 'gelu_new', tie_word_embeddings: true } },
  { name: 'falcon, new', type: 'falcon', headSize: 16, theta: 10000, config: {
    layer_norm_epsilon: 1e-5, activation: 'gelu_new', new_decoder_architecture: true, num_kv_heads: keyValueHeads } },
  { name: 'gpt_neox', type: 'gpt_neox', headSize: 16, sharedHeads: heads, theta: 10000, config: {
    layer_norm_eps: 1e-5, hidden_act: 'gelu_new', rotary_pct: 0.25, use_parallel_residual: true } },
  { name: 'gpt_neox, in sequence', type: 'gpt_neox', headSize: 16, sharedHeads: heads, theta: 10000, config: {
    layer_norm_eps: 1e-5, hidden_act: 'gelu_new', rotary_pct: 0.5, use_parallel_residual: false } },
  { name: 'gpt2', type: 'gpt2', headSize: 16, sharedHeads: heads, theta: 10000, config: { layer_norm_epsilon: 1e-5, tie_word_embeddings: true } },
  { name: 'nemotron', type: 'nemotron', headSize: 16, theta: 10000, config: { norm_eps: 1e-5, hidden_act: 'relu2', partial_rotary_factor: 0.5 } },
  { name: 'olmo', type: 'olmo', headSize: 16, sharedHeads: heads, theta: 10000, config: { layer_norm_eps: 1e-5, clip_qkv: 0.8 } },
  { name: 'phi', type: 'phi', headSize: 16, sharedHeads: heads, theta: 10000, config: { layer_norm_eps: 1e-5, hidden_act: 'gelu_new', partial_rotary_factor: 0.5 } },
  { name: 'stablelm', type: 'stablelm', headSize: 16, theta: 10000, config: { layer_norm_eps: 1e-5, partial_rotary_factor: 0.25, use_parallel_residual: false } },
  { name: 'stablelm, parallel', type: 'stablelm', headSize: 16, theta: 10000, config: {
    layer_norm_eps: 1e-5, partial_rotary_factor: 0.5, use_parallel_residual: true, use_qkv_bias: true } },
  { name: 'starcoder2', type: 'starcoder2', headSize: 16, theta: 10000, config: {
    norm_epsilon: 1e-5, hidden_act: 'gelu_pytorch_tanh', sliding_window: null, tie_word_embeddings: true } },
  { name: 'lfm2', type: 'lfm2', headSize: 16, theta: 10000, layers: 4, config: {
    rms_norm_eps: undefined, hidden_act: undefined, norm_eps: 1e-5, conv_L_cache: 3, block_auto_adjust_ff_dim: false,
    layer_types: ['conv', 'full_attention', 'conv', 'conv'], tie_word_embeddings: true } },
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
  { name: 'qwen3_5_moe', type: 'qwen3_5_moe_text', headSize: 32, theta: 10000, layers: 4, config: {
    layer_types: ['linear_attention', 'full_attention', 'linear_attention', 'full_attention'], full_attention_interval: 2, partial_rotary_factor: 0.5,
    linear_num_key_heads: 3, linear_num_value_heads: 3, linear_key_head_dim: 64, linear_value_head_dim: 64, linear_conv_kernel_dim: 4,
    intermediate_size: undefined, num_experts: 16, num_experts_per_tok: 4, moe_intermediate_size: 40, shared_expert_intermediate_size: 56 } },
  { name: 'smollm3', type: 'smollm3', headSize: 16, theta: 10000, layers: 5, config: { tie_word_embeddings: true } },
];
const looksUp = ['bloom', 'falcon', 'gpt_neox', 'gpt2', 'phi', 'starcoder2'];
const normsOf = {
  apertus: ['attention_layernorm', 'feedforward_layernorm'],
  cohere: ['input_layernorm'],
  cohere2: ['input_layernorm'],
  glm4: ['input_layernorm', 'post_self_attn_layernorm', 'post_attention_layernorm', 'post_mlp_layernorm'],
  olmo2: ['post_attention_layernorm', 'post_feedforward_layernorm'],
  gemma2: ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm'],
  llama: ['input_layernorm', 'post_attention_layernorm'],
};
normsOf.gemma3_text = normsOf.gemma2;
normsOf.exaone4 = normsOf.olmo3 = normsOf.olmo2;
normsOf.falcon = normsOf.phi = normsOf.cohere;
normsOf.falcon_h1 = ['input_layernorm', 'pre_ff_layernorm'];
normsOf.lfm2 = ['operator_norm', 'ffn_norm'];
normsOf.gpt2 = ['ln_1', 'ln_2'];
const layerNorms = ['bloom', 'falcon', 'gpt_neox', 'gpt2', 'nemotron', 'phi', 'stablelm', 'starcoder2'];
const biasesEverywhere = ['bloom', 'gpt_neox', 'gpt2', 'phi', 'starcoder2'];
const withoutGate = ['apertus', 'bloom', 'falcon', 'gpt_neox', 'gpt2', 'nemotron', 'phi', 'starcoder2'];
const hasBiases = [...biasesEverywhere, 'qwen2', 'qwen2_moe', 'glm4', 'glm4_moe', 'gpt_oss', 'seed_oss'];

function weightsOf({ type, share = 1, heads: queryHeads = heads, headSize, valueSize = headSize, sharedHeads = keyValueHeads, layers = 2, config }) {
  const inner = config?.intermediate_size ?? intermediate;
  const weights = {};
  const matrix = (name, ...shape) => {
    const length = shape.reduce((product, size) => product * size);
    weights[name] = { shape, data: Float32Array.from({ length }, () => (random() * 4) / Math.sqrt(shape.at(-1))) };
  };
  const vector = (name, size, centre) => { weights[name] = { shape: [size], data: Float32Array.from({ length: size }, () => centre + random()) }; };
  const isAroundOne = type.startsWith('gemma') || type === 'nemotron' || type.startsWith('qwen3_5');
  const norm = name => {
    if (type === 'olmo') return;
    vector(`${name}.weight`, hidden, isAroundOne ? 0 : 1);
    if (layerNorms.includes(type)) vector(`${name}.bias`, hidden, 0);
  };
  const projection = (name, rows, columns) => {
    matrix(`${name}.weight`, rows, columns);
    if (biasesEverywhere.includes(type)) vector(`${name}.bias`, rows, 0.2);
  };
  const norms = config?.new_decoder_architecture ? ['ln_attn', 'ln_mlp'] : type === 'stablelm' && config.use_parallel_residual ? normsOf.cohere : normsOf[type] ?? normsOf.llama;
  matrix('model.embed_tokens.weight', vocabulary, hidden);
  norm('model.norm');
  if (type === 'bloom') norm('model.embed_norm');
  if (type === 'gpt2') matrix('model.embed_positions.weight', positions, hidden);
  if (type === 'phi') vector('lm_head.bias', vocabulary, 0);
  if (!config?.tie_word_embeddings) matrix('lm_head.weight', vocabulary, hidden);
  for (let layer = 0; layer < layers; layer++) {
    const name = `model.layers.${layer}`;
    const widths = { q: queryHeads * headSize, k: sharedHeads * headSize, v: sharedHeads * headSize };
    for (const one of norms) norm(`${name}.${one}`);
    if (config?.kv_lora_rank) latentOf(`${name}.self_attn`, config, matrix, vector);
    const isStateful = !['attention', 'full_attention'].includes(config?.layer_types?.[layer] ?? 'full_attention') && !config.sliding_window;
    if (type === 'falcon_h1') stateSpaceOf(name, config, matrix, vector);
    if (isStateful) (config.mamba_n_heads ? stateSpaceOf : statefulOf)(name, config, matrix, vector);
    if (config?.linear_num_key_heads) widths.q *= 2;
    for (const [part, width] of type === 'phi3' || config?.kv_lora_rank || isStateful ? [] : Object.entries(widths)) {
      matrix(`${name}.self_attn.${part}_proj.weight`, width, hidden);
      if (hasBiases.includes(type) || config?.use_qkv_bias) vector(`${name}.self_attn.${part}_proj.bias`, width, 0.2);
      if (/qwen3|gemma3|apertus|exaone4|glm4_moe|lfm2/.test(type) && part !== 'v') vector(`${name}.self_attn.${part}_norm.weight`, headSize, isAroundOne ? 0 : 1);
    }
    if (config?.use_qk_norm && type === 'cohere') {
      matrix(`${name}.self_attn.q_norm.weight`, heads, headSize);
      matrix(`${name}.self_attn.k_norm.weight`, keyValueHeads, headSize);
    }
    if (type === 'phi3') matrix(`${name}.self_attn.qkv_proj.weight`, widths.q + widths.k + widths.v, hidden);
    if (type.startsWith('hunyuan')) for (const part of ['query', 'key']) vector(`${name}.self_attn.${part}_layernorm.weight`, headSize, 1);
    if (/olmo./.test(type)) for (const part of ['q', 'k']) vector(`${name}.self_attn.${part}_norm.weight`, widths[part], 1);
    if (!isStateful) projection(`${name}.self_attn.o_proj`, hidden, queryHeads * valueSize);
    if (type === 'gpt_oss') {
      vector(`${name}.self_attn.o_proj.bias`, hidden, 0.2);
      vector(`${name}.self_attn.sinks`, heads, 0.5);
    }
    if ((config?.num_experts_per_tok ?? config?.moe_k) && !(layer < (config.first_k_dense_replace ?? config.moe_layer_start_index))) {
      expertsOf(name, type, config, matrix, vector);
      continue;
    }
    if (type === 'phi3' || type === 'glm4') matrix(`${name}.mlp.gate_up_proj.weight`, 2 * intermediate, hidden);
    else for (const part of withoutGate.includes(type) ? ['up'] : ['gate', 'up']) projection(`${name}.mlp.${part}_proj`, inner, hidden);
    if (type === 'apertus') {
      for (const alpha of ['alpha_p', 'alpha_n']) vector(`${name}.mlp.act_fn.${alpha}`, 1, 0.3);
      weights[`${name}.mlp.act_fn.beta`] = { shape: [1], data: Float32Array.of(0.5) };
      weights[`${name}.mlp.act_fn.eps`] = { shape: [1], data: Float32Array.of(-1e-6) };
    }
    projection(`${name}.mlp.down_proj`, hidden, inner);
    const down = weights[`${name}.mlp.down_proj.weight`];
    down.data = down.data.map(value => value * share);
  }
  return weights;
}

function stateSpaceOf(name, { mamba_n_heads: count, mamba_n_groups: groups, mamba_d_head: width, mamba_d_state: size, mamba_d_conv: taps, mamba_rms_norm: hasNorm = true }, matrix, vector) {
  const [values, channels] = [count * width, count * width + 2 * groups * size];
  matrix(`${name}.mamba.in_proj.weight`, values + channels + count, hidden);
  matrix(`${name}.mamba.conv1d.weight`, channels, 1, taps);
  vector(`${name}.mamba.conv1d.bias`, channels, 0);
  vector(`${name}.mamba.A_log`, count, -2);
  vector(`${name}.mamba.dt_bias`, count, 1);
  vector(`${name}.mamba.D`, count, 1);
  if (hasNorm) vector(`${name}.mamba.norm.weight`, values, 1);
  matrix(`${name}.mamba.out_proj.weight`, hidden, values);
}

function statefulOf(name, { conv_L_cache: length, linear_num_key_heads: keyHeads, linear_num_value_heads: valueHeads, linear_key_head_dim: keySize, linear_value_head_dim: valueSize, linear_conv_kernel_dim: taps }, matrix, vector) {
  if (length) {
    matrix(`${name}.conv.in_proj.weight`, 3 * hidden, hidden);
    matrix(`${name}.conv.conv.weight`, hidden, 1, length);
    matrix(`${name}.conv.out_proj.weight`, hidden, hidden);
    return;
  }
  const [keys, values] = [keyHeads * keySize, valueHeads * valueSize];
  matrix(`${name}.linear_attn.in_proj_qkv.weight`, 2 * keys + values, hidden);
  matrix(`${name}.linear_attn.in_proj_z.weight`, values, hidden);
  for (const part of ['b', 'a']) matrix(`${name}.linear_attn.in_proj_${part}.weight`, valueHeads, hidden);
  matrix(`${name}.linear_attn.conv1d.weight`, 2 * keys + values, 1, taps);
  vector(`${name}.linear_attn.A_log`, valueHeads, -2);
  vector(`${name}.linear_attn.dt_bias`, valueHeads, 1);
  vector(`${name}.linear_attn.norm.weight`, valueSize, 1);
  matrix(`${name}.linear_attn.out_proj.weight`, hidden, values);
}

function latentOf(name, { q_lora_rank: queries, kv_lora_rank: rank, qk_nope_head_dim: still, qk_rope_head_dim: turning, v_head_dim: width }, matrix, vector) {
  matrix(`${name}.q_a_proj.weight`, queries, hidden);
  vector(`${name}.q_a_layernorm.weight`, queries, 1);
  matrix(`${name}.q_b_proj.weight`, heads * (still + turning), queries);
  matrix(`${name}.kv_a_proj_with_mqa.weight`, rank + turning, hidden);
  vector(`${name}.kv_a_layernorm.weight`, rank, 1);
  matrix(`${name}.kv_b_proj.weight`, heads * (still + width), rank);
}

function expertsOf(name, type, { num_experts: count, num_local_experts: local, moe_num_experts: ernies, n_routed_experts: routed = ernies, moe_num_shared_experts: erniesShared, n_shared_experts: sharedCount = erniesShared, moe_intermediate_size: inner = intermediate, shared_expert_intermediate_size: shared, shared_intermediate_size: sharedWidth }, matrix, vector) {
  const block = type === 'mixtral' || type.startsWith('granitemoe') ? 'block_sparse_moe' : 'mlp';
  if (type === 'gpt_oss') {
    matrix(`${name}.mlp.router.weight`, local, hidden);
    vector(`${name}.mlp.router.bias`, local, 0.2);
    matrix(`${name}.mlp.experts.gate_up_proj`, local, hidden, 2 * inner);
    matrix(`${name}.mlp.experts.gate_up_proj_bias`, local, 2 * inner);
    matrix(`${name}.mlp.experts.down_proj`, local, inner, hidden);
    matrix(`${name}.mlp.experts.down_proj_bias`, local, hidden);
    return;
  }
  if (type.startsWith('granitemoe')) {
    matrix(`${name}.${block}.router.layer.weight`, local, hidden);
    matrix(`${name}.${block}.input_linear.weight`, local, 2 * inner, hidden);
    matrix(`${name}.${block}.output_linear.weight`, local, hidden, inner);
    if (sharedWidth) for (const part of ['gate', 'up', 'down']) matrix(`${name}.mlp.shared_expert.${part}_proj.weight`, ...(part === 'down' ? [hidden, sharedWidth] : [sharedWidth, hidden]));
    return;
  }
  const experts = count ?? local ?? routed;
  matrix(`${name}.${block}.gate.weight`, experts, hidden);
  const [gate, up, down] = type === 'mixtral' ? ['w1', 'w3', 'w2'] : ['gate_proj', 'up_proj', 'down_proj'];
  const gated = (path, width) => {
    for (const part of [gate, up]) matrix(`${path}.${part}.weight`, width, hidden);
    matrix(`${path}.${down}.weight`, hidden, width);
  };
  for (let expert = 0; expert < experts; expert++) gated(`${name}.${block}.experts.${expert}`, inner);
  if (routed) {
    if (ernies) matrix(`${name}.mlp.moe_statics.e_score_correction_bias`, 1, routed);
    else if (type !== 'deepseek_v2') vector(`${name}.mlp.gate.e_score_correction_bias`, routed, 0.3);
    gated(`${name}.mlp.shared_experts`, inner * sharedCount);
  }
  if (shared) {
    gated(`${name}.mlp.shared_expert`, shared);
    matrix(`${name}.mlp.shared_expert_gate.weight`, 1, hidden);
  }
}

const bytesOf = ({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

function writeSafetensors(file, weights) {
  let end = 0;
  const header = Object.fromEntries(Object.entries(weights).map(([name, weight]) =>
    [name, { dtype: 'F32', shape: weight.shape, data_offsets: [end, end += weight.data.byteLength] }]));
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  fs.writeFileSync(file, Buffer.concat([length, json, ...Object.values(weights).map(bytesOf)]));
}

function statesOf({ conv_L_cache: length, linear_num_key_heads: keyHeads, linear_num_value_heads: valueHeads, linear_key_head_dim: keySize, linear_value_head_dim: valueSize, linear_conv_kernel_dim: taps, mamba_n_heads: count, mamba_n_groups: groups, mamba_d_head: width, mamba_d_state: size, mamba_d_conv: mambaTaps }) {
  return length ? { past_conv: [1, length - 1, hidden] }
    : count ? { past_conv: [1, mambaTaps - 1, count * width + 2 * groups * size], past_recurrent: [1, count, size, width] }
    : { past_conv: [1, taps - 1, 2 * keyHeads * keySize + valueHeads * valueSize], past_recurrent: [1, valueHeads, keySize, valueSize] };
}

async function exported(folder, { headSize, valueSize = headSize, sharedHeads = keyValueHeads, layers = 2, config }, tokens) {
  execFileSync('dotnet', [cli, 'export', folder, '--out', `${folder}-onnx`]);
  const session = await ort.InferenceSession.create(path.join(`${folder}-onnx`, 'model.onnx'));
  const int64 = values => new ort.Tensor('int64', BigInt64Array.from(values.map(BigInt)), [1, values.length]);
  const feeds = { input_ids: int64(tokens), logit_positions: int64(asked) };
  for (let layer = 0; layer < layers; layer++) {
    if (session.inputNames.includes(`past_conv.${layer}`)) {
      for (const [kind, shape] of Object.entries(statesOf(config))) {
        feeds[`${kind}.${layer}`] = new ort.Tensor('float32', new Float32Array(shape.reduce((product, size) => product * size)), shape);
      }
    }
    if (session.inputNames.includes(`past_key_values.${layer}.key`)) for (const part of ['key', 'value']) {
      feeds[`past_key_values.${layer}.${part}`] = new ort.Tensor('float32', new Float32Array(0), [1, sharedHeads, 0, part === 'key' ? headSize : valueSize]);
    }
  }
  const { data } = (await session.run(feeds, ['logits'])).logits;
  return asked.map((_, index) => {
    const logits = Array.from(data.slice(index * vocabulary, (index + 1) * vocabulary));
    const largest = Math.max(...logits);
    const sum = largest + Math.log(logits.reduce((total, logit) => total + Math.exp(logit - largest), 0));
    return logits.map(logit => logit - sum);
  });
}

async function reference(llama, file, tokens) {
  const model = await llama.loadModel({ modelPath: file, useMmap: false });
  const context = await model.createContext({
    contextSize: 128, flashAttention: false, experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32',
  });
  const options = { temperature: 1, topK: 0, topP: 1, minP: 0 };
  const answers = await context.getSequence().controlledEvaluate(
    tokens.map((token, index) => (asked.includes(index) ? [token, { generateNext: { probabilities: true, options } }] : token)));
  const probabilities = asked.map(index => answers[index].next.probabilities);
  await context.dispose();
  await model.dispose();
  return probabilities;
}

const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' });
const quieter = models.filter(({ type }) => looksUp.includes(type)).map(model => ({ ...model, name: `${model.name}, a thousandth`, share: 1e-3 }));
for (const model of [...models, ...quieter]) {
  const folder = path.join(root, model.name);
  fs.mkdirSync(folder, { recursive: true });
  const weights = weightsOf(model);
  const config = {
    model_type: model.type, vocab_size: vocabulary, hidden_size: hidden, intermediate_size: intermediate, num_hidden_layers: model.layers ?? 2, num_attention_heads: model.heads ?? heads,
    num_key_value_heads: model.sharedHeads ?? keyValueHeads, head_dim: model.headSize, hidden_act: 'silu', rms_norm_eps: 1e-5, rope_theta: model.theta, max_position_embeddings: positions,
    tie_word_embeddings: false, ...model.config,
  };
  fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
  fs.copyFileSync(tokenizer, path.join(folder, 'tokenizer.json'));
  writeSafetensors(path.join(folder, 'model.safetensors'), asHeld(model.type, weights, config.num_key_value_heads));
  writeGguf(path.join(folder, 'model.gguf'), config, weights);

  const tokens = Array.from({ length: 40 }, () => 3 + Math.floor((random() + 0.5) * (vocabulary - 3)));
  const ours = await exported(folder, model, tokens);
  const theirs = await reference(llama, path.join(folder, 'model.gguf'), tokens);
  const differences = theirs.flatMap((probabilities, index) =>
    [...probabilities].map(([token, probability]) => Math.abs(Math.log(probability) - ours[index][token])));
  console.log(`${model.name}: ${differences.length} log-probabilities, largest difference ${Math.max(...differences).toExponential(1)}`);
}
process.exit(0);
