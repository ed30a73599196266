// The benchmark of `xuan publish`: 2,000 files to S3 on loopback, an unchanged publication, and the same through a service that
// fails one request in five. Prints figures; judges nothing.
//
//   node benches/publish.mjs [PROGRAM]
//
// PROGRAM is target/release/xuan where none is given. The service is rclone's, in memory, as tests/run has installed it, or where
// XUAN_RCLONE names it. It runs on the same machine and takes its share of it: about 0.3 ms of a processor for each file.
import { fileURLToPath } from 'node:url';

process.env.XUAN_PROGRAM = process.argv[2] ?? process.env.XUAN_PROGRAM ?? fileURLToPath(new URL('../target/release/xuan', import.meta.url));
const { bucket } = await import('../tests/publish/bucket.mjs');
const { FAULTS, outcomes, proxy } = await import('../tests/publish/faulty.mjs');
const { KEY, s3 } = await import('../tests/publish/servers.mjs');
const { folder, workspace } = await import('../tests/publish/workspace.mjs');

const server = await s3({ inMemory: true });
const direct = `http://127.0.0.1:${server.port}`;
await bucket(direct).make();
const counting = await proxy(server.port);
const turns = 5;
// Other requests fail in each turn.
const faulty = [];
for (let turn = 0; turn < turns; turn++) faulty.push(await proxy(server.port, { seed: `bench ${turn}`, faults: { ...FAULTS, slow: 0.0005 } }));

// Three cities whose output is about 2,000 files.
const bed = await workspace({ cities: 3, stories: 285 });
bed.env = { XUAN_S3_ID: KEY.id, XUAN_S3_SECRET: KEY.secret };
const target = (name, endpoint) => ({ name, kind: 's3', endpoint, bucket: 'site', region: 'us-east-1', prefix: name, style: 'path' });
await bed.targets([
  ...faulty.map((_, turn) => target(`direct-${turn}`, direct)),
  target('counting', counting.url),
  ...faulty.map(({ url }, turn) => target(`faulty-${turn}`, url)),
]);
await bed.build();
const files = await bed.released();
const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
console.log(`${files.size} files, ${(bytes / 1e6).toFixed(1)} MB`);

const told = (name, seconds, more = '') => console.log(`${name.padEnd(34)} ${(files.size / seconds).toFixed(0)} files a second (${seconds.toFixed(2)} s)${more}`);
// Publishes; how long the program ran, and what it says.
async function publish(name) {
  const begun = performance.now();
  const report = await bed.publish(name);
  return { seconds: (performance.now() - begun) / 1000, report };
}

// Publishes to one target after another; the median counts.
async function publishAll(label, names) {
  const times = [];
  for (const name of names) times.push((await publish(name)).seconds);
  times.sort((a, b) => a - b);
  const [best, worst] = [times[0], times.at(-1)].map((seconds) => (files.size / seconds).toFixed(0));
  told(label, times[times.length >> 1], `; best ${best}, worst ${worst}`);
}

await publishAll('to S3, median of five', faulty.map((_, turn) => `direct-${turn}`));
told('to a folder', (await publish(`${await folder()}/site`)).seconds);
told('to S3 through a proxy', (await publish('counting')).seconds, `; ${counting.log.length} requests`);
const seen = counting.log.length;
const unchanged = await publish('counting');
console.log(`${'unchanged'.padEnd(34)} ${counting.log.length - seen} requests, ${(unchanged.seconds * 1000).toFixed(0)} ms`);
await publishAll('to S3 that fails, median of five', faulty.map((_, turn) => `faulty-${turn}`));
for (const { log } of faulty) console.log(`  ${JSON.stringify(outcomes(log))}`);
process.exit(0);
