// The figures of one answer, and their summary over a class. Everything here is a pure function.

export const SHOWN = 10;

// How good an answer is. `truth` is what the query is meant to find:
// `{ relevant }`, a list of document numbers; `whole` if that is everything that may be found (else precision means
// nothing); `verbatim` if they are those that hold the query literally; `any` where one of them is enough; `best` the best.
// A figure that has no meaning for the query is undefined, and is left out of the mean.
export function judge({ relevant, whole = false, verbatim = false, any = false, best }, answer) {
  const right = new Set(relevant);
  const shown = answer.hits.slice(0, SHOWN).map(({ id }) => id);
  const found = answer.ids.filter((id) => right.has(id)).length;
  if (right.size === 0) return { junk: share(answer.ids.length > 0 && answer.exact), near: share(answer.ids.length > 0 && !answer.exact) };
  const labelled = verbatim ? answer.hits.slice(0, SHOWN).filter(({ exact }) => exact !== undefined) : [];
  return {
    recall: any ? share(found > 0) : found / right.size,
    precision: whole && answer.ids.length ? found / answer.ids.length : undefined,
    firstTen: whole && shown.length ? shown.filter((id) => right.has(id)).length / shown.length : undefined,
    label: labelled.length ? labelled.filter(({ id, exact }) => exact === right.has(id)).length / labelled.length : undefined,
    order: labelled.length ? share(inOrder(labelled)) : undefined,
    found10: share(shown.some((id) => right.has(id))),
    mrr: reciprocalRank(shown, right),
    best: best && reciprocalRank(shown, new Set(best)),
  };
}

// Whether no hit that is labelled inexact stands before one that is labelled exact.
function inOrder(hits) {
  const firstOther = hits.findIndex(({ exact }) => !exact);
  return firstOther < 0 || !hits.slice(firstOther).some(({ exact }) => exact);
}

const share = (yes) => (yes ? 1 : 0);

function reciprocalRank(shown, right) {
  const at = shown.findIndex((id) => right.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

// What a query costs: `index` and `fragments`, each `{ requests, raw, gzip }`, from what was asked for.
export function costOf(files) {
  const none = () => ({ requests: 0, raw: 0, gzip: 0 });
  const cost = { index: none(), fragments: none() };
  for (const { fragment, raw, gzip } of files) {
    const part = fragment ? cost.fragments : cost.index;
    part.requests += 1;
    part.raw += raw;
    part.gzip += gzip;
  }
  return cost;
}

// A class's figures from its records, each `{ quality, cost, milliseconds }`.
export function summarise(records) {
  const quality = {};
  for (const name of ['recall', 'precision', 'firstTen', 'label', 'order', 'found10', 'mrr', 'best', 'junk', 'near']) {
    quality[name] = mean(records.map((record) => record.quality[name]));
  }
  const total = (unit) => records.map(({ cost }) => cost.index[unit] + cost.fragments[unit]);
  return {
    queries: records.length,
    ...quality,
    raw: spread(total('raw')),
    gzip: spread(total('gzip')),
    indexRequests: mean(records.map(({ cost }) => cost.index.requests)),
    fragmentRequests: mean(records.map(({ cost }) => cost.fragments.requests)),
    milliseconds: { median: quantile(records.map(({ milliseconds }) => milliseconds), 0.5), p95: quantile(records.map(({ milliseconds }) => milliseconds), 0.95) },
  };
}

const spread = (values) => ({ mean: mean(values), p95: quantile(values, 0.95) });

export function mean(values) {
  const known = values.filter((value) => value !== undefined);
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
}

// The smallest value that at least the given share of the values does not exceed.
export function quantile(values, wanted) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * wanted) - 1)];
}
