// A proxy in front of a server: it notes every request, and does to some what networks and busy services do. What happens to a
// request is decided by the seed, its method, its key and how often it came, so that a run can be repeated whatever its order.
import { Agent, createServer, request as ask } from 'node:http';
import { share } from './random.mjs';

// The shares of requests; a slow one waits for 2 to 5 seconds.
export const FAULTS = { unavailable: 0.15, reset: 0.05, slow: 0.002, damaged: 1 };
const NONE = { unavailable: 0, reset: 0, slow: 0, damaged: 0 };
// No request fails oftener than this in a row: six tries must do.
const MOST_FAILURES = 4;

// The log has of each request: `time` and `ended` in milliseconds, `method`, `key`, `bytes`, `outcome`, `status`, and `stored`, whether
// the server behind has done it. Outcomes: `passed`, `unavailable`, `reset` (before the server saw it), `unanswered` (after), `damaged`
// (a byte of the body changed), `refused` (by `options.refuse`), `exists` (by If-None-Match), `slow`, `dropped` (the client has gone).
export async function proxy(port, { seed = 'xuan', faults = NONE, refuse = () => false, knowsConditions = false, bucket = 'site' } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const log = [];
  const times = new Map();
  const there = new Set();
  const state = { log, arrived: () => {}, refuse, held: null, faults };
  let damages = faults.damaged;
  // Another test begins: an empty log, other faults, everything for the first time.
  state.begin = (faults = NONE) => {
    state.faults = faults;
    damages = faults.damaged;
    log.length = 0;
    times.clear();
  };

  // What befalls the nth coming of a request.
  const fate = (method, key, nth) => {
    const one = (n) => {
      const at = share(seed, method, key, n);
      const { unavailable, reset } = state.faults;
      return at < unavailable ? 'unavailable' : at < unavailable + reset ? 'fallen' : '';
    };
    const fate = one(nth);
    const all = Array.from({ length: MOST_FAILURES }, (_, back) => nth - 1 - back);
    if (fate && all.every((n) => n >= 0 && one(n))) return '';
    if (fate === 'fallen') return share(seed, 'half', method, key, nth) < 0.5 ? 'reset' : 'unanswered';
    return fate || (share(seed, 'slow', method, key, nth) < state.faults.slow ? 'slow' : '');
  };

  const forward = (request, body) => new Promise((done, failed) => {
    const { connection: _, expect: __, ...headers } = request.headers;
    const behind = ask({ host: '127.0.0.1', port, method: request.method, path: request.url, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on('error', failed);
    });
    behind.on('error', failed);
    behind.end(body);
  });

  const server = createServer(async (request, response) => {
    const address = new URL(request.url, 'http://127.0.0.1');
    const whole = decodeURIComponent(address.pathname).slice(1);
    const key = whole.startsWith(`${bucket}/`) ? whole.slice(bucket.length + 1) : whole;
    const entry = { time: performance.now(), method: request.method, key, query: address.search, bytes: 0, outcome: 'dropped', status: 0, stored: false };
    log.push(entry);
    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      entry.ended = performance.now();
      return;
    }
    let body = Buffer.concat(parts);
    entry.bytes = body.length;
    const end = (outcome, status, headers = {}, content = '') => {
      Object.assign(entry, { outcome, status, ended: performance.now() });
      if (!response.destroyed) response.writeHead(status, headers).end(content);
    };
    const cut = (outcome) => {
      Object.assign(entry, { outcome, ended: performance.now() });
      request.socket.resetAndDestroy();
    };
    state.arrived(entry);
    if (state.held) await state.held(entry);
    if (state.refuse(entry)) return end('refused', 503, { 'content-type': 'application/xml' }, '<Error><Code>SlowDown</Code></Error>');
    const id = `${request.method} ${key}`;
    const nth = times.get(id) ?? 0;
    times.set(id, nth + 1);
    const what = fate(request.method, key, nth);
    if (what === 'unavailable') {
      const draw = share(seed, 'after', id, nth);
      const after = draw < 0.1 ? { 'retry-after': '0' } : draw < 0.15 ? { 'retry-after': '1' } : {};
      return end(what, 503, { 'content-type': 'application/xml', ...after }, '<Error><Code>SlowDown</Code><Message>Reduce your request rate</Message></Error>');
    }
    if (what === 'reset') return cut(what);
    if (what === 'slow') await new Promise((done) => setTimeout(done, 2000 + 3000 * share(seed, 'how slow', id, nth)));
    if (knowsConditions && request.method === 'PUT' && request.headers['if-none-match'] === '*' && there.has(key)) {
      return end('exists', 412, { 'content-type': 'application/xml' }, '<Error><Code>PreconditionFailed</Code></Error>');
    }
    const isDamaged = damages > 0 && request.method === 'PUT' && body.length > 0 && log.length > 10 && !key.split('/').at(-1).startsWith('.');
    if (isDamaged) {
      damages -= 1;
      body = Buffer.from(body);
      body[body.length >> 1] ^= 1;
    }
    let answer;
    try {
      // A conditional writer's claim counts from its arrival, or two of them would both be first.
      if (knowsConditions && request.method === 'PUT') there.add(key);
      answer = await forward(request, body);
    } catch (error) {
      return end('lost', 502, {}, String(error));
    }
    if (request.method === 'DELETE') there.delete(key);
    entry.stored = answer.status < 300;
    entry.sound = !isDamaged;
    if (what === 'unanswered') return cut(what);
    const { connection: _, 'transfer-encoding': __, ...headers } = answer.headers;
    return end(isDamaged ? 'damaged' : what || 'passed', answer.status, headers, request.method === 'HEAD' ? '' : answer.body);
  });
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => socket.unref());
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  // No test waits for it.
  server.unref();
  const close = () => {
    agent.destroy();
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return Object.assign(state, { port: server.address().port, url: `http://127.0.0.1:${server.address().port}`, close });
}

// Of a log: how many requests were answered, refused, cut and so on.
export function outcomes(log) {
  const counts = {};
  for (const { outcome } of log) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
