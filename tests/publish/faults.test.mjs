// `xuan publish` to an S3 service that fails: answers of 503, cut connections, slow answers, a damaged body, and kills of the
// program itself. Everything is decided by a seed.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { bucket } from './bucket.mjs';
import { FAULTS, outcomes, proxy } from './faulty.mjs';
import { Expected, holds, isHashed, isStory, isWorking, LOCK, MANIFEST } from './life.mjs';
import { bucketPlace } from './places.mjs';
import { share } from './random.mjs';
import { KEY, s3 } from './servers.mjs';
import { refused, same, workspace } from './workspace.mjs';

const SEED = 'publish-1';
const KILLS = 20;
const STORIES = 210;
const target = (name, endpoint) => ({ name, kind: 's3', endpoint, bucket: 'site', region: 'us-east-1', prefix: `${name}/`, style: 'path' });

// One workspace of about 1,500 files, and a service in memory behind a proxy that each test tells what to do.
let server, store, through, bed, released;
before(async () => {
  server = await s3({ inMemory: true });
  store = bucket(`http://127.0.0.1:${server.port}`);
  await store.make();
  through = await proxy(server.port, { seed: SEED });
  bed = await workspace({ cities: 3, stories: STORIES });
  bed.env = { XUAN_S3_ID: KEY.id, XUAN_S3_SECRET: KEY.secret };
  const names = ['faulty', 'stubborn', 'whole', 'row', 'manifest', 'withdrawn', ...Array.from({ length: KILLS }, (_, kill) => `kill-${kill}`)];
  await bed.targets(names.map((name) => target(name, through.url)));
  await bed.build();
  released = await bed.released();
  assert.ok(released.size > 1400 && released.size < 1700, `${released.size} files`);
});
// A test that fails leaves the next ones what they need.
beforeEach(async () => {
  Object.assign(through, { held: null, refuse: () => false, arrived: () => {} });
  through.begin();
  released = await bed.released();
});
const place = (name) => bucketPlace(name, server, through, `${name}/`);

// What a proxy has seen of one target since a moment, by paths: the files sent, the files taken away, the manifest.
const since = (name, from = 0) => {
  const seen = through.log.slice(from).filter(({ key }) => key.startsWith(`${name}/`)).map((entry) => ({ ...entry, path: entry.key.slice(name.length + 1) }));
  const puts = seen.filter(({ method, path }) => method === 'PUT' && !isWorking(path));
  const manifests = seen.filter(({ method, path }) => method === 'PUT' && path === MANIFEST);
  const removals = through.log.slice(from).filter(({ method, key, query }) => (method === 'DELETE' && key.startsWith(`${name}/`) && !key.endsWith(LOCK))
    || (method === 'POST' && /[?&]delete/.test(query)));
  return { puts, manifests, removals, stored: puts.filter(({ stored, sound }) => stored && sound) };
};
const first = (entries) => Math.min(...entries.map(({ time }) => time));
const last = (entries) => Math.max(...entries.map(({ ended, time }) => ended ?? time));

// Fails unless assets, pages, indexes, manifest and deletions came in this order, each after the one before was done. A slow request for
// a file whose name tells its content may be given up and come late: the file is there when another has brought it.
function inOrder({ puts: all, manifests, removals }) {
  const isLate = (entry) => isHashed(entry.path) && entry.outcome === 'slow' && all.some((other) => other.path === entry.path && other.time > entry.time && other.ended < entry.ended && other.stored && other.sound);
  const puts = all.filter((entry) => !isLate(entry));
  const phases = [['assets', puts.filter(({ path }) => isHashed(path))], ['pages', puts.filter(({ path }) => !isHashed(path) && isStory(path))],
    ['indexes', puts.filter(({ path }) => !isHashed(path) && !isStory(path))], ['the manifest', manifests]];
  const there = phases.filter(([, entries]) => entries.length > 0);
  for (const [at, [name, entries]] of there.entries()) {
    if (at === 0) continue;
    const [earlier, done] = there[at - 1];
    assert.ok(last(done) <= first(entries), `${name} before all ${earlier}: ${entries.find(({ time }) => time < last(done))?.path}`);
  }
  if (removals.length === 0) return;
  assert.ok(manifests.some(({ stored, ended }) => stored && ended <= first(removals)), 'a manifest tells what goes before it goes');
  assert.ok(last(puts) <= first(removals), 'no deletion before all uploads');
}

