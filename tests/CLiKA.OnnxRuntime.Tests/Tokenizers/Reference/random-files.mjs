// Random tokenizer.json files: every component and option, and now and then one that is missing or wrong.
const flags = ['single_word', 'lstrip', 'rstrip', 'normalized', 'special'];
const characters = [..." abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,!?'-_#/äöüßéèłóżąДабвгеиаотסשלאבجمالا的一是東京のですカ▁Ġ😀\u0301\u00a0\u3000\n\t"];
const published = [
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
  "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+", '\\p{N}{1,3}', '[一-龥぀-ゟ゠-ヿ]+', '\\s+', ' {2,}', '[^\\n]+|[\\n]+', '\\d{1,3}(?=(?:\\d{3})*\\b)', ' ?[^(\\s|[.,!?…。，、।۔،])]+', '[0-9]', '(?=[A-Z])',
];
const behaviors = ['Removed', 'Isolated', 'MergedWithPrevious', 'MergedWithNext', 'Contiguous'];
const atoms = ['a', 'b', ' ', '.', '\\p{L}', '\\p{Lu}', '\\p{N}', '\\s', '\\S', '\\w', '\\d', '[a-z]', '[^\\s\\p{L}]', '[\\r\\n]', '\\p{M}', '\\p{Han}', '\\P{L}', '[^a]', '[[:punct:]]', '\\n', "'", '\\u3000', '😀', '[A-Z&&[^E]]'];
const anchors = ['^', '$', '\\b', '\\B', '\\A', '\\z', '(?=\\S)', '(?!\\S)', '(?<=a)', '(?<!\\s)'];

