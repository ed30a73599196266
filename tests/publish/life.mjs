// The life of a target, the same for every kind: what each publication must send, keep and take away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { same } from './workspace.mjs';

export const MANIFEST = '.xuan-publish.json';
export const LOCK = '.xuan-publish.lock';
// What the program keeps at a target for itself.
export const isWorking = (path) => path.startsWith('.xuan');

// Files whose names change with what is in them: they stay for one more release.
export const isHashed = (path) => {
  const [name, ...folders] = path.split('/').reverse();
  return folders.includes('assets') || (folders.includes('search') && name !== 'boot.js');
};
// Pages of stories; all other pages list them or lead to them.
export const isStory = (path) => /(^|\/)(health|youth|families|stories|pages)\/[^/]+\.html$/.test(path) && !/\/(index|page-\d+)\.html$/.test(path);

// What a target must hold after a row of releases, and what each of them must do.
export class Expected {
  files = new Map();
  leaving = new Map();
  foreign = new Map();

  // The next release: what is new, changed, deleted, unchanged and sent.
  next(release) {
    const there = new Map([...this.leaving, ...this.files]);
    const sent = [...release].filter(([path, bytes]) => !there.get(path)?.equals(bytes)).map(([path]) => path);
    const gone = [...this.files].filter(([path]) => !release.has(path));
    const isNews = sent.length > 0 || gone.length > 0;
    const removed = [...gone.filter(([path]) => !isHashed(path)), ...[...this.leaving].filter(([path]) => isNews && !release.has(path))].map(([path]) => path);
    if (isNews) this.leaving = new Map(gone.filter(([path]) => isHashed(path)));
    this.files = release;
    const fresh = sent.filter((path) => !there.has(path)).length;
    const bytes = sent.reduce((sum, path) => sum + release.get(path).length, 0);
    const plan = { new: fresh, changed: sent.length - fresh, deleted: removed.length, unchanged: release.size - sent.length, bytes };
    return { sent: sent.sort(), removed, plan };
  }

  // All that a target holds beside the manifest.
  all() {
    return new Map([...this.foreign, ...this.leaving, ...this.files]);
  }
}

// Fails unless a target holds just what it must.
export async function holds(place, expected) {
  const found = await place.all();
  assert.ok(found.has(MANIFEST), 'the manifest is there');
  assert.ok(!found.has(LOCK), 'the lock is gone');
  found.delete(MANIFEST);
  same(found, expected.all(), place.name);
}

