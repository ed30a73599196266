// Puts every query to a client and gathers what came of it.
import { SHOWN, costOf, judge, summarise } from './metrics.mjs';

// `{ class: { summary, records } }` for a client, which is `{ name, ask(query, limit), weigh(answer) }`. `truth` is
// the search of truth.mjs, `synonyms` the site's own; `progress` is told of every class that is done.
export async function measure(client, queries, { truth, synonyms = [] }, progress = () => {}) {
  const measured = {};
  for (const [name, asked] of queries) {
    const records = [];
    for (const query of asked) records.push(await measureOne(client, query, truth, synonyms));
    measured[name] = { summary: summarise(records), records };
    progress(name);
  }
  return measured;
}

async function measureOne(client, query, truth, synonyms) {
  const answer = await client.ask(query.text, SHOWN);
  const meant = meaning(query, truth, synonyms);
  return {
    query: query.text,
    found: answer.ids.length,
    relevant: meant.relevant.length,
    quality: judge(meant, answer),
    cost: costOf(await client.weigh(answer)),
    milliseconds: answer.milliseconds,
  };
}

function meaning({ holds, word, targets, best }, truth, synonyms) {
  // Where the site knows another word for it, finding more than the word itself is meant.
  const literal = (text) => ({ verbatim: true, whole: !synonyms.some((phrase) => text.includes(phrase)) });
  if (holds !== undefined) return { relevant: truth.holding(holds), ...literal(holds) };
  if (word !== undefined) return { relevant: truth.holdingWord(word), ...literal(word) };
  // A question is answered by any of its pages; pinyin is meant to find all titles that hold the characters.
  return { relevant: targets, any: best !== undefined, best };
}
