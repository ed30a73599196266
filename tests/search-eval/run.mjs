// How well the search of a built site finds what is in it, and what that costs a reader. README.md explains the figures.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLASSES, draw, material } from './draw.mjs';
import { toSyllables, toTraditional } from './convert.mjs';
import { measure } from './measure.mjs';
import { openNodeClient } from './node-client.mjs';
import { readOptions, UsageError } from './options.mjs';
import { clientScripts, isFragment, readSite, sizeOnDisk } from './site.mjs';
import { scriptsLine, sizeLine, tables } from './table.mjs';

// The whole evaluation, for the command line and for the tests: `{ site, queries, clients, notes }`.
export async function evaluate(options, tell = () => {}) {
  const site = await readSite(resolve(options.site));
  const drawn = await queriesOf(site, options);
  const browser = options.node && !options.besidePagefind ? undefined : await (await import('./browser.mjs')).openBrowser();
  try {
    const clients = [await evaluateXuan(site, drawn, options, browser, tell)];
    if (options.besidePagefind) clients.push(await evaluatePagefind(site, drawn, browser, tell));
    return { site, ...drawn, clients };
  } finally {
    await browser?.close();
  }
}

async function queriesOf(site, { seed, count, only, questions, questionsAsked }) {
  if (questionsAsked && !existsSync(questions)) throw new UsageError(`no such file: ${questions}`);
  const convert = { traditional: await toTraditional(), syllables: await toSyllables() };
  const from = material(site, convert);
  const text = existsSync(questions) ? await readFile(questions, 'utf8') : '';
  const queries = draw(from, { seed, count, only, questions: text });
  const wanted = only ?? [...Object.keys(CLASSES), 'questions'];
  const missing = wanted.filter((name) => !queries.has(name));
  const notes = missing.length ? [`nothing drawn for: ${missing.join(', ')} (no such text in the site, or a library not installed)`] : [];
  return { queries, notes, known: from };
}

async function evaluateXuan(site, { queries, known }, options, browser, tell) {
  const { engine, scripts } = await clientScripts(site.folder, options.engine);
  const opened = options.node ? await openNodeClient(site, engine)
    : await (await import('./browser-client.mjs')).openBrowserClient(site, engine, browser);
  const weigh = ({ files }) => Promise.all(files.map(async (name) => ({ fragment: isFragment(name), ...await site.files.weight(name) })));
  const measured = await measure({ ...opened, weigh }, queries, known, (name) => tell(`xuan: ${name}`)).finally(opened.close);
  return { name: 'xuan', scriptFiles: scripts, scripts: total(scripts), measured, size: await sizeOnDisk(join(site.folder, 'search')) };
}

async function evaluatePagefind(site, { queries, known }, browser, tell) {
  tell('pagefind: index');
  const index = await (await import('./pagefind-index.mjs')).pagefindIndex(site);
  const { size, seconds, peak } = index;
  try {
    const opened = await (await import('./pagefind-client.mjs')).openPagefindClient(index, browser);
    const measured = await measure(opened, queries, known, (name) => tell(`pagefind: ${name}`)).finally(opened.close);
    return { name: 'pagefind', scriptFiles: opened.scripts, scripts: total(opened.scripts), measured, size, seconds, peak };
  } finally {
    await index.remove();
  }
}

const total = (scripts) => scripts.reduce((sum, { gzip }) => sum + gzip, 0);

function report({ site, clients, notes }, { seed, node }) {
  const lines = [`${site.folder}: ${site.documents.length} documents, seed ${seed}, ${node ? 'Node' : 'Chromium'}, cold`, '', tables(clients), ''];
  for (const client of clients) {
    lines.push(sizeLine(client.name, client.size), scriptsLine(client.name, client.scriptFiles));
    if (client.seconds !== undefined) lines.push(`${client.name} indexed in ${client.seconds} s of user time, ${Math.round(client.peak / 1e6)} MB at its peak`);
  }
  return [...lines, ...notes].join('\n');
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  const tell = process.stderr.isTTY ? (what) => process.stderr.write(`\r\u001b[K${what}`) : () => {};
  const result = await evaluate(options, tell);
  tell('');
  console.log(report(result, options));
  if (!options.json) return;
  const { site, clients, notes } = result;
  const figures = { site: site.folder, documents: site.documents.length, seed: options.seed, queries: options.count, node: options.node, notes, clients };
  await writeFile(options.json, `${JSON.stringify(figures, null, 1)}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  main().catch((error) => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  });
}
