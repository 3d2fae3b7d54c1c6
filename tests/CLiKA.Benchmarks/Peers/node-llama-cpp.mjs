// Asks llama.cpp through node-llama-cpp, on the same weights as GGUF: as many sequences side by side as the way says, each of which
// keeps the shared beginning for its next prompt. Weights, keys and values have 32 bits.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeGguf } from './gguf.mjs';
import { request, require, serve, versionOf } from './peer.mjs';

const { getLlama } = await import(pathToFileURL(require.resolve('node-llama-cpp')));
const { folder, threads, shared, prompts, letters } = request;

function readSafetensors(file) {
  const bytes = fs.readFileSync(file);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  return Object.fromEntries(Object.entries(JSON.parse(bytes.toString('utf8', 8, start))).map(([name, { shape, data_offsets: [begin, end] }]) =>
    [name, { shape, data: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start + begin, bytes.byteOffset + start + end)) }]));
}

const file = path.join(folder, 'model.gguf');
writeGguf(file, JSON.parse(fs.readFileSync(path.join(folder, 'config.json'), 'utf8')), readSafetensors(path.join(folder, 'model.safetensors')));

// Each sequence computes the shared beginning for itself.
const side = Number(request.way);
const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error', maxThreads: threads });
const model = await llama.loadModel({ modelPath: file, useMmap: false });
const context = await model.createContext({
  sequences: side, contextSize: 128, batchSize: 512, threads: { ideal: threads, min: threads }, flashAttention: false,
  experimentalKvCacheKeyType: 'F32', experimentalKvCacheValueType: 'F32',
});
const sequences = Array.from({ length: side }, () => context.getSequence());
const generateNext = { logits: { filter: { tokens: letters } } };

async function ask() {
  await Promise.all(sequences.map(sequence => sequence.clearHistory()));
  const answers = [];
  const one = async (sequence, index) => {
    const prompt = prompts[index];
    const kept = sequence.nextTokenIndex > 0 ? shared : 0;
    if (kept > 0) await sequence.eraseContextTokenRanges([{ start: kept, end: sequence.nextTokenIndex }]);
    const last = prompt.length - 1;
    const evaluated = await sequence.controlledEvaluate(prompt.slice(kept).map((token, at) => at + kept === last ? [token, { generateNext }] : token));
    const { logits } = evaluated[last - kept].next;
    answers[index] = letters.map(letter => logits.get(letter));
  };
  for (let start = 0; start < prompts.length; start += side) {
    await Promise.all(sequences.slice(0, prompts.length - start).map((sequence, row) => one(sequence, start + row)));
  }
  return answers;
}

await serve(`node-llama-cpp ${versionOf('node-llama-cpp')}`, ask);
