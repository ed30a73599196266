// What the tests of the page's side of `xuan serve` share: a browser, a small server that they command, and a page that notes
// what it complains of. Nothing has to be built for them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, beforeEach } from 'node:test';
import { launch } from './chromium.mjs';

const source = (name) => readFile(new URL(`../../src/preview/page/${name}`, import.meta.url));
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";
export const here = '/changsha/health/a.html';

// A page as the server sends it.
export const html = ({ body = '<p id="text">一</p>', title = '减盐', head = '', scripts = '', attributes = 'lang="zh-CN"' } = {}) => `<!DOCTYPE html>
<html ${attributes}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/icon.svg">
${head}
</head>
<body>
<main>
<h1>标题</h1>
${body}
</main>
${scripts}
<script src="/__xuan/preview.js"></script></body>
</html>
`;
export const fine = { found: true, moved: null, file: 'content/changsha/health/a.md', whose: 'city', city: '长沙市', waits: [], lacks: [],
  cities: [{ name: '长沙市', url: here, here: true, same: true }, { name: '岳阳市', url: '/yueyang/index.html', here: false, same: false },
    { name: '株洲市', url: '/zhuzhou/health/a.html', here: false, same: true }] };
export const wrong = (changes = {}) => ({ code: 'topic-unknown', severity: 'error', file: 'content/changsha/health/a.md', line: 3, column: 4, length: 2,
  excerpt: { line: '主题：减言', start: 3, length: 2 }, what: '没有“减言”这个主题', mend: '改成已有的主题', suggestion: '减盐', here: true, fresh: true, ...changes });
export const lacking = { what: '图片没有说明文字', mend: '写一句图里有什么', file: 'content/changsha/health/a.md', line: 12 };

let browser;
export let listener, port;
// What the server says, and every address that it was asked for.
export let site;
const types = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
const answer = async (request, response) => {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  site.asked.push(request.url);
  const send = (status, type, content) => response.writeHead(status, { 'content-type': type, connection: 'close', 'cache-control': 'no-cache' }).end(content);
  if (pathname === '/__xuan/generation') return send(200, 'text/plain', String(site.generation));
  if (pathname === '/__xuan/state') {
    const { page, errors, lang, raw } = site;
    return send(200, 'application/json', raw ?? JSON.stringify({ generation: site.generation, lang, page, errors, counts: { errors: errors.length, warnings: page.lacks.length } }));
  }
  if (pathname.startsWith('/__xuan/')) return send(200, types[pathname.split('.').pop()], await source(pathname.slice(8)));
  const found = site.files[pathname];
  if (found === undefined) return send(404, 'text/html', html({ body: '<p>没有</p>' }));
  if (typeof found === 'function') return found(send);
  return send(200, types[pathname.split('.').pop()] ?? 'text/html; charset=utf-8', found);
};
export const listen = async () => {
  listener = createServer((request, response) => void answer(request, response)).listen(port ?? 0, '127.0.0.1');
  await new Promise((ready) => listener.once('listening', ready));
  ({ port } = listener.address());
};
export const stop = async () => {
  const closed = new Promise((done) => listener.close(done));
  listener.closeAllConnections();
  await closed;
};
before(async () => {
  await listen();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stop();
});
beforeEach(() => {
  const files = { [here]: html(), '/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' };
  site = { generation: 1, lang: 'zh', page: { ...fine }, errors: [], asked: [], files };
});

export const polls = () => site.asked.filter((url) => url === '/__xuan/generation').length;
export const until = async (check, told = check) => {
  for (const start = Date.now(); !await check(); await new Promise((done) => setTimeout(done, 20))) {
    assert.ok(Date.now() - start < 15000, String(told));
  }
};

// Opens the page and comes back when its first turn is over; `clean` fails the test for whatever the page complained of.
export async function visit(t, { address = here, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  await context.addInitScript(() => {
    globalThis.seen = [];
    globalThis.refused = [];
    document.addEventListener('xuan-preview', (event) => globalThis.seen.push(event.detail.generation));
    document.addEventListener('securitypolicyviolation', (event) => globalThis.refused.push(event.violatedDirective));
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
  t.after(() => context.close());
  await page.goto(`http://127.0.0.1:${port}${address}`);
  const settle = async () => {
    const from = polls();
    await until(() => polls() > from + 1, 'a poll');
  };
  const update = async (changes = {}) => {
    Object.assign(site, changes, { generation: site.generation + 1 });
    await page.waitForFunction((generation) => globalThis.seen.at(-1) === generation, site.generation);
  };
  const change = (content, more = {}) => {
    site.files[here] = html(typeof content === 'string' ? { body: content } : content);
    return update(more);
  };
  const clean = async (allowed = /^$/) => {
    assert.deepEqual(complaints.filter((complaint) => !allowed.test(complaint)), []);
    assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
  };
  await until(() => site.asked.filter((url) => url === address).length > 1, 'the page again');
  await settle();
  const [bar, dialog] = [page.locator('.bar'), page.getByRole('dialog')];
  return { context, page, bar, dialog, settle, update, change, clean };
}
