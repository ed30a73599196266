// A printed health article is a leaflet: beneath it stand its address and a code that a telephone reads. What is private (a
// family, a young reader's question) is no leaflet.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { PNG } from 'pngjs';
import { open, reader } from './every-kind.mjs';

const jsqr = createRequire(import.meta.url)('jsqr');
const decode = (png) => {
  const { width, height, data } = PNG.sync.read(png);
  return jsqr(new Uint8ClampedArray(data), width, height)?.data ?? null;
};
// An office printer's 150 dots an inch.
const resolution = '150';

async function look(kind, act, options = {}) {
  const context = await reader({ viewport: { width: 794, height: 1123 }, ...options });
  const page = await context.newPage();
  await open(page, kind);
  try {
    return await act(page);
  } finally {
    await context.close();
  }
}

for (const kind of ['health', 'elements']) {
  test(`the paper of a health article leads back to its page: ${kind}`, async (t) => {
    const { canonical, pdf } = await look(kind, async (page) => ({
      canonical: await page.locator('link[rel=canonical]').getAttribute('href'),
      pdf: await page.pdf({ format: 'A4', preferCSSPageSize: true }),
    }));
    const folder = await mkdtemp(join(tmpdir(), 'xuan-leaflet-'));
    t.after(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'a.pdf'), pdf);
    const text = execFileSync('pdftotext', [join(folder, 'a.pdf'), '-'], { encoding: 'utf8' }).replace(/\s+/g, '');
    assert.ok(text.includes(canonical), 'the address is not printed');
    execFileSync('pdftoppm', ['-r', resolution, '-gray', '-png', join(folder, 'a.pdf'), join(folder, 'page')]);
    const read = [];
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.png')).sort()) read.push(decode(await readFile(join(folder, name))));
    assert.deepEqual(read, [canonical, ...read.slice(1).map(() => null)], 'one code, on the first sheet');
  });
}

test('the code is large enough for an old telephone, dark on light in every dress, and on paper alone', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await look('health', async (page) => {
      const code = page.locator('.leaflet svg.qr');
      assert.equal(await code.count(), 1);
      assert.equal(await code.isVisible(), false, 'on a screen');
      await page.emulateMedia({ media: 'print', colorScheme });
      const { width, height } = await code.boundingBox();
      // 25 mm, at 96 px an inch.
      assert.ok(width >= 94 && Math.abs(width - height) < 1, `${width} × ${height}`);
      assert.equal(decode(await code.screenshot()), await page.locator('link[rel=canonical]').getAttribute('href'), colorScheme);
    }, { colorScheme, deviceScaleFactor: 2 });
  }
});

test('a family, a page for the young and the note beside it are no leaflets', async () => {
  for (const kind of ['family', 'youth', 'note']) {
    await look(kind, async (page) => {
      assert.equal(await page.locator('.leaflet, svg.qr').count(), 0, kind);
    });
  }
});
