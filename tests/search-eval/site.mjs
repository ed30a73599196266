// A built site as its search files describe it: the documents, and what each file weighs.
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { fragmentFiles } from './bits.mjs';
import { folding } from './folding.mjs';

const VERSION = 1;
const THEME = join(dirname(fileURLToPath(import.meta.url)), '../../themes/default/static/search-engine.js');

// Reads everything that the queries and their truth need. `documents[n]` is document number n of the index.
export async function readSite(folder) {
  const files = searchFiles(folder);
  const boot = await files.payload('boot');
  if (boot.v !== VERSION) throw new Error(`${folder}: the search files are of version ${boot.v}, not ${VERSION}`);
  const fold = folding(boot.fold ? await files.payload(boot.fold) : '');
  const documents = [];
  for (const { name, documents: count } of fragmentFiles(boot.b)) {
    const payload = await files.payload(name);
    if (payload.length !== count) throw new Error(`${name} holds ${payload.length} documents, the directory says ${count}`);
    for (const parts of payload) documents.push(asDocument(parts, fold));
  }
  if (documents.length !== boot.n) throw new Error(`${documents.length} documents, boot.js says ${boot.n}`);
  return { folder, fold, documents, files, synonyms: phrasesOf(boot.words ? await files.payload(boot.words) : []) };
}

// All phrases of the groups of synonyms; what else stands in a group is for the engine.
function phrasesOf(groups) {
  return [...groups].flatMap((group) => [...group]).filter((phrase) => typeof phrase === 'string');
}

function asDocument([address, title, , , , , text], fold) {
  return { address, title, text: `${title}\n${text}`, foldedTitle: fold(title), folded: `${fold(title)}\n${fold(text)}` };
}

// The files of `search/` by their names, read once each.
export function searchFiles(folder) {
  const texts = new Map();
  const weights = new Map();
  const source = async (name) => {
    if (!texts.has(name)) texts.set(name, await readFile(join(folder, 'search', `${name}.js`), 'utf8'));
    return texts.get(name);
  };
  const weight = async (name) => {
    if (!weights.has(name)) weights.set(name, weigh(await source(name)));
    return weights.get(name);
  };
  return { source, weight, payload: async (name) => payloadOf(await source(name), name) };
}

// One context reads all files: making one takes longer than reading a file.
const given = [];
const context = createContext({ xuanSearch: (name, payload) => given.push([name, payload]) });

function payloadOf(source, expected) {
  given.length = 0;
  runInContext(source, context);
  if (given.length !== 1 || given[0][0] !== expected) throw new Error(`search/${expected}.js does not call xuanSearch("${expected}", …) once`);
  return given[0][1];
}

export function weigh(content) {
  return { raw: Buffer.byteLength(content), gzip: gzipSync(content, { level: 6 }).length };
}

// A fragment file has a folder in its name; everything else belongs to the index.
export const isFragment = (name) => name.includes('/');

// The scripts of the search in a site: the engine to be run, and all of them to be weighed.
export async function clientScripts(folder, given) {
  const assets = join(folder, 'assets');
  const names = existsSync(assets) ? (await readdir(assets)).filter((name) => /^search.*\.js$/.test(name)).sort() : [];
  const built = names.find((name) => name.startsWith('search-engine'));
  const engine = given ? resolve(given) : built ? join(assets, built) : THEME;
  if (!existsSync(engine)) throw new Error(`no engine: neither ${assets}/search-engine*.js nor ${THEME}; name one with --engine`);
  const paths = [...new Set([engine, ...names.map((name) => join(assets, name))])];
  const scripts = [];
  for (const path of paths) scripts.push({ name: basename(path), ...weigh(await readFile(path)) });
  return { engine, scripts };
}

// What the search takes on disk, divided into index and fragments.
export async function sizeOnDisk(folder, fragment = isFragment, counted = () => true) {
  const size = { index: { files: 0, bytes: 0 }, fragments: { files: 0, bytes: 0 } };
  for (const path of (await filesBelow(folder)).filter(counted)) {
    const part = fragment(relative(folder, path).replaceAll('\\', '/')) ? size.fragments : size.index;
    part.files += 1;
    part.bytes += (await stat(path)).size;
  }
  return size;
}

export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}
