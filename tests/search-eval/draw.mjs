// The queries, class by class, drawn from a site's own documents. Each is `{ text }` and what its truth is made of:
// `holds` (a folded text), `word` (a folded Latin word) or `targets` (numbers of documents; for questions `best` as well).
import { countPairs, overChance, words } from './counts.mjs';
import { hanRuns, isWordSign } from './folding.mjs';
import { generator } from './random.mjs';
import { Truth } from './truth.mjs';
import { questionsOf } from './questions.mjs';

const TRIES = 60; // places looked at for each query wanted, before a class is called exhausted
const WORD_DOCUMENTS = 5;
const COMMON = 300; // an absent query is made of the characters that most documents have
const HEAVIEST = 12; // keywords are drawn from so many of a document's weightiest words

export const CLASSES = {
  word2: (material, random) => place(material, random, 2, (pair) => material.words.has(pair)),
  border2: (material, random) => place(material, random, 2, (pair) => overChance(material.counts, pair) <= 0),
  any2: (material, random) => place(material, random, 2),
  any3: (material, random) => place(material, random, 3),
  any4: (material, random) => place(material, random, 4),
  one: (material, random) => place(material, random, 1),
  keywords3: keywords,
  absent,
  traditional,
  latin,
  pinyin: (material, random) => title(material, random, (syllables) => syllables.join('')),
  initials: (material, random) => title(material, random, (syllables) => syllables.map((syllable) => syllable[0]).join('')),
};

// What the classes draw from. `convert` holds the functions of convert.mjs, each undefined where it is not to be had.
export function material(site, convert = {}) {
  const { documents } = site;
  const counts = countPairs(documents);
  const rareWords = words(documents, counts);
  const lexicon = [...rareWords].filter((word) => counts.pairs.get(word).documents >= WORD_DOCUMENTS).sort();
  return { ...site, counts, convert, rareWords, lexicon, words: new Set(lexicon), truth: new Truth(documents), common: commonSigns(documents) };
}

// Up to `count` different queries of each class asked for, as a Map. A class that lacks its library, or whose kind of
// text the site lacks, is left out.
export function draw(material, { seed, count, only, questions = '' }) {
  const drawn = new Map();
  for (const [name, one] of Object.entries(CLASSES)) {
    if (only && !only.includes(name)) continue;
    const random = generator(seed, name);
    const queries = new Map();
    for (let tries = count * TRIES; tries > 0 && queries.size < count; tries -= 1) {
      const query = one(material, random);
      if (query && !queries.has(query.text)) queries.set(query.text, query);
    }
    if (queries.size) drawn.set(name, [...queries.values()]);
  }
  const asked = !only || only.includes('questions') ? questionsOf(questions, material.documents) : [];
  if (asked.length) drawn.set('questions', asked);
  return drawn;
}

// `length` characters side by side at a random place of a random document, in its own script, if `wanted` when folded.
function place({ documents, fold }, random, length, wanted = () => true) {
  const document = random.pick(documents);
  document.runs ??= hanRuns(document.text);
  const text = window(document.runs, random, length);
  const holds = text && fold(text);
  return holds && wanted(holds) ? { text, holds } : undefined;
}

function window(runs, random, length) {
  const places = runs.map((run) => Math.max(0, run.length - length + 1));
  const all = places.reduce((sum, count) => sum + count, 0);
  if (!all) return undefined;
  let at = random.below(all);
  const run = places.findIndex((count) => (at -= count) < 0);
  at += places[run];
  return runs[run].slice(at, at + length).join('');
}

// Three words of one document that say most of what sets it apart: often in it, in few others.
function keywords({ documents, counts, rareWords }, random) {
  const target = random.below(documents.length);
  const document = documents[target];
  document.heaviest ??= heaviest(document, counts, rareWords, documents.length);
  const left = [...document.heaviest];
  const chosen = [];
  while (left.length && chosen.length < 3) {
    const [word] = left.splice(random.below(left.length), 1);
    if (!chosen.some((other) => Array.from(other).some((sign) => word.includes(sign)))) chosen.push(word);
  }
  return chosen.length === 3 ? { text: chosen.join(' '), targets: [target] } : undefined;
}

function heaviest({ folded }, counts, known, documents) {
  const times = new Map();
  for (const run of hanRuns(folded)) {
    for (let at = 0; at + 1 < run.length; at += 1) {
      const pair = run[at] + run[at + 1];
      if (known.has(pair)) times.set(pair, (times.get(pair) ?? 0) + 1);
    }
  }
  const weight = ([pair, count]) => count * Math.log(documents / counts.pairs.get(pair).documents);
  return [...times].sort((one, other) => weight(other) - weight(one)).slice(0, HEAVIEST).map(([pair]) => pair);
}

// Two or four common characters, or two words side by side, that stand so in no document. The last kind is the hardest:
// each half of it is there.
function absent({ truth, common, lexicon }, random) {
  const kind = random.below(3);
  if (kind === 2 && !lexicon.length) return undefined;
  const text = kind === 2 ? random.pick(lexicon) + random.pick(lexicon)
    : Array.from({ length: kind ? 4 : 2 }, () => random.pick(common)).join('');
  return truth.holding(text).length ? undefined : { text, holds: text };
}

function commonSigns(documents) {
  const counts = new Map();
  for (const { folded } of documents) {
    for (const sign of new Set(hanRuns(folded).flat())) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const order = ([a, m], [b, n]) => n - m || (a < b ? -1 : 1);
  return [...counts].sort(order).slice(0, COMMON).map(([sign]) => sign);
}

function traditional({ convert, ...rest }, random) {
  const query = convert.traditional && place(rest, random, random.below(2) ? 4 : 2);
  const text = query && convert.traditional(query.text);
  return text && text !== query.text ? { ...query, text } : undefined;
}

function latin({ documents }, random) {
  const document = random.pick(documents);
  document.latin ??= latinWords(document.folded);
  const text = document.latin.length ? random.pick(document.latin) : undefined;
  return text && { text, word: text };
}

// Words of two letters or digits at least, and none that the index would cut.
function latinWords(folded) {
  const whole = [...folded.matchAll(/[a-z0-9]{2,24}/g)].filter(({ 0: word, index }) => (
    !isWordSign(folded[index - 1]) && !isWordSign(folded[index + word.length])));
  return [...new Set(whole.map(([word]) => word))];
}

// Two to four characters of a title as they are typed without an input method.
function title({ documents, fold, truth, convert }, random, spell) {
  const document = random.pick(documents);
  const runs = hanRuns(document.title).filter((run) => run.length > 1);
  if (!convert.syllables || !runs.length) return undefined;
  const run = random.pick(runs);
  const length = Math.min(run.length, 2 + random.below(3));
  const from = random.below(run.length - length + 1);
  // The whole run is read, as the reading of a character hangs on its neighbours.
  const syllables = convert.syllables(run).slice(from, from + length);
  if (!syllables.every((syllable) => /^[a-z]+$/.test(syllable))) return undefined;
  const meant = run.slice(from, from + length).join('');
  return { text: spell(syllables), meant, targets: truth.inTitle(fold(meant)) };
}
