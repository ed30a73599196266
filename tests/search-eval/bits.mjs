// The bit strings of docs/search-format.md, read without the client's engine, so that a fault in the engine cannot
// hide from its own judge.

const CODES = Array.from({ length: 0x7f - 0x21 }, (_, at) => 0x21 + at);
export const ALPHABET = CODES.map((code) => String.fromCharCode(code)).filter((sign) => !'"<\\'.includes(sign));
const VALUES = new Map(ALPHABET.map((sign, value) => [sign, value]));
const GROUP = 13;

export class BitReader {
  constructor(text) {
    if (text.length % 2) throw new Error('a bit string has an odd number of characters');
    this.groups = [];
    for (let at = 0; at < text.length; at += 2) this.groups.push(VALUES.get(text[at]) * 91 + VALUES.get(text[at + 1]));
    if (this.groups.some((group) => !(group < 2 ** GROUP))) throw new Error('a character that no bit string has');
    this.at = 0;
  }

  bit() {
    const group = this.groups[Math.floor(this.at / GROUP)];
    if (group === undefined) throw new Error('a bit string ends too early');
    const bit = (group >> (GROUP - 1 - (this.at % GROUP))) & 1;
    this.at += 1;
    return bit;
  }

  bits(count) {
    let value = 0;
    for (let left = count; left > 0; left -= 1) value = value * 2 + this.bit();
    return value;
  }

  gamma(k) {
    let ones = 0;
    while (this.bit()) ones += 1;
    return 2 ** (ones + k) + this.bits(ones + k) - 2 ** k;
  }

  // A file's name: 25 bits as five digits of base 32.
  name() {
    return this.bits(25).toString(32).padStart(5, '0');
  }
}

// The fragment files of a boot file's directory, each `{ name, documents }`, in the order of their documents.
// The two directories of terms stand before them and have no length of their own, so they are walked through.
export function fragmentFiles(directory) {
  const reader = new BitReader(directory);
  skipPairs(reader);
  skipWords(reader);
  const files = [];
  for (let folders = reader.gamma(6); folders > 0; folders -= 1) {
    const count = reader.gamma(4) + 1;
    const name = reader.name();
    const sizes = [1];
    for (let document = 1; document < count; document += 1) {
      if (reader.bit()) sizes.push(0);
      sizes[sizes.length - 1] += 1;
    }
    sizes.forEach((documents, number) => files.push({ name: `${name}/${number}`, documents }));
  }
  return files;
}

function skipPairs(reader) {
  for (let shards = reader.gamma(6); shards > 0; shards -= 1) {
    reader.gamma(4);
    if (reader.bit()) reader.gamma(10);
    reader.name();
  }
}

function skipWords(reader) {
  for (let shards = reader.gamma(6); shards > 0; shards -= 1) {
    for (let characters = reader.gamma(0); characters > 0; characters -= 1) reader.gamma(5);
    reader.name();
  }
}
