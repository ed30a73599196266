// No two files say the same: an article that is copied says nothing of its own, and a mend in one leaves the other wrong.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runs, shared } from './duplicates.mjs';
import { library, story } from './library.mjs';

const allowed = 30;
const length = (text) => [...text].length;

test('no two files share more than 30 characters', (t) => {
  const files = library().map((story) => ({ path: story.path, runs: runs(story) }));
  assert.ok(files.length > 0, 'no story to compare');
  const found = shared(files, allowed + 1);
  assert.equal(found.length, 0, `\n${found.map(({ files, text }) => `${files.join('\n')}\n  ${length(text)}: ${text}`).join('\n')}`);
  let longest = allowed;
  while (longest > 0 && shared(files, longest).length === 0) longest--;
  t.diagnostic(`${files.length} files; the longest text that two share: ${shared(files, longest).map(({ text }) => text).slice(0, 2).join(' | ')} (${longest})`);
});

// The characters of the made-up texts are each another, so that nothing but what is put there is shared.
const letters = (from, count) => String.fromCodePoint(...Array.from({ length: count }, (_, index) => 0x4e00 + from + index));
const file = (path, body, front = '') => {
  const read = story(`content/province/health/${path}`, `---\ntitle: ${path}\n${front}---\n\n${body}\n`);
  return { path, runs: runs(read) };
};

test('31 shared characters are found, 30 are not', () => {
  const same = letters(0, 31);
  const pair = (text) => [file('a.md', `${letters(100, 9)}${text}${letters(200, 9)}`), file('b.md', `${letters(300, 20)}${text}${letters(400, 3)}`)];
  assert.deepEqual(shared(pair(same), 31), [{ files: ['a.md', 'b.md'], text: same }]);
  assert.deepEqual(shared(pair(same.slice(1)), 31), []);
});

test('a longer run is told once and whole', () => {
  const same = letters(0, 90);
  assert.deepEqual(shared([file('a.md', same), file('b.md', `${letters(300, 4)}${same}`)], 31), [{ files: ['a.md', 'b.md'], text: same }]);
});

test('white space, emphasis, footnotes and the ends of paragraphs part nothing', () => {
  const [first, second] = [letters(0, 16), letters(50, 16)];
  const files = [file('a.md', `${first}\n\n${second}`), file('b.md', `**${first.slice(0, 8)}**[^n]${first.slice(8)} ${second}\n\n[^n]: 注`)];
  assert.deepEqual(shared(files, 31), [{ files: ['a.md', 'b.md'], text: first + second }]);
});

test('takeaways are compared with a body; references, helplines and footnotes with nothing', () => {
  const same = letters(0, 40);
  assert.equal(shared([file('a.md', '文', `takeaways: [${same}]\n`), file('b.md', same)], 31).length, 1);
  const apart = `references: [${same}]\nhelplines: [${same}]\nconsent: ${same}\n`;
  assert.deepEqual(shared([file('a.md', `甲[^n]\n\n[^n]: ${same}`, apart), file('b.md', `乙[^n]\n\n[^n]: ${same}`, apart)], 31), []);
});

test('a file is not compared with itself', () => {
  const same = letters(0, 40);
  assert.deepEqual(shared([file('a.md', `${same}\n\n${letters(100, 2)}\n\n${same}`), file('b.md', letters(200, 50))], 31), []);
});
