// What the W3C's Nu Html Checker says of every page, style sheet and drawing. XUAN_PUBLIC names the repository's own built sites.
// Its warnings are left out: from a folder it takes everything for a foreign host, and the policy for broken.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from './site.mjs';

const jar = join(createRequire(import.meta.url).resolve('vnu-jar/package.json'), '../build/dist/vnu.jar');
const shown = 40;

let site, roots;
before(async () => {
  assert.ok(process.env.XUAN_PUBLIC, 'XUAN_PUBLIC must name the built output');
  site = await build();
  roots = [process.env.XUAN_PUBLIC, site.root];
});
after(() => site?.remove());

const files = (ending) => roots.flatMap((root) => readdirSync(root, { recursive: true })
  .filter((path) => path.endsWith(ending)).sort().map((path) => join(root, path)));
// Assets are named by what is in them: one of each name is enough.
const assets = (ending) => [...new Map(files(ending).map((path) => [basename(path), path])).values()];

// Each complaint once, with its first place and the number of files that it is in.
function complaints(kind, paths) {
  assert.ok(paths.length > 0, `no ${kind} to check`);
  const { stderr, error } = spawnSync('java', ['-Xmx512m', '-jar', jar, `--${kind}`, '--errors-only', '--exit-zero-always', '--format', 'json', ...paths],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.ifError(error);
  const found = new Map();
  for (const { url, firstLine, lastLine, message, extract } of JSON.parse(stderr).messages) {
    const path = roots.reduce((text, root) => text.replace(`${root}/`, ''), fileURLToPath(url));
    const seen = found.get(message) ?? { place: `${path}:${firstLine ?? lastLine ?? 1}`, extract, count: new Set() };
    found.set(message, seen);
    seen.count.add(url);
  }
  return [...found].slice(0, shown).map(([message, { place, extract, count }]) => `${place}: ${message} (${count.size} files)\n  ${(extract ?? '').trim()}`);
}

const empty = (found) => assert.equal(found.length, 0, `\n${found.join('\n')}`);

test('every page is valid HTML', () => empty(complaints('html', files('.html'))));
test('every style sheet is valid CSS', () => empty(complaints('css', assets('.css'))));
test('every drawing is valid SVG', () => empty(complaints('svg', assets('.svg'))));
