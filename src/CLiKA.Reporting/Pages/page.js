// Lets a reader look through the lost and won items. All that the page shows besides stands in it without this script.
// Texts come from probe sets and models: they are only ever set as text, never as markup.
'use strict';

(() => {
  const form = document.getElementById('filters');

  // A link to a regressed cell opens it.
  const openTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) {
      for (let cell = target; cell; cell = cell.parentElement.closest('details')) {
        cell.open = true;
      }
      target.scrollIntoView();
    }
  };
  addEventListener('hashchange', openTarget);
  openTarget();
  if (!form) {
    return;
  }

  const ShownAtOnce = 40;
  const Prefix = '#items?';
  const data = JSON.parse(document.getElementById('item-data').textContent);
  const section = document.getElementById('items');
  const list = document.getElementById('list');
  const count = document.getElementById('count');
  const more = document.getElementById('more');
  const fields = [...form.elements].filter(field => field.name);
  const entriesByModel = new Map();
  let found = [];

  const indexOf = letter => letter >= 'A' && letter <= 'Z' ? letter.charCodeAt(0) - 65 : null;
  const numbered = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const letterOf = option => String.fromCharCode(65 + option);

  function entriesOf(name) {
    if (!entriesByModel.has(name)) {
      const model = data.models.find(candidate => candidate.name === name);
      entriesByModel.set(name, Object.entries(model.sets).flatMap(([set, { languages, items }]) => items.map(([place, changes, pivot]) => {
        const [id, relation, gold, texts] = data.sets[set].items[place];
        return {
          set, id, relation, gold, texts, pivot, languages,
          stream: data.sets[set].stream,
          changes: Object.entries(changes).map(([code, letters]) => ({ code, letters, lost: indexOf(letters[0]) === gold })),
        };
      })));
    }
    return entriesByModel.get(name);
  }

  // Of the languages that changed, and of English: what is shown is what is searched.
  function textOf(entry) {
    entry.text ??= [entry.id, ...[...new Set(['en', ...entry.changes.map(change => change.code)])]
      .flatMap(code => entry.texts[code] ?? []).flat()].join('\n').toLocaleLowerCase();
    return entry.text;
  }

  function spreadOf(number, languages) {
    return number === 1 ? 'one' : number === languages.length ? 'all' : 'several';
  }

  // What a filter leaves of an entry: its changes of the kind and in the language asked for.
  function left(entry, wanted) {
    if ((wanted.set && entry.set !== wanted.set) || (wanted.relation && entry.relation !== wanted.relation)) {
      return null;
    }
    const ofKind = entry.changes.filter(change => !wanted.change || change.lost === (wanted.change === 'lost'));
    const shown = ofKind.filter(change => !wanted.language || change.code === wanted.language);
    const isLeft = shown.length > 0
      && (!wanted.spread || spreadOf(ofKind.length, entry.languages) === wanted.spread)
      && (!wanted.text || textOf(entry).includes(wanted.text.toLocaleLowerCase()));
    return isLeft ? { entry, shown } : null;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const foreign = (name, code, text) => element(name, { lang: code, dir: data.languages[code][1] }, text);

  // The words that stand beside an option: the right one, the one chosen before, the one chosen now.
  function rolesOf(option, gold, letters) {
    return [
      option === gold ? 'right' : '',
      letters && option === indexOf(letters[0]) ? 'before' : '',
      letters && option === indexOf(letters[1]) ? 'now' : '',
    ].filter(role => role);
  }

  function options(code, entry, letters) {
    const texts = entry.texts[code]?.[1];
    const known = [entry.gold, ...[...letters ?? ''].map(indexOf)].filter(option => option !== null);
    const number = texts?.length ?? Math.max(...known) + 1;
    const rows = Array.from({ length: number }, (_, option) => {
      const roles = rolesOf(option, entry.gold, letters);
      const row = element('li', roles.length ? { class: roles.join(' ') } : {}, element('span', { class: 'letter-name' }, letterOf(option)));
      if (texts) {
        row.append(' ', foreign('bdi', code, texts[option]));
      }
      roles.forEach(role => row.append(' ', element('span', { class: 'role' }, role)));
      return row;
    });
    [...letters ?? ''].forEach((letter, index) => {
      if (indexOf(letter) === null) {
        const said = letter === '-' ? 'no option' : `${letter.toUpperCase()}, which is not offered`;
        rows.push(element('li', {}, said, ' ', element('span', { class: 'role' }, index === 0 ? 'before' : 'now')));
      }
    });
    return element('ul', { class: 'options', dir: data.languages[code][1] }, ...rows);
  }

  function fate(letters, gold) {
    const [before, now] = [...letters].map(letter => indexOf(letter) === gold);
    return before ? (now ? 'right before and now' : 'lost') : (now ? 'won' : 'wrong before and now');
  }

  function answer(code, entry, letters) {
    const what = letters ? fate(letters, entry.gold) : 'not compared';
    const made = element('div', { class: `answer ${what} ${data.languages[code][1]}` }, element('p', { class: 'language' }, data.languages[code][0], ' ', element('b', {}, what)));
    if (entry.texts[code]) {
      made.append(foreign('p', code, entry.texts[code][0]));
    }
    made.append(options(code, entry, letters));
    return made;
  }

  function codes(entry, lost) {
    const matching = entry.changes.filter(change => change.lost === lost).map(change => change.code);
    return matching.length ? `${lost ? 'lost' : 'won'} in ${matching.length} of ${entry.languages.length}: ${matching.join(' ')}` : '';
  }

  function card({ entry, shown }) {
    const kinds = [entry.set, entry.stream, entry.relation].filter(kind => kind).map(kind => element('span', { class: 'tag' }, kind));
    const where = [codes(entry, true), codes(entry, false)].filter(text => text).join('; ');
    const others = shown.filter(change => change.code !== 'en').map(change => answer(change.code, entry, change.letters));
    return element('li', { class: 'item', tabindex: '-1' },
      element('h3', {}, entry.id, ...kinds.flatMap(kind => [' ', kind]), ' ', element('span', { class: 'muted' }, where)),
      element('div', { class: 'sides' },
        element('div', { class: 'side' }, answer('en', entry, entry.pivot)),
        element('div', { class: 'side' }, ...others)));
  }

  function showMore() {
    const from = list.children.length;
    list.append(...found.slice(from, from + ShownAtOnce).map(card));
    more.hidden = list.children.length >= found.length;
    return list.children[from];
  }

  const wantedNow = () => Object.fromEntries(fields.map(field => [field.name, field.value]));

  function show() {
    const wanted = wantedNow();
    found = entriesOf(wanted.model).map(entry => left(entry, wanted)).filter(match => match);
    const answers = found.reduce((sum, match) => sum + match.shown.length, 0);
    count.textContent = found.length === 0 ? 'No item is left by these filters.' : `${numbered(found.length, 'item')}, ${numbered(answers, 'answer')}`;
    list.replaceChildren();
    showMore();
  }

  // The choices that a model has; a choice that it lacks falls back to all.
  function fill(name, choices, labelOf = choice => choice) {
    const field = form.elements[name];
    const chosen = field.value;
    field.replaceChildren(field.options[0], ...choices.map(choice => element('option', { value: choice }, labelOf(choice))));
    field.value = choices.includes(chosen) ? chosen : '';
  }

  function fillChoices() {
    const entries = entriesOf(form.elements.model.value);
    const known = new Set(entries.flatMap(entry => entry.languages));
    fill('set', [...new Set(entries.map(entry => entry.set))]);
    fill('language', Object.keys(data.languages).filter(code => known.has(code)), code => data.languages[code][0]);
    fill('relation', [...new Set(entries.map(entry => entry.relation).filter(relation => relation))].sort());
  }

  function changed(isOtherModel) {
    if (isOtherModel) {
      fillChoices();
    }
    const address = new URLSearchParams(Object.entries(wantedNow()).filter(([, value]) => value));
    history.replaceState(null, '', Prefix + address);
    show();
  }

  // From an address: what it does not name is not filtered, so that a link to a cell shows all that it lost and won.
  function readAddress() {
    if (!location.hash.startsWith(Prefix)) {
      return false;
    }
    const address = new URLSearchParams(location.hash.slice(Prefix.length));
    const model = form.elements.model;
    model.value = address.get('model') ?? model.value;
    if (model.selectedIndex < 0) {
      model.selectedIndex = 0;
    }
    fillChoices();
    for (const field of fields.filter(candidate => candidate !== model)) {
      field.value = address.get(field.name) ?? '';
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) {
        field.value = '';
      }
    }
    show();
    section.scrollIntoView();
    return true;
  }

  form.hidden = false;
  form.addEventListener('input', event => changed(event.target.name === 'model'));
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => changed(true)));
  more.addEventListener('click', () => showMore()?.focus());
  addEventListener('hashchange', readAddress);
  if (!readAddress()) {
    fillChoices();
    show();
  }
})();
