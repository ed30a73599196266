// The places of `life.mjs`: what a target holds and what was written to it, told without the program.
import assert from 'node:assert/strict';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bucket } from './bucket.mjs';
import { isWorking } from './life.mjs';
import { tree } from './workspace.mjs';

// A folder: what was written is told by inode and time, as a file is written beside its place and renamed over it.
export function folderPlace(name, root, all = () => tree(root)) {
  let stamps = new Map();
  const look = async () => {
    const paths = [...(await tree(root)).keys()].filter((path) => !isWorking(path));
    return new Map(await Promise.all(paths.map(async (path) => {
      const { ino, mtimeNs } = await stat(join(root, path), { bigint: true });
      return [path, `${ino} ${mtimeNs}`];
    })));
  };
  const sent = async () => {
    const now = await look();
    const written = [...now].filter(([path, stamp]) => stamps.get(path) !== stamp).map(([path]) => path);
    stamps = now;
    return written.sort();
  };
  const put = async (path, bytes) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  };
  return { name, all, sent, put, take: (path) => rm(join(root, path)) };
}

// What a proxy's log tells: the files that were stored since it was last asked, and how many requests came.
function told(log, prefix) {
  let [seen, counted] = [0, 0];
  const sent = () => {
    const stored = log.slice(seen).filter(({ method, stored }) => method === 'PUT' && stored).map(({ key }) => key);
    seen = log.length;
    return stored.map((key) => key.slice(prefix.length)).filter((path) => !isWorking(path)).sort();
  };
  const requests = () => {
    const count = log.length - counted;
    counted = log.length;
    return count;
  };
  return { sent, requests };
}

// A bucket behind a proxy, read from the server itself.
export function bucketPlace(name, server, proxy, prefix = '') {
  const { all, put, remove } = bucket(`http://127.0.0.1:${server.port}`);
  return { name, all: () => all(prefix), put: (path, bytes) => put(prefix + path, bytes), take: (path) => remove(prefix + path), ...told(proxy.log, prefix) };
}

// A folder that is served: listed on the disk, each file read as it is served.
export function servedPlace(name, root, url, headers = {}) {
  const all = async () => {
    const found = new Map();
    for (const [path] of await tree(root)) {
      const answer = await fetch(url + encoded(path), { headers });
      assert.equal(answer.status, 200, path);
      found.set(path, Buffer.from(await answer.arrayBuffer()));
    }
    return found;
  };
  return folderPlace(name, root, all);
}
const encoded = (path) => path.split('/').map(encodeURIComponent).join('/');

// A folder of a WebDAV server behind a proxy; what others do there goes through the server too, as it remembers its folders.
export function webdavPlace(name, server, proxy, headers) {
  const url = `http://127.0.0.1:${server.port}/sub/`;
  const ask = async (method, path, body) => {
    const answer = await fetch(url + encoded(path), { method, body, headers });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
  };
  const put = async (path, bytes) => {
    const folders = path.split('/').slice(0, -1);
    for (const end of folders.keys()) await ask('MKCOL', folders.slice(0, end + 1).join('/'));
    await ask('PUT', path, bytes);
  };
  return { ...servedPlace(name, server.folder, url, headers), ...told(proxy.log, ''), put, take: (path) => ask('DELETE', path) };
}
