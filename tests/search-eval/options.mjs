// The command line of run.mjs.
import { parseArgs } from 'node:util';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLASSES } from './draw.mjs';

export const USAGE = `node run.mjs SITE [options]

SITE is a built site: a folder that holds search/boot.js.

  --seed N            the queries' seed (1)
  --queries N         how many of each class (100)
  --only CLASS,…      these classes alone: ${[...Object.keys(CLASSES), 'questions'].join(', ')}
  --questions FILE    questions with their pages (questions.tsv beside this program)
  --browser           ask headless Chromium over http (as it does unless told otherwise)
  --node              ask in Node, without a browser: the same answers, bytes and requests
  --beside-pagefind   index the same pages with Pagefind 1.6.0 and ask it the same
  --engine FILE       the engine's script, if the site's assets hold none
  --json FILE         write all figures and all queries`;

export function readOptions(words) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options: {
    seed: text, queries: text, only: text, questions: text, engine: text, json: text,
    browser: flag, node: flag, 'beside-pagefind': flag, help: flag } });
  if (values.help || positionals.length !== 1) throw new UsageError(USAGE);
  if (values.browser && values.node) throw new UsageError('--browser and --node exclude each other');
  return {
    site: positionals[0],
    seed: number(values.seed ?? '1', '--seed'),
    count: number(values.queries ?? '100', '--queries'),
    only: values.only && classes(values.only),
    questions: values.questions ?? join(dirname(fileURLToPath(import.meta.url)), 'questions.tsv'),
    questionsAsked: values.questions !== undefined,
    engine: values.engine,
    json: values.json,
    node: values.node ?? false,
    besidePagefind: values['beside-pagefind'] ?? false,
  };
}

export class UsageError extends Error {}

function number(text, option) {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${option} wants a whole number, not ${text}`);
  return Number(text);
}

function classes(list) {
  const names = list.split(',');
  const unknown = names.filter((name) => name !== 'questions' && !(name in CLASSES));
  if (unknown.length) throw new UsageError(`no such class: ${unknown.join(', ')}`);
  return names;
}
