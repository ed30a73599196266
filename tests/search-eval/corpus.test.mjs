// The workspaces that corpus.mjs makes of any text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentsOf, storyOf } from './corpus.mjs';

test('documents of a text file are divided by empty lines', () => {
  assert.deepEqual(documentsOf('甲\n乙\n\n\n丙\r\n \r\n丁\n', false).map((lines) => lines.filter(Boolean)), [['甲', '乙'], ['丙'], ['丁']]);
  assert.deepEqual(documentsOf('[["甲","乙"]]', true), [['甲', '乙']]);
});

test('no sign of the text means anything to Markdown or YAML', () => {
  const story = storyOf(['# 标题: "一"', '1. <b>*粗*</b> [链接](http://x.y)'], 0);
  assert.match(story, /^---\ntitle: "标题 一"\ndate: 2015-01-01\nunit: .+\n---\n\n1\\\. \\<b\\>\\\*粗\\\*\\<\\\/b\\> \\\[链接\\\]\\\(http\\:\\\/\\\/x\\\.y\\\)\n$/);
});

test('a long first line is cut for the title, and kept in the body', () => {
  const line = '很'.repeat(31);
  const story = storyOf([line, '正文'], 1);
  assert.ok(story.includes(`title: "${'很'.repeat(30)}"`) && story.includes(`\n${line}\n\n正文\n`));
});

test('lines with numbers that may be private are left out', () => {
  const story = storyOf(['题', '电话１３８ 1234-5678', '身份证430102199001011234', '2021年'], 2);
  assert.ok(!/138|１３８|4301/.test(story) && story.includes('2021年'));
  assert.equal(storyOf(['13812345678'], 3), undefined);
});
