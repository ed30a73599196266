// How often pairs of characters stand side by side, and which of them a reader would call words.
//
// There is no dictionary and no segmenter here: either would favour an index that uses the same one. Two figures decide
// instead. Pointwise mutual information says how far over chance a pair is: log2(c(ab) N / (c(a) c(b))), with c the
// counts and N the number of all pairs. And the neighbours of a pair must vary, or it is a piece of a longer word:
// 产党 is far over chance, but 共 stands before nearly all of its occurrences.
import { hanRuns } from './folding.mjs';

const OVER_CHANCE = 4; // sixteen times as often as chance would have it
const SAME_NEIGHBOUR = 0.6;

export function countPairs(documents) {
  const pairs = new Map();
  const signs = new Map();
  let total = 0;
  documents.forEach(({ folded }, document) => {
    for (const run of hanRuns(folded)) {
      for (let at = 0; at < run.length; at += 1) {
        signs.set(run[at], (signs.get(run[at]) ?? 0) + 1);
        if (at + 1 === run.length) continue;
        total += 1;
        countOne(pairs, run[at] + run[at + 1], document);
      }
    }
  });
  return { pairs, signs, total };
}

function countOne(pairs, pair, document) {
  const entry = pairs.get(pair);
  if (!entry) {
    pairs.set(pair, { count: 1, documents: 1, last: document });
    return;
  }
  entry.count += 1;
  if (entry.last !== document) entry.documents += 1;
  entry.last = document;
}

export function overChance({ pairs, signs, total }, pair) {
  const [first, second] = Array.from(pair);
  return Math.log2((pairs.get(pair).count * total) / (signs.get(first) * signs.get(second)));
}

// The pairs that a reader would call words, of those in at least two documents.
export function words(documents, counts) {
  const candidates = new Map();
  for (const [pair, entry] of counts.pairs) {
    if (entry.documents > 1 && overChance(counts, pair) >= OVER_CHANCE) candidates.set(pair, [new Map(), new Map()]);
  }
  for (const { folded } of documents) for (const run of hanRuns(folded)) countNeighbours(run, candidates);
  const found = new Set();
  for (const [pair, sides] of candidates) if (sides.every(varies)) found.add(pair);
  return found;
}

function countNeighbours(run, candidates) {
  for (let at = 0; at + 1 < run.length; at += 1) {
    const sides = candidates.get(run[at] + run[at + 1]);
    if (!sides) continue;
    [run[at - 1], run[at + 2]].forEach((neighbour, side) => {
      sides[side].set(neighbour, (sides[side].get(neighbour) ?? 0) + 1);
    });
  }
}

// The end of a run (`undefined`) is no neighbour: words stand beside punctuation more than anything else.
function varies(neighbours) {
  let all = 0;
  let most = 0;
  for (const [neighbour, count] of neighbours) {
    all += count;
    if (neighbour !== undefined) most = Math.max(most, count);
  }
  return most <= all * SAME_NEIGHBOUR;
}
