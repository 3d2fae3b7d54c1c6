// Random weights of the small models, with the names that Llama's weights have.
import { heads, hidden, intermediate, keyValueHeads, positions, typesOf, vocabulary } from './models.mjs';

const normsOf = {
  apertus: ['attention_layernorm', 'feedforward_layernorm'],
  cohere: ['input_layernorm'],
  cohere2: ['input_layernorm'],
  glm4: ['input_layernorm', 'post_self_attn_layernorm', 'post_attention_layernorm', 'post_mlp_layernorm'],
  olmo2: ['post_attention_layernorm', 'post_feedforward_layernorm'],
  gemma2: ['input_layernorm', 'post_attention_layernorm', 'pre_feedforward_layernorm', 'post_feedforward_layernorm'],
  llama: ['input_layernorm', 'post_attention_layernorm'],
};
normsOf.gemma3_text = normsOf.gemma3n_text = normsOf.gemma4_text = normsOf.gemma2;
normsOf.exaone4 = normsOf.olmo3 = normsOf.olmo2;
normsOf.falcon = normsOf.phi = normsOf.cohere;
normsOf.bamba = normsOf.falcon_h1 = ['input_layernorm', 'pre_ff_layernorm'];
normsOf.lfm2 = normsOf.lfm2_moe = ['operator_norm', 'ffn_norm'];
normsOf.gpt_bigcode = normsOf.gpt2 = ['ln_1', 'ln_2'];
normsOf.mpt = ['norm_1', 'norm_2'];
normsOf.nemotron_h = ['norm'];
const layerNorms = ['bloom', 'falcon', 'gpt_bigcode', 'gpt_neox', 'gpt2', 'nemotron', 'phi', 'stablelm', 'starcoder2'];
const biasesEverywhere = ['bloom', 'gpt_bigcode', 'gpt_neox', 'gpt2', 'phi', 'starcoder2'];
const withoutGate = ['apertus', 'bloom', 'falcon', 'gpt_bigcode', 'gpt_neox', 'gpt2', 'mpt', 'nemotron', 'phi', 'starcoder2'];
const hasBiases = [...biasesEverywhere, 'qwen2', 'qwen2_moe', 'qwen2_vl', 'glm4', 'glm4_moe', 'gpt_oss', 'seed_oss'];

