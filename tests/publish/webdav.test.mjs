// `xuan publish` to a WebDAV server: rclone's, read back through the server itself, and through a proxy that counts.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { proxy } from './faulty.mjs';
import { life, MANIFEST } from './life.mjs';
import { webdavPlace } from './places.mjs';
import { PASSWORD, webdav } from './servers.mjs';
import { folder, refused, same, tree, workspace } from './workspace.mjs';

const headers = { authorization: `Basic ${Buffer.from(`u:${PASSWORD}`).toString('base64')}` };
const target = (url, more = {}) => ({ name: 'dav', kind: 'webdav', url, user: 'u', ...more });

life(async () => {
  const [server, bed] = [await webdav(), await workspace({ cities: 3 })];
  const through = await proxy(server.port, { bucket: 'sub' });
  bed.env = { XUAN_WEBDAV_PASSWORD: PASSWORD };
  await bed.targets([target(`${through.url}/sub/`)]);
  return { bed, place: webdavPlace('dav', server, through, headers) };
});

let server, bed;
before(async () => {
  [server, bed] = [await webdav(), await workspace()];
  bed.env = { XUAN_WEBDAV_PASSWORD: PASSWORD };
});
// Aims the workspace at a folder of the server, which is made with those above it.
const aim = async (below, more = {}) => {
  const made = below.split('/').filter(Boolean);
  for (const end of made.keys()) {
    const { ok } = await fetch(`http://127.0.0.1:${server.port}/sub/${made.slice(0, end + 1).join('/')}/`, { method: 'MKCOL', headers });
    assert.ok(ok);
  }
  await bed.targets([target(`http://127.0.0.1:${server.port}/sub/${below}`, more)]);
  await bed.build();
};
const untouched = async (act) => {
  const before = await tree(server.folder);
  await act();
  same(await tree(server.folder), before, 'the server');
};

test('Chinese names of folders are percent-encoded', async () => {
  await aim(encodeURI('宣传 网站/2021年/'));
  await bed.publish('dav');
  const found = await tree(join(server.folder, '宣传 网站/2021年'));
  found.delete(MANIFEST);
  same(found, await bed.released());
});

test('an address without its last / is the same folder', async () => {
  await aim('plain');
  await bed.publish('dav');
  assert.ok((await tree(join(server.folder, 'plain'))).has('index.html'));
});

test('the password may come from a file', async () => {
  await aim('secret/');
  const file = join(await folder(), 'secrets.yaml');
  await writeFile(file, `dav: {password: ${PASSWORD}}\n`);
  bed.env = {};
  await untouched(async () => refused(await bed.run('publish', 'dav'), [2, 3], /XUAN_WEBDAV_PASSWORD/));
  await bed.publish('dav', '--secrets', file);
  bed.env = { XUAN_WEBDAV_PASSWORD: PASSWORD };
});

test('a wrong password and a wrong user are refused in a sentence, nothing touched', async () => {
  await aim('denied/');
  bed.env = { XUAN_WEBDAV_PASSWORD: 'wrong-password-of-theirs' };
  await untouched(async () => {
    const done = await bed.run('publish', 'dav');
    refused(done, 3, /拒绝|密码|密钥/);
    assert.ok(!done.said.includes('wrong-password-of-theirs'));
  });
  bed.env = { XUAN_WEBDAV_PASSWORD: PASSWORD };
  await aim('denied/', { user: 'nobody' });
  await untouched(async () => refused(await bed.run('publish', 'dav'), 3));
});

test('an address that is no WebDAV folder is refused in a sentence, nothing touched', async () => {
  await bed.targets([target(`http://127.0.0.1:${server.port}/other/`)]);
  await bed.build();
  await untouched(async () => refused(await bed.run('publish', 'dav'), 3));
});

test('faults on the way are tried again', async () => {
  const through = await proxy(server.port, { bucket: 'sub', seed: 'dav', faults: { unavailable: 0.15, reset: 0.05, slow: 0, damaged: 0 } });
  await aim('faults/');
  await bed.targets([target(`${through.url}/sub/faults/`)]);
  await bed.build();
  const report = await bed.publish('dav');
  assert.ok(report.done.retries > 0);
  const found = await tree(join(server.folder, 'faults'));
  found.delete(MANIFEST);
  same(found, await bed.released());
});
