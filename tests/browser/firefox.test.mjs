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
    // Going back loads the page again, so that it is the page's own doing that it comes back as it was left.
    extraPrefsFirefox: { 'browser.sessionhistory.max_total_viewers': 0 },
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

test('the search finds from a folder, and comes back as it was left', async () => {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const open = (path, hash = '') => page.goto(pathToFileURL(join(root, path)).href + hash, { waitUntil: 'load' });
  await open('changsha/health/index.html');
  await page.type('.seek input', '高血压');
  await page.waitForSelector('[role=option] mark');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.found-hits a');
  await page.waitForSelector('.found-groups fieldset');
  assert.equal(await page.$eval('#query', (input) => input.value), '高血压');
  assert.match(page.url(), /search\.html$/);
  await Promise.all([page.waitForNavigation(), page.click('.found-hits a')]);
  await page.waitForSelector('article.story');
  await page.goBack();
  await page.waitForFunction(() => document.querySelector('#query').value === '高血压' && document.querySelector('.found-hits a'));
  await open('changsha/search.html', '#q=%E6%9C%88%E7%BB%8F');
  await page.waitForSelector('.found-hits a');
  assert.match(page.url(), /search\.html$/);
  await page.close();
  assert.deepEqual(errors, []);
});

test('the policy does refuse an inline script and a foreign picture', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xuan-'));
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";
  await writeFile(join(folder, 'a.html'), `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body><script>document.title = 'ran'</script><img src="http://127.0.0.1:9/a.png" alt="">`);
  const page = await look(pathToFileURL(join(folder, 'a.html')).href);
  assert.ok(page.refused.length > 0 && page.broken.length > 0, JSON.stringify(page));
  await rm(folder, { recursive: true });
});
