// Pagefind through its own programming interface, in the same Chromium and from the same kind of host.
import { serve } from './server.mjs';

const PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>search</title>
<script type="module">globalThis.pagefind = await import('/pagefind/pagefind.js');</script>`;
const SCRIPT = /pagefind\/(pagefind[^/]*\.js|wasm\.[^/]*)$/;

// The scripts are counted apart, WebAssembly among them, as the engine's script is on the other side.
export async function openPagefindClient(index, browser) {
  const server = await serve(index.folder, new Map([['evaluation.html', PAGE]]));
  const numberOf = (id) => {
    if (!index.numbers.has(id)) throw new Error(`a result of an unknown page: ${id}`);
    return index.numbers.get(id);
  };
  const ask = async (query, limit) => {
    server.take();
    const { milliseconds, ids, shown } = await browser.cold(`${server.address}evaluation.html`, (page) => page.evaluate(askInPage, { query, limit }));
    return { milliseconds, exact: true, ids: ids.map(numberOf), hits: shown.map((id) => ({ id: numberOf(id) })), sent: server.take() };
  };
  const weighSent = ({ sent }) => sent.filter(({ path }) => path.startsWith('pagefind/') && !SCRIPT.test(path))
    .map(({ path, raw, gzip }) => ({ fragment: path.includes('/fragment/'), raw, gzip }));
  return { name: 'pagefind', ask, weigh: weighSent, scripts: await scripts(server, browser), close: server.close };
}

// Which scripts there are is known from a first query; Pagefind's WebAssembly is packed on disk already.
async function scripts(server, browser) {
  server.take();
  await browser.cold(`${server.address}evaluation.html`, (page) => page.evaluate(askInPage, { query: '健康', limit: 1 }));
  return server.take().filter(({ path }) => SCRIPT.test(path)).map(({ path, raw, gzip }) => ({ name: path.split('/').at(-1), raw, gzip }));
}

// Runs in the page, so it may name nothing of this module.
async function askInPage({ query, limit }) {
  while (!globalThis.pagefind) await new Promise((later) => setTimeout(later, 1));
  const start = performance.now();
  const { results } = await globalThis.pagefind.search(query);
  await Promise.all(results.slice(0, limit).map((result) => result.data()));
  const milliseconds = performance.now() - start;
  return { milliseconds, ids: results.map(({ id }) => id), shown: results.slice(0, limit).map(({ id }) => id) };
}
