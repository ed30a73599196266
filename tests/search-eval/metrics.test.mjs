// The figures, by cases that can be worked out by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf, judge, mean, quantile, summarise } from './metrics.mjs';
import { align, tables } from './table.mjs';

const answer = (ids, { exact = true, labels = [] } = {}) => ({ ids, exact, hits: ids.slice(0, 10).map((id, at) => ({ id, exact: labels[at] })) });

test('recall and precision are of the whole answer, the rest of the first ten', () => {
  const quality = judge({ relevant: [1, 2, 3, 4], whole: true, verbatim: true }, answer([9, 1, 8, 2], { labels: [false, true, true, true] }));
  assert.deepEqual(quality, { recall: 0.5, precision: 0.5, firstTen: 0.5, label: 0.75, order: 0, found10: 1, mrr: 0.5, best: undefined });
});

test('what stands behind the tenth place is found, but not shown', () => {
  const quality = judge({ relevant: [11], any: true, best: [11] }, answer([...Array(10).keys(), 11]));
  assert.equal(quality.recall, 1);
  assert.equal(quality.found10, 0);
  assert.equal(quality.mrr, 0);
});

test('one of several pages answers a question, and the best one is marked apart', () => {
  const quality = judge({ relevant: [5, 6], any: true, best: [6] }, answer([5, 7, 6]));
  assert.deepEqual([quality.recall, quality.mrr, quality.best, quality.precision], [1, 1, 1 / 3, undefined]);
});

test('where a synonym may be found as well, only precision is left open', () => {
  const quality = judge({ relevant: [1], verbatim: true }, answer([1, 2], { labels: [true, false] }));
  assert.deepEqual([quality.recall, quality.precision, quality.firstTen, quality.label, quality.order], [1, undefined, undefined, 1, 1]);
});

test('an empty answer has no precision, and no rank', () => {
  const quality = judge({ relevant: [1], whole: true }, answer([]));
  assert.deepEqual([quality.recall, quality.precision, quality.firstTen, quality.mrr], [0, undefined, undefined, 0]);
});

test('hits for what is nowhere are junk, unless they are labelled', () => {
  assert.deepEqual(judge({ relevant: [], whole: true }, answer([1])), { junk: 1, near: 0 });
  assert.deepEqual(judge({ relevant: [], whole: true }, answer([1], { exact: false })), { junk: 0, near: 1 });
  assert.deepEqual(judge({ relevant: [], whole: true }, answer([], { exact: false })), { junk: 0, near: 0 });
});

test('quantiles are values that were measured', () => {
  assert.equal(quantile([4, 1, 3, 2], 0.5), 2);
  assert.equal(quantile([4, 1, 3, 2], 0.95), 4);
  assert.equal(quantile([7], 0.95), 7);
  assert.equal(mean([1, undefined, 3]), 2);
  assert.equal(mean([undefined]), undefined);
});

test('costs are divided into index and fragments, and summed up by class', () => {
  const cost = costOf([{ fragment: false, raw: 10, gzip: 5 }, { fragment: true, raw: 20, gzip: 8 }, { fragment: true, raw: 1, gzip: 1 }]);
  assert.deepEqual(cost, { index: { requests: 1, raw: 10, gzip: 5 }, fragments: { requests: 2, raw: 21, gzip: 9 } });
  const records = [1, 3].map((milliseconds) => ({ quality: { mrr: 0.5 }, cost, milliseconds }));
  const summary = summarise(records);
  assert.deepEqual([summary.mrr, summary.recall, summary.gzip.mean, summary.fragmentRequests, summary.milliseconds.median], [0.5, undefined, 14, 2, 1]);
  const client = (name) => ({ name, scripts: 100, measured: { any2: { summary } } });
  assert.match(tables([client('xuan'), client('pagefind')]), /any2 {3}pagefind {2}2 .*\n\nclass/);
});

test('columns are aligned', () => {
  assert.equal(align([['class', 'n'], ['any2', '100']], 1), 'class    n\nany2   100');
});