test('through a service that fails one request in five everything arrives, in order', async (t) => {
  through.begin(FAULTS);
  const report = await bed.publish('faulty');
  const expected = new Expected();
  assert.deepEqual(report.plan, expected.next(released).plan);
  await holds(place('faulty'), expected);
  const seen = since('faulty');
  inOrder(seen);
  const counts = outcomes(through.log);
  t.diagnostic(`${JSON.stringify(counts)}; ${JSON.stringify(report.done)}`);
  for (const outcome of ['unavailable', 'reset', 'unanswered', 'slow', 'damaged']) assert.ok(counts[outcome] > 0, outcome);
  assert.equal(counts.damaged, 1);
  assert.ok(report.done.retries >= counts.unavailable + counts.reset + counts.damaged);
  assert.equal(report.done.uploaded, released.size);
});

test('a later release through the same faults deletes last', async () => {
  through.begin(FAULTS);
  for (let number = 0; number < 40; number++) await bed.move(`content/yueyang/stories/story-${number}.md`, `content/yueyang/stories/moved-${number}.md`);
  await bed.build();
  const expected = new Expected();
  expected.next(released);
  const { plan, removed } = expected.next(await bed.released());
  const report = await bed.publish('faulty');
  assert.deepEqual(report.plan, plan);
  await holds(place('faulty'), expected);
  const seen = since('faulty');
  assert.ok(seen.removals.length > 0 && removed.length >= 40);
  inOrder(seen);
});

test('after a file that is never taken nothing is deleted, and the old manifest stays', async () => {
  await bed.publish('stubborn');
  const manifest = (await store.get(`stubborn/${MANIFEST}`)).body;
  await bed.move('content/yueyang/stories/story-107.md', 'content/yueyang/stories/moved.md');
  await bed.append('content/changsha/stories/story-9.md', '\n新的。\n');
  await bed.build();
  const from = through.log.length;
  through.refuse = ({ method, key }) => method === 'PUT' && key === 'stubborn/changsha/stories/story-9.html';
  refused(await bed.run('publish', 'stubborn'), 3, /story-9\.html/);
  const tries = through.log.slice(from).filter(({ outcome }) => outcome === 'refused');
  assert.equal(tries.length, 6);
  const pauses = tries.slice(1).map(({ time }, at) => time - tries[at].ended);
  assert.ok(pauses.every((pause) => pause > 40 && pause < 10_500) && pauses[4] > pauses[0], `${pauses}`);
  const seen = since('stubborn', from);
  assert.equal(seen.removals.length, 0);
  assert.ok(!seen.puts.some(({ path }) => path.endsWith('index.html')), 'no index names what is not there');
  assert.deepEqual((await store.get(`stubborn/${MANIFEST}`)).body, manifest);
  assert.ok((await store.list('stubborn/yueyang/stories/')).includes('stubborn/yueyang/stories/story-107.html'));
  through.refuse = () => false;
  const [expected, again] = [new Expected(), through.log.length];
  expected.next(released);
  expected.next(await bed.released());
  await bed.publish('stubborn');
  await holds(place('stubborn'), expected);
  const twice = since('stubborn', again).stored.filter(({ path }) => seen.stored.some((earlier) => earlier.path === path));
  assert.ok(twice.length <= 2, `sent again: ${twice.map(({ path }) => path)}`);
});

// Publishes and kills the program as the nth request comes; the exit code where it was faster.
async function killed(name, nth, delay) {
  const child = bed.start('publish', name);
  child.stdout.resume();
  child.stderr.resume();
  let count = 0;
  through.arrived = () => {
    count += 1;
    if (count === nth) setTimeout(() => child.kill('SIGKILL'), delay);
  };
  const code = await new Promise((done) => child.once('exit', (code) => done(code)));
  through.arrived = () => {};
  return code;
}

