// A reader who is not used to reading reads short sentences, and reads first what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { library, sentences, story } from './library.mjs';
import { firstAction, length, mean, spoken } from './sentences.mjs';

const longest = 25;
const stories = library();
const articles = stories.filter(({ kind }) => kind === 'health' || kind === 'youth');
const nothing = (found) => assert.equal(found.length, 0, `\n${found.join('\n')}`);
const made = (body, front = '') => story('content/province/health/made-up.md', `---\ntitle: 题\n${front}---\n\n${body}\n`);

test('the mean sentence of the library and of every story has at most 25 characters', (t) => {
  const means = stories.map((story) => ({ path: story.path, mean: mean(spoken(story)) })).sort((one, other) => other.mean - one.mean);
  const whole = mean(stories.flatMap(spoken));
  nothing(means.filter(({ mean }) => !(mean <= longest)).map(({ path, mean }) => `${path}: ${mean.toFixed(1)} characters a sentence`));
  assert.ok(whole <= longest, `the library: ${whole.toFixed(1)} characters a sentence`);
  t.diagnostic(`${stories.length} stories, ${stories.flatMap(spoken).length} sentences of ${whole.toFixed(1)} characters in the mean; the longest mean: ${means[0].path} (${means[0].mean.toFixed(1)})`);
});

test('every article tells in its first 150 characters what to do', () => {
  assert.ok(articles.length > 0, 'no article to read');
  nothing(articles.filter((story) => !firstAction(story)).map(({ path }) => `${path}: nothing to do in the first 150 characters`));
});

test('Han characters, letters and digits count, marks and footnotes do not', () => {
  assert.equal(length('打HPV疫苗，一共3针。\uE000vac\uE001'), 10);
});

test('sentences end at their marks and with their paragraph, item or caption', () => {
  const texts = spoken(made('先洗手。[^n] 好吗？\n\n- 一项\n- 二项；三项……\n\n![不算](a.svg "图下的话")\n\n| 不 | 算 |\n| --- | --- |\n| 甲 | 乙 |\n\n## 也不算\n\n“去吧！”他说\n\n[^n]: 见书。', 'summary: 摘要一句。又一句\n'));
  assert.deepEqual(texts, ['摘要一句。', '又一句', '先洗手。', '好吗？', '一项', '二项；', '三项……', '图下的话', '“去吧！”', '他说']);
  assert.deepEqual(sentences('。——'), []);
});

test('a mean over 25 characters is seen', () => {
  const long = made(`${'长'.repeat(26)}。${'长'.repeat(25)}。`);
  assert.equal(mean(spoken(long)), 25.5);
  assert.equal(mean(spoken(made(`${'长'.repeat(25)}。`))), 25);
});

test('a text that tells nothing to do is seen, and one that tells it too late', () => {
  const facts = '盐是常见的调味品。研究表明，吃盐多的人血压高。先天的原因也有。打电话的人很多。你洗手吗？';
  assert.equal(firstAction(made(facts)), undefined);
  assert.equal(firstAction(made(`> [!IMPORTANT] 先记住\n> ${facts}`)), undefined);
  const late = '盐'.repeat(140);
  assert.equal(firstAction(made(`${late}。\n\n先换一把小勺。`)), '先换一把小勺。');
  assert.equal(firstAction(made(`${late}${'盐'.repeat(5)}。\n\n先换一把小勺。`)), undefined);
});

test('the forms that ask for something are known', () => {
  for (const text of ['先坐下。', '有危险，打110。', '去医院。', '把窗户打开。', '今天就喝一杯水。', '马上用水冲。', '“不想去，就别去。”']) {
    assert.ok(firstAction(made(text)), text);
  }
});
