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
const faulty = await proxy(server.port, { seed: 'bench', faults: FAULTS });

// Three cities whose output is about 2,000 files.
const bed = await workspace({ cities: 3, stories: 285 });
bed.env = { XUAN_S3_ID: KEY.id, XUAN_S3_SECRET: KEY.secret };
const target = (name, endpoint) => ({ name, kind: 's3', endpoint, bucket: 'site', region: 'us-east-1', prefix: name, style: 'path' });
await bed.targets([...Array.from({ length: 5 }, (_, turn) => target(`direct-${turn}`, direct)), target('counting', counting.url), target('faulty', faulty.url)]);
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

const turns = [];
for (let turn = 0; turn < 5; turn++) turns.push((await publish(`direct-${turn}`)).seconds);
turns.sort((a, b) => a - b);
told('to S3, median of five', turns[2], `; best ${(files.size / turns[0]).toFixed(0)}, worst ${(files.size / turns[4]).toFixed(0)}`);
told('to a folder', (await publish(`${await folder()}/site`)).seconds);
told('to S3 through a proxy', (await publish('counting')).seconds, `; ${counting.log.length} requests`);
const seen = counting.log.length;
const unchanged = await publish('counting');
console.log(`${'unchanged'.padEnd(34)} ${counting.log.length - seen} requests, ${(unchanged.seconds * 1000).toFixed(0)} ms`);
const failing = await publish('faulty');
told('to S3 that fails', failing.seconds, `; ${failing.report.done.retries} retries, ${JSON.stringify(outcomes(faulty.log))}`);
process.exit(0);