test('killed at twenty points and run again, a publication is complete and has sent at most one file in a hundred twice', async (t) => {
  await bed.publish('whole');
  const all = through.log.length;
  const twice = [];
  for (let kill = 0; kill < KILLS; kill++) {
    through.begin();
    const name = `kill-${kill}`;
    const nth = 1 + Math.floor(all * share(SEED, 'kill', kill));
    const code = await killed(name, nth, 8 * share(SEED, 'delay', kill));
    const sent = since(name).stored.length;
    await bed.publish(name);
    const found = await store.all(`${name}/`);
    assert.ok(found.delete(MANIFEST) && !found.has(LOCK));
    same(found, released, `${name}, killed at ${nth} of ${all}`);
    inOrder(since(name));
    twice.push(since(name).stored.length - released.size);
    t.diagnostic(`killed at request ${nth} of ${all} (${code === null ? `${sent} files sent` : 'had ended'}): ${twice[kill]} sent twice`);
  }
  const most = Math.floor(released.size / 100);
  assert.ok(twice.every((count) => count <= most), `at most ${most}, but ${twice}`);
});

test('killed twenty times in a row, a publication with deletions is complete in the end', async (t) => {
  await bed.publish('row');
  const expected = new Expected();
  expected.next(released);
  await bed.append('content/site.yaml', '\n');
  for (let number = 0; number < 45; number++) await bed.move(`content/zhuzhou/stories/story-${number}.md`, `content/zhuzhou/stories/later-${number}.md`);
  for (let number = 0; number < STORIES; number++) await bed.append(`content/changsha/stories/story-${number}.md`, '\n后来又有了新的消息。\n');
  await bed.build();
  const { plan } = expected.next(await bed.released());
  through.begin();
  const each = Math.ceil((plan.new + plan.changed + plan.deleted) / KILLS);
  let kills = 0;
  for (; kills < KILLS; kills++) {
    if (await killed('row', 1 + Math.floor(2 * each * share(SEED, 'row', kills)), 8 * share(SEED, 'row delay', kills)) === 0) break;
  }
  await bed.publish('row');
  await holds(place('row'), expected);
  const seen = since('row');
  inOrder(seen);
  t.diagnostic(`${kills} kills: ${seen.stored.length} files sent where ${plan.new + plan.changed} were needed`);
});

// Publishes and kills the program as a request comes that `at` tells.
async function killedAt(name, at) {
  const child = bed.start('publish', name);
  child.stdout.resume();
  child.stderr.resume();
  through.held = async (entry) => {
    if (at(entry) && child.exitCode === null) child.kill('SIGKILL');
    // What comes while the program dies goes no further.
    if (at(entry)) through.refuse = (other) => other === entry;
  };
  const code = await new Promise((done) => child.once('exit', done));
  assert.equal(code, null, 'it was killed');
  Object.assign(through, { held: null, refuse: () => false });
}

test('killed between the last file and the manifest, the next run writes the manifest', async () => {
  await killedAt('manifest', ({ method, key }) => method === 'PUT' && key === `manifest/${MANIFEST}`);
  assert.ok(!(await store.list('manifest/')).includes(`manifest/${MANIFEST}`));
  const from = through.log.length;
  await bed.publish('manifest');
  const expected = new Expected();
  expected.next(released);
  await holds(place('manifest'), expected);
  const twice = since('manifest', from).stored.length;
  assert.ok(twice <= released.size / 100, `${twice} sent again`);
});

test('a page that a killed publication has sent goes when the next release has it no more', async () => {
  await bed.publish('withdrawn');
  await bed.write('content/yueyang/stories/withdrawn.md', bed.story('汨罗市', 900));
  await bed.build();
  await killedAt('withdrawn', ({ method, key }) => method === 'PUT' && key.endsWith('yueyang/index.html'));
  assert.ok((await store.list('withdrawn/yueyang/stories/')).includes('withdrawn/yueyang/stories/withdrawn.html'));
  await bed.remove('content/yueyang/stories/withdrawn.md');
  await bed.build();
  await bed.publish('withdrawn');
  const found = await store.all('withdrawn/');
  for (const [path, bytes] of await bed.released()) assert.ok(found.get(path)?.equals(bytes), path);
  assert.ok(!found.has('yueyang/stories/withdrawn.html'));
});
