// Asks a graph in batches with onnxruntime-node, in one of three ways:
//   whole   CLiKA's graph, whole prompts, logits at the last position
//   prefix  CLiKA's graph, the shared beginning once, logits at the last position: what the answerer does
//   all     a graph that takes no past and makes logits at every position, whole prompts
import path from 'node:path';
import { request, require, serve, versionOf } from './peer.mjs';

const ort = require('onnxruntime-node');
const { folder, way, threads, rows, prompts, letters, layers, heads, headSize } = request;
const session = await ort.InferenceSession.create(path.join(folder, way === 'all' ? 'naive.onnx' : 'model.onnx'), {
  intraOpNumThreads: threads, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3,
});

const int64 = lines => new ort.Tensor('int64', BigInt64Array.from(lines.flat(), BigInt), [lines.length, lines[0].length]);
const pasts = Array.from({ length: layers }, (_, layer) => [`${layer}.key`, `${layer}.value`]).flat();
const nothing = Object.fromEntries(pasts.map(name =>
  [`past_key_values.${name}`, new ort.Tensor('float32', new Float32Array(0), [1, heads, 0, headSize])]));

// The letters' logits at the last position that a row has logits for.
function ofLetters({ dims: [count, positions, width], data }) {
  return Array.from({ length: count }, (_, row) => letters.map(letter => data[((row + 1) * positions - 1) * width + letter]));
}

async function beginning(tokens) {
  const outputs = await session.run({ input_ids: int64([tokens]), logit_positions: int64([[0]]), ...nothing }, pasts.map(name => `present.${name}`));
  return Object.fromEntries(pasts.map(name => [`past_key_values.${name}`, outputs[`present.${name}`]]));
}

async function ask() {
  const shared = way === 'prefix' ? request.shared : 0;
  const past = shared > 0 ? await beginning(prompts[0].slice(0, shared)) : nothing;
  const answers = [];
  for (let start = 0; start < prompts.length; start += rows) {
    const batch = prompts.slice(start, start + rows).map(prompt => prompt.slice(shared));
    const ids = int64(batch);
    const feeds = way === 'all'
      ? { input_ids: ids, attention_mask: int64(batch.map(row => row.map(() => 1))), position_ids: int64(batch.map(row => row.map((_, at) => at))) }
      : { input_ids: ids, logit_positions: int64(batch.map(row => [row.length - 1])), ...past };
    answers.push(...ofLetters((await session.run(feeds, ['logits'])).logits));
  }
  return answers;
}

await serve(`onnxruntime-node ${versionOf('onnxruntime-node')}`, ask);
