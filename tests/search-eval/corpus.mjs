// Makes a workspace of one city from any Chinese documents, so that the search can be measured on real text.
//
//   node corpus.mjs TEXTFILE_OR_JSON OUT --pages N
//
// JSON is a list of documents, each a list of lines; in a text file an empty line ends a document. The first line is
// the title, cut to 30 characters; the rest is the body, a paragraph a line.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const TITLE = 30;
// A publishing rule refuses what looks like an identity card's or a mobile number, also with breaks in it.
const LONG_NUMBER = /\d(?:[\s\-–—.·()]{0,2}\d){9,}/;

const SITE = 'name: 健康家庭\norganisation: 省计划生育协会\nbase_url: https://example.org/\nas_of: 2021-12-31\npage_size: 20\n';
const COUNTIES = ['芙蓉区', '天心区'];
const CITY = `name: 长沙市\nshort: 长沙\ncode: "430100"\ncounties:\n  - {name: ${COUNTIES[0]}, slug: furong}\n  - {name: ${COUNTIES[1]}, slug: tianxin}\n`;

export function documentsOf(text, isJson) {
  if (isJson) return JSON.parse(text);
  return text.split(/\r?\n\s*\n/).map((document) => document.split(/\r?\n/)).filter((lines) => lines.some((line) => line.trim()));
}

// A story's file, or undefined where nothing is left of the document.
export function storyOf(lines, number) {
  const clean = lines.map(plain).filter((line) => line && !LONG_NUMBER.test(line.normalize('NFKC')));
  if (!clean.length) return undefined;
  const [first, ...rest] = clean;
  const title = Array.from(first.replace(/[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]/g, '')).slice(0, TITLE).join('').trim();
  if (!title) return undefined;
  // What the title had no room for is not lost.
  const body = Array.from(first).length > TITLE ? clean : rest;
  const date = new Date(Date.UTC(2015, 0, 1 + (number * 37) % 2500)).toISOString().slice(0, 10);
  return `---\ntitle: ${JSON.stringify(title)}\ndate: ${date}\nunit: ${COUNTIES[number % COUNTIES.length]}\n---\n\n${(body.length ? body : clean).map(escaped).join('\n\n')}\n`;
}

// Without controls and characters that no font has, and with single spaces.
function plain(line) {
  return line.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufeff]/gu, ' ').replace(/\s+/g, ' ').trim();
}

// CommonMark lets every sign of ASCII be escaped, so none of them means anything.
function escaped(line) {
  return line.replace(/[\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]/g, '\\$&');
}

export async function writeWorkspace(documents, folder, pages) {
  const stories = join(folder, 'content/changsha/stories');
  await mkdir(stories, { recursive: true });
  await writeFile(join(folder, 'content/site.yaml'), SITE);
  await writeFile(join(folder, 'content/changsha/city.yaml'), CITY);
  let written = 0;
  for (const lines of documents) {
    if (written === pages) break;
    const story = storyOf(lines, written);
    if (!story) continue;
    await writeFile(join(stories, `story-${String(written).padStart(5, '0')}.md`), story);
    written += 1;
  }
  return written;
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { pages: { type: 'string' } } });
  if (positionals.length !== 2 || !/^\d*$/.test(values.pages ?? '')) throw new Error('node corpus.mjs TEXTFILE_OR_JSON OUT --pages N');
  const [source, folder] = positionals;
  const documents = documentsOf(await readFile(source, 'utf8'), source.endsWith('.json'));
  const pages = values.pages ? Number(values.pages) : documents.length;
  console.log(`${await writeWorkspace(documents, folder, pages)} stories in ${folder}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) await main();
