// The built sites as a reader's browser sees them: opened from a folder, from a sub-directory over http, at phone and
// desktop widths. XUAN_PUBLIC names the built output.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';
import { types } from './types.mjs';
import { pages } from '../pages/site.mjs';

const root = process.env.XUAN_PUBLIC;
assert.ok(root, 'XUAN_PUBLIC must name the built output');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

// Opens pages one after another and gathers everything that a console or the network complains of.
async function complaints(addresses, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const found = [];
  let at = '';
  page.on('console', (message) => found.push(`${at}: ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => found.push(`${at}: ${error}`));
  // What the walk itself cuts off by going on is no failure of the page.
  page.on('requestfailed', (request) => {
    const { errorText } = request.failure();
    if (errorText !== 'net::ERR_ABORTED') found.push(`${at}: ${request.url()} ${errorText}`);
  });
  page.on('response', (response) => { if (response.status() >= 400) found.push(`${at}: ${response.url()} ${response.status()}`); });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol !== 'file:' && hostname !== '127.0.0.1') found.push(`${at}: ${request.url()} is a foreign host`);
  });
  for (at of addresses) {
    await page.goto(at, { waitUntil: 'load' });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) found.push(`${at}: scrolls sideways by ${wide} px`);
    const pictures = await page.evaluate(async () => {
      const broken = [];
      for (const image of document.images) {
        image.loading = 'eager';
        await image.decode().catch((error) => broken.push(`${image.outerHTML}: ${error}`));
        if (!image.hasAttribute('alt') || !image.getAttribute('width')) broken.push(image.outerHTML);
      }
      return broken;
    });
    if (pictures.length) found.push(`${at}: ${pictures}`);
  }
  await context.close();
  return found;
}

// The doors and Changsha whole, and of the other cities what Changsha has not: what all share is made by one recipe.
async function unlike() {
  const all = await pages(root);
  const known = new Set(all.filter((path) => path.startsWith('changsha/')).map((path) => path.slice('changsha/'.length)));
  return all.filter((path) => !path.includes('/') || path.startsWith('changsha/') || !known.has(path.slice(path.indexOf('/') + 1)) || /^[a-z]+\/index\.html$/.test(path));
}

test('every page opens from a folder without a complaint, on a phone', async () => {
  const all = await unlike();
  assert.ok(all.length > 200, `${all.length} pages`);
  // The page for what is not there names everything by the absolute address, which no test may ask for.
  const local = all.filter((path) => !path.endsWith('404.html'));
  const found = await complaints(local.map((path) => pathToFileURL(join(root, path)).href), { viewport: { width: 360, height: 740 } });
  assert.deepEqual(found, []);
});

test('a copied city works by itself', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'xuan-'));
  await cp(join(root, 'yueyang'), join(copy, '岳阳 U盘'), { recursive: true });
  const folder = join(copy, '岳阳 U盘');
  const local = (await pages(folder)).filter((path) => !path.endsWith('404.html'));
  assert.deepEqual(await complaints(local.map((path) => pathToFileURL(join(folder, path)).href)), []);
  await rm(copy, { recursive: true });
});

test('the same files work in a sub-directory over http', async () => {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname).replace('/sub/dir/', '');
    try {
      const file = join(root, path);
      const bytes = (await stat(file)).isFile() ? await readFile(file) : assert.fail();
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => server.once('listening', ready));
  const base = `http://127.0.0.1:${server.address().port}/sub/dir/`;
  const sample = (await unlike()).filter((path) => /^(index|changsha\/|yueyang\/)/.test(path) && !path.endsWith('404.html'));
  const found = await complaints(sample.map((path) => base + path.split('/').map(encodeURIComponent).join('/')));
  server.close();
  assert.deepEqual(found, []);
});

test('a reader walks from the doors to a story and back by links alone, without script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(root, 'index.html')).href);
  await page.getByRole('link', { name: /长沙/ }).first().click();
  assert.match(page.url(), /changsha\/index\.html$/);
  await page.getByRole('navigation').getByRole('link', { name: '健康教育' }).first().click();
  assert.match(page.url(), /changsha\/health\/index\.html$/);
  await page.locator('main a[href*="health/"]').first().click();
  assert.match(page.url(), /changsha\/health\/[^/]+\.html$/);
  await page.getByRole('link', { name: '全省各市' }).click();
  assert.match(page.url(), /\/index\.html$/);
  await context.close();
});
