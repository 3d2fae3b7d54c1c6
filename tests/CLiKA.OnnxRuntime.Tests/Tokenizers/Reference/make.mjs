// Asks the reference, HuggingFace's tokenizers in Rust (npm @anush008/tokenizers), for the ids of many texts.
//
//   npm install @anush008/tokenizers
//   node make.mjs                          writes small/*.json anew: tokenizers made up here, a few for each component
//   node make.mjs FOLDER NAME=FILE...      writes FOLDER/NAME, for tokenizer.json files that are too large or not ours to keep;
//                                          CLIKATEST_TOKENIZERS=FOLDER dotnet test then compares with those as well
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const { Tokenizer } = createRequire(path.join(process.cwd(), 'x.js'))('@anush008/tokenizers');
const here = import.meta.dirname;

const atoms = [
  'The', ' capital', 'of', 'Straße', 'ŁÓDŹ', 'ёлка', 'İstanbul', 'naïve', 'Perché', "l'île", "don't", "I'LL", "'ſ", '東京タワー', '中国的首都。', '𠮷野家',
  'ما هي عاصمة مصر؟', 'שָׁלוֹם', 'नमस्ते', '한국어', 'ไทย', '😀', '👩‍👩‍👧', '🏳️‍🌈', '👍🏽', 'e\u0301', 'a\u0323\u0307', 'ﬁ', '①', '½', 'Ⅷ', '𝔸𝟘', 'ﺍ', 'ﾊﾞ', '㍿', 'Ǆ', '\u0301',
  '\u200b', '\u200d', '\ufeff', '\u00a0', '\u3000', '\t', '\n', '\r\n', '\n\n\n', ' ', '   ', '               ', '\u2028', '\u0085', '\u180e', '\u0000', '\u0007',
  '42', '12345', '3.14', '٣٤٥', '１２', 'int main(){return 0;}', '<div class="a">', 'snake_case', 'CamelCase', '$100', '€5', '…', '—', '！？', '¿Qué?', '«oui»', '^_^', '`x`',
  'Foo', 'foo', '<s>', '</s>', '<unk>', '<mask>', '[SEP]', '<NAME>', '<0x0A>', '▁', '##', 'Ġ', '\ud800', 'a\udc00',
];

function texts(count) {
  const all = atoms.flatMap(atom => [atom, `x${atom}y`, ` ${atom} `, atom + atom]);
  let state = 12345;
  const random = limit => (state = (state * 1103515245 + 12345) & 0x7fffffff, (state >> 8) % limit);
  while (all.length < count) {
    let text = '';
    for (let left = 1 + random(8); left > 0; left--) {
      text += atoms[random(atoms.length)] + (random(3) === 0 ? ' ' : '');
    }
    all.push(text);
  }
  return [...all.slice(0, count), '', 'a'.repeat(600), ' '.repeat(300), 'ab '.repeat(300), '好'.repeat(200), '1'.repeat(200), '!'.repeat(200)];
}

async function ask(json, inputs) {
  const tokenizer = Tokenizer.fromString(json);
  const answers = [];
  for (const text of inputs) {
    const ids = (await tokenizer.encode(text, null, { addSpecialTokens: false })).getIds();
    const all = (await tokenizer.encode(text, null, { addSpecialTokens: true })).getIds();
    answers.push(JSON.stringify({ ids, all, decoded: await tokenizer.decode(ids, false), plain: await tokenizer.decode(all, true) }));
  }
  return answers;
}

const added = (id, content, flags = {}) =>
  ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...flags });

const small = texts(300).filter(text => text.length < 80);
const characters = [...new Set(small.join('').normalize('NFC') + small.join('').normalize('NFKC').toLowerCase() + 'abcdefghijklmnopqrstuvwxyz▁')].filter(c => !/[\ud800-\udfff]/u.test(c));
const words = [...new Set(small.flatMap(text => text.split(/[^\p{L}\p{M}\p{N}]+/u)))].filter(word => word.length > 1 && word.isWellFormed());

