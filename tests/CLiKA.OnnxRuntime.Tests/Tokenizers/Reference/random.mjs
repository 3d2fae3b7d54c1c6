// Random texts for given tokenizers, or for random ones, and what HuggingFace's tokenizers in Rust make of them; the same for the same seed.
//
//   npm install @anush008/tokenizers
//   node random.mjs texts FOLDER SEED COUNT NAME=FILE...     COUNT texts, a tenth as many lists of ids and a quarter cut in two for each tokenizer.json
//   node random.mjs files FOLDER SEED COUNT                  COUNT random tokenizer.json files, with 40 texts each
//   node random.mjs found FOLDER                             the tokenizers of found.mjs; found/ beside this file is what the tests have
//
// CLIKATEST_TOKENIZERS=FOLDER dotnet test then compares.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { Random, Texts } from './random-texts.mjs';
import { randomFile } from './random-files.mjs';
import { found } from './found.mjs';

const { Tokenizer } = createRequire(path.join(process.cwd(), 'x.js'))('@anush008/tokenizers');

const lines = list => list.map(line => JSON.stringify(line) + '\n').join('');

// Half a surrogate pair cannot be written in UTF-8: texts are lists of UTF-16 units.
const units = text => ({ units: Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)) });

const addedTokens = json => [...new Set((json.added_tokens ?? []).map(token => token?.content).filter(content => typeof content === 'string' && content.length > 0))];

// Null where the reference refuses a text, as a vocabulary without a token for it does.
const attempt = work => work().catch(() => null);

async function answer(tokenizer, text) {
  const encode = addSpecialTokens => attempt(async () => (await tokenizer.encode(text, null, { addSpecialTokens })).getIds());
  const decode = (ids, skip) => ids === null ? null : attempt(() => tokenizer.decode(ids, skip));
  const [ids, all] = [await encode(false), await encode(true)];
  return { ids, all, decoded: await decode(ids, false), plain: await decode(all, true) };
}

// Ids in an order that no text has, some of which no token has.
async function decoding(tokenizer, random, size, added) {
  const ids = random.many(random.below(12), () => random.in(20) ? size + random.below(300) : random.in(4) && added.length > 0 ? random.pick(added) : random.below(random.in(3) ? Math.min(size, 300) : size));
  return { ids, decoded: await attempt(() => tokenizer.decode(ids, false)), plain: await attempt(() => tokenizer.decode(ids, true)) };
}

// A text cut in two, and the ids of the second part: those behind the first's, or its own where a token joins the two.
async function pair(tokenizer, random, text) {
  const characters = [...text], at = random.below(characters.length + 1);
  const [before, behind] = [characters.slice(0, at).join(''), characters.slice(at).join('')];
  const encode = async (part, addSpecialTokens) => [...(await tokenizer.encode(part, null, { addSpecialTokens })).getIds()];
  const [beginning, whole] = [await encode(before, true), await encode(text, true)];
  const follows = whole.length > beginning.length && beginning.every((id, index) => whole[index] === id);
  return { before: units(before).units, behind: units(behind).units, beginning, following: follows ? whole.slice(beginning.length) : await encode(behind, false) };
}

async function compare(folder, source, texts, random) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'tokenizer.json'), source);
  let tokenizer;
  try {
    tokenizer = Tokenizer.fromString(source);
  } catch (error) {
    fs.writeFileSync(path.join(folder, 'refused.txt'), String(error.message ?? error) + '\n');
    return;
  }
  const size = tokenizer.getVocabSize(true);
  const added = addedTokens(JSON.parse(source)).map(content => tokenizer.tokenToId(content)).filter(id => id !== null);
  const [answers, decodings] = [[], []];
  for (const text of texts) answers.push(await answer(tokenizer, text));
  for (let left = Math.ceil(texts.length / 10) + 2; left > 0; left--) decodings.push(await decoding(tokenizer, random, size, added));
  fs.writeFileSync(path.join(folder, 'answers.jsonl'), lines(answers));
  fs.writeFileSync(path.join(folder, 'decodings.jsonl'), lines(decodings));
  const pairs = [];
  for (const text of texts.slice(0, Math.ceil(texts.length / 4))) pairs.push(await attempt(() => pair(tokenizer, random, text)));
  fs.writeFileSync(path.join(folder, 'pairs.jsonl'), lines(pairs.filter(one => one !== null)));
}

const [kind, folder, seed, count, ...rest] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
if (kind === 'texts') {
  const random = new Random(Number(seed));
  const sources = rest.map(pair => [pair.slice(0, pair.indexOf('=')), fs.readFileSync(pair.slice(pair.indexOf('=') + 1), 'utf8')]);
  const texts = new Texts(random, sources.flatMap(([, source]) => addedTokens(JSON.parse(source)).slice(0, 60)));
  const all = random.many(Number(count), () => texts.next());
  fs.writeFileSync(path.join(folder, 'texts.jsonl'), lines(all.map(units)));
  for (const [name, source] of sources) await compare(path.join(folder, name), source, all, random);
} else if (kind === 'found') {
  for (const [name, [file, texts]] of Object.entries(found)) {
    await compare(path.join(folder, name), JSON.stringify(file), texts, new Random(1));
    fs.writeFileSync(path.join(folder, name, 'texts.jsonl'), lines(texts.map(units)));
  }
} else if (rest.length === 0) {
  // A file on which the reference panics ends its process; another goes on behind it.
  for (let next = 0; next < Number(count);) {
    spawnSync(process.execPath, [import.meta.filename, kind, folder, seed, count, String(next)], { stdio: 'ignore' });
    const name = path.join(folder, 'next'), reached = Number(fs.readFileSync(name, 'utf8'));
    if (reached < Number(count)) fs.rmSync(path.join(folder, `${seed}-${reached}`), { recursive: true, force: true });
    fs.rmSync(name);
    next = reached + 1;
  }
} else {
  const progress = path.join(folder, 'next');
  for (let number = Number(rest[0]); number < Number(count); number++) {
    fs.writeFileSync(progress, String(number));
    const random = new Random(Number(seed) * 1000003 + number);
    const file = randomFile(random);
    const texts = new Texts(random, addedTokens(file));
    const all = random.many(40, () => texts.next());
    const name = `${seed}-${number}`;
    await compare(path.join(folder, name), JSON.stringify(file), all, random);
    fs.writeFileSync(path.join(folder, name, 'texts.jsonl'), lines(all.map(units)));
  }
  fs.writeFileSync(progress, count);
}
