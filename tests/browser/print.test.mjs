// What comes out of a printer: the words of a story, all of them on the paper, and nothing that only a screen can use.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { open, reader } from './every-kind.mjs';

const bare = (text) => text.replace(/\s+/g, '');
// How often each character stands in a text.
const tally = (text) => [...bare(text)].reduce((counts, one) => counts.set(one, (counts.get(one) ?? 0) + 1), new Map());

// A page as a PDF for A4, in the browser's own margins.
async function print(kind) {
  const context = await reader({ viewport: { width: 794, height: 1123 } });
  const page = await context.newPage();
  await open(page, kind);
  const written = await page.evaluate(() => ({
    title: document.querySelector('h1').textContent.trim(),
    words: [...document.querySelectorAll('.prose > p, .prose li, .box li:not(.hotline), .hotline span, .hotline b, .hotline dd, .references li')].map((element) => {
      const copy = element.cloneNode(true);
      // The way back from a footnote is for screens.
      copy.querySelectorAll('.footnote-back').forEach((part) => part.remove());
      return copy.textContent.trim();
    }),
    cells: [...document.querySelectorAll('.prose th, .prose td')].map((element) => element.textContent.trim()),
    links: [...document.querySelectorAll('.references a')].map((link) => link.href),
    pictures: document.querySelectorAll('.prose img').length,
  }));
  // A lazy picture is fetched for paper as well.
  await page.evaluate(async () => { for (const image of document.images) { image.loading = 'eager'; await image.decode().catch(() => {}); } });
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  await context.close();
  const read = (...options) => execFileSync('pdftotext', [...options, '-', '-'], { input: pdf, encoding: 'utf8' });
  const printed = read();
  return { ...written, printed, text: bare(printed), boxes: read('-bbox') };
}


for (const kind of ['health', 'elements', 'story', 'youth', 'family']) {
  test(`a printed page has every word, within the paper: ${kind}`, async () => {
    const { title, words, cells, links, printed, text, boxes } = await print(kind);
    assert.ok(text.includes(bare(title)), title);
    assert.ok(words.length > 0);
    // A paragraph may be parted by a turn of the page: its beginning and its end are looked for.
    const lost = words.map(bare).filter((word) => ![word.slice(0, 8), word.slice(-8)].every((part) => text.includes(part)));
    assert.deepEqual(lost, []);
    // The lines of cells that stand beside one another come out in any order: their characters are counted, their numbers whole.
    const there = tally(printed);
    assert.deepEqual([...tally(cells.join(''))].filter(([one, count]) => (there.get(one) ?? 0) < count), []);
    for (const number of cells.join(' ').match(/\d[\d.\/]*/g) ?? []) assert.ok(printed.includes(number), `${number} is torn on paper`);
    for (const link of links) assert.ok(text.includes(bare(link)), `${link} cannot be read on paper`);
    const [, width, height] = /<page width="([\d.]+)" height="([\d.]+)"/.exec(boxes);
    const outside = [...boxes.matchAll(/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g)]
      .filter(([, left, top, right, bottom]) => Number(left) < 0 || Number(top) < 0 || Number(right) > Number(width) || Number(bottom) > Number(height)).map(([, , , , , word]) => word);
    assert.deepEqual(outside, []);
  });
}

test('paper carries nothing that only a screen can use', async () => {
  const context = await reader();
  const page = await context.newPage();
  await open(page, 'health');
  await page.emulateMedia({ media: 'print' });
  const left = await page.evaluate(() => [...document.querySelectorAll('nav, form, button, input, [role=toolbar], .skip')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 0 && element.innerText?.trim()).map((element) => element.outerHTML.slice(0, 120)));
  assert.deepEqual(left, []);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ media: 'print', colorScheme });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', colorScheme);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('.prose p')).color), 'rgb(0, 0, 0)', colorScheme);
  }
  await context.close();
});
