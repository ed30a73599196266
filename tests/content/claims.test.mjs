// Every number of a health or youth article stands on a reference that the article names, and docs/claims.md lists them all.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { articles, cited, claims, numbers, page } from './claims.mjs';
import { library, repository, story } from './library.mjs';

const stories = library();
const nothing = (found) => assert.equal(found.length, 0, `\n${found.join('\n')}`);

test('every numeric claim has a reference', (t) => {
  const all = articles(stories).flatMap(claims);
  assert.ok(all.length > 0, 'no claim to check');
  nothing(all.filter(({ references }) => references.length === 0).map(({ path, section, text }) => `${path}: ${section}: ${text}`));
  t.diagnostic(`${all.length} claims in ${new Set(all.map(({ path }) => path)).size} of ${articles(stories).length} articles`);
});

test('every footnote names a reference of its article', () => {
  nothing(articles(stories).flatMap(({ path, notes, matter }) => [...notes].filter(([, note]) => cited(note, matter.references).length === 0).map(([label, note]) => `${path}: [^${label}]: ${note}`)));
});

test('docs/claims.md is what the content says', () => {
  assert.equal(readFileSync(join(repository, 'docs/claims.md'), 'utf8'), page(stories), 'run: node tests/content/claims.mjs > docs/claims.md');
});

const told = (text) => numbers(text).map(({ value, unit }) => `${value}${unit}`).join(' ');

test('numbers are found in figures and in Chinese numerals, with range and unit', () => {
  for (const [text, found] of [
    ['每天不超过5克。', '5克'], ['3到6岁的孩子。', '3岁 6岁'], ['到了140/90毫米汞柱。', '140毫米汞柱 90毫米汞柱'], ['体温到38℃。', '38度'], ['每片0.4毫克。', '0.4毫克'],
    ['咳两周以上。', '2周'], ['看两三天。', '2天 3天'], ['早睡十五分钟。', '15分钟'], ['满三个月。', '3月'], ['量前半小时。', '30分钟'], ['三分之一换成杂粮。', `${1 / 3}`],
    ['每年查一次。', '1年一次'], ['第14天打。', '14天'], ['糖化血红蛋白6.5%。', '6.5%'], ['每周25种以上。', '25种'], ['湿五六片。', '5片 6片'], ['二十到三十岁。', '20岁 30岁'], ['一百五十分钟。', '150分钟'], ['二十岁。', '20岁'], ['吃120毫升。', '120毫升'],
  ]) assert.equal(told(text), found, text);
});

test('hotlines, documents, ordinals, names and turns of speech are no numbers', () => {
  for (const text of ['打120或12356。', '发短信到12110。', '见《指南（2022）》（2019年修订）。', '见2024年的通知。', '第一步，第二天再看。', '一点一点来，一起去。', '打EV-A71疫苗。', '2型糖尿病。', '一天到晚。',
    '三件事，两个人。', '百日咳。', '6个月能吃吗？', '千万别去。', '十分要紧。', '一杯水。']) assert.equal(told(text), '', text);
});

const made = (body, front = '') => claims(story('content/province/health/made-up.md',
  `---\ntitle: 题\n${front}references: [《甲指南》，2020年, 某会关于盐的通知，2021年]\n---\n\n${body}\n\n[^a]: 见《甲指南》。\n[^b]: 见2021年关于盐的通知。\n`));
const on = (list) => list.map(({ text, references }) => `${text} ${references.map((reference) => reference.slice(0, 2)).join('+')}`);

test('a claim on nothing is seen', () => {
  assert.deepEqual(on(made('## 盐\n\n每天5克。\n\n## 油\n\n每天25克。[^a]')), ['每天5克。 ', '每天25克。 《甲']);
});

test('a claim stands on its own footnote, else on those of its section', () => {
  assert.deepEqual(on(made('## 盐\n\n每天5克。[^b] 老人4克。\n\n- 孩子3克[^a]')), ['每天5克。 某会', '老人4克。 《甲+某会', '孩子3克 《甲']);
  assert.deepEqual(on(made('## 盐\n\n每天5克。[^b]\n\n| 谁 | 多少[^a] |\n| --- | --- |\n| 孩子 | 3克 |')), ['每天5克。 某会', '孩子｜3克 《甲']);
});

test('a takeaway stands on what the body says of the same number with the same unit', () => {
  const body = '## 盐\n\n每天5克。[^b]';
  assert.equal(on(made(body, 'takeaways: [一天5克盐]\n'))[0], '一天5克盐 某会');
  assert.equal(on(made(body, 'takeaways: [一天5勺盐]\n'))[0], '一天5勺盐 ');
  assert.equal(on(made(body, 'takeaways: [一天6克盐]\n'))[0], '一天6克盐 ');
  assert.equal(on(made(body, 'takeaways: [一天5克盐，25克油]\n'))[0], '一天5克盐，25克油 ');
});

test('a footnote that names no reference is seen', () => {
  assert.deepEqual(cited('见《乙指南》。', ['《甲指南》，2020年']), []);
  assert.deepEqual(cited('见《甲指南》（2020年）。', ['《甲指南》，2020年', '《甲指南（老年版）》']), ['《甲指南》，2020年']);
});
