// Draws the pictures of the documentation from the built sites: `XUAN_PUBLIC=public node tests/screenshots.mjs [--out DIR]`.
// It needs tests/browser's packages (`npm ci` there) and Chromium. Into docs/screenshots unless told otherwise.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { launch } from './browser/chromium.mjs';

const { values: { out } } = parseArgs({ options: { out: { type: 'string', default: fileURLToPath(new URL('../docs/screenshots', import.meta.url)) } } });
const root = process.env.XUAN_PUBLIC;
if (!root) {
  console.error('XUAN_PUBLIC must name the built output');
  process.exit(2);
}

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2 };
const desk = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };
// How many bytes a picture may take: the quality gives way.
const limit = 60_000;
const qualities = [85, 75, 65, 55, 45, 35];

const health = 'changsha/health/less-salt.html';
const shots = [
  { name: 'doors-1280', path: 'index.html', ...desk },
  { name: 'home-1280', path: 'changsha/index.html', ...desk },
  { name: 'home-360', path: 'changsha/index.html', ...phone },
  { name: 'home-1280-dark', path: 'changsha/index.html', ...desk, colorScheme: 'dark' },
  { name: 'listing-1280', path: 'changsha/health/index.html', ...desk },
  { name: 'listing-360', path: 'changsha/health/index.html', ...phone },
  { name: 'health-1280', path: health, ...desk },
  { name: 'health-360', path: health, ...phone },
  { name: 'health-360-elder', path: health, ...phone, attributes: { 'data-size': '1' } },
  { name: 'health-360-contrast', path: health, ...phone, attributes: { 'data-contrast': 'more' } },
  { name: 'health-print', path: health, viewport: { width: 794, height: 1123 }, deviceScaleFactor: 1, media: 'print' },
  { name: 'youth-360', path: 'changsha/youth/first-period.html', ...phone },
  { name: 'family-360', path: 'changsha/families/li-ayi.html', ...phone },
  { name: 'story-1280', path: 'changsha/stories/jian-bu-zou.html', ...desk },
  { name: 'search-1280', path: 'changsha/search.html', ...desk, query: '血压高' },
  { name: 'search-360', path: 'changsha/search.html', ...phone, query: '减盐' },
  { name: 'screen-1280', path: 'changsha/screen.html', viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 },
];

const browser = await launch('--hide-scrollbars', '--font-render-hinting=none');

async function draw({ path, query, attributes = {}, media = 'screen', colorScheme = 'light', viewport, deviceScaleFactor }) {
  const context = await browser.newContext({ viewport, deviceScaleFactor, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(resolve(root), path)).href, { waitUntil: 'load' });
  await page.emulateMedia({ media, colorScheme });
  await page.evaluate((wanted) => { for (const [name, value] of Object.entries(wanted)) document.documentElement.setAttribute(name, value); }, attributes);
  if (query) {
    await page.locator('#query').fill(query);
    await page.locator('.found-hits a').first().waitFor();
    await page.locator('.found-groups fieldset').first().waitFor({ state: 'attached' });
    await page.evaluate(() => document.activeElement.blur());
  }
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (const image of document.images) {
      image.loading = 'eager';
      await image.decode().catch(() => {});
    }
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  });
  if (media === 'print') {
    // The sheet of A4 around the page, with the margins that the style sheet gives to paper.
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('body { padding: 18mm 16mm; }');
      document.adoptedStyleSheets = [sheet];
    });
  }
  const { width, height } = viewport;
  const session = await context.newCDPSession(page);
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  let picture;
  for (const quality of qualities) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality, clip });
    picture = Buffer.from(data, 'base64');
    if (picture.length <= limit) break;
  }
  await context.close();
  return picture;
}

try {
  await mkdir(out, { recursive: true });
  for (const shot of shots) {
    const picture = await draw(shot);
    await writeFile(join(out, `${shot.name}.webp`), picture);
    console.log(`${shot.name}.webp  ${picture.length} bytes`);
  }
} finally {
  await browser.close();
}
