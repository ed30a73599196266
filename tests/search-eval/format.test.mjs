// The reader of the search files.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { test } from 'node:test';
import { ALPHABET, BitReader } from './bits.mjs';
import { folding, hanRuns } from './folding.mjs';
import { readSite, sizeOnDisk } from './site.mjs';
import { BitWriter, someDocuments, writeSite } from './fake/site.mjs';

test('a bit string is read as the format describes it', () => {
  assert.equal(ALPHABET.length, 91);
  // 1100100000000 is 6400, which is 70 times 91 and 30: gamma(0) of 4, then zeros.
  const reader = new BitReader(ALPHABET[70] + ALPHABET[30]);
  assert.equal(reader.gamma(0), 4);
  assert.equal(reader.bits(8), 0);
  assert.throws(() => reader.bit(), /ends too early/);
});

test('numbers come back as they were written', () => {
  const numbers = [0, 1, 2, 30, 63, 64, 5000, 196607];
  for (const k of [0, 2, 4, 6, 10]) {
    const writer = new BitWriter();
    numbers.forEach((number) => writer.gamma(number, k));
    const reader = new BitReader(writer.text());
    assert.deepEqual(numbers.map(() => reader.gamma(k)), numbers);
  }
});

test('characters that no bit string has are refused', () => {
  for (const text of ['!', '<!', '!"', '一!', '~~']) assert.throws(() => new BitReader(text), undefined, text);
});

test('all documents are read through the directory', async () => {
  const documents = someDocuments(10);
  const folder = await writeSite(documents, '髮发髪发');
  const site = await readSite(folder);
  assert.deepEqual(site.documents.map(({ address }) => address), documents.map(({ address }) => address));
  assert.equal(site.documents[4].text, `${documents[4].title}\n${documents[4].text}`);
  assert.equal(site.fold('頭髮髪'), '頭发发');
  const { index, fragments } = await sizeOnDisk(`${folder}/search`);
  assert.deepEqual([index.files, fragments.files], [2, 7]);
  await rm(folder, { recursive: true });
});

test('texts fold as the format describes it', () => {
  const fold = folding('髮发');
  assert.equal(fold('ＢＭＩ １２型\u200b頭髮㎏\ufe0f'), 'bmi 12型頭发kg');
  assert.equal(fold('e\u0301'), '\u00e9');
  assert.deepEqual(hanRuns('打120，说清楚。𠮷').map((run) => run.length), [1, 3, 1]);
});

test('texts fold as the index and the engine fold them', async () => {
  const cases = JSON.parse(await readFile(new URL('../folding.json', import.meta.url), 'utf8'));
  // The entries of the site's table that the cases want.
  const fold = folding('壓压與与隨随著着頭头髮发後后裡里麵面臺台灣湾隸隶薴苎');
  for (const [written, folded] of cases) assert.equal(fold(written), folded);
});