export function weightsOf({ type, steepness = 1, heads: queryHeads = heads, headSize, valueSize = headSize, sharedHeads = keyValueHeads, layers = 2, config }, random) {
  const weights = {};
  const matrix = (name, ...shape) => {
    const length = shape.reduce((product, size) => product * size);
    weights[name] = { shape, data: Float32Array.from({ length }, () => (random() * 4) / Math.sqrt(shape.at(-1))) };
  };
  const vector = (name, size, centre) => { weights[name] = { shape: [size], data: Float32Array.from({ length: size }, () => centre + random()) }; };
  const isAroundOne = ['gemma2', 'gemma3_text'].includes(type) || type === 'nemotron' || /^qwen3_(5|next)/.test(type);
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
  const types = typesOf({ ...config, num_hidden_layers: layers });
  matrix('model.embed_tokens.weight', vocabulary, hidden);
  norm('model.norm');
  if (type === 'bloom') norm('model.embed_norm');
  if (['gpt_bigcode', 'gpt2'].includes(type)) matrix('model.embed_positions.weight', positions, hidden);
  if (type === 'phi') vector('lm_head.bias', vocabulary, 0);
  if (!config?.tie_word_embeddings) matrix('lm_head.weight', vocabulary, hidden);
  if (config?.hidden_size_per_layer_input) {
    const sizes = layers * config.hidden_size_per_layer_input;
    matrix('model.embed_tokens_per_layer.weight', vocabulary, sizes);
    matrix('model.per_layer_model_projection.weight', sizes, hidden);
    vector('model.per_layer_projection_norm.weight', config.hidden_size_per_layer_input, 1);
  }
  for (let stream = 1; stream < (config?.altup_num_inputs ?? 1); stream++) {
    for (const part of ['altup_projections', 'altup_unembed_projections']) matrix(`model.${part}.${stream - 1}.weight`, hidden, hidden);
  }
  for (let layer = 0; layer < layers; layer++) {
    const name = `model.layers.${layer}`;
    const isWide = config?.global_head_dim !== undefined && config.layer_types[layer] === 'full_attention';
    const size = isWide ? config.global_head_dim : headSize;
    const shared = (isWide && config.num_global_key_value_heads) || sharedHeads;
    // Gemma 3n has keys and values in all layers, and does not read some.
    const borrowsKeys = type !== 'gemma3n_text' && layer >= layers - config?.num_kv_shared_layers;
    const widths = { q: queryHeads * size, ...(borrowsKeys ? {} : { k: shared * size }), ...(borrowsKeys || (isWide && config.attention_k_eq_v) ? {} : { v: shared * size }) };
    for (const one of norms) norm(`${name}.${one}`);
    if (config?.hybrid_override_pattern) {
      blockOf(name, config.hybrid_override_pattern[layer], widths, config, matrix, vector);
      continue;
    }
    if (config?.kv_lora_rank) latentOf(`${name}.self_attn`, config, matrix, vector);
    const isStateful = !['attention', 'full_attention'].includes(types?.[layer] ?? 'full_attention') && !config.sliding_window;
    if (type === 'falcon_h1') stateSpaceOf(name, config, matrix, vector);
    if (isStateful) (config.mamba_n_heads ? stateSpaceOf : statefulOf)(name, config, matrix, vector, type === 'qwen3_next');
    if (config?.linear_num_key_heads) widths.q *= 2;
    for (const [part, width] of type === 'phi3' || config?.kv_lora_rank || isStateful ? [] : Object.entries(widths)) {
      matrix(`${name}.self_attn.${part}_proj.weight`, width, hidden);
      if (hasBiases.includes(type) || config?.use_qkv_bias) vector(`${name}.self_attn.${part}_proj.bias`, width, 0.2);
      // The products of queries and keys of Gemma 3n and 4 are not divided by anything.
      const length = isAroundOne ? 0 : /^gemma(3n|4)/.test(type) ? 0.5 : 1;
      if (/qwen3|gemma[34]|apertus|exaone|glm4_moe|lfm2|dots1/.test(type) && part !== 'v') vector(`${name}.self_attn.${part}_norm.weight`, size, length);
    }
    if (config?.use_qk_norm && type === 'cohere') {
      matrix(`${name}.self_attn.q_norm.weight`, heads, headSize);
      matrix(`${name}.self_attn.k_norm.weight`, keyValueHeads, headSize);
    }
    if (type === 'phi3') matrix(`${name}.self_attn.qkv_proj.weight`, widths.q + widths.k + widths.v, hidden);
    if (type.startsWith('hunyuan')) for (const part of ['query', 'key']) vector(`${name}.self_attn.${part}_layernorm.weight`, headSize, 1);
    if (/olmo.|minimax/.test(type)) for (const part of ['q', 'k']) vector(`${name}.self_attn.${part}_norm.weight`, widths[part], 1);
    if (!isStateful) projection(`${name}.self_attn.o_proj`, hidden, queryHeads * (isWide ? size : valueSize));
    if (type === 'gpt_oss') {
      vector(`${name}.self_attn.o_proj.bias`, hidden, 0.2);
      vector(`${name}.self_attn.sinks`, heads, 0.5);
    }
    if ((config?.num_experts_per_tok ?? config?.moe_k) && !(layer < (config.first_k_dense_replace ?? config.moe_layer_start_index ?? config.num_dense_layers)) && (layer + 1) % (config.interleave_moe_layer_step ?? 1) === 0) {
      expertsOf(name, type, config, matrix, vector);
      continue;
    }
    if (/^gemma(3n|4)/.test(type)) besideOf(name, config, matrix, vector, norm);
    const inner = (config?.intermediate_size_mlp ?? config?.intermediate_size ?? intermediate) * (borrowsKeys && config.use_double_wide_mlp ? 2 : 1);
    if (type === 'phi3' || type === 'glm4') matrix(`${name}.mlp.gate_up_proj.weight`, 2 * intermediate, hidden);
    else for (const part of withoutGate.includes(type) ? ['up'] : ['gate', 'up']) projection(`${name}.mlp.${part}_proj`, inner, hidden);
    if (type === 'apertus') {
      for (const alpha of ['alpha_p', 'alpha_n']) vector(`${name}.mlp.act_fn.${alpha}`, 1, 0.3);
      weights[`${name}.mlp.act_fn.beta`] = { shape: [1], data: Float32Array.of(0.5) };
      weights[`${name}.mlp.act_fn.eps`] = { shape: [1], data: Float32Array.of(-1e-6) };
    }
    projection(`${name}.mlp.down_proj`, hidden, inner);
  }
  return steepness === 1 ? weights : withSteepGates(weights, type, steepness);
}

