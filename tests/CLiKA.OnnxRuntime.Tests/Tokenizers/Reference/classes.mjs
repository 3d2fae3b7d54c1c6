// Asks the reference which code points its components know: their tables are of several versions of Unicode, most of them older than .NET's.
//
//   npm install @anush008/tokenizers
//   node classes.mjs FILE        writes src/CLiKA.OnnxRuntime/Tokenizers/reference-classes.txt anew
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const { Tokenizer } = createRequire(path.join(process.cwd(), 'x.js'))('@anush008/tokenizers');
const bytes = Array.from({ length: 256 }, (_, code) => code);
const printable = code => (code >= 33 && code <= 126) || (code >= 161 && code <= 172) || code >= 174;
const alphabet = bytes.map(code => String.fromCharCode(printable(code) ? code : 256 + bytes.slice(0, code).filter(other => !printable(other)).length));
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };

// Every byte is a token, and another one where a piece begins.
const tokenizer = (normalizer, preTokenizer) => Tokenizer.fromString(JSON.stringify({
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer, pre_tokenizer: preTokenizer ? { type: 'Sequence', pretokenizers: [preTokenizer, byteLevel] } : byteLevel, post_processor: null, decoder: null,
  model: { type: 'BPE', continuing_subword_prefix: '##', vocab: Object.fromEntries([...alphabet, ...alphabet.map(c => '##' + c)].map((token, id) => [token, id])), merges: [] },
}));
const ids = async (asked, texts) => (await asked.encodeBatch(texts, { addSpecialTokens: false })).map(encoding => encoding.getIds());
const text = tokens => Buffer.from(tokens.map(id => id % 256)).toString();
const form = type => tokenizer({ type });
const bert = flags => tokenizer({ type: 'BertNormalizer', clean_text: false, handle_chinese_chars: false, strip_accents: false, lowercase: false, ...flags });

// Planes 4 to 13 are empty.
const all = [];
for (let code = 1; code <= 0x10ffff; code++) {
  if ((code < 0xd800 || code > 0xdfff) && (code < 0x40000 || code > 0xdffff)) all.push(code);
}
const assigned = all.filter(code => /\P{Cn}/u.test(String.fromCodePoint(code)));

async function where(asked, codes, make, isIn) {
  const found = [];
  for (let start = 0; start < codes.length; start += 20000) {
    const part = codes.slice(start, start + 20000), texts = part.map(code => make(String.fromCodePoint(code)));
    (await ids(asked, texts)).forEach((tokens, index) => { if (isIn(tokens, texts[index])) found.push(part[index]); });
  }
  return found;
}

// What newer tables decompose, compose or move, and the reference leaves where it is; what such a one begins with is as new.
const around = c => `x${c}x\u0315${c}\u0323\u1100${c}`;
const unmoved = new Set();
for (const type of ['NFC', 'NFD', 'NFKC', 'NFKD']) {
  for (const code of await where(form(type), assigned, around, (tokens, given) => text(tokens) !== given.normalize(type))) {
    unmoved.add(code);
    unmoved.add(String.fromCodePoint(code).normalize('NFD').codePointAt(0));
  }
}

const classes = {
  punctuation: await where(tokenizer(null, { type: 'Punctuation', behavior: 'Isolated' }), all, c => `x${c}x`, tokens => tokens.at(-1) < 256),
  mark: await where(form('StripAccents'), all, c => `x${c}x`, tokens => tokens.length === 2),
  nonspacing: await where(bert({ strip_accents: true }), all.filter(code => String.fromCodePoint(code).normalize('NFD') === String.fromCodePoint(code)), c => `x${c}x`, tokens => tokens.length === 2),
  other: await where(bert({ clean_text: true }), all, c => `x${c}x`, tokens => tokens.length === 2),
  number: await where(tokenizer(null, { type: 'Digits', individual_digits: true }), all, c => `x${c}x`, tokens => tokens.at(-1) < 256),
  unmoved: [...unmoved].sort((a, b) => a - b),
};
const hexadecimal = code => code.toString(16).toUpperCase().padStart(4, '0');
const runs = codes => codes.reduce((list, code) => (list.at(-1)?.[1] === code - 1 ? (list.at(-1)[1] = code) : list.push([code, code]), list), []).map(([first, last]) => first === last ? hexadecimal(first) : `${hexadecimal(first)}-${hexadecimal(last)}`);
fs.writeFileSync(process.argv[2], [
  "# Which code points the components of HuggingFace's tokenizers know: tokenizers 0.22.2, asked by Reference/classes.mjs.",
  ...Object.entries(classes).map(([name, codes]) => `${name}: ${runs(codes).join(' ')}`),
].join('\n') + '\n');
for (const [name, codes] of Object.entries(classes)) console.log(name, codes.length, 'code points,', runs(codes).length, 'runs');
