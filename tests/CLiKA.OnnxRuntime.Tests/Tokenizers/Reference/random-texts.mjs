// Random texts, the same for the same seed: what people write, what they mistype, and what nobody would write.
import fs from 'node:fs';
import path from 'node:path';

const probes = path.join(import.meta.dirname, '../../../CLiKA.Alignment/probes');

/** Random numbers that a seed decides (mulberry32). */
export class Random {
  constructor(seed) { this.state = seed >>> 0; }

  below(limit) {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * limit);
  }

  in(of) { return this.below(of) === 0; }

  pick(list) { return list[this.below(list.length)]; }

  many(count, make) { return Array.from({ length: count }, make); }
}

// First and last code point of what is likely to be read in a way of its own.
const ranges = [
  [0x20, 0x7e], [0x41, 0x5a], [0x61, 0x7a], [0x30, 0x39], [0x00, 0x1f], [0x7f, 0xff], [0x100, 0x24f], [0x250, 0x36f], [0x300, 0x36f], [0x370, 0x3ff], [0x400, 0x52f], [0x530, 0x5ff],
  [0x5b0, 0x5ea], [0x600, 0x6ff], [0x610, 0x65f], [0x700, 0x8ff], [0x900, 0xdff], [0xe00, 0xeff], [0xf00, 0x109f], [0x10a0, 0x13ff], [0x1100, 0x11ff], [0x1400, 0x1cff], [0x1d00, 0x1dff],
  [0x1e00, 0x1fff], [0x2000, 0x206f], [0x2070, 0x20ff], [0x2100, 0x218f], [0x2190, 0x2bff], [0x2460, 0x24ff], [0x2c00, 0x2fdf], [0x3000, 0x30ff], [0x3041, 0x30ff], [0x3100, 0x33ff],
  [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0x4e00, 0x9fff], [0xa000, 0xabff], [0xac00, 0xd7ff], [0xd800, 0xdfff], [0xe000, 0xf8ff], [0xf900, 0xfdff], [0xfe00, 0xfeff], [0xff00, 0xffff],
  [0x10000, 0x10fff], [0x11000, 0x12fff], [0x13000, 0x1bcff], [0x1d000, 0x1dfff], [0x1e000, 0x1efff], [0x1f000, 0x1faff], [0x1f300, 0x1f64f], [0x1f1e6, 0x1f1ff], [0x1f3fb, 0x1f3ff],
  [0x20000, 0x2ffff], [0x30000, 0x323af], [0xe0000, 0xe01ef], [0xf0000, 0x10ffff], [0, 0x10ffff],
];
const spaces = ['\t', '\n', '\v', '\f', '\r', '\r\n', ' ', '  ', '    ', '\u0085', '\u00a0', '\u1680', '\u180e', '\u2000', '\u2003', '\u2009', '\u200b', '\u2028', '\u2029', '\u202f', '\u205f', '\u2060', '\u3000', '\ufeff', '\u001c', '\u001f'];
const marks = ['\u0301', '\u0323', '\u0307', '\u0345', '\u0327', '\u0338', '\u05b8', '\u05c1', '\u064e', '\u0651', '\u093c', '\u0e31', '\u3099', '\u309a', '\u20dd', '\ufe0f', '\u{1d165}', '\u0f39', '\u0fb5', '\u1ab0'];
const signs = ['\u200d', '\u200c', '\ufe0e', '\u200e', '\u202e', '\u00ad', '\u2581', '\u0120', '\u010a', '\u2423', '\ufffd', '\ufffe', '\u0000', '\u0007', '\u001b', '\u007f', '\ud83d', '\ude00'];
const words = [
  "don't", "I'LL", "we'Ve", "'s", "'ſ", "'T", '’s', 'Straße', 'ẞ', 'İstanbul', 'ıI', 'ΣΑΣ ς', 'Ǆ', 'ﬁ', 'ﬀ', 'K', 'Å', '①', '½', '٣٤', '१२', '１２', '𝟙𝟚', 'Ⅷ', '4567', '1234567', '0', '3.14', '1e5', 'x86_64', 'snake_case', 'camelCase', 'HTTPServer', '##ing', '<0x0A>', '<0xE2>',
  '▁', '▁▁', 'Ġthe', '</w>', '#', '...', '…', '!!!', '?!', '--', '—', '«»', '“x”', '//', '/* */', '<div>', '{"a": 1}', '\\n', '\\', '\'\'', '👩‍👩‍👧', '🏳️‍🌈', '👍🏽', '🇩🇪', '1️⃣', 'e\u0301', 'é', '한국어', '\u1112\u1161\u11ab', 'ﾊﾞ', '㍿', 'का', 'क्ष', 'ไทย', 'ภาษา', 'മലയാളം', 'မြန်မာ', 'ភាសា', 'བོད', 'አማርኛ', 'ქართული', 'Հայ', '𠮷野家', '𝔸', 'ﷺ', '\u1e9b\u0323', 'Ω', '\u212a', 'ά', 'ΐ',
];

