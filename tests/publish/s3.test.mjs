// `xuan publish` to an S3 service: rclone's, by its own client and through a proxy that counts.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { bucket } from './bucket.mjs';
import { proxy } from './faulty.mjs';
import { isHashed, isWorking, life, LOCK, MANIFEST } from './life.mjs';
import { bucketPlace } from './places.mjs';
import { KEY, nginx, s3 } from './servers.mjs';
import { folder, refused, run, same, tree, workspace } from './workspace.mjs';

const SECRETS = { XUAN_S3_ID: KEY.id, XUAN_S3_SECRET: KEY.secret };
const target = (endpoint, more = {}) => ({ name: 'oss', kind: 's3', endpoint, bucket: 'site', region: 'us-east-1', style: 'path', ...more });

life(async () => {
  const [server, bed] = [await s3(), await workspace({ cities: 3 })];
  const through = await proxy(server.port);
  const web = await nginx(server.folder);
  bed.env = SECRETS;
  await bed.targets([target(through.url, { url: web.url })]);
  return { bed, place: bucketPlace('oss', server, through) };
});

// A workspace that is built, and a server for it.
let server, store;
before(async () => {
  server = await s3();
  store = bucket(`http://127.0.0.1:${server.port}`);
});
async function ready(more = {}, endpoint = `http://127.0.0.1:${server.port}`) {
  const bed = await workspace();
  bed.env = SECRETS;
  await bed.targets([target(endpoint, more)]);
  await bed.build();
  return bed;
}
const untouched = async (act) => {
  const before = await tree(server.folder);
  await act();
  same(await tree(server.folder), before, 'the bucket');
};

test('each file has its type, and how long it may be kept', async () => {
  const bed = await ready({ prefix: 'types' });
  await bed.publish('oss');
  const types = { html: /^text\/html; ?charset=utf-8$/i, css: /^text\/css(; ?charset=utf-8)?$/i, js: /^(text|application)\/javascript(; ?charset=utf-8)?$/i,
    xml: /^(application|text)\/(rss\+|atom\+)?xml(; ?charset=utf-8)?$/i, txt: /^text\/plain; ?charset=utf-8$/i, svg: /^image\/svg\+xml/, png: /^image\/png$/ };
  const released = await bed.released();
  const endings = new Set();
  for (const path of released.keys()) {
    const { headers } = await store.get(`types/${path}`);
    const ending = path.split('.').at(-1);
    endings.add(ending);
    assert.match(headers.get('content-type'), types[ending], path);
    const kept = headers.get('cache-control');
    const [, seconds] = /max-age=(\d+)/.exec(kept) ?? [];
    if (isHashed(path)) assert.ok(/immutable/.test(kept) && seconds >= 31_536_000, `${path}: ${kept}`);
    else assert.ok(!/immutable/.test(kept) && (/no-cache/.test(kept) || seconds <= 3600), `${path}: ${kept}`);
  }
  assert.deepEqual([...endings].sort(), Object.keys(types).sort());
});

test('Chinese names, blanks and signs are percent-encoded', async () => {
  const prefix = '宣传 网站+(1)/2021年&更多/';
  const bed = await ready({ prefix });
  await store.put(`${prefix}别人的 文件.txt`, '别人的');
  await bed.publish('oss', '--verify');
  await bed.append('content/yueyang/stories/story-1.md', '\n新的。\n');
  await bed.move('content/yueyang/stories/story-2.md', 'content/yueyang/stories/改名.md');
  await bed.build();
  await bed.publish('oss');
  const found = await store.all(prefix);
  for (const [path, bytes] of await bed.released()) assert.ok(found.get(path)?.equals(bytes), path);
  assert.ok(!found.has('yueyang/stories/story-2.html') && found.has(MANIFEST) && found.has('别人的 文件.txt'));
  assert.ok((await store.list()).every((key) => key.startsWith(prefix) || !key.includes('网站')));
});

test('more files than one page of a listing holds are all seen by --verify', async () => {
  const prefix = 'many/';
  const bed = await workspace({ stories: 300 });
  bed.env = SECRETS;
  await bed.targets([target(`http://127.0.0.1:${server.port}`, { prefix })]);
  await bed.build();
  const released = await bed.released();
  assert.ok(released.size > 1100);
  await bed.publish('oss');
  const lost = ['changsha/index.html', 'yueyang/stories/story-299.html', 'yueyang/sitemap.xml'];
  for (const path of lost) await store.remove(prefix + path);
  const report = await bed.publish('oss', '--verify');
  assert.equal(report.done.uploaded, lost.length);
  const found = await store.all(prefix);
  found.delete(MANIFEST);
  same(found, released);
});

test('a bucket is reached by its host name where its style says so', async () => {
  const hosts = await s3({ hostStyle: true });
  const bed = await ready({ style: 'host' }, `http://s3.test:${hosts.port}`);
  const file = join(await folder(), 'hosts');
  await writeFile(file, '127.0.0.1 localhost\n127.0.0.1 s3.test site.s3.test\n');
  const words = bed.words(['publish', 'oss']).map((word) => `'${word}'`).join(' ');
  // Its own name server for this one run, as root of a name space of its own.
  const done = await run('unshare', ['-rm', 'sh', '-c', `mount --bind '${file}' /etc/hosts && exec '${process.env.XUAN_PROGRAM}' ${words}`], { env: bed.environment() });
  assert.equal(done.code, 0, done.said);
  const found = await tree(hosts.folder);
  found.delete(MANIFEST);
  same(found, await bed.released());
});

