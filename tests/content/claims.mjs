// The numeric claims of the health and youth articles, and the reference that each stands on. Run, it prints docs/claims.md.
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { library, notesOf, sentences, withoutNotes } from './library.mjs';

// What a number of facts is measured in. A bare count of things (三件事, 两个人, 四样菜) is none: the text says it of itself.
const same = new Map(Object.entries({ 日: '天', 星期: '周', 礼拜: '周', 钟头: '小时', 千克: '公斤', '℃': '度', 周岁: '岁', '％': '%', 月龄: '月', 个月: '月' }));
const measures = [
  '毫米汞柱', '毫摩尔', '国际单位', '千卡', '毫克', '微克', '千克', '公斤', '公里', '千米', '毫米', '厘米', '毫升', '月龄', '周岁', '小时', '钟头', '刻钟', '分钟', '秒', '个月', '个?星期', '个?礼拜',
  '克', '斤', '升', '米', '岁', '年', '周', '天', '度', '倍', '成', '元', '次', '遍', '回', '针', '剂',
];
// What is measured so only from two on, for 一杯 is any cup, and 一次 once.
const vessels = ['勺', '杯', '碗', '瓶', '片', '粒', '支', '袋', '颗'];
const oneOf = (list) => [...list].sort((one, other) => other.length - one.length).join('|');
const unit = `(?:${oneOf([...measures, ...vessels, '%', '％', '℃', '月', '日', '点', '种'])})`;

const han = '[一二两三四五六七八九十百千万]';
// In figures every number is one, whatever it counts. With it come its range and its unit: 3到6岁, 140/90毫米汞柱, 0.4毫克.
const figures = new RegExp(String.raw`(?<![A-Za-z\d.]|[A-Za-z]-)(\d+(?:\.\d+)?)(万)?(?:(${unit})?多?(?:至|到|[-—–~～/、])(\d+(?:\.\d+)?))?(?:多|个)?(${unit})?(?![\d型类样])`, 'gu');
// In Chinese numerals only with a measure. 一周, 一岁, 一小时 are numbers; 一天, 一次 and the like mostly are not.
const numerals = new RegExp(`(?:(${han}+)分之(${han}+)|(${han}+)(?:(?:${unit})?[到至](${han}+))?(?:多|来)?(${oneOf([...measures, ...vessels])})|半(?:个)?(小时|钟头|年|月|斤))`, 'gu');
const never = /^(?:[百千万]|一[天次遍回针剂度成米倍勺杯碗瓶片粒支袋颗])/u;
// How often: 每年一次, 每半年查一次, 一年一次.
const rates = /(?:每|一)个?(?:年|月|周|星期|天|小时|半年)(?:[\u4e00-\u9fff]{0,4})一[次遍回]/gu;

// What is written with a number and claims nothing: hotlines, documents with their years, names, and turns of speech.
const quiet = [
  /《[^》]*》(?:[（(][^）)]*[）)])?/gu,
  new RegExp(`(?<!\\d)(?:110|119|120|122|12\\d{3})(?!\\d|\\.|/|${unit})`, 'gu'),
  /(?:19|20)\d\d年?版?(?:\d+月)?(?:\d+日)?的?(?=[^，。；]{0,10}(?:指南|方案|通知|规范|共识|意见|条例|办法|标准|报告|简报|说明))/gu,
  /第[一二三四五六七八九十]+\p{L}?/gu,
  /十分(?!钟|之)|百日咳|三角|四周(?![以后前左]|的时间)|一生|千万(?!人|元)|万一|三三两两|八段|三伏天?|一千天|一年年|一天天/gu,
];

const digits = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]).concat([['两', 2]]));
const powers = new Map([['十', 10], ['百', 100], ['千', 1000], ['万', 10000]]);
export function value(text) {
  if (/^[\d.]+$/.test(text)) return Number(text);
  let [sum, digit] = [0, 0];
  for (const letter of text) {
    if (powers.has(letter)) [sum, digit] = [sum + (digit || 1) * powers.get(letter), 0];
    else digit = digits.get(letter);
  }
  return sum + digit;
}

// The numbers of a sentence, each as its value and unit: 三个月 and 3个月 are the same, 两三天 is two numbers. A question claims nothing.
export function numbers(sentence) {
  let text = withoutNotes(sentence);
  if (/？[”’）」』]*$/u.test(text)) return [];
  for (const pattern of quiet) text = text.replace(pattern, '　');
  const found = [];
  const add = (number, measure = '') => {
    const plain = (measure ?? '').replace(/^个(?=星期|礼拜)/u, '');
    found.push({ value: number, unit: same.get(plain) ?? plain });
  };
  for (const [, one, many, first, other, measure] of text.matchAll(figures)) {
    add(value(one) * (many ? 10000 : 1), first ?? measure);
    if (other) add(value(other), measure);
  }
  for (const [whole, below, above, first, last, measure, half] of text.matchAll(numerals)) {
    if (never.test(whole)) continue;
    if (half === '小时' || half === '钟头') add(30, '分钟');
    else if (half) add(0.5, half);
    else if (below) add(value(above) / value(below));
    else for (const part of [first, last].flatMap((part) => (/^[一二两三四五六七八九]{2}$/u.test(part ?? '') ? [...part] : part ?? []))) add(value(part), measure);
  }
  for (const [rate] of text.matchAll(rates)) add(1, /年|月|周|星期|天|小时/u.exec(rate)[0] + '一次');
  return found;
}
const agree = (one, other) => one.value === other.value && (one.unit === other.unit || !one.unit || !other.unit);

