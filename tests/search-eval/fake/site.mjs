// A made-up site on disk, written from docs/search-format.md alone, for the tests of what reads and asks it.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALPHABET } from '../bits.mjs';
import { generator } from '../random.mjs';

export const ENGINE = join(dirname(fileURLToPath(import.meta.url)), 'search-engine.js');

export class BitWriter {
  constructor() {
    this.digits = '';
  }

  bits(value, count) {
    this.digits += value.toString(2).padStart(count, '0').slice(0, count);
    return this;
  }

  gamma(value, k) {
    const digits = (value + 2 ** k).toString(2);
    this.digits += `${'1'.repeat(digits.length - 1 - k)}0${digits.slice(1)}`;
    return this;
  }

  text() {
    const padded = this.digits.padEnd(Math.ceil(this.digits.length / 13) * 13, '0');
    const groups = (padded.match(/.{13}/g) ?? []).map((group) => Number.parseInt(group, 2));
    return groups.map((group) => ALPHABET[Math.floor(group / 91)] + ALPHABET[group % 91]).join('');
  }
}

// Writes a site of documents given as `{ address, title, text }`, three of them to a folder, the last one of each three
// in a file of its own. The shards of terms that its directories name are not there: the made-up engine wants none.
export async function writeSite(documents, fold = '') {
  const folder = await mkdtemp(join(tmpdir(), 'xuan-fake-'));
  const files = [];
  const directory = new BitWriter().gamma(2, 6);
  directory.gamma(200, 4).bits(0, 1).bits(1, 25).gamma(3000, 4).bits(1, 1).gamma(77, 10).bits(2, 25);
  directory.gamma(1, 6).gamma(2, 0).gamma(10, 5).gamma(36 + 0x4e2d, 5).bits(3, 25);
  directory.gamma(Math.ceil(documents.length / 3), 6);
  for (let at = 0; at < documents.length; at += 3) {
    const group = documents.slice(at, at + 3);
    directory.gamma(group.length - 1, 4).bits(at + 1000, 25);
    group.slice(1).forEach((_, more) => directory.bits(more, 1));
    const name = (at + 1000).toString(32).padStart(5, '0');
    [group.slice(0, 2), group.slice(2)].filter((part) => part.length).forEach((part, number) => files.push([`${name}/${number}`, part]));
  }
  const write = async (name, payload) => {
    const path = join(folder, 'search', `${name}.js`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `xuanSearch(${JSON.stringify(name)},${JSON.stringify(payload)})`);
  };
  const boot = { v: 1, n: documents.length, b: directory.text(), fold: fold && 'folds', words: '', pinyin: '', facets: '', sections: ['健康教育'] };
  await write('boot', { ...boot, made_up_files: files.map(([name]) => name) });
  if (fold) await write('folds', fold);
  for (const [name, part] of files) await write(name, part.map(({ address, title, text }) => [address, title, 0, '', 0, '', text]));
  return folder;
}

const WORDS = ['医生', '孩子', '老人', '邻居', '社区', '今天', '早晨', '血压', '食盐', '疫苗', '体温', '洗手', '头发', '睡眠', '散步', '蔬菜', '戒烟', '体检', '药箱', '口罩'];

// Documents enough to draw from: words of two characters in company that varies, numbers and a Latin word among them.
export function someDocuments(count = 40) {
  const random = generator(1, 'documents');
  const sentence = (length) => Array.from({ length }, () => random.pick(WORDS)).join('');
  return Array.from({ length: count }, (_, number) => {
    const lines = Array.from({ length: 4 }, () => `${sentence(5)}，${sentence(4)}。`);
    return { address: `health/page-${number}.html`, title: `${sentence(3)}第${'甲乙丙丁戊己庚辛壬癸'[number % 10]}`, text: [...lines, `BMI${number}或120`].join('\n') };
  });
}
