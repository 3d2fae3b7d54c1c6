// Loads a tokenizer.json with HuggingFace's JavaScript library, and encodes all texts with it twice.
import fs from 'node:fs';
import { reply, request, require, timed, versionOf } from './peer.mjs';

const { Tokenizer } = require('@huggingface/tokenizers');
const { file, texts } = request;

await reply(`@huggingface/tokenizers ${versionOf('@huggingface/tokenizers')}`, async () => {
  const load = await timed(() => new Tokenizer(JSON.parse(fs.readFileSync(file, 'utf8')), {}));
  const encode = () => texts.map(text => load.result.encode(text).ids);
  const first = await timed(encode);
  const again = await timed(encode);
  return { load: load.seconds, first: first.seconds, again: again.seconds, ids: first.result };
});
