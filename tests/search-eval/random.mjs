// Numbers that only a seed decides, so that a run can be repeated on another machine to the last query.

// A generator for one purpose: the name of the purpose is mixed into the seed, so that leaving one class of
// queries out does not change what the others draw. (sfc32 by Chris Doty-Humphrey, seeded through FNV-1a.)
export function generator(seed, purpose) {
  let [a, b, c, d] = [hash(`${seed}/${purpose}`), hash(purpose), hash(String(seed)), 1];
  const next = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 15; round += 1) next();
  const below = (end) => Math.floor((next() / 2 ** 32) * end);
  const pick = (list) => list[below(list.length)];
  return { below, pick };
}

function hash(text) {
  let value = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(text)) value = Math.imul(value ^ unit, 0x01000193);
  return value | 0;
}
