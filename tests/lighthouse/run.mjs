// Lighthouse on the built sites, as a slow telephone gets them: over http with gzip, from this machine alone. XUAN_PUBLIC names
// the built output. Fails unless accessibility, best practices and search engines are 100; the speed is printed, never judged.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { types } from '../browser/types.mjs';

const pages = [
  { kind: 'home', path: 'changsha/index.html' },
  { kind: 'section', path: 'changsha/health/index.html' },
  { kind: 'health', path: 'changsha/health/less-salt.html' },
  // A search and a family ask search engines to pass them over.
  { kind: 'search', path: 'changsha/search.html', but: ['is-crawlable'] },
  { kind: 'family', path: 'changsha/families/li-ayi.html', but: ['is-crawlable'] },
];
const judged = ['accessibility', 'best-practices', 'seo'];

if (!process.env.XUAN_PUBLIC) {
  console.error('XUAN_PUBLIC must name the built output');
  process.exit(2);
}
const root = resolve(process.env.XUAN_PUBLIC);

const server = createServer(async (request, response) => {
  const path = join(root, decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname));
  const found = path.startsWith(root + sep) && await stat(path).catch(() => null);
  if (!found || !found.isFile()) return response.writeHead(404).end();
  const type = types[extname(path)] ?? 'application/octet-stream';
  const text = /text|svg|xml/.test(type);
  const body = await readFile(path);
  response.writeHead(200, { 'content-type': type, ...(text ? { 'content-encoding': 'gzip' } : {}) });
  return response.end(text ? gzipSync(body) : body);
}).listen(0, '127.0.0.1');
await new Promise((ready) => server.once('listening', ready));

const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let failed = false;
try {
  for (const { kind, path, but = [] } of pages) {
    const { lhr } = await lighthouse(`http://127.0.0.1:${server.address().port}/${path}`, {
      port: chrome.port, logLevel: 'silent', onlyCategories: ['performance', ...judged], skipAudits: but, formFactor: 'mobile',
    });
    if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
    const score = (name) => Math.round(lhr.categories[name].score * 100);
    const metric = (name) => lhr.audits[name].displayValue;
    console.log(`${kind.padEnd(8)} ${judged.map((name) => `${name} ${score(name)}`).join(', ')}; performance ${score('performance')} `
      + `(first paint ${metric('first-contentful-paint')}, largest ${metric('largest-contentful-paint')}, blocked ${metric('total-blocking-time')}, shift ${metric('cumulative-layout-shift')})`);
    for (const name of judged) {
      for (const { id, weight } of lhr.categories[name].auditRefs) {
        const { score: got, title, details } = lhr.audits[id];
        if (weight === 0 || got === null || got === 1) continue;
        failed = true;
        console.error(`  ${name}: ${id}: ${title}`);
        for (const item of (details?.items ?? []).slice(0, 5)) console.error(`    ${item.node?.snippet ?? item.source?.url ?? item.description ?? JSON.stringify(item).slice(0, 200)}`);
      }
    }
    if (judged.some((name) => score(name) < 100)) failed = true;
  }
} finally {
  await chrome.kill();
  server.close();
  server.closeAllConnections();
}
process.exitCode = failed ? 1 : 0;
