// What is drawn: the same for the same seed, and of the kind that its class says.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { convertible } from './fake/convert.mjs';
import { draw, material } from './draw.mjs';
import { overChance } from './counts.mjs';
import { parseQuestions, questionsOf } from './questions.mjs';
import { readSite } from './site.mjs';
import { someDocuments, writeSite } from './fake/site.mjs';

let folder;
let from;
before(async () => {
  folder = await writeSite(someDocuments(40), '髮发發发壓压');
  from = material(await readSite(folder), convertible);
});
after(() => rm(folder, { recursive: true }));

const texts = (drawn) => [...drawn].map(([name, queries]) => [name, queries.map(({ text }) => text)]);

test('the same seed draws the same queries, another one others', () => {
  const options = { seed: 7, count: 20, questions: '怎么少吃盐\thealth/page-1.html' };
  assert.deepEqual(texts(draw(from, options)), texts(draw(from, options)));
  assert.notDeepEqual(texts(draw(from, options)), texts(draw(from, { ...options, seed: 8 })));
});

test('leaving classes out does not change the others', () => {
  const all = draw(from, { seed: 7, count: 20 });
  const few = draw(from, { seed: 7, count: 20, only: ['any4', 'absent'] });
  assert.deepEqual([...few.keys()], ['any4', 'absent']);
  assert.deepEqual(few.get('any4'), all.get('any4'));
  assert.deepEqual(few.get('absent'), all.get('absent'));
});

test('every class draws what it says', () => {
  const drawn = draw(from, { seed: 3, count: 30 });
  const each = (name, holds) => {
    const queries = drawn.get(name);
    assert.ok(queries?.length, name);
    for (const query of queries) assert.ok(holds(query), `${name}: ${JSON.stringify(query)}`);
  };
  const { truth, counts } = from;
  for (const [name, length] of [['one', 1], ['any2', 2], ['any3', 3], ['any4', 4]]) {
    each(name, ({ text, holds }) => Array.from(text).length === length && truth.holding(holds).length > 0);
  }
  each('word2', ({ holds }) => overChance(counts, holds) >= 4 && truth.holding(holds).length >= 5);
  each('border2', ({ holds }) => overChance(counts, holds) <= 0 && truth.holding(holds).length >= 1);
  each('absent', ({ holds }) => [2, 4].includes(holds.length) && truth.holding(holds).length === 0);
  each('keywords3', ({ text, targets }) => text.split(' ').length === 3 && text.split(' ').every((word) => truth.holding(word).includes(targets[0])));
  each('traditional', ({ text, holds }) => text !== holds && from.fold(text) === holds);
  each('latin', ({ word }) => truth.holdingWord(word).length > 0);
  each('pinyin', ({ text, targets }) => /^[a-z]+$/.test(text) && targets.length > 0);
  each('initials', ({ text, meant }) => text.length === meant.length);
});

test('a word is looked for from its start on, a text anywhere', () => {
  const number = from.documents.findIndex(({ folded }) => folded.includes('120'));
  assert.ok(from.truth.holding('20').includes(number));
  assert.ok(!from.truth.holdingWord('20').includes(number));
  assert.ok(from.truth.holdingWord('12').includes(number));
});

test('questions are kept where their best page is there', () => {
  const list = '# 说明\n怎么少吃盐\thealth/page-1.html\thealth/page-3.html\n没有的\tother/page.html\thealth/page-1.html\n';
  assert.equal(parseQuestions(list).length, 2);
  assert.deepEqual(questionsOf(list, from.documents), [{ text: '怎么少吃盐', targets: [1, 3], best: [1] }]);
  assert.deepEqual(questionsOf(list, [{ address: 'changsha/health/page-1.html' }]), [{ text: '怎么少吃盐', targets: [0], best: [0] }]);
  assert.throws(() => parseQuestions('没有网址'), /without an address/);
});
