// Real servers on loopback, each on a free port and in a temporary folder: S3 and WebDAV by rclone, ssh by OpenSSH, the web by
// nginx. All end with the tests that started them. XUAN_RCLONE names rclone where tests/run has not installed it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folder, run } from './workspace.mjs';

const rclone = process.env.XUAN_RCLONE ?? fileURLToPath(new URL('../../target/rclone/bin/rclone', import.meta.url));

export const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});
const answers = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});

// Starts a program that listens on a port, and waits until it does.
const running = new Set();
process.on('exit', () => { for (const child of running) child.kill('SIGKILL'); });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
async function start(file, words, port, options = {}) {
  const child = spawn(file, words, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said = (said + text).slice(-20_000); });
  let ended = null;
  child.on('error', (error) => { ended = error.message; });
  child.on('exit', (code, signal) => { ended ??= code ?? signal; running.delete(child); });
  running.add(child);
  for (const begun = Date.now(); !await answers(port); await new Promise((done) => setTimeout(done, 20))) {
    assert.equal(ended, null, `${file} has ended: ${said}`);
    assert.ok(Date.now() - begun < 20_000, `${file} does not listen: ${said}`);
  }
  const stop = () => ended !== null ? null : new Promise((done) => {
    child.once('exit', done);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
  });
  // No test waits for a server.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) stream.unref();
  return { port, stop, said: () => said };
}

export const KEY = { id: 'XUANKEYID0', secret: 'throw-away-secret' };

// An S3 service with the bucket `site` in a folder, or in memory, which is faster. It checks signatures and Content-MD5, and keeps
// Content-Type and Cache-Control as long as it runs; it does not know If-None-Match.
export async function s3({ inMemory = false, hostStyle = false } = {}) {
  const port = await freePort();
  const root = inMemory ? ':memory:' : await folder('s3');
  if (!inMemory) await mkdir(join(root, 'site'));
  const style = hostStyle ? ['--force-path-style=false'] : [];
  const server = await start(rclone, ['serve', 's3', '--config', '', '--addr', `127.0.0.1:${port}`, '--auth-key', `${KEY.id},${KEY.secret}`, ...style, root], port);
  return { ...server, folder: join(root, 'site') };
}

// A WebDAV service below /sub/ for the user `u`.
export const PASSWORD = 'throw-away-password';
export async function webdav() {
  const [port, root] = [await freePort(), await folder('webdav')];
  const server = await start(rclone, ['serve', 'webdav', '--config', '', '--addr', `127.0.0.1:${port}`, '--baseurl', '/sub', '--user', 'u', '--pass', PASSWORD, root], port);
  return { ...server, folder: root };
}

// The web: a folder served as it is.
export async function nginx(root) {
  const [port, home] = [await freePort(), await folder('nginx')];
  const user = userInfo().uid === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`).join('\n  ');
  await writeFile(join(home, 'nginx.conf'), `${user}
master_process off;
daemon off;
pid ${home}/pid;
error_log ${home}/error.log;
events { worker_connections 256; }
http {
  access_log off;
  ${temporary}
  types { text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png; application/xml xml; text/plain txt; }
  server { listen 127.0.0.1:${port}; root ${root}; charset utf-8; }
}
`);
  const server = await start(await tool('nginx'), ['-p', home, '-c', join(home, 'nginx.conf'), '-e', join(home, 'error.log')], port);
  return { ...server, url: `http://127.0.0.1:${port}/` };
}

// A ssh server that lets the user of the tests in by one key, and no other.
export async function sshd() {
  const [port, home] = [await freePort(), await folder('ssh')];
  const at = (name) => join(home, name);
  for (const name of ['host', 'user', 'stranger']) {
    const made = await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)]);
    assert.equal(made.code, 0, made.said);
  }
  await writeFile(at('authorized'), await readFile(at('user.pub')));
  const [kind, key] = (await readFile(at('host.pub'), 'utf8')).split(' ');
  await writeFile(at('known'), `[127.0.0.1]:${port} ${kind} ${key}\n`);
  await writeFile(at('config'), `Port ${port}
ListenAddress 127.0.0.1
HostKey ${at('host')}
AuthorizedKeysFile ${at('authorized')}
PidFile ${at('pid')}
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
StrictModes no
MaxStartups 100
`);
  await chmod(home, 0o700);
  // Where root runs it, it wants its empty folder.
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true });
  const server = await start(await tool('sshd'), ['-D', '-e', '-f', at('config')], port);
  const options = (known) => `-o UserKnownHostsFile=${known} -o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=/dev/null`;
  await writeFile(at('nobody-known'), '');
  return { ...server, identity: at('user'), stranger: at('stranger'), options: options(at('known')), unknown: options(at('nobody-known')), user: userInfo().username };
}

// The path of a program, also where the system keeps it from ordinary users.
async function tool(name) {
  const found = await run('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${name}`]);
  assert.equal(found.code, 0, `missing: ${name}`);
  return found.out.trim();
}
