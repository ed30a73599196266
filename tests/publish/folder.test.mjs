// `xuan publish` to a folder, as to a USB stick, and to a zip archive.
import assert from 'node:assert/strict';
import { readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { Expected, holds, life, LOCK, MANIFEST } from './life.mjs';
import { folderPlace } from './places.mjs';
import { folder, picture, refused, run, same, tree, workspace } from './workspace.mjs';
import { unzip } from './zip.mjs';

life(async () => {
  const [bed, root] = [await workspace({ cities: 3 }), join(await folder('stick'), '宣传 网站')];
  await bed.targets([{ name: 'U盘', kind: 'folder', path: root }]);
  return { bed, place: folderPlace('U盘', root) };
});

let bed;
before(async () => {
  bed = await workspace();
  await bed.build();
});

test('a path is a target as well as a name, and is made where it is not there', async () => {
  const root = join(await folder(), 'new/deep');
  const report = await bed.publish(root);
  const released = await bed.released();
  assert.equal(report.plan.new, released.size);
  const found = await tree(root);
  found.delete(MANIFEST);
  same(found, released);
});

test('--city brings the site of one city alone', async () => {
  const root = await folder();
  await bed.publish(root, '--city', 'yueyang');
  const found = await tree(root);
  found.delete(MANIFEST);
  same(found, new Map([...await bed.released()].filter(([path]) => path.startsWith('yueyang/'))));
  refused(await bed.run('publish', root, '--city', 'nirgends'), [1, 2]);
});

test('another output is published with --out', async () => {
  const [root, out] = [await folder(), join(await folder(), 'out')];
  await bed.build('--out', out);
  await bed.publish(root, '--out', out);
  assert.ok((await tree(root)).has('index.html'));
});

test('--zip writes the whole release into an archive, the same bytes each time', async () => {
  const file = join(await folder(), '宣传.zip');
  const first = await bed.run('publish', '--zip', file);
  assert.equal(first.code, 0, first.said);
  const archive = await readFile(file);
  const files = unzip(archive);
  for (const path of files.keys()) {
    if (path.startsWith('.xuan')) files.delete(path);
  }
  same(files, await bed.released());
  const second = await bed.run('publish', '--zip', file);
  assert.equal(second.code, 0, second.said);
  assert.ok((await readFile(file)).equals(archive));
  assert.deepEqual([...(await tree(dirname(file))).keys()], ['宣传.zip']);
});

test('--zip never writes into the sources or the output', async () => {
  for (const file of ['content/x.zip', 'public/x.zip', 'public/changsha/x.zip']) {
    const before = await bed.everything();
    refused(await bed.run('publish', '--zip', bed.at(file)), [1, 2, 3]);
    same(await bed.everything(), before, file);
  }
});

test('--rollback brings the earlier release back to the byte, also when the workspace has gone on', async () => {
  const root = await folder();
  const bed = await workspace();
  await bed.build();
  await bed.publish(root);
  const first = await bed.released();
  await bed.append('content/yueyang/stories/story-1.md', '\n不该发出去的话。\n');
  await bed.move('content/yueyang/stories/story-2.md', 'content/yueyang/stories/other.md');
  await bed.write('content/changsha/health/讲盐/盐勺.png', picture(2));
  await bed.build();
  await bed.publish(root);
  await writeFile(join(root, '别人的.txt'), '别人的文件');
  await bed.append('content/yueyang/stories/story-4.md', '\n写到一半');
  const done = await bed.run('publish', root, '--rollback', '--yes');
  assert.equal(done.code, 0, done.said);
  const found = await tree(root);
  for (const [path, bytes] of first) assert.ok(found.get(path)?.equals(bytes), path);
  assert.ok(!found.has('yueyang/stories/other.html'));
  assert.equal(String(found.get('别人的.txt')), '别人的文件');
  const second = await bed.released();
  const more = [...found.keys()].filter((path) => !first.has(path) && ![MANIFEST, '别人的.txt'].includes(path));
  assert.ok(more.every((path) => second.has(path) && /(^|\/)(assets|search)\//.test(path)), `${more}`);
  await bed.build();
  await bed.publish(root);
  for (const [path, bytes] of await bed.released()) assert.ok((await readFile(join(root, path))).equals(bytes), path);
});

test('--rollback without an earlier release is refused', async () => {
  const root = await folder();
  await bed.publish(root);
  const before = await tree(root);
  refused(await bed.run('publish', root, '--rollback', '--yes'), [1, 3]);
  same(await tree(root), before);
});

test('a file of others in the place of ours is not overwritten', async () => {
  const root = await folder();
  await writeFile(join(root, 'index.html'), '<p>别人的首页</p>');
  refused(await bed.run('publish', root), [1, 3], /index\.html/);
  assert.equal(await readFile(join(root, 'index.html'), 'utf8'), '<p>别人的首页</p>');
});

test('the workspace, its sources, its output and what holds them are no targets', async () => {
  const links = await folder();
  await symlink(bed.at('content'), join(links, 'innocent'));
  await symlink(bed.at('public'), join(links, 'output'));
  const places = [bed.root, dirname(bed.root), bed.at('content'), bed.at('content/changsha/stories'), bed.at('content/new'), bed.at('public'), bed.at('public/changsha'),
    bed.at('.xuan/cache'), bed.at('themes'), join(links, 'innocent'), join(links, 'innocent/new'), join(links, 'output')];
  for (const place of places) {
    const before = await bed.everything();
    refused(await bed.run('publish', place, '--yes'), [1, 2, 3]);
    same(await bed.everything(), before, place);
  }
  assert.deepEqual([...(await tree(dirname(bed.root))).keys()].filter((path) => path.startsWith('.xuan') || path === 'index.html'), []);
});

test('a file in the place of the folder is refused', async () => {
  const file = join(await folder(), 'stick');
  await writeFile(file, 'a file');
  refused(await bed.run('publish', file), [2, 3]);
  assert.equal(await readFile(file, 'utf8'), 'a file');
});

// A small disk of its own.
const disks = [];
async function disk(size) {
  const root = await folder('disk');
  const done = await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'xuan', root]);
  assert.equal(done.code, 0, `these tests mount small disks, as root: ${done.said}`);
  disks.push(root);
  return root;
}
after(async () => {
  for (const root of disks) await run('umount', ['-l', root]);
});

test('a read-only stick is refused, and what it holds stays', async () => {
  const root = await disk('8m');
  await bed.publish(root);
  const before = await tree(root);
  await run('mount', ['-o', 'remount,ro', root]);
  const other = await workspace();
  await other.append('content/yueyang/stories/story-1.md', '\n新的。\n');
  await other.build();
  refused(await other.run('publish', root), 3);
  same(await tree(root), before);
  const empty = await disk('8m');
  await run('mount', ['-o', 'remount,ro', empty]);
  refused(await bed.run('publish', empty), 3);
});

test('a disk without any room is refused, and what it holds stays', async () => {
  const [root, bed] = [await disk('8m'), await workspace()];
  await bed.build();
  await bed.publish(root);
  const filled = await run('sh', ['-c', `cat /dev/zero > '${root}/filler'`]);
  assert.notEqual(filled.code, 0);
  const before = await tree(root);
  await bed.append('content/yueyang/stories/story-1.md', '\n新的。\n');
  await bed.build();
  refused(await bed.run('publish', root), 3);
  const found = await tree(root);
  // An empty lock may be left where there was no room for more.
  found.delete(LOCK);
  same(found, before);
});

test('a disk that fills on the way keeps whole pages and the old manifest, and a later run ends the work', async () => {
  const [root, bed] = [await disk('8m'), await workspace({ stories: 12 })];
  await bed.build();
  await bed.publish(root);
  const [old, manifest] = [await bed.released(), await readFile(join(root, MANIFEST))];
  for (let number = 0; number < 12; number++) await bed.append(`content/yueyang/stories/story-${number}.md`, `\n${'新的消息很长。'.repeat(3000)}${number}\n`);
  await bed.build();
  const released = await bed.released();
  const filler = join(root, 'filler');
  await run('sh', ['-c', `cat /dev/zero > '${filler}'; truncate -s -300K '${filler}'`]);
  refused(await bed.run('publish', root), 3);
  const found = await tree(root);
  for (const [path, bytes] of found) {
    if (['filler', LOCK].includes(path)) continue;
    assert.ok(path === MANIFEST ? bytes.equals(manifest) : [old, released].some((files) => files.get(path)?.equals(bytes)), `${path} is whole`);
  }
  for (const path of old.keys()) assert.ok(found.has(path), `${path} is not deleted`);
  await rm(filler);
  const expected = new Expected();
  expected.next(old);
  expected.next(released);
  await bed.publish(root);
  await holds(folderPlace('disk', root), expected);
});

test('two that publish to one folder at once leave one whole release', async () => {
  const root = await folder();
  const [one, other] = [await workspace({ stories: 30 }), await workspace({ stories: 30 })];
  await other.append('content/yueyang/stories/story-1.md', '\n另一台电脑。\n');
  for (const bed of [one, other]) await bed.build();
  const done = await Promise.all([one, other].map((bed) => bed.run('publish', root)));
  assert.ok(done.some(({ code }) => code === 0), done.map(({ said }) => said).join('\n'));
  for (const run of done.filter(({ code }) => code !== 0)) refused(run, [1, 3]);
  const found = await tree(root);
  const holdsAll = async (bed) => [...await bed.released()].every(([path, bytes]) => found.get(path)?.equals(bytes));
  assert.ok((await Promise.all([one, other].map(holdsAll))).some(Boolean), 'one of the two releases is whole');
  assert.ok(!found.has(LOCK));
});
