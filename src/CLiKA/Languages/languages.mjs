// Writes languages.txt, which is made of Unicode's Common Locale Data Repository by the packages of these names:
//
//   npm install cldr-core@48.2.0 cldr-localenames-full@48.2.0
//   node languages.mjs
import fs from 'node:fs';
import path from 'node:path';

const read = file => JSON.parse(fs.readFileSync(path.join(process.cwd(), 'node_modules', file)));
const supplemental = name => read(`cldr-core/supplemental/${name}.json`).supplemental;
const english = name => Object.entries(read(`cldr-localenames-full/main/en/${name}.json`).main.en.localeDisplayNames[name])
  .filter(([code]) => !/-(alt|menu)-/.test(code));
const isLanguage = code => /^[a-z]{2,3}$/.test(code) && code !== 'und';

const names = new Map(english('languages'));
const likely = new Map(Object.entries(supplemental('likelySubtags').likelySubtags).map(([tag, full]) => [tag, full.split('-')[1]]));
const inUse = supplemental('languageData').languageData;
const aliases = new Map(Object.entries(supplemental('aliases').metadata.alias.languageAlias)
  .map(([code, alias]) => [code, alias._replacement]).filter(([code, other]) => isLanguage(code) && /^[a-z]{2,3}(-|$)/.test(other)));
const metadata = read('cldr-core/scriptMetadata.json').scriptMetadata;

const languages = [...likely.keys()].filter(code => isLanguage(code) && !aliases.has(code)).sort();
const scripts = code => [...new Set([likely.get(code), ...(inUse[code]?._scripts ?? [])])];
const unnamed = new Map();
for (const code of languages.filter(code => !names.has(code))) {
  unnamed.set(likely.get(code), [...(unnamed.get(likely.get(code)) ?? []), code]);
}

const lines = [
  '# Unicode CLDR 48.2.0: languages with the scripts that they are written in today, the likeliest first, and how all is called in English.',
  '# Copyright Unicode, Inc. Licence: Unicode-3.0, https://www.unicode.org/license.txt. Written by languages.mjs.',
  ...languages.filter(code => names.has(code)).map(code => `language ${code} ${scripts(code).join(',')} ${names.get(code)}`),
  ...[...unnamed.keys()].sort().map(script => `unnamed ${script} ${unnamed.get(script).join(' ')}`),
  ...[...names].filter(([code]) => /^[a-z]+-/.test(code)).map(([code, name]) => `qualified ${code.toLowerCase()} ${name}`).sort(),
  ...[...likely].filter(([tag]) => /^(?!und-)[a-z]{2,3}-([A-Z]{2}|\d{3})$/.test(tag))
    .map(([tag, script]) => `likely ${tag.toLowerCase()} ${script}`).sort(),
  ...english('scripts').filter(([code]) => metadata[code] || unnamed.has(code) || /^Lat[fg]$/.test(code))
    .map(([code, name]) => `script ${code} ${metadata[code]?.rtl === 'YES' ? 'rtl' : 'ltr'} ${name}`).sort(),
  ...english('territories').filter(([code]) => code !== 'ZZ').map(([code, name]) => `region ${code.toLowerCase()} ${name}`).sort(),
  ...[...aliases].map(([code, other]) => `alias ${code} ${other.toLowerCase()}`).sort(),
];
fs.writeFileSync(path.join(import.meta.dirname, 'languages.txt'), lines.join('\n') + '\n');
