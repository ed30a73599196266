// `xuan publish` by rsync over ssh: OpenSSH with a throw-away key, what it brings served by nginx.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { life, MANIFEST } from './life.mjs';
import { servedPlace } from './places.mjs';
import { nginx, sshd } from './servers.mjs';
import { folder, refused, same, tree, workspace } from './workspace.mjs';

let ssh;
const target = (to, more = {}) => ({ name: 'server', kind: 'rsync', to: `${ssh.user}@127.0.0.1:${to}`, port: ssh.port, identity: ssh.identity, options: ssh.options, ...more });
before(async () => { ssh = await sshd(); });

life(async () => {
  const [root, bed] = [await folder('www'), await workspace({ cities: 3 })];
  const web = await nginx(root);
  await bed.targets([target(root, { url: web.url })]);
  return { bed, place: servedPlace('server', root, web.url) };
});

// A workspace aimed at a folder of the server.
async function aimed(root, more = {}) {
  const bed = await workspace();
  await bed.targets([target(root, more)]);
  await bed.build();
  return bed;
}

test('a folder with blanks and Chinese characters in its name is reached', async () => {
  const root = join(await folder('www'), '宣传 网站');
  const bed = await aimed(root);
  await bed.publish('server');
  const found = await tree(root);
  found.delete(MANIFEST);
  same(found, await bed.released());
});

test('a shell sign in the name of a folder is nothing but a sign', async () => {
  const root = join(await folder('www'), "a'b $(touch stolen);c");
  const bed = await aimed(root);
  const done = await bed.run('publish', 'server');
  const beside = [...(await tree(join(root, '..'))).keys()];
  assert.ok(!beside.some((path) => path.includes('stolen') && !path.includes('$(touch stolen)')), `${beside.slice(0, 5)}`);
  if (done.code !== 0) refused(done, [2, 3]);
});

test('a stranger\'s key, an unknown host and a port without a server are refused in a sentence, nothing touched', async () => {
  const root = await folder('www');
  for (const more of [{ identity: ssh.stranger, options: `${ssh.options} -o IdentitiesOnly=yes` }, { options: ssh.unknown }, { port: 1 }]) {
    const bed = await aimed(root, more);
    refused(await bed.run('publish', 'server'), 3);
    same(await tree(root), new Map());
  }
});

test('a folder that cannot be made is refused in a sentence', async () => {
  const bed = await aimed('/proc/none/www');
  refused(await bed.run('publish', 'server'), 3);
});

test('a system without rsync is told what to install', async () => {
  const bed = await aimed(await folder('www'));
  bed.env = { PATH: '/nonexistent' };
  refused(await bed.run('publish', 'server'), 3, /rsync|ssh/);
});
