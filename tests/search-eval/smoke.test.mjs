// The whole way on a made-up site, and on the built ones that XUAN_PUBLIC names: a search that misses what stands in
// the text fails here.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { evaluate } from './run.mjs';
import { readOptions } from './options.mjs';
import { ENGINE, someDocuments, writeSite } from './fake/site.mjs';

async function figures(site, ...more) {
  const result = await evaluate(readOptions([site, '--node', '--queries', '40', '--only', 'any2,any4,keywords3,absent,traditional', ...more]));
  const [{ measured }] = result.clients;
  return Object.fromEntries(Object.entries(measured).map(([name, { summary }]) => [name, summary]));
}

function isRight(classes, site) {
  for (const name of ['any2', 'any4', 'keywords3']) assert.ok(classes[name]?.queries > 0, `${site}: no ${name}`);
  assert.deepEqual([classes.any2.recall, classes.any2.precision], [1, 1], `${site}: any2`);
  assert.equal(classes.any4.recall, 1, `${site}: any4`);
  assert.ok(classes.any4.mrr >= 0.99, `${site}: any4 ${classes.any4.mrr}`);
  assert.equal(classes.keywords3.recall, 1, `${site}: keywords3`);
}

test('an engine that is right is found to be right', async () => {
  const folder = await writeSite(someDocuments(40), '髮发發发壓压');
  const classes = await figures(folder, '--engine', ENGINE);
  isRight(classes, 'made-up');
  assert.equal(classes.absent.junk, 0);
  assert.ok(classes.any2.fragmentRequests === 27 && classes.any2.indexRequests === 2, JSON.stringify(classes.any2));
  await rm(folder, { recursive: true });
});

for (const site of process.env.XUAN_PUBLIC ? ['', 'changsha'] : []) {
  // Without the library that makes the queries the class is not there; tests/run installs it.
  test(`the built site ${site || 'of the doors'} finds what stands in it`, async () => {
    const classes = await figures(join(process.env.XUAN_PUBLIC, site));
    isRight(classes, site);
    assert.ok((classes.traditional?.recall ?? 1) >= 0.98, `${site}: traditional ${classes.traditional?.recall}`);
    assert.ok(classes.absent.junk <= 0.05, `${site}: junk ${classes.absent.junk}`);
  });
}
