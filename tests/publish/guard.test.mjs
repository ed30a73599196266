// What `xuan publish` refuses for the sake of the content, and that nothing at the target is touched then.
import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { folder, refused, same, tree, workspace } from './workspace.mjs';

let bed, root;
beforeEach(async () => {
  [bed, root] = [await workspace(), await folder('target')];
  await bed.build();
  await bed.publish(root);
});
const untouched = async (act) => {
  const before = await tree(root);
  await act();
  same(await tree(root), before, 'the target');
};
const refuses = (...words) => untouched(async () => refused(await bed.run('publish', root, ...words), 1));

test('a page that was changed by hand after the build is refused and named', async () => {
  await bed.append('public/yueyang/stories/story-2.html', '<!-- 手改 -->');
  await untouched(async () => refused(await bed.run('publish', root), 1, /yueyang\/stories\/story-2\.html/));
  await bed.build();
  await bed.publish(root);
});

test('a page of the same length that was changed by hand is refused too', async () => {
  const page = await bed.read('public/yueyang/stories/story-2.html');
  await bed.write('public/yueyang/stories/story-2.html', page.replace('量', '良').replace('次', '欠'));
  await refuses();
});

test('a page that was deleted by hand after the build is refused', async () => {
  await bed.remove('public/changsha/index.html');
  await refuses();
});

test('what was never built is refused', async () => {
  await bed.remove('public');
  await refuses();
  assert.ok(!(await tree(bed.at('public'))).size);
});

test('an empty output folder is refused', async () => {
  const out = join(await folder(), 'empty');
  await mkdir(out);
  await refuses('--out', out);
  assert.equal((await tree(out)).size, 0);
});

test('a folder that is no output is refused', async () => {
  const out = await folder();
  await bed.publish(join(out, 'site'));
  await rm(join(out, 'site/.xuan-publish.json'));
  await refuses('--out', join(out, 'site'));
});

test('a failed build is refused, although its other cities are whole', async () => {
  await bed.append('content/changsha/stories/story-1.md', '\n新的。\n');
  await bed.write('content/yueyang/stories/wrong.md', '---\ntitle: 错\ndate: 2021-13-45\nunit: 汨罗市\ntopics: 没有的主题\n---\n\n字。\n');
  const built = await bed.run('build');
  assert.equal(built.code, 1, built.said);
  await refuses();
  await bed.remove('content/yueyang/stories/wrong.md');
  await bed.build();
  await bed.publish(root);
});

test('content, settings or a theme that changed after the build are refused until they are built', async () => {
  const changes = [() => bed.append('content/changsha/stories/story-1.md', '\n新的。\n'), () => bed.remove('content/changsha/stories/story-2.md'),
    () => bed.write('content/yueyang/stories/new.md', bed.story('汨罗市', 77)),
    async () => bed.write('content/yueyang/city.yaml', (await bed.read('content/yueyang/city.yaml')).replace('岳阳市', '岳阳市（新）'))];
  for (const change of changes) {
    await change();
    await refuses();
    await bed.build();
    await bed.publish(root);
  }
});

test('of an output only the cities that were built since go out', async () => {
  await bed.append('content/changsha/stories/story-1.md', '\n再添一句。\n');
  await bed.write('content/yueyang/stories/wrong.md', '---\ntitle: 错\ndate: 2021-13-45\nunit: 汨罗市\n---\n\n字。\n');
  await bed.build('--city', 'changsha');
  await bed.publish(root, '--city', 'changsha');
  await refuses('--city', 'yueyang');
  await refuses();
  await bed.remove('content/yueyang/stories/wrong.md');
  await bed.build('--city', 'changsha');
  await refuses('--city', 'yueyang');
  await refuses();
  await bed.build();
  await bed.publish(root);
});

test('an output with drafts is refused', async () => {
  await bed.write('content/yueyang/stories/draft.md', bed.story('汨罗市', 78).replace('\n---\n\n', '\ndraft: 是\n---\n\n'));
  await bed.build('--drafts');
  assert.ok((await bed.released()).has('yueyang/stories/draft.html'));
  await refuses();
  await bed.build();
  await bed.publish(root);
});