const vocabulary = tokens => Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
const wordPieces = () => vocabulary(['[UNK]', '[CLS]', '[SEP]', '[MASK]', ...words.flatMap(w => [w.slice(0, 3), '##' + w.slice(3), '##' + w.slice(-2)]).filter(p => p.length > 2 && p.isWellFormed()), ...characters.slice(0, 150)]);
const scored = () => [['<unk>', 0], ['<s>', 0], ['</s>', 0],
  ...[...new Set([...characters.slice(0, 150), ...words, ...words.map(w => '▁' + w), ...words.map(w => w.slice(0, 2)), '▁▁'])].filter(t => t.isWellFormed()).map((token, index) => [token, -2 - ((index * 7919) % 1000) / 100])];

// Merges of neighbours in the words, the most frequent first.
function merges(alphabet, pieces, prefix = '') {
  const cut = pieces.filter(piece => [...piece].every(c => alphabet.includes(c))).map(piece => [...piece].map((c, index) => (index > 0 ? prefix : '') + c));
  const list = [];
  while (list.length < 120) {
    const counts = new Map();
    for (const piece of cut) {
      for (let i = 0; i + 1 < piece.length; i++) {
        const key = piece[i] + ' ' + piece[i + 1];
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    const best = [...counts].filter(([key]) => key.split(' ').length === 2 && key.split(' ').every(Boolean)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0];
    if (!best) break;
    const [left, right] = best[0].split(' ');
    list.push([left, right]);
    for (const piece of cut) {
      for (let i = 0; i + 1 < piece.length; i++) {
        if (piece[i] === left && piece[i + 1] === right) piece.splice(i, 2, left + right.slice(prefix.length));
      }
    }
  }
  return list;
}

function bytePairs(options, alphabet, pieces, first = []) {
  const prefix = options.continuing_subword_prefix ?? '';
  const list = merges(alphabet, pieces, prefix);
  const all = [...alphabet, ...(prefix ? alphabet.map(c => prefix + c) : [])];
  return {
    type: 'BPE', dropout: null, unk_token: null, continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: false, byte_fallback: false, ...options,
    vocab: vocabulary([...first, ...all, ...list.map(([l, r]) => l + r.slice(prefix.length))]), merges: list.map(pair => pair.join(' ')),
  };
}

const bytes = Array.from({ length: 256 }, (_, code) => code);
const printable = code => (code >= 33 && code <= 126) || (code >= 161 && code <= 172) || code >= 174;
const byteAlphabet = bytes.map(code => String.fromCharCode(printable(code) ? code : 256 + bytes.slice(0, code).filter(other => !printable(other)).length));
const inBytes = text => [...Buffer.from(text)].map(value => byteAlphabet[value]).join('');
const byteModel = options => bytePairs({ ...options }, byteAlphabet, words.flatMap(w => [inBytes(w), inBytes(' ' + w)]));
const spaced = words.flatMap(w => [w, '▁' + w]);
const byteTokens = bytes.map(code => `<0x${code.toString(16).toUpperCase().padStart(2, '0')}>`);
const spaceModel = () => bytePairs({ unk_token: '<unk>', fuse_unk: true, byte_fallback: true }, [...characters.slice(0, 90), '▁'], spaced, ['<unk>', '<s>', '</s>', ...byteTokens]);
const split = (pattern, behavior, invert = false) => ({ type: 'Split', pattern, behavior, invert });
const sequence = (...pretokenizers) => ({ type: 'Sequence', pretokenizers });
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };
const wordLevel = () => ({ type: 'WordLevel', vocab: vocabulary(['<unk>', '<mask>', ...words, ...words.map(w => w.toLowerCase()), ...characters.slice(0, 120), '42', '12345', '!', '!!!', ' ', '   ', '\n']), unk_token: '<unk>' });
const template = (opening, closing, ids) => ({
  type: 'TemplateProcessing',
  single: [...opening.map(id => ({ SpecialToken: { id, type_id: 0 } })), { Sequence: { id: 'A', type_id: 0 } }, ...closing.map(id => ({ SpecialToken: { id, type_id: 0 } }))],
  pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
  special_tokens: Object.fromEntries(Object.entries(ids).map(([id, value]) => [id, { id, ids: [value], tokens: [id] }])),
});

// A double-array trie over a few sequences, as SentencePiece's maps hold one.
function charsMap(pairs) {
  const blob = [], offsets = new Map();
  for (const [, to] of pairs) { if (!offsets.has(to)) { offsets.set(to, blob.length); blob.push(...Buffer.from(to), 0); } }
  const root = { next: new Map() };
  for (const [from, to] of pairs) {
    let node = root;
    for (const value of Buffer.from(from)) { if (!node.next.has(value)) node.next.set(value, { next: new Map() }); node = node.next.get(value); }
    node.value = offsets.get(to);
  }
  const trie = [0], used = new Set([0]);
  (function place(node, at) {
    const labels = [...(node.value === undefined ? [] : [0]), ...node.next.keys()];
    let base = 1;
    for (; labels.some(label => used.has(base ^ label)) || (at ^ base) >= 1 << 21; base++);
    labels.forEach(label => used.add(base ^ label));
    trie[at] = ((trie[at] ?? 0) | ((at ^ base) << 10) | (node.value === undefined ? 0 : 1 << 8)) >>> 0;
    if (node.value !== undefined) trie[base] = (node.value | (1 << 31)) >>> 0;
    for (const [label, child] of node.next) trie[base ^ label] = label;
    for (const [label, child] of node.next) place(child, base ^ label);
  })(root, 0);
  const size = (Math.max(...used) + 256) & ~255;
  const bytes = Buffer.alloc(4 + size * 4 + blob.length);
  bytes.writeUInt32LE(size * 4, 0);
  for (let unit = 0; unit < size; unit++) bytes.writeUInt32LE((trie[unit] ?? 0) >>> 0, 4 + unit * 4);
  Buffer.from(blob).copy(bytes, 4 + size * 4);
  return bytes.toString('base64');
}

const file = parts => ({
  version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, ...parts,
});

const o200k = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const patterns = {
  'kimi': [{ Regex: '[\\p{Han}]+|' + o200k.replaceAll('\\p{M}]', '\\p{M}&&[^\\p{Han}]]').replace('[\\r\\n/]*', '[\\r\\n]*') }],
  'bloom': [{ Regex: ' ?[^(\\s|[.,!?…。，、।۔،])]+' }],
  'command': [{ Regex: '\\d{1,3}(?=(?:\\d{3})*\\b)' }, { Regex: o200k }],
  'cl100k': [{ Regex: "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s" }],
  'scripts': [{ Regex: '[\\p{Hiragana}\\p{katakana}ー]+|\\p{Hangul}+|\\p{Thai}{2}|\\p{Arab}+|[\\p{Cyrillic}\\p{Greek}]+|\\p{Hebrew}|\\p{Devanagari}++|\\p{Latin}+|\\p{^Common}|\\P{Inherited}' }],
  'classes': [{ Regex: '[\\w&&[^\\d_\\p{Han}]]+|[[:digit:]]{2}+|[^[:space:][a-f[0-5]]\\p{Han}]+?\\b|\\h\\B|[]a-]|\\p{Uppercase_Letter}|[^\\S\\n]+|[[:^alpha:]\\p{Arabic}&&\\W&&[^!]]' }],
  'beyond': [{ Regex: '[𠀀-𯿿]|[😀-😏👍]+|\\x{1F469}\\u200d|^\\p{L}|\\d+$|x{2}?|a{,1}b|[一-龥぀-ゟ゠-ヿ]+|[^\\u0600-\\u06ff\\p{L}]' }, { String: '🏳️' }],
};

const cases = () => ({
  'bert': file({
    added_tokens: [added(0, '[UNK]'), added(1, '[CLS]'), added(2, '[SEP]'), added(3, '[MASK]', { lstrip: true })],
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' }, post_processor: { type: 'BertProcessing', sep: ['[SEP]', 2], cls: ['[CLS]', 1] }, decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: wordPieces() },
  }),
  'bert-cased': file({
    normalizer: { type: 'BertNormalizer', clean_text: false, handle_chinese_chars: false, strip_accents: true, lowercase: false },
    pre_tokenizer: { type: 'BertPreTokenizer' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: false },
    model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 6, vocab: wordPieces() },
  }),
  'unigram-metaspace': file({
    added_tokens: [added(0, '<unk>'), added(1, '<s>'), added(2, '</s>')],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'Nmt' }, { type: 'NFKC' }, { type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }] },
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true }, decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
    post_processor: template([], ['</s>'], { '</s>': 2 }), model: { type: 'Unigram', unk_id: 0, vocab: scored(), byte_fallback: false },
  }),
  'unigram-bytes': file({
    added_tokens: [added(0, '<unk>'), added(1, '<s>', { rstrip: true })],
    normalizer: { type: 'Precompiled', precompiled_charsmap: charsMap([['ﬁ', 'fi'], ['①', '1'], ['½', '1/2'], ['e\u0301', 'é'], ['\t', ' '], ['\n', ' '], ['\u3000', ' '], ['\u200b', ''], ['ﾊﾞ', 'バ'], ['ﾊ', 'ハ'], ['Ⅷ', 'VIII']]) },
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: false }, decoder: { type: 'Sequence', decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 1, stop: 0 }] },
    model: { type: 'Unigram', unk_id: 0, vocab: [...scored(), ...byteTokens.map(token => [token, -20])], byte_fallback: true },
  }),
  'llama': file({
    added_tokens: [added(0, '<unk>', { normalized: true }), added(1, '<s>'), added(2, '</s>')],
    normalizer: { type: 'Sequence', normalizers: [{ type: 'Prepend', prepend: '▁' }, { type: 'Replace', pattern: { String: ' ' }, content: '▁' }] },
    post_processor: template(['<s>'], [], { '<s>': 1 }),
    decoder: { type: 'Sequence', decoders: [{ type: 'Replace', pattern: { String: '▁' }, content: ' ' }, { type: 'ByteFallback' }, { type: 'Fuse' }, { type: 'Strip', content: ' ', start: 1, stop: 0 }] },
    model: spaceModel(),
  }),
  'mistral': file({
    added_tokens: [added(0, '<unk>'), added(1, '<s>'), added(2, '</s>')],
    pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'first', split: false }, post_processor: template(['<s>'], ['</s>'], { '<s>': 1, '</s>': 2 }),
    decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'never', split: false }, model: spaceModel(),
  }),
  'roberta': file({
    added_tokens: [added(376, '<mask>', { lstrip: true }), added(377, '<NAME>', { single_word: true, special: false }), added(378, '<s>'), added(379, '</s>')],
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, post_processor: { type: 'RobertaProcessing', sep: ['</s>', 379], cls: ['<s>', 378], trim_offsets: true, add_prefix_space: true },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, model: byteModel(),
  }),
  'whole-pieces': file({
    normalizer: { type: 'NFD' }, pre_tokenizer: sequence(split({ Regex: "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+" }, 'Isolated'), byteLevel),
    post_processor: { type: 'Sequence', processors: [{ type: 'ByteLevel', add_prefix_space: true, trim_offsets: false, use_regex: true }, template(['</s>'], [], { '</s>': 0 })] },
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, model: byteModel({ ignore_merges: true }),
  }),
  'digits-punctuation': file({
    normalizer: { type: 'Sequence', normalizers: [{ type: 'NFKD' }, { type: 'StripAccents' }, { type: 'Lowercase' }] },
    pre_tokenizer: sequence({ type: 'Digits', individual_digits: true }, { type: 'Punctuation', behavior: 'MergedWithPrevious' }, byteLevel), decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, model: byteModel(),
  }),
  'runs': file({
    normalizer: { type: 'Strip', strip_left: true, strip_right: true },
    pre_tokenizer: sequence({ type: 'Digits', individual_digits: false }, { type: 'Punctuation', behavior: 'Contiguous' }, split({ Regex: '\\s+' }, 'MergedWithNext'), split({ String: 'a' }, 'MergedWithPrevious'), split({ String: 'i' }, 'Contiguous'), split({ Regex: '[^<]+' }, 'Removed', true), byteLevel),
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, model: byteModel(),
  }),
  'words': file({ added_tokens: [added(0, '<unk>'), added(1, '<mask>', { single_word: true, lstrip: true, rstrip: true })], pre_tokenizer: { type: 'Whitespace' }, model: wordLevel() }),
  'words-lower': file({ added_tokens: [added(Object.keys(wordLevel().vocab).length, 'Foo', { normalized: true, special: false })], normalizer: { type: 'Lowercase' }, pre_tokenizer: { type: 'WhitespaceSplit' }, model: wordLevel() }),
  'delimiter': file({ pre_tokenizer: sequence({ type: 'CharDelimiterSplit', delimiter: '_' }, split({ String: ' ' }, 'Isolated')), model: wordLevel() }),
  'suffix': file({ pre_tokenizer: { type: 'WhitespaceSplit' }, decoder: { type: 'BPEDecoder', suffix: '</w>' }, model: bytePairs({ unk_token: '<unk>', fuse_unk: false, end_of_word_suffix: '</w>' }, [...characters.slice(0, 60), ...characters.slice(0, 60).map(c => c + '</w>')], words, ['<unk>']) }),
  'continuing': file({ pre_tokenizer: { type: 'WhitespaceSplit' }, decoder: { type: 'WordPiece', prefix: '##', cleanup: true }, model: bytePairs({ unk_token: '<unk>', fuse_unk: true, continuing_subword_prefix: '##' }, characters.slice(0, 60), words, ['<unk>']) }),
  'bytes-first': file({ normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'ByteLevel' }] }, pre_tokenizer: split({ Regex: '\\p{N}|Ġ' }, 'MergedWithNext'), decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, model: byteModel() }),
  // Constructs that .NET reads otherwise than Oniguruma, or not at all; the first four are published tokenizers' own. Every byte is a token,
  // and another one where a piece begins: ids tell where the text was split.
  ...Object.fromEntries(Object.entries(patterns).map(([name, list]) => [`pattern-${name}`, file({
    pre_tokenizer: sequence(...list.map(pattern => split(pattern, 'Isolated')), byteLevel), decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true }, model: bytePairs({ continuing_subword_prefix: '##' }, byteAlphabet, []),
  })])),
  'vanishing': file({ normalizer: { type: 'Prepend', prepend: 'a' }, model: bytePairs({}, characters.slice(0, 40), words) }),
});

// Half a surrogate pair cannot be written in UTF-8: texts are lists of UTF-16 units.
function writeTexts(folder, all) {
  fs.mkdirSync(folder, { recursive: true });
  const units = all.map(text => JSON.stringify({ units: Array.from({ length: text.length }, (_, index) => text.charCodeAt(index)) }));
  fs.writeFileSync(path.join(folder, 'texts.jsonl'), units.join('\n') + '\n');
}

async function write(folder, json, all) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'tokenizer.json'), json);
  const answers = await ask(json, all);
  fs.writeFileSync(path.join(folder, 'answers.jsonl'), answers.join('\n') + '\n');
  console.log(folder, answers.length, 'texts');
}

const [target, ...files] = process.argv.slice(2);
const folder = target ?? path.join(here, 'small');
const all = target === undefined ? small : texts(2100);
writeTexts(folder, all);
for (const [name, json] of target === undefined ? Object.entries(cases()) : files.map(pair => pair.split('='))) {
  await write(path.join(folder, name), target === undefined ? JSON.stringify(json) : fs.readFileSync(json, 'utf8'), all);
}
