// The library as the checks read it: every story of content/, its front matter under English names, its body as sections of plain
// text. Front matter is read by a YAML parser and Markdown by a Markdown parser, not by patterns.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { cjkFriendlyExtension } from 'micromark-extension-cjk-friendly';
import { gfm } from 'micromark-extension-gfm';
import { parse } from 'yaml';

export const repository = fileURLToPath(new URL('../..', import.meta.url));

// The Chinese names of what the checks read, as in src/fields/keys.rs.
const names = new Map(Object.entries({
  标题: 'title', 日期: 'date', 发布时间: 'date', 发布日期: 'date', 摘要: 'summary', 参考依据: 'references', 要点: 'takeaways', 何时就医: 'when_to_seek_care',
  家长教师提示: 'adult_note', 做法: 'practices', 成效: 'results', 求助渠道: 'helplines', 适用年龄: 'age_range', 示例: 'sample',
}));
// What is a list for the checks, though a writer may give a single text.
const lists = ['takeaways', 'when_to_seek_care', 'adult_note', 'references', 'practices', 'results'];

// A footnote's reference within a plain text stands between these two, which no text has: [^salt] is \uE000salt\uE001.
const mark = /\uE000([^\uE001]*)\uE001/g;
export const withoutNotes = (text) => text.replace(mark, '');
export const notesOf = (text) => [...text.matchAll(mark)].map(([, label]) => label);

// A key may end in a full-width colon, which YAML does not know; a text that has one is left alone.
const colons = (text) => text.replace(/^(\p{L}[\p{L}\p{N}_ ]*?) *：[ \t]*/gmu, '$1: ')
  .replace(/^( +(?:\p{L}+))：[ \t]*(?=\d)/gmu, '$1: ');

function front(text, path) {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replaceAll('\r\n', '\n'));
  if (!parts) throw new Error(`${path}: no front matter between two lines ---`);
  const matter = {};
  for (const [key, value] of Object.entries(parse(colons(parts[1])))) matter[names.get(key) ?? key] = value;
  for (const key of lists) matter[key] = [matter[key] ?? []].flat().map((item) => typeof item === 'object' ? String(item.text ?? item.名称 ?? item.文献) : String(item));
  return { matter, body: parts[2] };
}

// The text of inline Markdown as a reader sees it.
function plain(node) {
  if (node.type === 'footnoteReference') return `\uE000${node.label}\uE001`;
  if (node.type === 'image') return '';
  if (node.type === 'break') return '\n';
  return node.value ?? (node.children ?? []).map(plain).join('');
}
const images = (node) => node.type === 'image' ? [node] : (node.children ?? []).flatMap(images);

// Appends the blocks of a node: a paragraph, a list item, a table's row as {kind, text}; a row has its
// cells and its header, and what stands in a callout says so.
function gather(node, kind, sections) {
  const add = (block) => sections.at(-1).blocks.push(block);
  if (node.type === 'heading') {
    sections.push({ heading: plain(node), blocks: [] });
  } else if (node.type === 'paragraph') {
    const text = plain(node).trim();
    if (text) add({ kind, text });
    for (const { alt, title } of images(node)) {
      if (alt) add({ kind: 'alt', text: alt });
      if (title) add({ kind: 'caption', text: title });
    }
  } else if (node.type === 'blockquote') {
    // A callout's first line names it: > [!TIP] and perhaps a heading of its own.
    const first = node.children[0]?.type === 'paragraph' ? plain(node.children[0]) : '';
    const [line, heading] = /^\[!\w+\][ \t]*(.*)\n?/.exec(first) ?? ['', ''];
    if (!line) return node.children.forEach((child) => gather(child, kind, sections));
    const { blocks } = sections.at(-1);
    const before = blocks.length;
    if (heading.trim()) add({ kind: 'callout', text: heading.trim() });
    const rest = first.slice(line.length).trim();
    if (rest) add({ kind, text: rest });
    for (const child of node.children.slice(1)) gather(child, kind, sections);
    for (const block of blocks.slice(before)) block.callout = true;
  } else if (node.type === 'table') {
    const [header, ...rows] = node.children.map((row) => row.children.map((cell) => plain(cell).trim()));
    add({ kind: 'header', cells: header, text: header.join('｜') });
    for (const cells of rows) add({ kind: 'row', cells, header, text: cells.join('｜') });
  } else if (node.type === 'list') {
    for (const item of node.children) for (const child of item.children) gather(child, 'item', sections);
  } else if (node.type !== 'footnoteDefinition' && node.children) {
    for (const child of node.children) gather(child, kind, sections);
  }
}

// One story's text, read as the file of that path.
export function story(path, text) {
  const [, place, kind] = path.split('/');
  const { matter, body } = front(text, path);
  const tree = fromMarkdown(body, { extensions: [gfm(), cjkFriendlyExtension()], mdastExtensions: [gfmFromMarkdown()] });
  const sections = [{ heading: '', blocks: [] }];
  for (const node of tree.children) gather(node, 'paragraph', sections);
  const notes = new Map(tree.children.filter((node) => node.type === 'footnoteDefinition').map((node) => [node.label, node.children.map(plain).join('')]));
  return { path, place, kind, matter, sections, notes };
}

// Every story, by its path.
export function library(root = repository) {
  const paths = readdirSync(join(root, 'content'), { recursive: true }).map((path) => `content/${path.replaceAll('\\', '/')}`);
  return paths.filter((path) => path.endsWith('.md') && path !== 'content/README.md').sort().map((path) => story(path, readFileSync(join(root, path), 'utf8')));
}

// The sentences of a text, each with its end mark and the footnotes that follow it.
export const sentences = (text) => (text.match(/[^。！？；…\n]+(?:[。！？；…]+[”’）」』]*(?:\s*\uE000[^\uE001]*\uE001)*|\n|$)/gu) ?? []).map((sentence) => sentence.trim()).filter((sentence) => /[\p{L}\p{N}]/u.test(withoutNotes(sentence)));

// What the reader of a story reads beside its body, one text for each field.
export const fields = ({ matter }) => [matter.title, matter.summary, ...['takeaways', 'when_to_seek_care', 'adult_note', 'practices', 'results'].map((key) => matter[key].join('\n'))]
  .filter((text) => text).map(String);
