// The real engine in a context of Node's own, with the files read from the folder. Answers, bytes and requests are those
// of a browser. Milliseconds are not: nothing is fetched, but every name of the language's own (`Math`, `Map`) takes
// long to look up in such a context.
import { readFile } from 'node:fs/promises';
import { Script, createContext } from 'node:vm';

export async function openNodeClient(site, engine) {
  const script = new Script(await readFile(engine, 'utf8'), { filename: engine });
  const parsed = new Map();
  // A query's own context: nothing may be left of the one before.
  const ask = async (query, limit) => {
    const asked = [];
    const waiting = new Map();
    const context = createContext({ xuanSearch: (name, payload) => waiting.get(name)(payload) });
    script.runInContext(context);
    const load = async (name) => {
      asked.push(name);
      if (!parsed.has(name)) parsed.set(name, new Script(await site.files.source(name)));
      return new Promise((resolve) => {
        waiting.set(name, resolve);
        parsed.get(name).runInContext(context);
      });
    };
    const { open } = new Script('XuanSearch').runInContext(context);
    const start = performance.now();
    const answer = await open(load).search(query, { limit });
    const milliseconds = performance.now() - start;
    return { milliseconds, files: [...asked], ...plain(answer) };
  };
  return { name: 'xuan', ask, close: async () => {} };
}

// What is judged of an answer, without the prototypes of another context.
function plain({ ids, hits, exact, total, pinyin }) {
  return { exact, total, pinyin, ids: Array.from(ids), hits: Array.from(hits, (hit) => ({ id: hit.id, exact: hit.exact })) };
}