test('an output that lost over a tenth of its pages is refused unless that is meant', async () => {
  const pages = [...(await bed.released()).keys()].filter((path) => path.endsWith('.html')).length;
  await bed.remove('content/yueyang');
  await bed.build();
  const left = [...(await bed.released()).keys()].filter((path) => path.endsWith('.html')).length;
  assert.ok(left < pages * 0.9);
  await refuses();
  await refuses('--yes');
  await refuses('--allow-deletes');
  await bed.publish(root, '--allow-shrink');
  assert.ok(!(await tree(root)).has('yueyang/index.html'));
});

test('a release that loses less than a tenth of its pages goes out', async () => {
  await bed.remove('content/yueyang/stories/story-2.md');
  await bed.build();
  const report = await bed.publish(root);
  assert.ok(report.plan.deleted >= 1);
});

test('more than fifty deletions are refused unless they are meant, and fifty are not', async () => {
  const [bed, root] = [await workspace({ stories: 120 }), await folder('target')];
  const rename = async (from, to) => {
    for (let number = from; number < to; number++) await bed.move(`content/yueyang/stories/story-${number}.md`, `content/yueyang/stories/moved-${number}.md`);
    await bed.build();
  };
  await bed.build();
  await bed.publish(root);
  await rename(0, 50);
  await bed.publish(root);
  await rename(50, 101);
  const before = await tree(root);
  refused(await bed.run('publish', root), 1, /51|50/);
  refused(await bed.run('publish', root, '--allow-shrink', '--yes'), 1);
  same(await tree(root), before);
  await bed.publish(root, '--allow-deletes');
  const found = await tree(root);
  assert.ok(!found.has('yueyang/stories/story-100.html') && found.has('yueyang/stories/story-101.html'));
});

test('--dry-run changes nothing and prints the counts, as text and as JSON', async () => {
  await bed.append('content/yueyang/stories/story-1.md', '\n新的。\n');
  await bed.move('content/yueyang/stories/story-2.md', 'content/yueyang/stories/other.md');
  await bed.build();
  const [before, work] = [await tree(root), await bed.everything()];
  const report = await bed.publish(root, '--dry-run');
  const { plan } = report;
  assert.ok(plan.new > 0 && plan.changed > 0 && plan.deleted > 0 && plan.unchanged > 0 && plan.bytes > 0, JSON.stringify(plan));
  assert.ok(!report.done || (report.done.uploaded === 0 && report.done.deleted === 0));
  const text = await bed.run('publish', root, '--dry-run');
  assert.equal(text.code, 0, text.said);
  for (const count of ['new', 'changed', 'deleted']) assert.match(text.said, new RegExp(`(?<!\\d)${plan[count]}(?!\\d)`), count);
  same(await tree(root), before);
  same(await bed.everything(), work);
  const done = await bed.publish(root);
  assert.deepEqual(done.plan, plan);
  const fresh = join(await folder(), 'fresh');
  await bed.publish(fresh, '--dry-run');
  assert.equal((await tree(fresh)).size, 0);
});

test('--dry-run tells of a refusal too', async () => {
  await bed.append('public/yueyang/stories/story-2.html', '<!-- 手改 -->');
  await refuses('--dry-run');
});

test('an unknown target is a mistake of the command line, and the known ones are named', async () => {
  await bed.targets([{ name: 'U盘', kind: 'folder', path: root }]);
  await bed.build();
  await untouched(async () => refused(await bed.run('publish', 'U盤'), 2, /U盘/));
  for (const words of [[], ['U盘', '--nonsense']]) {
    const done = await bed.run('publish', ...words);
    assert.equal(done.code, 2, done.said);
  }
});

test('what is said is English where that is wanted', async () => {
  await bed.append('public/yueyang/stories/story-2.html', '<!-- -->');
  const done = await bed.run('publish', root, '--lang', 'en');
  assert.equal(done.code, 1);
  assert.doesNotMatch(done.said.replaceAll(bed.root, ''), /\p{Script=Han}/u);
});

test('a mistake in the list of targets is told with its place by the build', async () => {
  await bed.targets([{ name: 'oss', kind: 's4', endpoint: 'http://127.0.0.1:1', bucket: 'site' }]);
  const built = await bed.run('build');
  assert.equal(built.code, 1, built.said);
  assert.match(built.said, /site\.yaml:\d+/);
});
