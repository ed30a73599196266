// Pagefind's index of the same pages, and what making it takes.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { filesBelow, sizeOnDisk } from './site.mjs';

const TIME = '/usr/bin/time';
// Only the article is indexed, without the lists of other articles around it, as the site's own index has it.
const OPTIONS = ['--root-selector', 'main', '--exclude-selectors', '.related, .turn, .toc', '--silent'];

// Copies the pages that the site's own index has (lists and doors are in neither) and runs Pagefind on them.
// Gives `{ folder, numbers, size, seconds, peak, remove }`: `numbers` maps a result's id to a document's number.
export async function pagefindIndex(site) {
  const folder = await mkdtemp(join(tmpdir(), 'xuan-pagefind-'));
  for (const { address } of site.documents) {
    await mkdir(dirname(join(folder, address)), { recursive: true });
    await copyFile(join(site.folder, address), join(folder, address));
  }
  const effort = await run(program(), ['--site', folder, ...OPTIONS]);
  const bundle = join(folder, 'pagefind');
  return { folder, numbers: await numbersOf(bundle, site.documents), size: await sizeOfData(bundle), ...effort, remove: () => rm(folder, { recursive: true }) };
}

// The extended build, which divides Chinese into words. It is run directly: the npm wrapper would be measured with it.
function program() {
  const require = createRequire(import.meta.url);
  const names = { win32: 'windows', darwin: 'darwin', linux: 'linux' };
  const manifest = require.resolve(`@pagefind/${names[process.platform]}-${process.arch}/package.json`);
  return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'pagefind_extended.exe' : 'pagefind_extended');
}

// User seconds and peak memory in bytes, as GNU time gives them; without it, as Linux' process table last had them.
async function run(command, parameters) {
  const timed = existsSync(TIME);
  const child = timed ? spawn(TIME, ['-f', '%U %M', command, ...parameters]) : spawn(command, parameters);
  const watched = {};
  const watch = timed ? undefined : setInterval(() => look(child.pid, watched).catch(() => {}), 20);
  let said = '';
  child.stderr.on('data', (piece) => { said += piece; });
  child.stdout.resume();
  const code = await new Promise((done, failed) => child.once('error', failed).once('close', done));
  clearInterval(watch);
  if (code !== 0) throw new Error(`pagefind failed: ${said}`);
  if (!timed) return watched;
  const [seconds, kibibytes] = said.trim().split('\n').at(-1).split(' ').map(Number);
  return { seconds, peak: kibibytes * 1024 };
}

async function look(pid, watched) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  watched.peak = Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024;
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  watched.seconds = Number(fields[11]) / 100;
}

// The data alone: scripts, style sheets and WebAssembly are not counted as index on the other side either.
async function sizeOfData(bundle) {
  const data = /\.(pf_index|pf_meta|pf_filter|pf_fragment|json)$/;
  return sizeOnDisk(bundle, (path) => path.startsWith('fragment/'), (path) => data.test(path));
}

// A result names its fragment; the fragment's file names the page.
async function numbersOf(bundle, documents) {
  const byAddress = new Map(documents.map(({ address }, number) => [address, number]));
  const numbers = new Map();
  for (const path of await filesBelow(join(bundle, 'fragment'))) {
    const text = gunzipSync(await readFile(path)).toString('utf8');
    const { url } = JSON.parse(text.slice(text.indexOf('{')));
    numbers.set(/([^/\\]+)\.pf_fragment$/.exec(path)[1], byAddress.get(decodeURI(url).replace(/^\//, '')));
  }
  return numbers;
}
