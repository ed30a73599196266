// A local host that answers as a plain static one does: text packed with gzip, everything else as it is on disk.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

// Serves a folder, and the pages given as a Map from address to text. `take()` gives the bodies sent since it was last
// called, each `{ path, raw, gzip }`, where gzip is what went over the wire.
export async function serve(folder, pages = new Map()) {
  const ready = new Map();
  let sent = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname).slice(1);
    try {
      if (!ready.has(path)) ready.set(path, pack(path, pages.get(path) ?? await fileIn(folder, path)));
      const { headers, body, raw } = ready.get(path);
      sent.push({ path, raw, gzip: body.length });
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const take = () => {
    const taken = sent;
    sent = [];
    return taken;
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, take, close: () => closed(server) };
}

async function fileIn(folder, path) {
  const file = join(folder, path);
  if (!file.startsWith(folder + sep)) throw new Error('outside the folder');
  return readFile(file);
}

function pack(path, content) {
  const type = TYPES[extname(path)];
  const raw = Buffer.from(content);
  if (!type) return { headers: { 'content-type': 'application/octet-stream' }, body: raw, raw: raw.length };
  return { headers: { 'content-type': type, 'content-encoding': 'gzip' }, body: gzipSync(raw, { level: 6 }), raw: raw.length };
}

function closed(server) {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
}
