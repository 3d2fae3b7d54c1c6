// What HuggingFace's classes of older decoders call the weights of a model, which have the names that Llama's have here, and how they hold them.
const older = {
  bloom: [
    ['model.embed_tokens', 'word_embeddings'], ['model.embed_norm', 'word_embeddings_layernorm'], ['model.norm', 'ln_f'], ['model.layers.', 'h.'],
    ['self_attn.qkv', 'self_attention.query_key_value'], ['self_attn.o_proj', 'self_attention.dense'], ['mlp.up_proj', 'mlp.dense_h_to_4h'],
    ['mlp.down_proj', 'mlp.dense_4h_to_h'],
  ],
  gpt_neox: [
    ['model.embed_tokens', 'gpt_neox.embed_in'], ['model.norm', 'gpt_neox.final_layer_norm'], ['lm_head', 'embed_out'], ['model.layers.', 'gpt_neox.layers.'],
    ['self_attn.qkv', 'attention.query_key_value'], ['self_attn.o_proj', 'attention.dense'], ['mlp.up_proj', 'mlp.dense_h_to_4h'],
    ['mlp.down_proj', 'mlp.dense_4h_to_h'],
  ],
  gpt2: [
    ['model.embed_tokens', 'wte'], ['model.embed_positions', 'wpe'], ['model.norm', 'ln_f'], ['model.layers.', 'h.'], ['self_attn.qkv', 'attn.c_attn'],
    ['self_attn.o_proj', 'attn.c_proj'], ['mlp.up_proj', 'mlp.c_fc'], ['mlp.down_proj', 'mlp.c_proj'],
  ],
  phi: [['model.norm', 'model.final_layernorm'], ['self_attn.o_proj', 'self_attn.dense'], ['mlp.up_proj', 'mlp.fc1'], ['mlp.down_proj', 'mlp.fc2']],
  starcoder2: [['mlp.up_proj', 'mlp.c_fc'], ['mlp.down_proj', 'mlp.c_proj']],
};
older.gpt_bigcode = older.gpt2;
older.mpt = [
  ['model.embed_tokens', 'transformer.wte'], ['model.norm', 'transformer.norm_f'], ['model.layers.', 'transformer.blocks.'], ['self_attn.qkv', 'attn.Wqkv'],
  ['self_attn.o_proj', 'attn.out_proj'], ['.mlp.', '.ffn.'],
];
older.lfm2 = [
  ['model.norm', 'model.embedding_norm'], ['self_attn.o_proj', 'self_attn.out_proj'], ['self_attn.q_norm', 'self_attn.q_layernorm'], ['self_attn.k_norm', 'self_attn.k_layernorm'],
  ['.mlp.', '.feed_forward.'], ['.gate_proj.', '.w1.'], ['.up_proj.', '.w3.'], ['.down_proj.', '.w2.'],
];
older.lfm2_moe = older.lfm2;
older.llama4_text = [['.mlp.', '.feed_forward.']];
older.bamba = older.falcon_h1 = [['model.norm', 'model.final_layernorm'], ['.mlp.', '.feed_forward.']];
older.nemotron_h = [
  ['model.embed_tokens', 'backbone.embeddings'], ['model.norm', 'backbone.norm_f'], ['model.layers.', 'backbone.layers.'], [/\.(self_attn|mamba|mlp)\./, '.mixer.'],
];
older.falcon = older.bloom.map(([from, to]) => [from, /^(word|ln_f|h\.)/.test(to) ? `transformer.${to}` : to]);

/** Queries, keys and values as one matrix, in as many groups as are given, each with its queries, keys and values one behind the other. */
export function joined(weights, groups) {
  const result = {};
  for (const [name, weight] of Object.entries(weights)) {
    if (/\.[kv]_proj\./.test(name)) continue;
    if (!name.includes('.q_proj.')) {
      result[name] = weight;
      continue;
    }
    const parts = ['q', 'k', 'v'].map(part => weights[name.replace('.q_proj.', `.${part}_proj.`)]);
    const slices = Array.from({ length: groups }, (_, group) => parts.map(({ data }) =>
      data.subarray((data.length / groups) * group, (data.length / groups) * (group + 1)))).flat();
    const rows = parts.reduce((sum, { shape }) => sum + shape[0], 0);
    result[name.replace('.q_proj.', '.qkv.')] = { shape: [rows, ...weight.shape.slice(1)], data: Float32Array.from(slices.flatMap(slice => [...slice])) };
  }
  return result;
}

function turned({ shape: [rows, columns], data }) {
  const result = new Float32Array(data.length);
  data.forEach((value, index) => { result[(index % columns) * rows + Math.floor(index / columns)] = value; });
  return { shape: [columns, rows], data: result };
}

// Granite's shared expert, or only block: the gate, and the other half behind it, as one matrix.
function withSharedBlock(weights) {
  return Object.fromEntries(Object.entries(weights).filter(([name]) => !/mlp\.(shared_expert\.)?up_proj/.test(name)).map(([name, weight]) => {
    const [, layer, part] = name.match(/^(model\.layers\.\d+)\.mlp\.(?:shared_expert\.)?(gate|down)_proj/) ?? [];
    if (!part) return [name, weight];
    if (part === 'down') return [`${layer}.shared_mlp.output_linear.weight`, weight];
    const { shape: [rows, columns], data } = weights[name.replace('gate_proj', 'up_proj')];
    return [`${layer}.shared_mlp.input_linear.weight`, { shape: [2 * rows, columns], data: Float32Array.from([...weight.data, ...data]) }];
  }));
}

// The experts of a layer as one tensor of each kind, [experts, inputs, outputs]; the outputs of gates come before those of their other halves.
function withTurnedExperts(weights) {
  const result = {};
  for (const [name, { shape: [rows, columns], data }] of Object.entries(weights)) {
    const [, block, expert, part] = name.match(/^(.*\.experts)\.(\d+)\.(gate|up|down)_proj\.weight$/) ?? [];
    if (!block) {
      result[name] = weights[name];
      continue;
    }
    const count = Object.keys(weights).filter(other => other.startsWith(`${block}.`) && other.endsWith(`${part}_proj.weight`)).length;
    const [first, outputs] = part === 'down' ? [0, rows] : [part === 'up' ? rows : 0, 2 * rows];
    const whole = (result[`${block}.${part === 'down' ? 'down' : 'gate_up'}_proj`] ??= { shape: [count, columns, outputs], data: new Float32Array(count * columns * outputs) });
    data.forEach((value, index) => {
      whole.data[(Number(expert) * columns + (index % columns)) * outputs + first + Math.floor(index / columns)] = value;
    });
  }
  return result;
}

/** The weights as a checkpoint holds them. */
export function asHeld(type, weights, sharedHeads) {
  const whole = type === 'granitemoehybrid' ? withSharedBlock(weights) : ['llama4_text', 'qwen3_vl_moe_text'].includes(type) ? withTurnedExperts(weights) : ['gpt2', 'mpt'].includes(type) ? joined(weights, 1) : ['bloom', 'falcon', 'gpt_bigcode', 'gpt_neox'].includes(type) ? joined(weights, sharedHeads) : weights;
  return Object.fromEntries(Object.entries(whole).map(([name, weight]) => [
    (older[type] ?? []).reduce((current, [from, to]) => current.replace(from, to), name),
    type === 'gpt2' && name.includes('.layers.') && weight.shape.length === 2 ? turned(weight) : weight,
  ]));
}
