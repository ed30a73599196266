// How long the sentences are, and whether an article says first what to do.
import { fields, sentences, withoutNotes } from './library.mjs';

// Each Han character, letter and digit is one; marks and white space are none. A Latin word is as long as its letters: HPV is three.
export const length = (text) => (withoutNotes(text).match(/[\p{L}\p{N}]/gu) ?? []).length;

// The sentences of a story. One ends at 。！？；… or with its paragraph, list item, caption or field. Headings, titles, tables and
// the words that stand for a picture are no sentences: they are short, and would make long sentences look shorter.
export function spoken(story) {
  const body = story.sections.flatMap(({ blocks }) => blocks).filter(({ kind }) => ['paragraph', 'item', 'caption'].includes(kind)).map(({ text }) => text);
  return [...fields(story).slice(story.matter.title ? 1 : 0), ...body].flatMap(sentences).map(withoutNotes);
}

export const mean = (list) => list.reduce((sum, text) => sum + length(text), 0) / list.length;

// What may stand before the verb that asks for something.
const before = /^(?:(?:现在|马上|立刻|赶紧|今天|今晚|每天|平时|首先|第一步|第[一二三]|请|快|都|也|就|全家|大人|一起|尽快|要|可以)[，：]?)*/u;
// The forms by which a sentence asks for something to be done. Each is a word at the beginning of a clause, so that a
// sentence about somebody who does it (打电话的人…) is not one: none may run on into 的 or …的人. A form is no grammar: “把盐减下来，” passes though the clause behind it may ask for nothing.
const verbs = [
  '先(?![天生后前进辈兆知]|记住)', '把', '用(?!不着)', '别(?!的|人)', '不(?=[吃喝碰抹等捂催逼比骂要给让])',
  '打(?=110|119|120|12|开|电话)', '拨', '问', '去(?=[医门看做找问社接当买领安药急])', '找', '看(?=[医看标一])', '量', '数',
  '洗(?!澡|完)', '冲(?=[洗水伤约])', '吃(?!完|过)', '喝(?!醉)', '少(?=[吃喝放用买])', '多(?=[吃喝走动晒])',
  '换', '放(?=[下平])', '拿', '带', '告诉', '说(?=一|出|给|：)', '记(?=下|住|在)', '写下', '停下', '离开', '躲', '关(?=[掉火上好])',
  '开(?=[窗门])', '做(?=一|两|三|操|检)', '试', '查', '测', '装', '准备', '备(?=好|一)', '约', '陪', '让', '抱',
  '坐(?=下|直)', '站(?=起|稳|住)', '走', '动起', '穿', '趴', '戴', '系(?=好|上)', '擦', '刷(?!完)', '开始', '勤洗',
  '早(?=睡|点)', '接种', '打疫苗', '留', '收', '挑', '选', '买', '倒掉', '盖', '扔', '清', '翻', '教',
];
const form = new RegExp(`^(?:${verbs.join('|')})(?!的|.{0,6}的人)`, 'u');

// The first clause that asks for something and ends within the first `within` characters of the body; none if there is none. The
// characters are those that a reader sees, marks and all, without white space.
export function firstAction(story, within = 150) {
  const text = story.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.filter(({ kind }) => kind !== 'alt').map((block) => block.text)]).filter((part) => part).join('\n');
  const visible = [...withoutNotes(text).replace(/[^\S\n]+/gu, '')];
  let count = 0;
  const end = visible.findIndex((character) => character !== '\n' && ++count > within);
  const clauses = visible.slice(0, end < 0 ? visible.length : end).join('').match(/[^，。！？；：…\n]+[，。！？；：…\n]/gu) ?? [];
  return clauses.map((clause) => clause.replace(/^[“”「」（）]+/u, '')).find((clause) => !/[？]/u.test(clause) && form.test(clause.replace(before, '')));
}
