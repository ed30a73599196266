// The real engine in a page of Chromium, which loads the files as the site's own pages do: by script elements.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { serve } from './server.mjs';

const PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>search</title><script src="evaluation-engine.js"></script>';

export async function openBrowserClient(site, engine, browser) {
  const pages = new Map([['evaluation.html', PAGE], ['evaluation-engine.js', await readFile(engine, 'utf8')]]);
  const server = await serve(resolve(site.folder), pages);
  const address = `${server.address}evaluation.html`;
  const ask = (query, limit) => browser.cold(address, (page) => page.evaluate(askInPage, { query, limit }));
  return { name: 'xuan', ask, close: server.close };
}

// Runs in the page, so it may name nothing of this module.
async function askInPage({ query, limit }) {
  const waiting = new Map();
  const files = [];
  globalThis.xuanSearch = (name, payload) => waiting.get(name)(payload);
  // Like the page's own loader it asks for each file once, however many documents lie in it.
  const loads = new Map();
  const load = (name) => {
    if (!loads.has(name)) loads.set(name, fetched(name));
    return loads.get(name);
  };
  const fetched = (name) => new Promise((resolve, reject) => {
    files.push(name);
    waiting.set(name, resolve);
    const element = document.createElement('script');
    element.src = `search/${name}.js`;
    element.onerror = () => reject(new Error(`${name} cannot be had`));
    document.head.append(element);
  });
  const start = performance.now();
  const answer = await globalThis.eval('XuanSearch').open(load).search(query, { limit });
  const milliseconds = performance.now() - start;
  const { exact, total, pinyin } = answer;
  const hits = Array.from(answer.hits, (hit) => ({ id: hit.id, exact: hit.exact }));
  return { milliseconds, files: [...files], exact, total, pinyin, ids: Array.from(answer.ids), hits };
}