// Registers the tests of a target's life. `make` gives a workspace, whose targets are set, and the place:
//   name            the target
//   all()           every file that it holds, as it is served
//   put, take       writes and removes a file behind the program's back
//   sent()          the paths that were written since it was last asked, sorted
//   requests()      how many requests came since it was last asked; left out where nobody counts
export function life(make) {
  const expected = new Expected();
  let bed, place;
  // Builds, publishes, and compares with what must be.
  const release = async (...flags) => {
    await bed.build();
    await place.sent();
    const wanted = expected.next(await bed.released());
    const report = await bed.publish(place.name, ...flags);
    assert.equal(report.target, place.name);
    assert.deepEqual(report.plan, wanted.plan);
    assert.deepEqual(await place.sent(), wanted.sent);
    assert.deepEqual([report.done.uploaded, report.done.deleted], [wanted.sent.length, wanted.removed.length]);
    await holds(place, expected);
    return { ...wanted, report };
  };

  test('the first publication brings every file, and leaves those of others', async () => {
    ({ bed, place } = await make());
    for (const [path, text] of [['说明 (本单位).txt', '别人的文件'], ['changsha/老网页.html', '<p>旧</p>'], ['app/index.html', '<p>别的</p>']]) {
      expected.foreign.set(path, Buffer.from(text));
      await place.put(path, Buffer.from(text));
    }
    const { plan } = await release();
    assert.deepEqual([plan.changed, plan.deleted, plan.unchanged], [0, 0, 0]);
  });

  test('a second publication has nothing to do', async () => {
    const before = (await place.all()).get(MANIFEST);
    place.requests?.();
    const wanted = expected.next(await bed.released());
    const report = await bed.publish(place.name);
    const asked = place.requests?.() ?? 0;
    assert.deepEqual(report.plan, wanted.plan);
    assert.deepEqual([report.done.uploaded, report.done.deleted], [0, 0]);
    assert.deepEqual(await place.sent(), []);
    assert.ok(asked <= 2, `${asked} requests`);
    await holds(place, expected);
    assert.deepEqual((await place.all()).get(MANIFEST), before);
  });

  test('a changed story sends only what differs', async () => {
    await bed.append('content/yueyang/stories/story-2.md', '\n后来又有了新的消息。\n');
    const { sent } = await release();
    assert.ok(sent.includes('yueyang/stories/story-2.html'));
    assert.ok(!sent.includes('yueyang/stories/story-3.html') && !sent.some((path) => path.startsWith('changsha/')));
    assert.ok(expected.leaving.size > 0, 'the last release named what this one does not');
  });

  test('a renamed story leaves no page behind, and assets go one release later than pages', async () => {
    const leaving = [...expected.leaving.keys()];
    await bed.move('content/yueyang/stories/story-3.md', 'content/yueyang/stories/改名.md');
    const { removed, sent } = await release();
    assert.ok(removed.includes('yueyang/stories/story-3.html') && sent.includes('yueyang/stories/gai-ming.html'));
    assert.ok(leaving.every((path) => removed.includes(path) || expected.files.has(path)));
  });

  test('a release that comes back finds its assets still there', async () => {
    await bed.move('content/yueyang/stories/改名.md', 'content/yueyang/stories/story-3.md');
    const { sent } = await release();
    assert.ok(!sent.some(isHashed), `${sent.filter(isHashed)}`);
  });

  test('--verify sees what was lost at the target', async () => {
    await place.take('changsha/index.html');
    await place.sent();
    const report = await bed.publish(place.name, '--verify');
    assert.deepEqual(await place.sent(), ['changsha/index.html']);
    assert.equal(report.done.uploaded, 1);
    await holds(place, expected);
  });

  test('a removed city goes, and nothing else', async () => {
    await bed.remove('content/zhuzhou');
    const { removed } = await release('--allow-shrink', '--allow-deletes');
    assert.ok(removed.includes('zhuzhou/index.html'));
    await bed.append('content/yueyang/stories/story-2.md', '\n又有了一条。\n');
    await release();
    assert.ok(![...(await place.all()).keys()].some((path) => path.startsWith('zhuzhou/')));
  });

  test('one city is published for itself', async () => {
    await bed.append('content/yueyang/stories/story-1.md', '\n岳阳的新消息。\n');
    await bed.append('content/changsha/stories/story-1.md', '\n长沙的新消息。\n');
    await bed.build();
    await place.sent();
    await bed.publish(place.name, '--city', 'changsha');
    const sent = await place.sent();
    assert.ok(sent.includes('changsha/stories/story-1.html') && sent.every((path) => path.startsWith('changsha/')), `${sent}`);
    const found = await place.all();
    const [built, old] = [await bed.released(), expected.files];
    const part = (files, isPart) => new Map([...files].filter(([path]) => isPart(path)));
    const isChangsha = (path) => path.startsWith('changsha/');
    for (const [path, bytes] of part(built, isChangsha)) assert.ok(found.get(path)?.equals(bytes), path);
    for (const [path, bytes] of part(old, (path) => !isChangsha(path))) assert.ok(found.get(path)?.equals(bytes), path);
    await bed.publish(place.name);
    const all = await place.all();
    for (const [path, bytes] of [...built, ...expected.foreign]) assert.ok(all.get(path)?.equals(bytes), path);
  });
}
