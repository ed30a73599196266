// What axe says of one page of every kind, in every dress: light, dark, high contrast, both levels of the elder mode; on a
// phone and at a desk. A page is loaded once a width, and dressed anew.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { open, reader, site } from './every-kind.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const dresses = [
  { name: 'light' },
  { name: 'dark', colorScheme: 'dark' },
  { name: 'high contrast', contrast: 'more' },
  { name: 'high contrast, dark', colorScheme: 'dark', contrast: 'more' },
  { name: 'elder 1', size: '1' },
  { name: 'elder 2', size: '2' },
];
async function dress(page, { colorScheme = 'light', contrast, size }) {
  await page.emulateMedia({ colorScheme });
  await page.evaluate(([level, high]) => {
    const set = (name, value) => (value === null ? document.documentElement.removeAttribute(name) : document.documentElement.setAttribute(name, value));
    set('data-size', level);
    set('data-contrast', high);
  }, [size ?? null, contrast ?? null]);
}

for (const width of [360, 1280]) {
  test(`axe finds nothing on any kind of page in any dress, ${width} px`, async () => {
    const context = await reader({ viewport: { width, height: 900 } });
    await context.addInitScript(axe);
    const page = await context.newPage();
    const found = new Map();
    for (const kind of Object.keys(site.kinds)) {
      await open(page, kind);
      for (const look of dresses) {
        await dress(page, look);
        const { violations } = await page.evaluate((values) => globalThis.axe.run({
          runOnly: { type: 'tag', values }, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'],
        }), tags);
        for (const { id, nodes } of violations) {
          for (const node of nodes) {
            const what = `${id}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`;
            found.set(what, [...found.get(what) ?? [], `${kind}, ${look.name}: ${node.target.join(' ')}`]);
          }
        }
      }
    }
    await context.close();
    assert.equal(found.size, 0, `\n${[...found].slice(0, 12).map(([what, where]) => `${what} (${where.length} times)\n  ${where.slice(0, 4).join('\n  ')}`).join('\n')}\n(${found.size} in all)`);
  });
}