export function randomFile(random) {
  const { pick, many } = { pick: list => random.pick(list), many: (most, make) => random.many(random.below(most + 1), make) };
  const flag = () => random.in(2);
  const text = most => random.many(1 + random.below(most), () => pick(characters)).join('');

  function expression(depth = 0) {
    const one = () => {
      const atom = depth < 2 && random.in(5) ? `(${pick(['', '?:', '?>', '?i:'])}${expression(depth + 1)})` : pick(atoms);
      return atom + pick(['', '', '', '?', '*', '+', '+?', '*?', '++', '{2}', '{1,3}', '{2,}', '{1,2}?', '{2}?']);
    };
    const branch = () => random.many(1 + random.below(3), () => (random.in(8) ? pick(anchors) : one())).join('');
    return random.many(1 + random.below(3), branch).join('|');
  }

  const pattern = () => (random.in(3) ? { String: random.in(90) ? '' : text(2) } : { Regex: random.in(2) ? pick(published) : expression() });

  const normalizer = depth => pick([
    () => ({ type: pick(['NFC', 'NFD', 'NFKC', 'NFKD', 'Lowercase', 'StripAccents', 'Nmt', 'ByteLevel']) }),
    () => ({ type: 'Strip', strip_left: flag(), strip_right: flag() }),
    () => ({ type: 'Prepend', prepend: pick(['▁', 'a', ' ', '']) }),
    () => ({ type: 'Replace', pattern: pattern(), content: random.in(4) ? '' : pick(['▁', ' ', text(3)]) }),
    () => ({ type: 'BertNormalizer', clean_text: flag(), handle_chinese_chars: flag(), strip_accents: pick([true, false, null]), lowercase: flag() }),
    ...(depth < 2 ? [() => ({ type: 'Sequence', normalizers: many(3, () => normalizer(depth + 1)) })] : []),
  ])();

  const metaspace = () => ({ type: 'Metaspace', replacement: pick(['▁', '_', '😀']), ...(random.in(3) ? { add_prefix_space: flag() } : {}), ...(random.in(4) ? {} : { prepend_scheme: pick(['always', 'never', 'first']) }), ...(flag() ? { split: flag() } : {}) });
  const byteLevel = () => ({ type: 'ByteLevel', add_prefix_space: flag(), trim_offsets: flag(), ...(random.in(4) ? {} : { use_regex: flag() }) });

  const preTokenizer = depth => pick([
    () => ({ type: 'Split', pattern: pattern(), behavior: pick(behaviors), invert: random.in(4) }),
    () => ({ type: 'Split', pattern: pattern(), behavior: pick(behaviors), invert: random.in(4) }),
    byteLevel, metaspace,
    () => ({ type: 'Digits', individual_digits: flag() }),
    () => ({ type: 'Punctuation', ...(random.in(3) ? {} : { behavior: pick(behaviors) }) }),
    () => ({ type: pick(['Whitespace', 'WhitespaceSplit', 'BertPreTokenizer']) }),
    () => ({ type: 'CharDelimiterSplit', delimiter: pick([' ', '_', '▁', 'a', '😀']) }),
    ...(depth < 2 ? [() => ({ type: 'Sequence', pretokenizers: many(3, () => preTokenizer(depth + 1)) })] : []),
  ])();

  const decoder = depth => pick([
    byteLevel, metaspace,
    () => ({ type: pick(['ByteFallback', 'Fuse']) }),
    () => ({ type: 'Replace', pattern: random.in(3) ? pattern() : { String: '▁' }, content: pick([' ', '', text(2)]) }),
    () => ({ type: 'Strip', content: pick([' ', 'a', '▁']), start: random.below(3), stop: 0 }),
    () => ({ type: 'WordPiece', prefix: pick(['##', '', 'a']), cleanup: flag() }),
    () => ({ type: 'BPEDecoder', suffix: pick(['</w>', 'a', '▁']) }),
    ...(depth < 2 ? [() => ({ type: 'Sequence', decoders: many(4, () => decoder(depth + 1)) })] : []),
  ])();

  const bytes = Array.from({ length: 256 }, (_, code) => code);
  const printable = code => (code >= 33 && code <= 126) || (code >= 161 && code <= 172) || code >= 174;
  const byteAlphabet = bytes.map(code => String.fromCharCode(printable(code) ? code : 256 + bytes.slice(0, code).filter(other => !printable(other)).length));
  const byteTokens = () => bytes.filter(() => !random.in(300)).map(code => `<0x${code.toString(16).toUpperCase().padStart(2, '0')}>`);
  const numbered = tokens => Object.fromEntries([...new Set(tokens)].map((token, id) => [token, id]));
  const some = list => list.filter(() => !random.in(5));
  const words = () => random.many(80, () => text(4));

  function bytePairs() {
    const prefix = random.in(5) ? '##' : '', suffix = random.in(5) ? '</w>' : '', fallback = random.in(3);
    const alphabet = random.in(2) ? byteAlphabet : some(characters);
    const tokens = [...new Set(['<unk>', ...(fallback || random.in(3) ? byteTokens() : []), ...alphabet, ...(prefix ? alphabet.map(c => prefix + c) : []), ...(suffix ? alphabet.map(c => c + suffix) : []), ...(prefix && suffix ? alphabet.map(c => prefix + c + suffix) : [])])];
    const merges = [];
    for (let left = 150; left > 0; left--) {
      const [a, b] = [pick(tokens.slice(1)), pick(tokens.slice(1))];
      if (a.startsWith('<0x') || b.startsWith('<0x') || (prefix && !b.startsWith(prefix)) || (suffix && a.endsWith(suffix)) || /\s/.test(a + b)) continue;
      merges.push(random.in(2) ? [a, b] : `${a} ${b}`);
      tokens.push(a + b.slice(prefix.length));
    }
    return {
      type: 'BPE', dropout: null, unk_token: random.in(2) ? '<unk>' : null, continuing_subword_prefix: prefix || null, end_of_word_suffix: suffix || null,
      fuse_unk: flag(), byte_fallback: fallback, ...(flag() ? { ignore_merges: flag() } : {}), vocab: numbered(tokens), merges: merges.every(Array.isArray) ? merges : merges.map(pair => Array.isArray(pair) ? pair.join(' ') : pair),
    };
  }

  const model = () => pick([
    bytePairs, bytePairs,
    () => ({ type: 'Unigram', unk_id: random.in(6) ? null : 0, vocab: [['<unk>', random.in(2) ? 0 : -3], ...[...new Set([...some(characters), ...words(), '▁', ...(random.in(2) ? byteTokens() : [])])].map(token => [token, -random.below(12) / pick([1, 2, 3])])], byte_fallback: flag() }),
    () => ({ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: pick(['##', '']), max_input_chars_per_word: pick([100, 5]), vocab: numbered(['[UNK]', ...some(characters), ...some(characters).map(c => '##' + c), ...words(), ...words().map(w => '##' + w)]) }),
    () => ({ type: 'WordLevel', unk_token: '[UNK]', vocab: numbered(['[UNK]', ...some(characters), ...words(), 'the', 'The', 'of']) }),
  ])();

  // Ids are those that the library itself would give.
  const added = (vocabulary, size) => {
    const contents = [...new Set(many(6, () => pick(['<s>', '</s>', '<mask>', 'Foo', 'foo', ' ', '▁', '[SEP]', '<|x|>', 'aa', 'a', 'é', '\n\n', '東', text(3), text(2)])))];
    let next = size;
    return contents.map(content => ({
      id: vocabulary.has(content) ? vocabulary.get(content) : next++, content,
      ...Object.fromEntries(flags.map(name => [name, name === 'special' ? flag() : random.in(3)])),
    }));
  };

  const special = (tokens, size) => pick(tokens.length > 0 ? tokens : [{ content: '<s>', id: size }]);
  const template = (tokens, size) => {
    const around = () => many(2, () => special(tokens, size));
    const [before, behind] = [around(), around()];
    const piece = token => ({ SpecialToken: { id: token.content, type_id: 0 } });
    return {
      type: 'TemplateProcessing', single: [...before.map(piece), { Sequence: { id: 'A', type_id: 0 } }, ...behind.map(piece)], pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
      special_tokens: Object.fromEntries([...before, ...behind].map(token => [token.content, { id: token.content, ids: random.many(1 + random.below(2), () => random.below(size)), tokens: [token.content] }])),
    };
  };
  const processor = (tokens, size, depth) => pick([
    () => template(tokens, size),
    () => ({ type: 'BertProcessing', sep: ['</s>', random.below(size)], cls: ['<s>', random.below(size)] }),
    () => ({ type: 'RobertaProcessing', sep: ['</s>', random.below(size)], cls: ['<s>', random.below(size)], trim_offsets: flag(), add_prefix_space: flag() }),
    byteLevel,
    ...(depth < 1 ? [() => ({ type: 'Sequence', processors: many(2, () => processor(tokens, size, depth + 1)) })] : []),
  ])();

  const chosen = model();
  const vocabulary = new Map(Array.isArray(chosen.vocab) ? chosen.vocab.map(([token], id) => [token, id]) : Object.entries(chosen.vocab));
  const size = vocabulary.size;
  const tokens = added(vocabulary, size);
  const file = {
    version: '1.0', added_tokens: tokens, normalizer: flag() ? null : normalizer(0), pre_tokenizer: random.in(4) ? null : preTokenizer(0),
    post_processor: random.in(3) ? processor(tokens, size, 0) : null, decoder: random.in(4) ? null : decoder(0), model: chosen,
  };

  // One property somewhere is left out, empty, or of another kind.
  if (random.in(5)) {
    const records = [];
    (function visit(part) {
      if (Array.isArray(part)) part.slice(0, 8).forEach(visit);
      else if (part && typeof part === 'object') { records.push(part); Object.entries(part).filter(([name]) => name !== 'vocab' && name !== 'pair').forEach(([, value]) => visit(value)); }
    })(file);
    const record = pick(records), names = Object.keys(record).filter(name => !['pair', 'type_id', 'tokens'].includes(name) && (record === chosen ? name !== 'type' : name !== 'vocab'));
    if (names.length > 0) {
      const name = pick(names);
      if (random.in(2)) delete record[name];
      else record[name] = pick([null, true, 7, '', 'x', [], {}]);
    }
  }
  return file;
}
