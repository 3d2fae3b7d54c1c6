// Writes weights with HuggingFace's names as GGUF, in 32 bits, as llama.cpp reads them. The tokens are made up: a model is asked with ids.
import fs from 'node:fs';

const number = (bytes, write) => value => { const buffer = Buffer.alloc(bytes); buffer[write](value); return buffer; };
const [u32, f32, u64] = [number(4, 'writeUInt32LE'), number(4, 'writeFloatLE'), value => number(8, 'writeBigUInt64LE')(BigInt(value))];
const text = value => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
const bytesOf = ({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const padded = buffer => Buffer.concat([buffer, Buffer.alloc((32 - (buffer.length % 32)) % 32)]);
const [integer, real, string, list] = [4, 6, 8, 9];

// llama.cpp turns neighbours where HuggingFace turns a head's halves, in the llama architecture only.
function neighbours(weight, count) {
  const [rows, columns] = weight.shape;
  const size = rows / count;
  const data = new Float32Array(weight.data.length);
  for (let row = 0; row < rows; row++) {
    const [head, within] = [Math.floor(row / size), row % size];
    const to = head * size + (within < size / 2 ? 2 * within : 2 * (within - size / 2) + 1);
    data.set(weight.data.subarray(row * columns, (row + 1) * columns), to * columns);
  }
  return { shape: weight.shape, data };
}

// By how much each angle is divided.
function ropeFactors({ head_dim: headSize, rope_theta: theta, rope_scaling: rope }) {
  return rope && Float32Array.from({ length: headSize / 2 }, (_, pair) => {
    const wavelength = 2 * Math.PI * theta ** ((2 * pair) / headSize);
    const turns = rope.original_max_position_embeddings / wavelength;
    const kept = (turns - rope.low_freq_factor) / (rope.high_freq_factor - rope.low_freq_factor);
    return kept >= 1 ? 1 : kept <= 0 ? rope.factor : 1 / ((1 - kept) / rope.factor + kept);
  });
}

const renamed = name => [
  ['model.embed_tokens', 'token_embd'], ['model.norm', 'output_norm'], ['lm_head', 'output'], ['model.layers.', 'blk.'], ['input_layernorm', 'attn_norm'],
  ['post_attention_layernorm', 'ffn_norm'], ['self_attn.o_proj', 'attn_output'], ['self_attn.', 'attn_'], ['mlp.', 'ffn_'], ['_proj', ''],
].reduce((current, [from, to]) => current.replace(from, to), name);

function metadataOf(config, architecture) {
  const tokens = Array.from({ length: config.vocab_size }, (_, id) =>
    id < 3 ? ['<unk>', '<s>', '</s>'][id] : id < 259 ? `<0x${(id - 3).toString(16).toUpperCase().padStart(2, '0')}>` : `t${id}`);
  const array = (type, values) => Buffer.concat([u32(type), u64(values.length), ...values]);
  return [
    ['general.architecture', string, text(architecture)], ['general.alignment', integer, u32(32)],
    ['tokenizer.ggml.model', string, text('llama')], ['tokenizer.ggml.tokens', list, array(string, tokens.map(text))],
    ['tokenizer.ggml.scores', list, array(real, tokens.map((_, id) => f32(-id)))],
    ['tokenizer.ggml.token_type', list, array(5, tokens.map((_, id) => u32(id === 0 ? 2 : id < 3 ? 3 : id < 259 ? 6 : 1)))],
    ['tokenizer.ggml.bos_token_id', integer, u32(1)], ['tokenizer.ggml.eos_token_id', integer, u32(2)],
    ...Object.entries({
      context_length: config.max_position_embeddings, embedding_length: config.hidden_size, block_count: config.num_hidden_layers,
      feed_forward_length: config.intermediate_size, vocab_size: config.vocab_size, 'attention.head_count': config.num_attention_heads,
      'attention.head_count_kv': config.num_key_value_heads, 'attention.key_length': config.head_dim, 'attention.value_length': config.head_dim,
      'rope.dimension_count': config.head_dim,
    }).map(([key, value]) => [`${architecture}.${key}`, integer, u32(value)]),
    [`${architecture}.attention.layer_norm_rms_epsilon`, real, f32(config.rms_norm_eps)],
    [`${architecture}.rope.freq_base`, real, f32(config.rope_theta)],
  ];
}

/** Writes a model: what its config.json says, and its weights ({ shape, data }) by their names. */
export function writeGguf(file, config, weights) {
  const architecture = config.model_type === 'mistral' ? 'llama' : config.model_type;
  const metadata = metadataOf(config, architecture);
  const tensors = Object.entries(weights).map(([name, weight]) => [renamed(name), architecture === 'llama' && /[qk]_proj/.test(name)
    ? neighbours(weight, name.includes('q_proj') ? config.num_attention_heads : config.num_key_value_heads)
    : weight]);
  const factors = ropeFactors(config);
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