// The references that a footnote names: by a title 《…》, by a number (NG143, 国卫办〔2021〕635号), else by the most words in common.
export function cited(note, references) {
  const bare = (text) => text.replace(/\s+/gu, '').replace(/[（(][^）)]*[）)]/gu, '');
  const titles = [...note.matchAll(/《([^》]+)》/gu)].map(([, title]) => title);
  const codes = note.match(/〔\d{4}〕\d+号|(?:GB|WS|NG|YY)[/T ]*\d+(?:[—-]\d{4})?/gu) ?? [];
  const squeezed = (text) => text.replace(/[\s/]/gu, '');
  const whole = titles.filter((title) => references.some((reference) => reference.includes(`《${title}》`)));
  const named = references.filter((reference) => titles.some((title) => (whole.includes(title) ? reference.includes(`《${title}》`) : bare(reference).includes(`《${bare(title)}》`))) || codes.some((code) => squeezed(reference).includes(squeezed(code))));
  const rest = note.replace(/《[^》]+》(?:[（(][^）)]*[）)])?/gu, '');
  const year = /(?:19|20)\d\d/u.exec(rest)?.[0];
  if (named.length > 0 && !(year && /年[^，。]*的/u.test(rest))) return named;
  const common = (reference) => {
    for (let size = Math.min(rest.length, 20); size > 2; size--) {
      for (let at = 0; at + size <= rest.length; at++) if (reference.includes(rest.slice(at, at + size)) && !/^[\d年月日，的见]+$/u.test(rest.slice(at, at + size))) return size;
    }
    return 0;
  };
  const left = references.filter((reference) => !named.includes(reference) && (!year || reference.includes(year))).map((reference) => ({ reference, size: common(reference) }));
  const most = Math.max(0, ...left.map(({ size }) => size));
  const like = left.filter(({ size }) => size > 2 && size === most).map(({ reference }) => reference);
  return references.filter((reference) => named.includes(reference) || like.includes(reference));
}

const unique = (list) => [...new Set(list)];

// The claims of one article in the order of the page, as {path, section, text, references}; no reference is a claim on nothing.
export function claims(story) {
  const { matter, path } = story;
  const of = (labels) => {
    const names = unique(labels).flatMap((label) => cited(story.notes.get(label) ?? '', matter.references));
    return matter.references.filter((reference) => names.includes(reference));
  };
  const body = [];
  for (const [index, { heading, blocks }] of story.sections.entries()) {
    const whole = [heading, ...blocks.map(({ text }) => text)].flatMap(notesOf);
    const add = (text, labels, repeats) => {
      const found = numbers(text);
      if (found.length === 0) return;
      body.push({ path, section: withoutNotes(heading) || '开头', text: withoutNotes(text), numbers: found, references: of(labels.length > 0 ? labels : whole), repeats });
    };
    if (heading) add(heading, notesOf(heading), true);
    for (const { kind, text, header, callout } of blocks) {
      if (kind === 'row' || kind === 'header') add(text, notesOf(text).length > 0 ? notesOf(text) : (header ?? []).flatMap(notesOf), false);
      // What stands for a picture is said in the text.
      else if (kind !== 'alt') for (const sentence of sentences(text)) add(sentence, notesOf(sentence), index === 0 || callout === true || kind === 'caption');
    }
  }
  // What only repeats the body stands on what the body says of the same number with the same unit.
  const repeated = (found) => {
    const sources = found.map((number) => body.find((claim) => claim.references.length > 0 && claim.numbers.some((other) => agree(number, other))));
    return sources.every((source) => source) ? matter.references.filter((reference) => sources.some((source) => source.references.includes(reference))) : [];
  };
  const own = [['takeaways', '要点'], ['when_to_seek_care', '何时就医'], ['adult_note', '家长教师提示']].flatMap(([key, section]) => matter[key].flatMap(sentences)
    .map((text) => ({ path, section, text, numbers: numbers(text), references: [], repeats: true }))).filter(({ numbers }) => numbers.length > 0);
  return [...own, ...body].map(({ numbers, repeats, references, ...claim }) => ({ ...claim, references: references.length === 0 && repeats ? repeated(numbers) : references }));
}

export const articles = (stories) => stories.filter(({ kind }) => kind === 'health' || kind === 'youth');

const kinds = { health: '健康教育', youth: '青春健康' };
const cell = (text) => text.replace(/\s+/gu, ' ').replaceAll('|', '\\|').trim();

// docs/claims.md as the content has it.
export function page(stories) {
  const parts = ['# 文章里的数字和依据', '这一页由 `node tests/content/claims.mjs > docs/claims.md` 生成，不要手改。改了文章，就重新生成一次。',
    '数字是带单位的事实：几克、几岁、几天、几次。电话号码、题目里的年份、第几步不算。表格里的一行用“｜”分开。'];
  for (const [kind, name] of Object.entries(kinds)) {
    const rows = stories.filter((story) => story.kind === kind).flatMap((story) => claims(story).map(({ path, text, references }) =>
      `| [${cell(String(story.matter.title))}](../${path}) | ${cell(text)} | ${references.map(cell).join('；')} |`));
    parts.push(`## ${name}`, ['| 文章 | 说法 | 依据 |', '| --- | --- | --- |', ...rows].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

if (argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(page(library()));
