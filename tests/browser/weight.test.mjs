// What a page costs on a slow line, and whether it stays where it is while it loads.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { base, open, reader, site } from './every-kind.mjs';

const packed = (...parts) => gzipSync(Buffer.concat(parts.map((part) => Buffer.from(part))), { level: 9 }).length;
const nothing = (found) => assert.equal(found.length, 0, `\n${found.join('\n')}`);
test('a story without its text, and the style sheet, take less than 14 kB: what a first flight of packets carries', () => {
  const html = readFileSync(join(site.root, site.kinds.health), 'utf8');
  const skeleton = html.replace(/(<main[^>]*>)[^]*(<\/main>)/, '$1$2');
  assert.ok(skeleton.length < html.length / 2);
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="\.\.\/([^"]+)"/g)].map(([, path]) => readFileSync(join(site.root, 'changsha', path)));
  assert.ok(sheets.length > 0);
  const size = packed(skeleton) + sheets.reduce((sum, sheet) => sum + packed(sheet), 0);
  assert.ok(size < 14000, `${size} bytes`);
});

test('no kind of page loads more than 6 kB of script besides the search', () => {
  const found = [];
  for (const [kind, path] of Object.entries(site.kinds)) {
    const html = readFileSync(join(site.root, path), 'utf8').replaceAll(base, '/');
    const scripts = [...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(([, src]) => src).filter((src) => !/\/?search(-engine)?-[^/]+$/.test(src));
    const size = scripts.reduce((sum, src) => sum + packed(readFileSync(join(site.root, src.startsWith('/') ? src : join(dirname(path), src)))), 0);
    if (size >= 6000) found.push(`${kind}: ${scripts}: ${size} bytes`);
  }
  nothing(found);
});

for (const width of [360, 1280]) {
  test(`nothing moves on any kind of page while it loads, ${width} px`, async () => {
    const context = await reader({ viewport: { width, height: 740 } });
    await context.addInitScript(() => {
      globalThis.moved = [];
      const note = (list) => {
        for (const { value, sources } of list) globalThis.moved.push(`${value.toFixed(4)} ${sources.map(({ node }) => node?.className || node?.nodeName)}`);
      };
      const observer = new PerformanceObserver((list) => note(list.getEntries()));
      observer.observe({ type: 'layout-shift', buffered: true });
      globalThis.look = () => note(observer.takeRecords());
    });
    const page = await context.newPage();
    // As on a slow line: pictures and what waits for the whole page come after the words are there to be read.
    let painted, deferred;
    await context.route(/\.(js|svg|jpg|png|webp)$/, async (route) => {
      if (!route.request().url().endsWith('.js') || deferred.includes(basename(route.request().url()))) await painted;
      return route.fallback();
    });
    const found = [];
    for (const [kind, path] of Object.entries(site.kinds)) {
      let release;
      painted = new Promise((done) => { release = done; });
      deferred = [...readFileSync(join(site.root, path), 'utf8').matchAll(/<script defer src="[^"]*?([^"/]+)"/g)].map(([, name]) => name);
      await page.goto(base + path, { waitUntil: 'commit' });
      await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
      release();
      await page.waitForLoadState('load');
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      found.push(...await page.evaluate(() => { globalThis.look(); return globalThis.moved; }).then((all) => all.map((what) => `${kind}: ${what}`)));
    }
    await context.close();
    nothing(found);
  });
}

test('every picture has its size before it is there, and waits until it is needed, but for the first', async () => {
  const context = await reader({ javaScriptEnabled: false });
  const page = await context.newPage();
  const found = [];
  let pictures = 0;
  for (const kind of Object.keys(site.kinds)) {
    await open(page, kind);
    const images = await page.evaluate(() => [...document.querySelectorAll('main img')].map((image, at) => ({
      sized: ['width', 'height'].every((name) => Number(image.getAttribute(name)) > 0),
      lazy: image.loading === 'lazy', first: at === 0, cover: image.closest('.cover, .lead') !== null, html: image.outerHTML.slice(0, 160),
    })));
    pictures += images.length;
    for (const { sized, lazy, first, cover, html } of images) {
      if (!sized) found.push(`${kind}: no width and height: ${html}`);
      if (!lazy && !first && !cover) found.push(`${kind}: is not lazy: ${html}`);
    }
  }
  await context.close();
  assert.ok(pictures > 5, `${pictures} pictures`);
  nothing(found);
});
