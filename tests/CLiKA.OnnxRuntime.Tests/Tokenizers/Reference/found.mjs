// What random files and texts found: the smallest tokenizer of each kind that was read otherwise than by the reference, and its texts.
const numbered = tokens => Object.fromEntries(tokens.map((token, id) => [token, id]));
const added = (id, content, flags = {}) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true, ...flags });
const characters = [..."<>/sabcxyéüİi ▁-.!?0123\uFFFE\u{378}\u0301\u0323\u05c7\u3000日"];
const words = (...more) => ({ type: 'BPE', dropout: null, unk_token: '<unk>', continuing_subword_prefix: null, end_of_word_suffix: null, fuse_unk: true, byte_fallback: false, vocab: numbered(['<unk>', ...characters, ...more]), merges: [] });
const file = parts => ({ version: '1.0', truncation: null, padding: null, added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null, ...parts });
const metaspace = scheme => ({ type: 'Metaspace', replacement: '▁', prepend_scheme: scheme, split: true });

export const found = {
  'noncharacter': [file({ normalizer: { type: 'NFC' }, model: words() }), ['a\uFFFEb', 'e\u0301\uFFFE\u0301', '\uFFFE', 'a\u0301\u0323\uFFFEe\u0301']],
  'noncharacter-bert': [
    file({ normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }, model: words() }), ['a\u{378}b', 'É\u{378}', '\uFFFEa日', 'a\u200bb\u0000c']],
  'spaces-taken-twice': [
    file({ added_tokens: [added(14, ' ', { lstrip: true, rstrip: true }), added(31, '\n\n', { rstrip: true })], model: words() }), ['   a', 'a  b   ', ' \n\n \n\n a', '\n\n\n\n\n  x', 'a   <s>']],
  'one-content-twice': [
    file({ added_tokens: [added(31, 'Foo', { special: false, normalized: true }), added(32, 'fOO', { special: false, normalized: true }), added(33, 'foo', { normalized: true })], normalizer: { type: 'Lowercase' }, model: words() }),
    ['a foo b', 'FOO', 'xfOOFoo']],
  'bytes-before-unknown': [
    file({ model: { ...words(...['C3', 'A4', 'C4'].map(value => `<0x${value}>`)), byte_fallback: true } }), ['äx', 'öä', 'öäöx', 'ööäb', 'ą', 'Äöä']],
  'bytes-before-unknown-each': [
    file({ model: { ...words(...['C3', 'A4', 'C4'].map(value => `<0x${value}>`)), byte_fallback: true, fuse_unk: false } }), ['öäöx', 'ööäb', 'äöö']],
  'nothing-unknown': [
    file({ model: { type: 'Unigram', unk_id: null, vocab: [['a', -1], ['b', -1], ['<0xC3>', -3], ['<0xA4>', -3]], byte_fallback: true } }), ['ab', 'aä', 'ä', 'ba']],
  'empty-behind-match': [
    file({ normalizer: { type: 'Replace', pattern: { Regex: 'a*' }, content: '-' }, model: words() }), ['ab', 'aab', 'b', 'ba', '', 'bab', '日a']],
  'empty-behind-match-split': [
    file({ pre_tokenizer: { type: 'Split', pattern: { Regex: '\\d*' }, behavior: 'Isolated', invert: false }, model: { ...words('ab'), merges: ['a b'] } }), ['12ab', 'ab1ab', 'ab', 'a1b2', '']],
  'first-token-spaces': [
    file({ pre_tokenizer: metaspace('always'), decoder: metaspace('always'), model: { ...words('▁▁', '▁▁a'), merges: ['▁ ▁', '▁▁ a'] } }), ['▁▁a b', '  a', '▁a▁', 'a']],
  'bytes-of-no-text': [
    file({ decoder: { type: 'Sequence', decoders: [{ type: 'ByteFallback' }, { type: 'WordPiece', prefix: '#', cleanup: false }] }, model: { ...words('<0xE6>', '<0x97>'), byte_fallback: true } }), ['a', '<0xE6>', 'a日b']],
  'symbols': [
    file({ pre_tokenizer: { type: 'Split', pattern: { Regex: '[[:punct:]]+' }, behavior: 'Isolated', invert: false }, model: { ...words('a€', '€€', '€', '©'), merges: ['a €', '€ €'] } }), ['a€€b', '©€', 'a€.€©']],
  'left-behind': [
    file({
      post_processor: {
        add_prefix_space: true, trim_offsets: false, use_regex: true, type: 'TemplateProcessing', single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }], pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
        special_tokens: { '<s>': { id: '<s>', ids: [5], tokens: ['<s>'] } },
      }, model: words(),
    }), ['ab', '']],
  'beginning-taken-away': [
    file({ normalizer: { type: 'Sequence', normalizers: [{ type: 'Strip', strip_left: true, strip_right: true }, { type: 'StripAccents' }, { type: 'Nmt' }] }, pre_tokenizer: metaspace('first'), model: words() }),
    ['a b', ' a b', '  a', 'a ', '\u0301a', ' \u0301a', '\u0001a', ' ', '', '▁a', ' ▁a', '日 a']],
  'beginning-replaced': [
    file({ normalizer: { type: 'Sequence', normalizers: [{ type: 'Replace', pattern: { Regex: '^[ -]+' }, content: '' }, { type: 'Replace', pattern: { Regex: '!+' }, content: 'b' }] }, pre_tokenizer: metaspace('first'), model: words() }),
    ['a', ' a', '- a', '!a', ' !a', '--']],
  'newer-than-its-tables': [
    file({ normalizer: { type: 'NFKC' }, model: words('\u{1f16c}', '\u1df6', '\u0323', '\u1df4', '\u32ff', '令和') }), ['\u{1f16c}', '\u32ff', 'a\u1df6\u0301\u0323', '\u1df4\u1df6', 'e\u1df6\u0301']],
  'newer-punctuation': [
    file({ normalizer: { type: 'StripAccents' }, pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'Punctuation', behavior: 'Isolated' }, { type: 'Digits', individual_digits: true }] }, model: { type: 'WordLevel', unk_token: '<unk>', vocab: numbered(['<unk>', 'a\u061d', '\u061d', 'a', '!', 'a\u2e4f', 'a\u{11de0}', '\u{11de0}', '\u166d', 'a\u1df6', 'a\u089f']) } }),
    ['a\u061da!', 'a\u2e4fa', 'a\u{11de0}', 'a\u166d', 'a\u1df6', 'a\u089f', 'a\u0301']],
  'newer-marks-bert': [
    file({ normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: false, strip_accents: true, lowercase: true }, pre_tokenizer: { type: 'BertPreTokenizer' }, model: words('\u1df6', '\u0897', '\u13430', '\u{13430}', '\u061d') }),
    ['a\u1df6b', 'a\u0897', 'a\u{13430}b', 'a\u061db']],
};
