// What the tests of all kinds of pages share: one site that has them all (tests/pages), served to the browser under its own
// address without a server, so that nothing is ever asked of the network.
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { after, before } from 'node:test';
import { launch } from './chromium.mjs';
import { types } from './types.mjs';
import { base, build } from '../pages/site.mjs';

export { base };
export let browser, site;
before(async () => {
  site = await build();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.remove();
});

async function serve(route) {
  const { origin, pathname } = new URL(route.request().url());
  if (`${origin}/` !== base) return route.abort();
  const path = decodeURIComponent(pathname).slice(1).replace(/(^|\/)$/, '$1index.html');
  const file = join(site.root, path);
  if (!(await stat(file).catch(() => null))?.isFile()) return route.fulfill({ status: 404, body: '' });
  let body = await readFile(file);
  // A page that leads on by itself is looked at all the same.
  if (path === site.kinds.moved) body = body.toString().replace('http-equiv="refresh"', 'data-refresh');
  return route.fulfill({ status: 200, contentType: types[extname(path)] ?? 'application/octet-stream', body });
}

// A context that stands before the site as a reader does. What moves is still, so that a look is the same at any speed.
export async function reader(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  await context.route('**/*', serve);
  return context;
}

export const open = (page, kind) => page.goto(base + site.kinds[kind], { waitUntil: 'load' });
