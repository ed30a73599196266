// What the tests of the search share: a browser, a server that can be told to misbehave, and a page that notes what happens.
// XUAN_PUBLIC names the built output. Time is the page's own fake clock wherever a pause is judged.
import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';
import { types } from './types.mjs';

export const root = process.env.XUAN_PUBLIC;
assert.ok(root, 'XUAN_PUBLIC must name the built output');
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
export let browser;
let listener;
// What the server does for once instead of answering: address → nothing, or a function of the response.
export const server = { instead: () => undefined };
before(async () => {
  browser = await launch();
  listener = createServer(async (request, response) => {
    const act = server.instead(request.url);
    if (act) return act(response);
    const path = join(root, decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname).replace('/sub/dir/', ''));
    const found = await stat(path).catch(() => null);
    if (!found?.isFile()) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream', 'content-security-policy': policy, 'cache-control': 'no-store' });
    return response.end(await readFile(path));
  }).listen(0, '127.0.0.1');
  await new Promise((ready) => listener.once('listening', ready));
});
after(() => {
  listener?.close();
  listener?.closeAllConnections();
  return browser?.close();
});

export const file = (path) => pathToFileURL(join(root, path)).href;
export const http = (path) => `http://127.0.0.1:${listener.address().port}/sub/dir/${path}`;
export const isShard = (url) => /\/search\/[0-9a-v]{5}\.js/.test(url);
export const missing = (response) => response.writeHead(404).end();

// A page that notes what it asks for, what it complains of, and each query that the engine is given and answers.
// `prepare` is given the context before anything is opened.
export async function visit(address, { prepare, ...options } = {}) {
  server.instead = () => undefined;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  if (options.clock) await context.clock.install({ time: '2026-11-24T08:00:00' });
  await context.addInitScript(() => {
    globalThis.searched = [];
    globalThis.answered = [];
    let real;
    Object.defineProperty(globalThis, 'XuanSearch', {
      get: () => real,
      set: (given) => {
        real = { ...given, open: (load) => {
          const engine = given.open(load);
          return { ...engine, search: async (query, chosen) => {
            globalThis.searched.push(query);
            const answer = await engine.search(query, chosen);
            globalThis.answered.push(query);
            return answer;
          } };
        } };
      },
    });
  });
  await prepare?.(context);
  const page = await context.newPage();
  const asked = [];
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => { complaints.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => {
    asked.push(request.url());
    if (!/^(file|data):|^http:\/\/127\.0\.0\.1:/.test(request.url())) complaints.push(`${request.url()} is a foreign host`);
  });
  await page.goto(address);
  // From here on time only passes where a test lets it.
  if (options.clock) await page.clock.pauseAt('2026-11-24T09:00:00');
  const box = page.locator('.seek input');
  const input = page.locator('#query');
  const status = page.locator('.found-status');
  const hits = page.locator('.found-hits > li');
  const offers = page.locator('[role=option]');
  const find = async (query) => {
    await input.fill(query);
    await hits.first().waitFor();
    await page.locator('.found-groups fieldset').first().waitFor({ state: 'attached' });
  };
  return { context, page, asked, complaints, box, input, status, hits, offers, find };
}

export const says = (status, pattern) => status.filter({ hasText: pattern }).waitFor({ state: 'attached' });
export const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);
export const until = (page, check, given) => page.waitForFunction(check, given);
