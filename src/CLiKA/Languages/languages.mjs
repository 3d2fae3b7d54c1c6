// Writes languages.txt, which is made of Unicode's Common Locale Data Repository by the packages of these names:
//
//   npm install cldr-core@48.2.0 cldr-localenames-full@48.2.0
//   node languages.mjs
import fs from 'node:fs';
import path from 'node:path';

const read = file => JSON.parse(fs.readFileSync(path.join(process.cwd(), 'node_modules', file)));
const supplemental = name => read(`cldr-core/supplemental/${name}.json`).supplemental;
const display = (locale, name) => Object.entries(read(`cldr-localenames-full/main/${locale}/${name}.json`).main[locale].localeDisplayNames[name]);
const isOther = code => /-(alt|menu)-/.test(code);
const english = name => display('en', name).filter(([code]) => !isOther(code));
const isLanguage = code => /^[a-z]{2,3}$/.test(code) && code !== 'und';

// Okinawan is written as Japanese is, and Manipuri in its own letters too, again, since 2021.
const corrected = { ryu: ['Jpan'], mni: ['Beng', 'Mtei'] };

// The locale repository keeps Bokmål under Norwegian; both codes would be one language.
const [bokmal, norwegian] = ['nb', 'no'];
const names = new Map(english('languages'));
const likely = new Map(Object.entries(supplemental('likelySubtags').likelySubtags).map(([tag, full]) => [tag, corrected[tag]?.[0] ?? full.split('-')[1]]));
const homes = new Map(Object.entries(supplemental('likelySubtags').likelySubtags).map(([tag, full]) => [tag, full.split('-')[2].toLowerCase()]));
const inUse = supplemental('languageData').languageData;
const aliases = new Map(Object.entries(supplemental('aliases').metadata.alias.languageAlias)
  .map(([code, alias]) => [code, alias._replacement]).filter(([code, other]) => isLanguage(code) && /^[a-z]{2,3}(-|$)/.test(other))
  .map(([code, other]) => [code, other === bokmal ? norwegian : other]));
aliases.set(bokmal, norwegian);
const metadata = read('cldr-core/scriptMetadata.json').scriptMetadata;

const languages = [...likely.keys()].filter(code => isLanguage(code) && !aliases.has(code)).sort();
const scripts = code => corrected[code] ?? [...new Set([likely.get(code), ...(inUse[code]?._scripts ?? [])])];
const unnamed = new Map();
for (const code of languages.filter(code => !names.has(code))) {
  unnamed.set(likely.get(code), [...(unnamed.get(likely.get(code)) ?? []), code]);
}

// What its speakers call a language, or a variant of it that has a name; a locale that does not say so has the code in its place.
const locales = path.join(process.cwd(), 'node_modules/cldr-localenames-full/main');
const own = fs.readdirSync(locales).filter(locale => fs.existsSync(path.join(locales, locale, 'languages.json')))
  .flatMap(locale => display(locale, 'languages').filter(([code, name]) => code === locale && name !== code))
  .filter(([code]) => names.has(code) || aliases.has(code));

// Other English names that are in use: Mandarin, and those of codes that stand for another language now.
const others = [...display('en', 'languages').filter(([code]) => code.includes('-alt-')).map(([code, name]) => [code.replace(/-alt-.*/, ''), name]),
  ...[...names].filter(([code]) => aliases.has(code))];

const home = new Map();
for (const code of languages) {
  home.set(homes.get(code), [...(home.get(homes.get(code)) ?? []), code]);
}

// Where a code is a country's, its language is what was meant.
const spoken = Object.entries(supplemental('likelySubtags').likelySubtags).map(([tag, full]) => [tag, full.split('-')[0]])
  .filter(([tag, code]) => /^und-[A-Z]{2}$/.test(tag) && (names.has(code) || aliases.has(code)))
  .map(([tag, code]) => [tag.slice(4).toLowerCase(), aliases.get(code) ?? code]);

const lines = [
  '# Unicode CLDR 48.2.0: languages with the scripts that they are written in today, the likeliest first,',
  '# the region that each script of them is at home in, the likeliest language of each region, and how all is called in English, and languages by their',
  '# speakers.',
  '# Copyright Unicode, Inc. Licence: Unicode-3.0, https://www.unicode.org/license.txt. Written by languages.mjs.',
  ...languages.filter(code => names.has(code)).map(code => `language ${code} ${scripts(code).join(',')} ${names.get(code)}`),
  ...[...unnamed.keys()].sort().map(script => `unnamed ${script} ${unnamed.get(script).join(' ')}`),
  ...[...names].filter(([code]) => /^[a-z]+-/.test(code)).map(([code, name]) => `qualified ${code.toLowerCase()} ${name}`).sort(),
  ...own.map(([code, name]) => `own ${code.toLowerCase()} ${name}`).sort(),
  ...others.map(([code, name]) => `also ${code.toLowerCase()} ${name}`).sort(),
  ...[...likely].filter(([tag]) => /^(?!und-)[a-z]{2,3}-([A-Z]{2}|\d{3})$/.test(tag))
    .map(([tag, script]) => `likely ${tag.toLowerCase()} ${script}`).sort(),
  ...[...home.keys()].sort().map(region => `home ${region} ${home.get(region).join(' ')}`),
  ...[...homes].filter(([tag]) => /^(?!und-)[a-z]{2,3}-[A-Z][a-z]{3}$/.test(tag) && isLanguage(tag.split('-')[0]))
    .map(([tag, region]) => `home ${region} ${tag.toLowerCase()}`).sort(),
  ...spoken.map(([region, code]) => `spoken ${region} ${code.toLowerCase()}`).sort(),
  ...english('scripts').filter(([code]) => metadata[code] || unnamed.has(code) || /^Lat[fg]$/.test(code))
    .map(([code, name]) => `script ${code} ${metadata[code]?.rtl === 'YES' ? 'rtl' : 'ltr'} ${name}`).sort(),
  ...english('territories').filter(([code]) => code !== 'ZZ').map(([code, name]) => `region ${code.toLowerCase()} ${name}`).sort(),
  ...[...aliases].map(([code, other]) => `alias ${code} ${other.toLowerCase()}`).sort(),
];
fs.writeFileSync(path.join(import.meta.dirname, 'languages.txt'), lines.join('\n') + '\n');