test('the secrets may come from a file, but not from one that is published or shared', async () => {
  const bed = await ready({ prefix: 'secrets' });
  bed.env = {};
  const file = join(await folder(), 'secrets.yaml');
  const text = `oss: {id: ${KEY.id}, secret: ${KEY.secret}}\n`;
  await writeFile(file, text);
  await bed.publish('oss', '--secrets', file);
  await bed.write('content/secrets.yaml', text);
  const before = await tree(server.folder);
  refused(await bed.run('publish', 'oss', '--secrets', bed.at('content/secrets.yaml')), [1, 2, 3]);
  same(await tree(server.folder), before);
  await bed.remove('content/secrets.yaml');
  refused(await bed.run('publish', 'oss'), [2, 3], /XUAN_S3_(ID|SECRET)/);
  refused(await bed.run('publish', 'oss', '--secrets', `${file}.none`), [2, 3]);
});

test('no secret is ever told', async () => {
  const bed = await ready({ bucket: 'nosuch' });
  for (const words of [['publish', 'oss'], ['publish', 'oss', '--format', 'json'], ['publish', 'oss', '--dry-run']]) {
    const { said } = await bed.run(...words);
    assert.ok(!said.includes(KEY.secret) && !/X-Amz-Signature/i.test(said), said);
  }
  const kept = await tree(bed.at('.xuan'));
  for (const [path, bytes] of kept) assert.ok(!bytes.includes(KEY.secret), path);
});

test('a wrong bucket is refused in a sentence, nothing touched', async () => {
  const bed = await ready({ bucket: 'nosuch' });
  await untouched(async () => refused(await bed.run('publish', 'oss'), 3, /nosuch/));
});

test('a wrong secret and a wrong key are refused in a sentence, nothing touched', async () => {
  const bed = await ready({ prefix: 'denied' });
  for (const env of [{ ...SECRETS, XUAN_S3_SECRET: 'wrong-secret-of-theirs' }, { ...SECRETS, XUAN_S3_ID: 'NOSUCHKEY0' }]) {
    bed.env = env;
    await untouched(async () => refused(await bed.run('publish', 'oss'), 3, /密钥|拒绝/));
  }
});

test('a service that is not there is told, after a while that a person waits', async () => {
  const bed = await ready({}, 'http://127.0.0.1:1');
  const begun = Date.now();
  refused(await bed.run('publish', 'oss'), 3, /127\.0\.0\.1:1/);
  assert.ok(Date.now() - begun < 60_000);
});

test('a closing check notices a home that is not the new one', async () => {
  const [right, wrong] = [await nginx(server.folder), await nginx(await folder('old'))];
  const bed = await ready({ prefix: 'home', url: `${right.url}home/` });
  await bed.publish('oss');
  await bed.targets([target(`http://127.0.0.1:${server.port}`, { prefix: 'home', url: wrong.url })]);
  await bed.append('content/site.yaml', '\n');
  await bed.append('content/yueyang/stories/story-1.md', '\n新的。\n');
  await bed.build();
  refused(await bed.run('publish', 'oss'), 3, /首页/);
  const found = await store.all('home/');
  for (const [path, bytes] of await bed.released()) assert.ok(found.get(path)?.equals(bytes), path);
});

test('--rollback brings the earlier release back to the byte', async () => {
  const bed = await ready({ prefix: 'back/' });
  await bed.publish('oss');
  const first = await bed.released();
  await bed.append('content/yueyang/stories/story-1.md', '\n不该发出去的话。\n');
  await bed.move('content/yueyang/stories/story-2.md', 'content/yueyang/stories/other.md');
  await bed.build();
  await bed.publish('oss');
  const second = await bed.released();
  const done = await bed.run('publish', 'oss', '--rollback', '--yes');
  assert.equal(done.code, 0, done.said);
  const found = await store.all('back/');
  for (const [path, bytes] of first) assert.ok(found.get(path)?.equals(bytes), path);
  const more = [...found.keys()].filter((path) => !first.has(path) && !isWorking(path));
  assert.ok(more.every((path) => second.has(path) && isHashed(path)), `${more}`);
  assert.equal((await store.get('back/index.html')).headers.get('content-type').slice(0, 9), 'text/html');
});

test('a second publication at the same time is refused where the service can tell', async () => {
  const through = await proxy(server.port, { knowsConditions: true });
  const [one, other] = [await ready({ prefix: 'both/' }, through.url), await ready({ prefix: 'both/' }, through.url)];
  await other.append('content/yueyang/stories/story-1.md', '\n另一台电脑。\n');
  await other.build();
  let free;
  const waits = new Promise((done) => { free = done; });
  const begun = new Promise((done) => {
    through.held = async ({ method, key }) => {
      if (method !== 'PUT' || key === `both/${LOCK}`) return;
      done();
      await waits;
    };
  });
  const first = one.run('publish', 'oss');
  await begun;
  const puts = () => through.log.filter(({ method, key }) => method !== 'GET' && key !== `both/${LOCK}`).length;
  const before = puts();
  refused(await other.run('publish', 'oss'), 3);
  assert.ok(puts() - before <= 32, 'what came meanwhile is the first one\'s');
  free();
  const done = await first;
  assert.equal(done.code, 0, done.said);
  const found = await store.all('both/');
  for (const [path, bytes] of await one.released()) assert.ok(found.get(path)?.equals(bytes), path);
  assert.ok(!found.has(LOCK));
  await other.publish('oss');
});