// What goes into the activation is so many times as large. Where no norm follows, what the block adds is as large as before.
function withSteepGates(weights, type, steepness) {
  const gate = withoutGate.includes(type) ? 'mlp.up_proj' : 'gate';
  return Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => {
    const factor = name.includes(gate) ? steepness : name.endsWith('mlp.down_proj.weight') ? 1 / steepness : 1;
    return [name, { shape, data: data.map(value => value * factor) }];
  }));
}

// What Gemma 3n and 4 have beside attention and the feed-forward block.
function besideOf(name, { altup_num_inputs: streams, laurel_rank: rank, hidden_size_per_layer_input: size, enable_moe_block: hasExperts, num_experts: experts, moe_intermediate_size: inner }, matrix, vector, norm) {
  if (streams) {
    norm(`${name}.altup.router_norm`);
    matrix(`${name}.altup.modality_router.weight`, streams, hidden);
    matrix(`${name}.altup.prediction_coefs.weight`, streams * streams, streams);
    matrix(`${name}.altup.correction_coefs.weight`, streams, streams);
    vector(`${name}.altup.correct_output_scale`, hidden, 1);
    matrix(`${name}.laurel.linear_left.weight`, rank, hidden);
    matrix(`${name}.laurel.linear_right.weight`, hidden, rank);
    norm(`${name}.laurel.post_laurel_norm`);
  } else vector(`${name}.layer_scalar`, 1, 1);
  if (size) {
    matrix(`${name}.per_layer_input_gate.weight`, size, hidden);
    matrix(`${name}.per_layer_projection.weight`, hidden, size);
    norm(`${name}.post_per_layer_input_norm`);
  }
  if (hasExperts) {
    for (const part of ['post_feedforward_layernorm_1', 'pre_feedforward_layernorm_2', 'post_feedforward_layernorm_2']) norm(`${name}.${part}`);
    matrix(`${name}.router.proj.weight`, experts, hidden);
    vector(`${name}.router.scale`, hidden, 1);
    vector(`${name}.router.per_expert_scale`, experts, 1);
    matrix(`${name}.experts.gate_up_proj`, experts, 2 * inner, hidden);
    matrix(`${name}.experts.down_proj`, experts, hidden, inner);
  }
}

