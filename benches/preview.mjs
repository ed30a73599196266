// The preview's benchmark: how soon it is ready, how long a save takes to a real Chromium, what it costs while nothing happens
// and over many edits, and how it stands many connections. Prints figures; judges nothing.
//
//   node benches/preview.mjs WORKSPACE [PROGRAM]
//
// WORKSPACE is one that `cargo bench --bench build -- --keep DIR` left, or any other with stories in content/changsha. Its files
// are changed and put back. PROGRAM is target/release/xuan where none is given. Chromium is driven by tests/browser's packages.
import { spawn } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const { chromium } = createRequire(join(here, '../tests/browser/package.json'))('playwright-core');
const [workspace, program = join(here, '../target/release/xuan')] = process.argv.slice(2);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const ranked = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const told = (name, values) => console.log(`${name.padEnd(34)} p50 ${ranked(values, 0.5).toFixed(0)} ms, p95 ${ranked(values, 0.95).toFixed(0)} ms, most ${Math.max(...values).toFixed(0)} ms (${values.length})`);

async function serve() {
  const child = spawn(program, ['serve', '--root', workspace, '--port', '0', '--no-open', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const server = { child, said: '' };
  child.stdout.on('data', (text) => { server.said += text; });
  while (!/is ready/.test(server.said)) await pause(2);
  [, server.ready, server.base] = /is ready \(([\d.]+) s\): (\S+)/.exec(server.said);
  server.port = Number(new URL(server.base).port);
  server.end = () => new Promise((done) => { child.once('exit', done); child.kill('SIGINT'); });
  return server;
}
// Of a process: user and system time in milliseconds, memory in MB.
async function cost(child) {
  const fields = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ')[1].split(' ');
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return { time: (Number(fields[11]) + Number(fields[12])) * 10, memory: Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1000 };
}
async function aStory() {
  const folder = 'content/changsha/stories';
  const name = (await readdir(join(workspace, folder))).find((file) => file.endsWith('.md'));
  return { path: join(workspace, folder, name), page: `changsha/stories/${name.replace('.md', '.html')}` };
}

async function saves(server) {
  const { path, page: address } = await aStory();
  const text = await readFile(path, 'utf8');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    await page.goto(server.base + address);
    await pause(1500);
    const before = await cost(server.child);
    await pause(10000);
    const idle = await cost(server.child);
    console.log(`idle with one visible tab          ${((idle.time - before.time) / 100).toFixed(2)} % of a processor`);
    const times = [];
    for (let n = 0; n < 100; n++) {
      const words = `第${n}次保存`;
      const seen = page.evaluate((words) => new Promise((done) => {
        const look = () => (document.body.textContent.includes(words) ? done(Date.now()) : requestAnimationFrame(look));
        look();
      }), words);
      await pause(120 + (n * 37) % 160);
      const begun = Date.now();
      await writeFile(path, `${text}\n${words}。\n`);
      times.push(await seen - begun);
    }
    told('save to changed text in Chromium', times);
    told('of which the rebuild', [...server.said.matchAll(/Updated .* \((\d+) ms\)/g)].map(([, time]) => Number(time)));
    const first = await cost(server.child);
    for (let n = 0; n < 1000; n++) {
      await writeFile(path, `${text}\n${n}\n`);
      await pause(60);
    }
    await pause(1000);
    const last = await cost(server.child);
    console.log(`memory over 1000 edits             ${first.memory.toFixed(0)} MB before, ${last.memory.toFixed(0)} MB after`);
  } finally {
    await writeFile(path, text);
    await browser.close();
  }
}

// How long one request on a connection of its own takes to its first byte; none where nothing comes.
const ask = (port, patience = 10000) => new Promise((done) => {
  const begun = performance.now();
  const socket = connect(port, '127.0.0.1', () => socket.write(`GET /changsha/ HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`));
  const end = (value) => { socket.destroy(); done(value); };
  socket.once('data', () => end(performance.now() - begun));
  socket.once('error', () => end(NaN));
  setTimeout(() => end(NaN), patience).unref();
});
const hold = (port, bytes = '') => new Promise((done) => {
  const socket = connect(port, '127.0.0.1', () => { socket.write(bytes); done(socket); });
  socket.on('error', () => done(socket));
});

async function starts() {
  const times = [];
  for (let n = 0; n < 20; n++) {
    const server = await serve();
    const idle = [];
    const asked = [];
    for (let browser = 0; browser < 50; browser++) {
      // Six connections each: two that say nothing, one that says half a line, three that ask.
      for (const bytes of ['', '', 'GET /chang']) idle.push(hold(server.port, bytes));
      for (let one = 0; one < 3; one++) asked.push(ask(server.port));
    }
    times.push(...await Promise.all(asked));
    for (const socket of await Promise.all(idle)) socket.destroy();
    await server.end();
  }
  const lost = times.filter(Number.isNaN).length;
  told('20 starts, 50 browsers each', times.filter((time) => !Number.isNaN(time)));
  console.log(`  unanswered ${lost}, later than 2 s ${times.filter((time) => time > 2000).length} of ${times.length}`);
}

async function halfOpen(server) {
  let held = 0;
  let ends = false;
  const keep = async () => {
    while (!ends) {
      const socket = await hold(server.port, 'GET /chang');
      held += 1;
      await new Promise((done) => { socket.once('close', done); setTimeout(done, 20000).unref(); });
      socket.destroy();
    }
  };
  for (let n = 0; n < 1000; n++) void keep();
  const times = [];
  for (const begun = Date.now(); Date.now() - begun < 20000; await pause(200)) times.push(await ask(server.port));
  ends = true;
  told('asked beside 1000 half-open', times.filter((time) => !Number.isNaN(time)));
  console.log(`  unanswered ${times.filter(Number.isNaN).length} of ${times.length}; connections held in turn ${held}`);
}

const server = await serve();
console.log(`ready                              ${server.ready} s`);
const { memory } = await cost(server.child);
console.log(`memory when ready                  ${memory.toFixed(0)} MB`);
await saves(server);
await halfOpen(server);
const begun = Date.now();
await server.end();
console.log(`Ctrl-C to the end                  ${Date.now() - begun} ms`);
await starts();
process.exit(0);
