// Stand-ins for the libraries of convert.mjs, so that the tests of the drawing need neither.
const TRADITIONAL = new Map([['发', '髮'], ['压', '壓']]);
const SYLLABLES = ['shao', 'lv', 'yan', 'xue', 'ya'];

export const convertible = {
  traditional: (text) => Array.from(text, (sign) => TRADITIONAL.get(sign) ?? sign).join(''),
  syllables: (run) => run.map((sign) => SYLLABLES[sign.codePointAt(0) % SYLLABLES.length]),
};
