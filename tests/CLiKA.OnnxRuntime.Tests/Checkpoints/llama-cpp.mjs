// Compares what `clika export` writes with llama.cpp, on the same random weights: as safetensors for the export, as GGUF for llama.cpp.
//
//   npm install node-llama-cpp onnxruntime-node
//   node llama-cpp.mjs path/to/CLiKA.Cli.dll path/to/tokenizer.json [FOLDER [MODEL...]]
//
// The tokenizer is not used; a model folder needs one. Shown is, for each model of models.mjs, or each that is named, the largest difference of
// log-probabilities over the whole vocabulary of 320 tokens, after 20 and after 40 tokens. llama.cpp runs on the CPU, with keys and values in 32 bits. It looks GELU
// up in a table of 16 bits, but not beyond 10 and -10: models that have it are asked once more with steep gates, whose values are nearly all there.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeGguf } from './gguf.mjs';
import { configOf, looksUp, models, vocabulary } from './models.mjs';
import { asHeld } from './own.mjs';
import { weightsOf } from './weights.mjs';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const ort = require('onnxruntime-node');
const { getLlama } = await import(pathToFileURL(require.resolve('node-llama-cpp')));

const [cli, tokenizer, root = fs.mkdtempSync(path.join(os.tmpdir(), 'clika-llama-cpp-')), ...names] = process.argv.slice(2);
const asked = [19, 39];

// A model's weights do not depend on which others are asked.
function randomFor(name) {
  let state = [...name].reduce((sum, character) => Math.imul(sum, 31) + character.codePointAt(0), 42);
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
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

async function exported(folder, tokens) {
  execFileSync('dotnet', [cli, 'export', folder, '--out', `${folder}-onnx`], { stdio: 'pipe' });
  const session = await ort.InferenceSession.create(path.join(`${folder}-onnx`, 'model.onnx'));
  const int64 = values => new ort.Tensor('int64', BigInt64Array.from(values.map(BigInt)), [1, values.length]);
  const feeds = { input_ids: int64(tokens), logit_positions: int64(asked) };
  for (const { name, shape } of session.inputMetadata.filter(input => input.name.startsWith('past_'))) {
    const sizes = shape.map(size => (size === 'past_batch' ? 1 : size === 'past' ? 0 : size));
    feeds[name] = new ort.Tensor('float32', new Float32Array(sizes.reduce((product, size) => product * size)), sizes);
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

async function largestDifference(llama, model) {
  const folder = path.join(root, model.name);
  fs.mkdirSync(folder, { recursive: true });
  const random = randomFor(model.name);
  const weights = weightsOf(model, random);
  const config = configOf(model);
  fs.writeFileSync(path.join(folder, 'config.json'), JSON.stringify(config));
  fs.copyFileSync(tokenizer, path.join(folder, 'tokenizer.json'));
  writeSafetensors(path.join(folder, 'model.safetensors'), asHeld(model.type, weights, config.num_key_value_heads));
  writeGguf(path.join(folder, 'model.gguf'), config, weights);

  const tokens = Array.from({ length: 40 }, () => 3 + Math.floor((random() + 0.5) * (vocabulary - 3)));
  const ours = await exported(folder, tokens);
  const theirs = await reference(llama, path.join(folder, 'model.gguf'), tokens);
  return Math.max(...theirs.flatMap((probabilities, index) =>
    [...probabilities].map(([token, probability]) => Math.abs(Math.log(probability) - ours[index][token]))));
}

const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' });
const steep = models.filter(({ type }) => looksUp.includes(type)).map(model => ({ ...model, name: `${model.name}, steep`, steepness: 1000 }));
let failed = false;
for (const model of [...models, ...steep].filter(({ name }) => names.length === 0 || names.includes(name))) {
  try {
    console.log(`${model.name}: largest difference ${(await largestDifference(llama, model)).toExponential(1)}`);
  } catch (error) {
    failed = true;
    console.error(`${model.name}: ${error.stderr ?? error}`);
  }
}
process.exit(failed ? 1 : 0);
