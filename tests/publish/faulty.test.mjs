// The tests' own tools: a proxy that fails as it says, and servers that keep what they are given.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { bucket } from './bucket.mjs';
import { FAULTS, outcomes, proxy } from './faulty.mjs';
import { PASSWORD, s3, webdav } from './servers.mjs';
import { same } from './workspace.mjs';

let server;
before(async () => { server = await s3(); });

const put = async (store, key, body, headers = {}) => {
  try {
    const { status } = await store.ask('PUT', key, { body, headers: { 'content-md5': createHash('md5').update(body).digest('base64'), ...headers } });
    return status;
  } catch {
    return 'cut';
  }
};

test('the service checks what it is given and keeps its type', async () => {
  const store = bucket(`http://127.0.0.1:${server.port}`);
  const headers = { 'content-type': 'text/x-kind', 'cache-control': 'max-age=7' };
  assert.equal(await put(store, '宣传 (1)+&/减盐.html', '盐', headers), 200);
  const { headers: kept, body } = await store.get('宣传 (1)+&/减盐.html');
  assert.deepEqual([kept.get('content-type'), kept.get('cache-control'), String(body)], ['text/x-kind', 'max-age=7', '盐']);
  assert.equal(await put(store, 'b', '盐', { 'content-md5': createHash('md5').update('言').digest('base64') }), 400);
  assert.deepEqual(await store.list(), ['宣传 (1)+&/减盐.html']);
  await store.remove('宣传 (1)+&/减盐.html');
});

test('the proxy fails as often as it says, the same requests each time, and never five times in a row', async () => {
  const fates = [];
  for (let turn = 0; turn < 2; turn++) {
    // Each turn has a service of its own, in memory: on a disk rclone now and then keeps the name of its temporary file for a key
    // that is written again, and that key is then never served.
    const { port } = await s3({ inMemory: true });
    await bucket(`http://127.0.0.1:${port}`).make();
    const through = await proxy(port, { seed: 'tools', faults: { ...FAULTS, slow: 0 } });
    const store = bucket(through.url);
    let most = 0;
    const keys = Array.from({ length: 400 }, (_, number) => `faults/${number}`);
    await Promise.all(Array.from({ length: 16 }, async () => {
      for (let key = keys.pop(); key; key = keys.pop()) {
        let tries = 1;
        while (await put(store, key, `body of ${key}`) !== 200) tries += 1;
        most = Math.max(most, tries);
      }
    }));
    const counts = outcomes(through.log);
    assert.ok(most <= 5 + counts.damaged, `${most} tries`);
    const share = (...names) => names.reduce((sum, name) => sum + counts[name], 0) / through.log.length;
    assert.ok(Math.abs(share('unavailable') - 0.15) < 0.05 && Math.abs(share('reset', 'unanswered') - 0.05) < 0.03, JSON.stringify(counts));
    assert.equal(counts.damaged, 1);
    fates.push(through.log.filter(({ outcome }) => outcome !== 'damaged' && outcome !== 'passed').map(({ key, outcome }) => `${key} ${outcome}`).sort());
    const found = await bucket(`http://127.0.0.1:${port}`).all('faults/');
    same(found, new Map(Array.from({ length: 400 }, (_, number) => [String(number), Buffer.from(`body of faults/${number}`)])));
    await through.close();
  }
  const difference = fates[0].filter((fate) => !fates[1].includes(fate));
  assert.ok(difference.length <= 2, `${difference}`);
});

test('the proxy knows If-None-Match where it is told to', async () => {
  const store = bucket((await proxy(server.port, { knowsConditions: true })).url);
  const once = { 'if-none-match': '*' };
  assert.deepEqual([await put(store, 'lock', 'a', once), await put(store, 'lock', 'b', once)], [200, 412]);
  await store.remove('lock');
  assert.equal(await put(store, 'lock', 'c', once), 200);
});

test('the WebDAV server lets in who has the password', async () => {
  const { port } = await webdav();
  const ask = (password) => fetch(`http://127.0.0.1:${port}/sub/%E7%9B%90.html`, { method: 'PUT', body: '盐', headers: { authorization: `Basic ${btoa(`u:${password}`)}` } });
  assert.deepEqual([(await ask('wrong')).status, (await ask(PASSWORD)).status], [401, 201]);
});
