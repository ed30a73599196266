// The figures as a person reads them: two tables, aligned, one of quality and one of cost.

const share = (value) => (value === undefined ? '–' : value.toFixed(3).replace(/^0(?=\.)/, ''));
const kilobytes = (value) => (value === undefined ? '–' : (value / 1000).toFixed(1));
const one = (value) => (value === undefined ? '–' : value.toFixed(1));

const QUALITY = [
  ['n', ({ queries }) => String(queries)],
  ['recall', ({ recall }) => share(recall)],
  ['prec', ({ precision }) => share(precision)],
  ['P@10', ({ firstTen }) => share(firstTen)],
  ['label', ({ label }) => share(label)],
  ['order', ({ order }) => share(order)],
  ['in10', ({ found10 }) => share(found10)],
  ['MRR@10', ({ mrr }) => share(mrr)],
  ['best', ({ best }) => share(best)],
  ['junk', ({ junk }) => share(junk)],
  ['near', ({ near }) => share(near)],
];

const cost = (scripts) => [
  ['kB raw', ({ raw }) => kilobytes(raw.mean)],
  ['p95', ({ raw }) => kilobytes(raw.p95)],
  ['kB gzip', ({ gzip }) => kilobytes(gzip.mean)],
  ['p95', ({ gzip }) => kilobytes(gzip.p95)],
  ['+scripts', ({ gzip }) => kilobytes(gzip.mean + scripts)],
  ['index req', ({ indexRequests }) => one(indexRequests)],
  ['fragment req', ({ fragmentRequests }) => one(fragmentRequests)],
  ['ms', ({ milliseconds }) => one(milliseconds.median)],
  ['p95', ({ milliseconds }) => one(milliseconds.p95)],
];

// `clients` is a list of `{ name, scripts, measured }`, with `scripts` the gzip bytes of the client's own scripts. With
// more than one client their rows stand below each other, class by class.
export function tables(clients) {
  return `${table(clients, () => QUALITY)}\n\n${table(clients, ({ scripts }) => cost(scripts))}`;
}

function table(clients, columnsOf) {
  const several = clients.length > 1;
  const names = several ? ['class', 'client'] : ['class'];
  const rows = [[...names, ...columnsOf(clients[0]).map(([name]) => name)]];
  for (const name of Object.keys(clients[0].measured)) {
    for (const client of clients) {
      const { summary } = client.measured[name];
      rows.push([name, ...several ? [client.name] : [], ...columnsOf(client).map(([, show]) => show(summary))]);
    }
  }
  return align(rows, names.length);
}

// The first columns to the left, figures to the right.
export function align(rows, left) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column < left ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

export function sizeLine(name, { index, fragments }) {
  const files = index.files + fragments.files;
  return `${name}: ${kilobytes(index.bytes + fragments.bytes)} kB in ${files} files`
    + ` (index ${kilobytes(index.bytes)} kB in ${index.files}, fragments ${kilobytes(fragments.bytes)} kB in ${fragments.files})`;
}

export function scriptsLine(name, scripts) {
  const parts = scripts.map(({ name: file, raw, gzip }) => `${file} ${kilobytes(raw)} kB (${kilobytes(gzip)} gzip)`);
  return `${name}'s scripts, once a visit: ${parts.join(', ')}`;
}
