// Writes weights with HuggingFace's names as GGUF, in 32 bits, as llama.cpp reads them. The tokens are made up: a model is asked with ids.
import fs from 'node:fs';
import { typesOf } from './models.mjs';
import { joined } from './own.mjs';

const number = (bytes, write) => value => { const buffer = Buffer.alloc(bytes); buffer[write](value); return buffer; };
const [u32, f32, u64] = [number(4, 'writeUInt32LE'), number(4, 'writeFloatLE'), value => number(8, 'writeBigUInt64LE')(BigInt(value))];
const text = value => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const bytesOf = ({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const padded = buffer => Buffer.concat([buffer, Buffer.alloc((32 - (buffer.length % 32)) % 32)]);
const [integer, real, truth, string, list] = [4, 6, 7, 8, 9];
const array = (type, values) => Buffer.concat([u32(type), u64(values.length), ...values]);
const whole = value => (Array.isArray(value) ? [list, array(integer, value.map(u32))] : [integer, u32(value)]);
const written = (type, value) => (type === integer ? u32(value) : type === truth ? Buffer.of(1) : f32(value));

// llama.cpp turns neighbours where HuggingFace turns a head's halves, in these architectures.
const turnNeighbours = ['llama', 'granite', 'granitemoe', 'olmo', 'smollm3'];

// These have queries, keys and values as one.
const joins = ['bloom', 'falcon', 'gpt2', 'gptneox', 'mpt', 'starcoder'];

function neighbours(weight, count, turned = weight.shape[0] / count) {
  const [rows, columns] = weight.shape;
  const size = rows / count;
  const data = new Float32Array(weight.data.length);
  for (let row = 0; row < rows; row++) {
    const [head, within] = [Math.floor(row / size), row % size];
    const to = head * size + (within >= turned ? within : within < turned / 2 ? 2 * within : 2 * (within - turned / 2) + 1);
    data.set(weight.data.subarray(row * columns, (row + 1) * columns), to * columns);
  }
  return { shape: weight.shape, data };
}

// By how much each angle is divided.
function ropeFactors({ head_dim: headSize, global_head_dim: wide, rope_theta: theta, rope_scaling: rope, rope_parameters: byType }) {
  if (wide) return Float32Array.from({ length: wide / 2 }, (_, pair) => (pair < (wide / 2) * byType.full_attention.partial_rotary_factor ? 1 : 1e30));
  return rope?.rope_type === 'llama3' && Float32Array.from({ length: headSize / 2 }, (_, pair) => {
    const wavelength = 2 * Math.PI * theta ** ((2 * pair) / headSize);
    const turns = rope.original_max_position_embeddings / wavelength;
    const kept = (turns - rope.low_freq_factor) / (rope.high_freq_factor - rope.low_freq_factor);
    return kept >= 1 ? 1 : kept <= 0 ? rope.factor : 1 / ((1 - kept) / rope.factor + kept);
  });
}

// What goes after attention by its name goes before the feed-forward block, except where another norm does.
const renamed = (name, normalizesAfter) => [
  ['model.embed_tokens', 'token_embd'], ['model.embed_norm', 'token_embd_norm'], ['model.embed_positions', 'position_embd'], ['ln_attn', 'attn_norm_2'],
  ['ln_mlp', 'attn_norm'], [/\.(ln|norm)_1/, '.attn_norm'], [/\.(ln|norm)_2/, '.ffn_norm'], ['model.norm', 'output_norm'], ['lm_head', 'output'], ['model.layers.', 'blk.'], ['input_layernorm', 'attn_norm'],
  ['post_self_attn_layernorm', 'post_attention_norm'], ['post_mlp_layernorm', 'post_ffw_norm'], ['.attention_layernorm', '.attn_norm'], ['.feedforward_layernorm', '.ffn_norm'],
  ['post_attention_layernorm', normalizesAfter ? 'post_attention_norm' : 'ffn_norm'], ['pre_feedforward_layernorm', 'ffn_norm'], ['pre_ff_layernorm', 'ffn_norm'],
  ['post_feedforward_layernorm', 'post_ffw_norm'], ['self_attn.query_layernorm', 'attn_q_norm'], ['self_attn.key_layernorm', 'attn_k_norm'], ['_a_layernorm', '_a_norm'], ['_proj_with_mqa', '_mqa'], ['self_attn.o_proj', 'attn_output'], ['self_attn.', 'attn_'], ['mlp.gate_up', 'mlp.up'], ['mlp.', 'ffn_'], ['_proj', ''],
].reduce((current, [from, to]) => current.replace(from, to), name);

// Parts of layers with a state, and of Gemma 3n and 4, and what these have outside of layers.
const parts = [
  ['altup.router_norm', 'altup_router_norm'], ['altup.modality_router', 'altup_router'], ['altup.prediction_coefs', 'altup_predict_coef'],
  ['altup.correction_coefs', 'altup_correct_coef'], ['altup.correct_output_scale', 'altup_correct_scale.weight'], ['laurel.linear_left', 'laurel_l'],
  ['laurel.linear_right', 'laurel_r'], ['laurel.post_laurel_norm', 'laurel_post_norm'],
  ['pre_feedforward_layernorm_2', 'pre_ffw_norm_2'], ['per_layer_input_gate', 'inp_gate'], ['per_layer_projection', 'proj'], ['post_per_layer_input_norm', 'post_norm'],
  ['layer_scalar', 'layer_output_scale.weight'], ['router.proj', 'ffn_gate_inp'], ['router.scale', 'ffn_gate_inp.scale'],
  ['router.per_expert_scale', 'ffn_down_exps.scale'], ['experts.gate_up_proj', 'ffn_gate_up_exps.weight'], ['experts.down_proj', 'ffn_down_exps.weight'],
  ['conv.in_proj', 'shortconv.in_proj'], ['conv.conv', 'shortconv.conv'], ['conv.out_proj', 'shortconv.out_proj'], ['linear_attn.in_proj_qkv', 'attn_qkv'],
  ['linear_attn.in_proj_z', 'attn_gate'], ['linear_attn.in_proj_b', 'ssm_beta'], ['linear_attn.in_proj_a', 'ssm_alpha'], ['linear_attn.in_proj_ba', 'ssm_ba'], ['linear_attn.conv1d', 'ssm_conv1d'],
  ['linear_attn.A_log', 'ssm_a'], ['linear_attn.dt_bias', 'ssm_dt.bias'], ['linear_attn.norm', 'ssm_norm'], ['linear_attn.out_proj', 'ssm_out'],
  ['mamba.in_proj', 'ssm_in'], ['mamba.conv1d', 'ssm_conv1d'], ['mamba.A_log', 'ssm_a'], ['mamba.dt_bias', 'ssm_dt.bias'], ['mamba.D', 'ssm_d'],
  ['mamba.norm', 'ssm_norm'], ['mamba.out_proj', 'ssm_out'], ['mlp.fc1_latent_proj', 'ffn_latent_down'], ['mlp.fc2_latent_proj', 'ffn_latent_up'],
];
const outside = {
  'model.altup_projections.weight': 'altup_proj.weight', 'model.altup_unembed_projections.weight': 'altup_unembd_proj.weight',
  'model.embed_tokens_per_layer.weight': 'per_layer_token_embd.weight', 'model.per_layer_model_projection.weight': 'per_layer_model_proj.weight',
  'model.per_layer_projection_norm.weight': 'per_layer_proj_norm.weight',
};
const nameOf = (name, normalizesAfter, architecture) => {
  const [, layer, inLayer] = name.match(/^model\.layers\.(\d+)\.(.*?)(?:\.weight|\.bias)?$/) ?? [];
  const [, part] = parts.find(([own]) => own === inLayer) ?? [];
  return part ? `blk.${layer}.${part}${name.slice(`model.layers.${layer}.${inLayer}`.length)}`
    : name in outside ? outside[name]
    : architecture === 'falcon-h1' && inLayer === 'pre_ff_layernorm' ? `blk.${layer}.ffn_norm`
    : architecture.startsWith('lfm2') && name === 'model.norm.weight' ? 'token_embd_norm.weight'
    : renamed(name.replace('operator_norm', 'input_layernorm').replace(/(layers\.\d+)\.norm\./, '$1.input_layernorm.'), normalizesAfter);
};
const ofState = (name, { shape, data }, { mamba_n_groups: groups }) => ({
  shape: /mamba\.(A_log|D)$/.test(name) ? [shape[0], 1] : name.endsWith('mamba.norm.weight') ? [groups, shape[0] / groups]
    : shape.filter((size, dimension) => !(shape.length === 3 && dimension === 1)),
  data: name.endsWith('A_log') ? data.map(value => -Math.exp(value)) : data,
});

// Some checkpoints hold gates and other halves as [experts, inputs, outputs], in which they take turns; their biases likewise.
function alternating(name, { shape, data }) {
  const isBias = name.endsWith('_bias');
  const [experts, inputs, outputs] = isBias ? [shape[0], 1, shape[1]] : shape;
  const turned = (first, step) => ({
    shape: isBias ? [experts, outputs / step] : [experts, outputs / step, inputs],
    data: Float32Array.from({ length: data.length / step }, (_, index) => {
      const [expert, output, input] = [Math.floor((index * step) / (inputs * outputs)), Math.floor(index / inputs) % (outputs / step), index % inputs];
      return data[(expert * inputs + input) * outputs + output * step + first];
    }),
  });
  const kind = isBias ? 'bias' : 'weight';
  return name.includes('gate_up_proj')
    ? { [`gate_exps.${kind}`]: turned(0, 2), [`up_exps.${kind}`]: turned(1, 2) }
    : { [`down_exps.${kind}`]: turned(0, 1) };
}

// llama.cpp has the experts of a layer, and the projections to further residual streams, as one tensor of each kind, and gates apart from their other halves.
function withExperts(weights) {
  const renamed = {};
  const stacks = {};
  const stack = (name, data, shape) => (stacks[name] ??= { shape, parts: [] }).parts.push(data);
  for (const [name, { shape, data }] of Object.entries(weights)) {
    const [, before, both] = name.match(/^(model\.layers\.\d+\.mlp\.)experts\.((?:gate_up|down)_proj(?:_bias)?)$/) ?? [];
    if (both) {
      for (const [part, weight] of Object.entries(alternating(both, { shape, data }))) renamed[before + part] = weight;
      continue;
    }
    const [, streams] = name.match(/^(model\.altup_\w+)\.\d+\.weight$/) ?? [];
    if (streams) {
      stack(`${streams}.weight`, data, shape);
      continue;
    }
    const [, layer, part] = name.match(/^(model\.layers\.\d+\.)(?:mlp|block_sparse_moe)\.(.*)\.weight$/) ?? [];
    const [, kind] = part?.match(/^experts\.\d+\.(.*)$/) ?? [];
    const plain = { gate: 'gate_inp', 'router.layer': 'gate_inp', shared_expert_gate: 'gate_inp_shexp' }[part];
    if (kind) {
      stack(`${layer}mlp.${{ w1: 'gate', w3: 'up', w2: 'down' }[kind] ?? kind.replace('_proj', '')}_exps.weight`, data, shape);
    } else if (part === 'input_linear') {
      const size = (shape[1] / 2) * shape[2];
      for (let half = 0; half < 2 * shape[0]; half++) {
        stack(`${layer}mlp.${half % 2 ? 'up' : 'gate'}_exps.weight`, data.subarray(half * size, (half + 1) * size), [shape[1] / 2, shape[2]]);
      }
    } else if (part === 'output_linear') {
      renamed[`${layer}mlp.down_exps.weight`] = { shape, data };
    } else if (plain) {
      renamed[`${layer}mlp.${plain}.weight`] = { shape: shape[0] === 1 ? [shape[1]] : shape, data };
    } else {
      renamed[name.replace(/mlp\.shared_experts?\.(\w+)_proj/, 'mlp.$1_shexp').replace('mlp.router.', 'mlp.gate_inp.').replace(/(?:mlp\.(?:(?:gate|moe_statics)\.e_score_correction|expert)|block_sparse_moe\.e_score_correction)_/, 'exp_probs_b.').replace(/\.sinks$/, '.sinks.weight')] = { shape: name.includes('moe_statics') ? [data.length] : shape, data };
    }
  }
  for (const [name, { shape, parts }] of Object.entries(stacks)) {
    renamed[name] = { shape: [parts.length, ...shape], data: Float32Array.from(parts.flatMap(part => [...part])) };
  }
  return renamed;
}

// HuggingFace's names of numbers that only some architectures have.
const optional = [
  ['sliding_window', 'attention.sliding_window', integer], ['sliding_window_pattern', 'attention.sliding_window_pattern', integer],
  ['rope_local_base_freq', 'rope.freq_base_swa', real], ['attn_logit_softcapping', 'attn_logit_softcapping', real],
  ['final_logit_softcapping', 'final_logit_softcapping', real], ['embedding_multiplier', 'embedding_scale', real],
  ['residual_multiplier', 'residual_scale', real], ['attention_multiplier', 'attention.scale', real], ['logits_scaling', 'logit_scale', real],
  ['num_local_experts', 'expert_count', integer], ['num_experts', 'expert_count', integer], ['num_experts_per_tok', 'expert_used_count', integer], ['top_k_experts', 'expert_used_count', integer],
  ['moe_intermediate_size', 'expert_feed_forward_length', integer],
  ['shared_expert_intermediate_size', 'expert_shared_feed_forward_length', integer],
  ['shared_intermediate_size', 'expert_shared_feed_forward_length', integer],
  ['moe_shared_expert_intermediate_size', 'expert_shared_feed_forward_length', integer], ['moe_latent_size', 'moe_latent_size', integer],
  ['moe_num_experts', 'expert_count', integer], ['moe_k', 'expert_used_count', integer], ['moe_num_shared_experts', 'expert_shared_count', integer],
  ['moe_layer_start_index', 'leading_dense_block_count', integer], ['moe_layer_interval', 'interleave_moe_layer_step', integer],
  ['interleave_moe_layer_step', 'interleave_moe_layer_step', integer],
  ['n_routed_experts', 'expert_count', integer], ['n_shared_experts', 'expert_shared_count', integer], ['num_shared_experts', 'expert_shared_count', integer],
  ['first_k_dense_replace', 'leading_dense_block_count', integer], ['num_dense_layers', 'leading_dense_block_count', integer], ['routed_scaling_factor', 'expert_weights_scale', real],
  ['q_lora_rank', 'attention.q_lora_rank', integer], ['kv_lora_rank', 'attention.kv_lora_rank', integer],
  ['n_group', 'expert_group_count', integer], ['topk_group', 'expert_group_used_count', integer],
  ['norm_topk_prob', 'expert_weights_norm', truth],
  ['logit_scale', 'logit_scale', real], ['clip_qkv', 'attention.clamp_kqv', real],
  ...['layer_norm_eps', 'layer_norm_epsilon', 'norm_eps', 'norm_epsilon'].map(name => [name, 'attention.layer_norm_epsilon', real]),
];

// The numbers that bend an activation are learned in each layer, and not in a tensor of llama.cpp's.
const bends = ['alpha_n', 'alpha_p', 'beta', 'eps'];
const isBend = name => name.includes('.act_fn.');
const bendsOf = weights => bends.map(bend => Object.entries(weights).filter(([name]) => name.endsWith(`act_fn.${bend}`)).map(([, { data }]) => f32(data[0])))
  .flatMap((values, index) => (values.length ? [[`xielu.${bends[index]}`, list, Buffer.concat([u32(real), u64(values.length), ...values])]] : []));

function scalingOf({ rope_type: type, factor }, { max_position_embeddings: longest, original_max_position_embeddings: original, rope_scaling: rope }) {
  if (type === 'linear') return [['type', string, text(type)], ['factor', real, f32(factor)]];
  if (type === 'yarn') {
    return [['type', string, text(type)], ['factor', real, f32(factor)], ['original_context_length', integer, u32(rope.original_max_position_embeddings)],
      ...(rope.mscale_all_dim ? [['yarn_log_multiplier', real, f32(0.1 * rope.mscale_all_dim)]] : [])];
  }
  return type === 'longrope'
    ? [['original_context_length', integer, u32(original)], ['attn_factor', real, f32(Math.sqrt(1 + Math.log(longest / original) / Math.log(original)))]]
    : [];
}

// Pairs take turns between the three dimensions of an image; in a text, all have the token's position.
const sectionsOf = pairs => [...[0, 1, 2].map(first => Math.ceil((pairs - first) / 3)), 0];

// Gemma 4's layers that see all have wider heads, and those that read others' keys may have wider feed-forward blocks.
const byKindOfLayer = ({ layer_types: types, num_kv_shared_layers: borrowing, head_dim: size, global_head_dim: wide, ...config }) => ({
  feed_forward_length: types.map((_, layer) => config.intermediate_size * (config.use_double_wide_mlp && layer >= types.length - borrowing ? 2 : 1)),
  'attention.head_count_kv': types.map(type => (type === 'full_attention' && config.num_global_key_value_heads) || config.num_key_value_heads),
  'attention.key_length': wide, 'attention.value_length': wide, 'attention.key_length_swa': size, 'attention.value_length_swa': size,
  'rope.dimension_count': wide, 'rope.dimension_count_swa': size, 'attention.shared_kv_layers': borrowing,
  embedding_length_per_layer_input: config.hidden_size_per_layer_input,
});

// Where layers have one block each, by its letter: heads in layers with attention, and a width in feed-forward blocks.
const byLetter = ({ hybrid_override_pattern: letters, num_key_value_heads: heads, intermediate_size: width, moe_intermediate_size: ofExperts }) => ({
  'attention.head_count_kv': [...letters].map(letter => (letter === '*' ? heads : 0)),
  feed_forward_length: [...letters].map(letter => ({ '-': width, E: ofExperts }[letter] ?? 0)),
});

function metadataOf(config, architecture) {
  const tokens = Array.from({ length: config.vocab_size }, (_, id) =>
    id < 3 ? ['<unk>', '<s>', '</s>'][id] : id < 259 ? `<0x${(id - 3).toString(16).toUpperCase().padStart(2, '0')}>` : `t${id}`);
  const types = typesOf(config);
  const perLayer = config.conv_L_cache || types?.includes('mamba');
  return [
    ['general.architecture', string, text(architecture)], ['general.alignment', integer, u32(32)],
    ['tokenizer.ggml.model', string, text('llama')], ['tokenizer.ggml.tokens', list, array(string, tokens.map(text))],
    ['tokenizer.ggml.scores', list, array(real, tokens.map((_, id) => f32(-id)))],
    ['tokenizer.ggml.token_type', list, array(5, tokens.map((_, id) => u32(id === 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1)))],
    ['tokenizer.ggml.bos_token_id', integer, u32(1)], ['tokenizer.ggml.eos_token_id', integer, u32(2)],
    ...Object.entries({
      context_length: config.max_position_embeddings, embedding_length: config.hidden_size, block_count: config.num_hidden_layers,
      feed_forward_length: config.intermediate_size_mlp ?? config.intermediate_size, vocab_size: config.vocab_size, 'attention.head_count': config.num_attention_heads,
      'attention.head_count_kv': perLayer ? types.map(type => (['conv', 'mamba'].includes(type) ? 0 : config.num_key_value_heads)) : config.num_key_value_heads,
      'attention.key_length': config.head_dim, 'attention.value_length': config.v_head_dim ?? config.head_dim,
      'rope.dimension_count': config.attn_rotary_emb ?? config.qk_rope_head_dim ?? config.rotary_dim ?? config.head_dim * (config.partial_rotary_factor ?? config.rotary_pct ?? 1),
      ...(config.global_head_dim ? byKindOfLayer(config) : config.hybrid_override_pattern ? byLetter(config) : {}),
    }).map(([key, value]) => [`${architecture}.${key}`, ...whole(value)]),
    ...(config.global_head_dim ? [
      ['gemma4.attention.sliding_window_pattern', list, array(truth, config.layer_types.map(type => Buffer.of(type === 'full_attention' ? 0 : 1)))],
      ['gemma4.rope.freq_base', real, f32(config.rope_parameters.full_attention.rope_theta)],
      ['gemma4.rope.freq_base_swa', real, f32(config.rope_parameters.sliding_attention.rope_theta)],
    ] : []),
    ...(architecture === 'exaone-moe' ? [['exaone-moe.attention.sliding_window_pattern', list, array(truth, config.layer_types.map(type => Buffer.of(type === 'full_attention' ? 0 : 1)))]] : []),
    ...(config.conv_L_cache ? [[`${architecture}.shortconv.l_cache`, integer, u32(config.conv_L_cache)]] : []),
    ...(config.linear_num_key_heads ? Object.entries({
      'ssm.conv_kernel': config.linear_conv_kernel_dim, 'ssm.inner_size': config.linear_num_value_heads * config.linear_value_head_dim,
      'ssm.state_size': config.linear_key_head_dim, 'ssm.time_step_rank': config.linear_num_value_heads, 'ssm.group_count': config.linear_num_key_heads,
      full_attention_interval: config.full_attention_interval,
    }).map(([key, value]) => [`${architecture}.${key}`, integer, u32(value)]) : []),
    ...(config.mamba_n_heads ? Object.entries({
      'ssm.conv_kernel': config.mamba_d_conv, 'ssm.inner_size': config.mamba_n_heads * config.mamba_d_head, 'ssm.state_size': config.mamba_d_state,
      'ssm.time_step_rank': config.mamba_n_heads, 'ssm.group_count': config.mamba_n_groups,
    }).map(([key, value]) => [`${architecture}.${key}`, integer, u32(value)]) : []),
    ...(config.position_embedding_type === 'nope' ? [[`${architecture}.rope.scaling.finetuned`, truth, Buffer.of(0)]] : []),
    ...(config.rope_scaling?.mrope_section ? [[`${architecture}.rope.dimension_sections`, list, array(5, [...config.rope_scaling.mrope_section, 0].map(u32))]] : []),
    ...(/^qwen3(5|vl)/.test(architecture)
      ? [[`${architecture}.rope.dimension_sections`, list, array(5, sectionsOf((config.head_dim * (config.partial_rotary_factor ?? 1)) / 2).map(u32))]] : []),
    [`${architecture}.attention.layer_norm_rms_epsilon`, real, f32(config.rms_norm_eps ?? config.norm_eps ?? 0)],
    ...(architecture === 'mpt' ? [['mpt.attention.max_alibi_bias', real, f32(8)]] : []),
    ...(architecture === 'olmo' ? [['olmo.attention.layer_norm_epsilon', real, f32(1e-5)]] : []),
    ...(config.rope_theta
      ? [[`${architecture}.rope.freq_base`, real, f32(config.rope_theta * (config.rope_scaling?.alpha ?? 1) ** (config.head_dim / (config.head_dim - 2)))]] : []),
    ...optional.filter(([name]) => config[name] && !(architecture === 'falcon-h1' && name === 'embedding_multiplier')).map(([name, key, type]) =>
      [`${architecture}.${key}`, type, written(type, config[name])]),
    ...(config.n_routed_experts || ['exaone-moe', 'lfm2moe', 'minimax-m2'].includes(architecture) ? [[`${architecture}.expert_gating_func`, integer, u32(config.model_type === 'deepseek_v2' ? 1 : 2)]] : []),
    ...(config.moe_num_shared_experts
      ? [[`${architecture}.expert_shared_feed_forward_length`, integer, u32(config.moe_num_shared_experts * config.moe_intermediate_size)]] : []),
    ...(['gpt-oss', 'llama4', 'minimax-m2'].includes(architecture) ? [[`${architecture}.expert_feed_forward_length`, integer, u32(config.intermediate_size)]] : []),
    ...('use_parallel_residual' in config ? [[`${architecture}.use_parallel_residual`, truth, Buffer.of(config.use_parallel_residual ? 1 : 0)]] : []),
    ...scalingOf(config.rope_scaling ?? {}, config).map(([key, type, value]) => [`${architecture}.rope.scaling.${key}`, type, value]),
  ];
}

// llama.cpp multiplies weights by the factors of Falcon-H1, where HuggingFace's class multiplies what goes into them or comes out.
function multiplied(weights, config) {
  const { mamba_n_heads: count, mamba_d_head: width, mamba_n_groups: groups, mamba_d_state: size } = config;
  const ofParts = [count * width, count * width, groups * size, groups * size, count].flatMap((rows, part) => Array(rows).fill(config.ssm_multipliers[part]));
  const factors = [
    ['down_proj', config.mlp_multipliers[1]], ['gate_proj', config.mlp_multipliers[0]], ['k_proj', config.key_multiplier * config.attention_in_multiplier],
    ['q_proj', config.attention_in_multiplier], ['v_proj', config.attention_in_multiplier], ['o_proj', config.attention_out_multiplier],
    ['out_proj', config.ssm_out_multiplier], ['in_proj', config.ssm_in_multiplier], ['lm_head', config.lm_head_multiplier],
    ['embed_tokens', config.embedding_multiplier],
  ];
  return Object.fromEntries(Object.entries(weights).map(([name, { shape, data }]) => {
    const factor = factors.find(([part]) => name.includes(`.${part}.`) || name.startsWith(part))?.[1] ?? 1;
    return [name, { shape, data: data.map((value, index) => value * factor * (name.includes('.in_proj.') ? ofParts[Math.floor(index / shape[1])] : 1)) }];
  }));
}

// Qwen3-Next has the queries, keys, values and gates of a head of keys one behind the other; llama.cpp has the gates apart, and one kind behind the other.
function parted(weights, { linear_num_key_heads: heads, linear_num_value_heads: valueHeads, linear_key_head_dim: keySize, linear_value_head_dim: valueSize }) {
  const values = (valueHeads / heads) * valueSize;
  return Object.fromEntries(Object.entries(weights).flatMap(([name, weight]) => {
    if (!name.includes('in_proj_qkvz')) return [[name, weight]];
    const columns = weight.shape[1];
    const rows = (first, count) => Array.from({ length: heads }, (_, head) => {
      const start = head * 2 * (keySize + values) + first;
      return [...weight.data.subarray(start * columns, (start + count) * columns)];
    }).flat();
    const matrix = data => ({ shape: [data.length / columns, columns], data: Float32Array.from(data) });
    return [
      [name.replace('qkvz', 'qkv'), matrix([...rows(0, keySize), ...rows(keySize, keySize), ...rows(2 * keySize, values)])],
      [name.replace('qkvz', 'z'), matrix(rows(2 * keySize + values, values))],
    ];
  }));
}

/** Writes a model: what its config.json says, and its weights ({ shape, data }) by their names. */
export function writeGguf(file, config, held) {
  const architecture = {
    mistral: 'llama', mixtral: 'llama', gemma3_text: 'gemma3', gemma3n_text: 'gemma3n', gemma4_text: 'gemma4', cohere: 'command-r', qwen2_moe: 'qwen2moe', qwen3_moe: 'qwen3moe', ernie4_5_moe: 'ernie4_5-moe', deepseek_v2: 'deepseek2', deepseek_v3: 'deepseek2', glm4_moe: 'glm4moe', gpt_oss: 'gpt-oss', hunyuan_v1_dense: 'hunyuan-dense', olmo3: 'olmo2', gpt_neox: 'gptneox', phi: 'phi2', qwen3_5_text: 'qwen35', qwen3_5_moe_text: 'qwen35moe', qwen3_next: 'qwen3next', lfm2_moe: 'lfm2moe', granitemoehybrid: 'granitehybrid', falcon_h1: 'falcon-h1', bamba: 'granitehybrid', gpt_bigcode: 'starcoder', qwen2_vl: 'qwen2vl',
    qwen3_vl_moe_text: 'qwen3vlmoe', kimi_k2: 'deepseek2', llama4_text: 'llama4', exaone_moe: 'exaone-moe', minimax_m2: 'minimax-m2', solar_open: 'glm4moe',
  }[config.model_type] ?? `${config.model_type}${config.hybrid_override_pattern?.includes('E') ? '_moe' : ''}`;
  const weights = joins.includes(architecture) ? joined(held, 1) : withExperts(config.model_type === 'falcon_h1' ? multiplied(held, config) : config.model_type === 'qwen3_next' ? parted(held, config) : held);
  const isAroundOne = ['gemma2', 'gemma3'].includes(architecture) || ['nemotron', 'qwen35', 'qwen35moe', 'qwen3next'].includes(architecture);
  const normalizesAfter = ['seed_oss', 'glm4moe', 'gpt-oss', 'qwen35', 'qwen35moe', 'qwen3next'].includes(architecture) || Object.keys(weights).some(name => name.includes('post_feedforward_layernorm'));
  const metadata = [...metadataOf(config, architecture), ...bendsOf(weights)];
  const tensors = Object.entries(weights).filter(([name]) => !isBend(name)).map(([name, weight]) => [nameOf(name, normalizesAfter, architecture), /\.(conv|linear_attn|mamba)\./.test(name) ? ofState(name, weight, config) : (turnNeighbours.includes(architecture) || config.attn_rotary_emb) && /[qk]_proj/.test(name)
    ? neighbours(weight, name.includes('q_proj') ? config.num_attention_heads : config.num_key_value_heads, config.attn_rotary_emb)
    : isAroundOne && name.endsWith('norm.weight') ? { shape: weight.shape, data: weight.data.map(value => value + 1) } : weight]);
  const factors = ropeFactors(config);
  for (const length of ['short', 'long']) {
    const list = config.rope_scaling?.[`${length}_factor`];
    if (list) tensors.push([`rope_factors_${length}.weight`, { shape: [list.length], data: Float32Array.from(list) }]);
  }
  if (factors) tensors.push(['rope_freqs.weight', { shape: [factors.length], data: factors }]);

  let offset = 0;
  const infos = tensors.map(([name, weight]) => {
    const info = [text(name), u32(weight.shape.length), ...weight.shape.toReversed().map(u64), u32(0), u64(offset)];
    offset += Math.ceil(weight.data.byteLength / 32) * 32;
    return Buffer.concat(info);
  });
  const head = [Buffer.from('GGUF'), u32(3), u64(tensors.length), u64(metadata.length), ...metadata.map(([key, type, value]) => Buffer.concat([text(key), u32(type), value]))];
  fs.writeFileSync(file, padded(Buffer.concat([...head, ...infos])));
  for (const [, weight] of tensors) fs.appendFileSync(file, padded(bytesOf(weight)));
}
