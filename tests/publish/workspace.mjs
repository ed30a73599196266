// A workspace of its own for a test, and the program run in it. XUAN_PROGRAM names the program.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { deflateSync } from 'node:zlib';
import { crc32 } from './zip.mjs';

export const program = process.env.XUAN_PROGRAM;
assert.ok(program, 'XUAN_PROGRAM must name the program');

const CITIES = { yueyang: ['岳阳市', '汨罗市', 'miluo'], zhuzhou: ['株洲市', '醴陵市', 'liling'], xiangtan: ['湘潭市', '韶山市', 'shaoshan'],
  loudi: ['娄底市', '冷水江市', 'lengshuijiang'] };
const WHO = ['社区医生', '志愿者', '年轻的父母', '学校老师', '邻居们', '护士'];
const WHAT = ['量血压并记在小本上', '教大家看懂食品标签', '把盐勺发到每户人家', '陪老人走一段平路', '讲解怎样正确洗手', '演示海姆立克急救法'];

// A story that differs from every other, always the same for its city and number.
function story(county, number) {
  const [who, what] = [WHO[number % WHO.length], WHAT[(number >> 2) % WHAT.length]];
  const lines = Array.from({ length: 8 }, (_, line) => `第${number * 8 + line}次，${WHO[(number + line) % 6]}${WHAT[(number * 5 + line) % 6]}，来的人一次比一次多。`);
  return `---\ntitle: ${who}${what}${number}\ndate: 2021-05-${String(1 + number % 28).padStart(2, '0')}\nunit: ${county}\ntopics: 减盐\n---\n\n${lines.join('\n\n')}\n`;
}

// A grey square with a mark that makes it differ from others.
export function picture(mark) {
  const side = 64;
  const rows = Buffer.alloc(side * (side + 1), 128);
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0;
  for (let dot = 1; dot <= side; dot++) rows[dot] = (mark * 37 + dot * 3) % 256;
  const chunk = (name, bytes) => {
    const body = Buffer.concat([Buffer.from(name), bytes]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(bytes.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

const ARTICLE = `---
title: 认识盐勺
date: 2021-05-29
topics: 减盐
references: 中国居民膳食指南（2022）
---

![一把两克的盐勺](盐勺.png)

先量一量盐。
`;

// Every file below a folder by its path, `/` between the parts; none where there is no folder. `keep` may leave out names.
export async function tree(folder, keep = () => true) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)));
  const kept = paths.filter(keep).sort();
  return new Map(await Promise.all(kept.map(async (path) => [path, await readFile(join(folder, path))])));
}
const isOwn = (path) => path.split('/').some((part) => part.startsWith('.xuan'));

// Folders that are there until the tests of a file are over.
const folders = [];
export async function folder(name = 'folder') {
  const path = await mkdtemp(join(tmpdir(), `xuan-publish-${name}-`));
  folders.push(path);
  return path;
}
process.on('exit', () => {
  for (const path of folders) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch {
      // A disk that is still mounted keeps no other folder from being removed.
    }
  }
});

export const run = (file, words, options = {}) => new Promise((done) => {
  execFile(file, words, { maxBuffer: 1 << 28, timeout: 300_000, ...options }, (error, out, err) => {
    done({ code: error ? error.code ?? error.signal : 0, out, err, said: out + err });
  });
});

// Makes a workspace by `xuan init` with more cities, and so many stories in each.
export async function workspace({ cities = 2, stories = 6 } = {}) {
  const root = join(await folder('workspace'), '宣传');
  const made = await run(program, ['init', root, '--lang', 'zh']);
  assert.equal(made.code, 0, made.said);
  const at = (path) => join(root, path);
  const site = `${await readFile(at('content/site.yaml'), 'utf8')}\nas_of: 2026-12-31\nbase_url: https://example.org/\n`;
  const write = async (path, text) => {
    await mkdir(dirname(at(path)), { recursive: true });
    await writeFile(at(path), text);
  };
  const targets = (list) => {
    const lines = list.map((target) => `  - ${JSON.stringify(target)}\n`);
    return write('content/site.yaml', list.length ? `${site}publish:\n${lines.join('')}` : site);
  };
  await targets([]);
  for (const [slug, [name, county, countySlug]] of [['changsha', ['长沙市', '浏阳市']], ...Object.entries(CITIES).slice(0, cities - 1)]) {
    if (countySlug) await write(`content/${slug}/city.yaml`, `name: ${name}\ncounties:\n  - {name: ${county}, slug: ${countySlug}}\n`);
    for (let number = 0; number < stories; number++) await write(`content/${slug}/stories/story-${number}.md`, story(county, number));
  }
  await write('content/changsha/health/讲盐/index.md', ARTICLE);
  await write('content/changsha/health/讲盐/盐勺.png', picture(1));

  const bed = { root, at, write, targets, story, env: {} };
  bed.read = (path) => readFile(at(path), 'utf8');
  bed.append = async (path, text) => write(path, await bed.read(path) + text);
  bed.move = (from, to) => rename(at(from), at(to));
  bed.remove = (path) => rm(at(path), { recursive: true });
  // Runs the program, free of the locale and the secrets that run the tests.
  bed.words = (words) => [...words, '--root', root, ...(words.includes('--lang') ? [] : ['--lang', 'zh'])];
  bed.environment = () => {
    const foreign = /^(LANG|LC_ALL|LC_MESSAGES|XUAN_S3_ID|XUAN_S3_SECRET|XUAN_WEBDAV_PASSWORD)$/;
    return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))), ...bed.env };
  };
  bed.run = (...words) => run(program, bed.words(words), { env: bed.environment() });
  bed.start = (...words) => spawn(program, bed.words(words), { env: bed.environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  bed.build = async (...words) => {
    const built = await bed.run('build', ...words);
    assert.equal(built.code, 0, built.said);
  };
  bed.released = () => tree(at('public'), (path) => !isOwn(path));
  bed.everything = () => tree(root, (path) => !path.startsWith('.xuan/'));
  // Publishes, and gives what `--format json` says of it.
  bed.publish = async (...words) => {
    const done = await bed.run('publish', ...words, '--format', 'json');
    assert.equal(done.code, 0, done.said);
    return JSON.parse(done.out);
  };
  return bed;
}

// Fails unless a run was refused with one of the codes, in a Chinese sentence and without a stack trace.
export function refused(done, codes, words = /./) {
  assert.ok([codes].flat().includes(done.code), `code ${done.code}, not ${codes}: ${done.said}`);
  assert.match(done.said, /\p{Script=Han}{4}/u, done.said);
  assert.match(done.said, words, done.said);
  assert.doesNotMatch(done.said, /panicked|RUST_BACKTRACE|stack backtrace/);
}

// Fails unless two trees are the same to the byte; `what` says what is compared.
export function same(found, wanted, what) {
  const missing = [...wanted.keys()].filter((path) => !found.has(path));
  const more = [...found.keys()].filter((path) => !wanted.has(path));
  const other = [...wanted].filter(([path, bytes]) => found.has(path) && !found.get(path).equals(bytes)).map(([path]) => path);
  const short = (paths) => paths.slice(0, 8);
  assert.deepEqual({ missing: short(missing), more: short(more), other: short(other) }, { missing: [], more: [], other: [] }, what);
}
