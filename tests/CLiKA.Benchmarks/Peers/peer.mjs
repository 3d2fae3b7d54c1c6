// What the peers share: they are told what to ask in a file, say once that they are ready, and then ask once for each line that comes in.
// Packages are found from the working directory.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import readline from 'node:readline';

/** Loads packages from the working directory. */
export const require = createRequire(path.join(process.cwd(), 'x.js'));

/** What is to be asked; of models { folder, way, threads, rows, shared, prompts, letters }, prompts and letters as ids of tokens. */
export const request = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));

/** Version of an installed package. */
export function versionOf(name) {
  const folder = require.resolve.paths(name).map(at => path.join(at, name)).find(at => fs.existsSync(at));
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
}

/** Replies once to each line that comes in. */
export async function reply(name, answer) {
  console.log(JSON.stringify({ name }));
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer()));
  }
  process.exit(0);
}

/** What something gives, and the seconds that it takes. */
export async function timed(action) {
  const begin = process.hrtime.bigint();
  const result = await action();
  return { result, seconds: Number(process.hrtime.bigint() - begin) / 1e9 };
}

/** Asks once for each line; `ask` gives the logits of the letters after every prompt. */
export function serve(name, ask) {
  return reply(name, async () => {
    const { result, seconds } = await timed(ask);
    return { seconds, logits: result };
  });
}