/** The questions and options of the suite's probe sets. */
function sentences() {
  const all = [];
  for (const set of fs.readdirSync(probes).sort()) {
    for (const file of fs.readdirSync(path.join(probes, set)).filter(name => /^[a-z]{2}\.jsonl$/.test(name)).sort()) {
      for (const line of fs.readFileSync(path.join(probes, set, file), 'utf8').split('\n').filter(Boolean)) {
        const item = JSON.parse(line);
        all.push(item.question, ...item.options, `${item.question} ${item.options[0]}`);
      }
    }
  }
  return all;
}

/** Makes texts in which the given tokens occur, whole and maimed. */
export class Texts {
  constructor(random, tokens) {
    this.random = random;
    this.tokens = tokens.length > 0 ? tokens : ['<s>'];
    this.sentences = sentences();
  }

  character() {
    const [first, last] = this.random.pick(ranges);
    return String.fromCodePoint(first + this.random.below(last - first + 1));
  }

  script() {
    const [first, last] = this.random.pick(ranges);
    const width = Math.min(last - first + 1, 1 + this.random.below(60));
    const from = first + this.random.below(last - first + 2 - width);
    return this.random.many(1 + this.random.below(10), () => String.fromCodePoint(from + this.random.below(width))).join('');
  }

  token() {
    const { random } = this, token = random.pick(this.tokens);
    switch (random.below(9)) {
      case 0: return token.slice(0, random.below(token.length + 1));
      case 1: return token.slice(random.below(token.length + 1));
      case 2: return token.toUpperCase();
      case 3: return token.toLowerCase();
      case 4: return random.pick(spaces) + token + random.pick(spaces);
      case 5: return token + token;
      case 6: return 'x' + token + random.pick(['y', '_', '1', '\u0301', '。']);
      default: return token;
    }
  }

  run() {
    const part = this.random.pick([() => this.character(), () => this.random.pick(spaces), () => this.random.pick(words), () => this.random.pick('a1 !=-_.\n😀好'.match(/./gsu))])();
    const most = this.random.in(40) ? 700 : 12;
    return part.repeat(Math.max(1, Math.floor(this.random.below(most) / part.length)));
  }

  sentence() {
    const { random } = this;
    let text = random.pick(this.sentences);
    for (let changes = random.below(4); changes > 0; changes--) {
      const at = random.below(text.length + 1), length = random.below(4);
      const [before, part, behind] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
      text = random.pick([() => before + behind, () => before + this.part() + part + behind, () => before + part + part + behind, () => before + part.toUpperCase() + behind, () => behind + part + before, () => text.normalize(random.pick(['NFC', 'NFD', 'NFKC', 'NFKD']))])();
    }
    return text;
  }

  part() {
    const { random } = this;
    return random.pick([
      () => this.character(), () => this.script(), () => this.token(), () => this.run(), () => random.pick(words), () => random.pick(spaces), () => random.pick(signs),
      () => random.pick(words) + random.many(1 + random.below(4), () => random.pick(marks)).join(''), () => ' ', () => ' ' + random.pick(words),
    ])();
  }

  next() {
    const { random } = this;
    return random.in(3) ? this.sentence() : random.many(random.below(random.in(20) ? 40 : 9), () => this.part()).join('');
  }
}
