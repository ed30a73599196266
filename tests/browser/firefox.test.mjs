// The same sites in Firefox, opened from a folder: the content security policy must hold there as it does in Chromium.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const root = process.env.XUAN_PUBLIC;
assert.ok(root, 'XUAN_PUBLIC must name the built output');

let browser;
before(async () => {
  browser = await puppeteer.launch({
    browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true,
  });
});
after(() => browser?.close());

// What the policy refused on a page, and what did not arrive.
async function look(address) {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(() => {
    globalThis.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(address, { waitUntil: 'load' });
  const seen = await page.evaluate(async () => {
    const broken = [];
    for (const image of document.images) {
      image.loading = 'eager';
      await image.decode().catch(() => broken.push(image.src));
    }
    const sheets = [...document.styleSheets].every((sheet) => sheet.ownerNode.sheet !== null);
    return { refused: globalThis.refused, broken, sheets, paper: getComputedStyle(document.body).backgroundColor };
  });
  await page.close();
  return seen;
}

test('pages open from a folder with their style and pictures, and the policy refuses nothing', async () => {
  for (const path of ['index.html', 'changsha/index.html', 'changsha/health/less-salt.html', 'changsha/health/index.html',
    'changsha/youth/first-period.html', 'changsha/search.html', 'yueyang/index.html']) {
    const seen = await look(pathToFileURL(join(root, path)).href);
    assert.deepEqual(seen, { refused: [], broken: [], sheets: true, paper: 'rgb(251, 250, 247)' }, path);
  }
});

test('the policy does refuse an inline script and a foreign picture', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xuan-'));
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";
  await writeFile(join(folder, 'a.html'), `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body><script>document.title = 'ran'</script><img src="http://127.0.0.1:9/a.png" alt="">`);
  const page = await look(pathToFileURL(join(folder, 'a.html')).href);
  assert.ok(page.refused.length > 0 && page.broken.length > 0, JSON.stringify(page));
  await rm(folder, { recursive: true });
});
