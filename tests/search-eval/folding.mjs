// The folding of docs/search-format.md, written once more for the judge: what counts as the same text.

const DROPPED = /[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u;

// A function from a text to its folded form; `table` holds the characters that fold to another, each followed by it.
export function folding(table = '') {
  const signs = Array.from(table);
  const others = new Map();
  for (let at = 0; at < signs.length; at += 2) others.set(signs[at], signs[at + 1]);
  const known = new Map();
  const foldSign = (sign) => {
    if (DROPPED.test(sign)) return '';
    const plain = sign.normalize('NFKC').toLowerCase();
    return Array.from(plain, (part) => (DROPPED.test(part) ? '' : others.get(part) ?? part)).join('');
  };
  return (text) => {
    let folded = '';
    for (const sign of text.normalize('NFC')) {
      let to = known.get(sign);
      if (to === undefined) known.set(sign, to = foldSign(sign));
      folded += to;
    }
    return folded;
  };
}

const HAN = '[\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]';
const HAN_RUN = new RegExp(`${HAN}+`, 'gu');
const HAN_SIGN = new RegExp(`^${HAN}$`, 'u');

// The runs of Chinese characters in a text, each a list of characters. Kana and hangul, which the index takes for Han
// as well, are left out: nobody asks this site in them.
export function hanRuns(text) {
  return (text.match(HAN_RUN) ?? []).map((run) => Array.from(run));
}

export const isHan = (sign) => HAN_SIGN.test(sign);

// A character of a Latin word or a number, as the index sees it: a letter or number that is not Han.
export const isWordSign = (sign) => sign !== undefined && /[\p{Alphabetic}\p{N}]/u.test(sign) && !isHan(sign);