// Of a layer that has one alone, by its letter.
function blockOf(name, letter, widths, config, matrix, vector) {
  const plain = (path, width, outer = hidden) => {
    matrix(`${path}.up_proj.weight`, width, outer);
    matrix(`${path}.down_proj.weight`, outer, width);
  };
  if (letter === 'M') stateSpaceOf(name, config, matrix, vector);
  if (letter === '-') plain(`${name}.mlp`, intermediate);
  if (letter === '*') {
    for (const [part, width] of Object.entries(widths)) matrix(`${name}.self_attn.${part}_proj.weight`, width, hidden);
    matrix(`${name}.self_attn.o_proj.weight`, hidden, widths.q);
  }
  if (letter === 'E') {
    matrix(`${name}.mlp.gate.weight`, config.n_routed_experts, hidden);
    vector(`${name}.mlp.gate.e_score_correction_bias`, config.n_routed_experts, 0.3);
    for (let expert = 0; expert < config.n_routed_experts; expert++) plain(`${name}.mlp.experts.${expert}`, config.moe_intermediate_size, config.moe_latent_size);
    if (config.moe_latent_size) {
      matrix(`${name}.mlp.fc1_latent_proj.weight`, config.moe_latent_size, hidden);
      matrix(`${name}.mlp.fc2_latent_proj.weight`, hidden, config.moe_latent_size);
    }
    plain(`${name}.mlp.shared_experts`, config.moe_shared_expert_intermediate_size);
  }
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

function statefulOf(name, { conv_L_cache: length, linear_num_key_heads: keyHeads, linear_num_value_heads: valueHeads, linear_key_head_dim: keySize, linear_value_head_dim: valueSize, linear_conv_kernel_dim: taps }, matrix, vector, isFused) {
  if (length) {
    matrix(`${name}.conv.in_proj.weight`, 3 * hidden, hidden);
    matrix(`${name}.conv.conv.weight`, hidden, 1, length);
    matrix(`${name}.conv.out_proj.weight`, hidden, hidden);
    return;
  }
  const [keys, values] = [keyHeads * keySize, valueHeads * valueSize];
  const projections = isFused ? { qkvz: 2 * (keys + values), ba: 2 * valueHeads } : { qkv: 2 * keys + values, z: values, b: valueHeads, a: valueHeads };
  for (const [part, rows] of Object.entries(projections)) matrix(`${name}.linear_attn.in_proj_${part}.weight`, rows, hidden);
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

function expertsOf(name, type, { num_experts: count, num_local_experts: local, moe_num_experts: ernies, n_routed_experts: routed = type === 'exaone_moe' ? count : ernies, moe_num_shared_experts: erniesShared, num_shared_experts: named = erniesShared, n_shared_experts: sharedCount = named, moe_intermediate_size: inner = intermediate, shared_expert_intermediate_size: shared, shared_intermediate_size: sharedWidth, use_expert_bias: hasBias, intermediate_size: width }, matrix, vector) {
  const block = ['minimax_m2', 'mixtral'].includes(type) || type.startsWith('granitemoe') ? 'block_sparse_moe' : 'mlp';
  if (type === 'gpt_oss') {
    matrix(`${name}.mlp.router.weight`, local, hidden);
    vector(`${name}.mlp.router.bias`, local, 0.2);
    matrix(`${name}.mlp.experts.gate_up_proj`, local, hidden, 2 * inner);
    matrix(`${name}.mlp.experts.gate_up_proj_bias`, local, 2 * inner);
    matrix(`${name}.mlp.experts.down_proj`, local, inner, hidden);
    matrix(`${name}.mlp.experts.down_proj_bias`, local, hidden);
    return;
  }
  if (type === 'llama4_text') {
    matrix(`${name}.mlp.router.weight`, local, hidden);
    for (const path of ['shared_expert', ...Array.from({ length: local }, (_, expert) => `experts.${expert}`)]) {
      for (const part of ['gate', 'up']) matrix(`${name}.mlp.${path}.${part}_proj.weight`, width, hidden);
      matrix(`${name}.mlp.${path}.down_proj.weight`, hidden, width);
    }
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
  const [gate, up, down] = ['minimax_m2', 'mixtral'].includes(type) ? ['w1', 'w3', 'w2'] : ['gate_proj', 'up_proj', 'down_proj'];
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
  if (type === 'minimax_m2') vector(`${name}.${block}.e_score_correction_bias`, experts, 0.3);
  if (hasBias) vector(`${name}.mlp.expert_bias`, experts, 0);
  if (shared) {
    gated(`${name}.mlp.shared_expert`, shared);
    matrix(`${name}.mlp.shared_expert_gate.weight`, 1, hidden);
  }
}
