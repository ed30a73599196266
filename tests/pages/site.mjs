// The site that the checks of the pages look at: the repository's own content, with a story that holds every element, short
// listings that run over to a second page, and a former address. XUAN_PROGRAM names the program that builds it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../..', import.meta.url));
// The address in the repository's site.yaml; nothing answers there, and no test asks.
export const base = 'https://jiankang.example/';

// Builds the site in a folder of its own: where it is, one page of each kind, and what removes it.
export async function build() {
  const program = process.env.XUAN_PROGRAM;
  assert.ok(program, 'XUAN_PROGRAM must name the program');
  const work = await mkdtemp(join(tmpdir(), 'xuan-pages-'));
  for (const folder of ['content', 'themes']) await cp(join(repository, folder), join(work, folder), { recursive: true });
  await cp(fileURLToPath(new URL('content', import.meta.url)), join(work, 'content'), { recursive: true });
  const settings = join(work, 'content/site.yaml');
  const text = await readFile(settings, 'utf8');
  await writeFile(settings, text.replace(/^page_size: .*$/m, 'page_size: 3').replace(/^footer:$/m, 'footer:\n  site_code: "4300000001"'));
  const root = join(work, 'public');
  const { status, stdout, stderr } = spawnSync(resolve(program), ['build', '--root', work, '--out', root, '--lang', 'en'], { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  return { root, kinds: await kinds(root), remove: () => rm(work, { recursive: true, force: true }) };
}

// Every page of a built folder, by its path.
export async function pages(root) {
  const all = await readdir(root, { recursive: true });
  return all.map((path) => path.replaceAll('\\', '/')).filter((path) => path.endsWith('.html')).sort();
}

// One page of each kind, by its path in the built folder.
async function kinds(root) {
  const all = await pages(root);
  const first = (pattern) => all.find((path) => pattern.test(path)) ?? assert.fail(`no page is like ${pattern}`);
  const found = {
    doors: 'index.html',
    progress: 'campaigns/dangshi.html',
    home: 'changsha/index.html',
    section: 'changsha/health/index.html',
    second: 'changsha/health/page-2.html',
    topic: 'changsha/topics/jianyan.html',
    county: 'changsha/counties/furong.html',
    audience: 'changsha/audiences/laonianren.html',
    campaign: first(/^changsha\/campaigns\//),
    health: 'changsha/health/less-salt.html',
    elements: 'changsha/health/every-element.html',
    youth: 'changsha/youth/first-period.html',
    note: 'changsha/youth/first-period/adults.html',
    family: 'changsha/families/li-ayi.html',
    story: 'changsha/stories/real-story.html',
    sample: 'changsha/stories/jian-bu-zou.html',
    plain: 'changsha/pages/about.html',
    search: 'changsha/search.html',
    screen: 'changsha/screen.html',
    missing: 'changsha/404.html',
    moved: 'changsha/health/moved.html',
  };
  for (const [kind, path] of Object.entries(found)) assert.ok(all.includes(path), `${kind}: ${path} is not built`);
  return found;
}
