// Numbers that a seed and a name decide, so that a run can be repeated whatever the order of things in it.
import { createHash } from 'node:crypto';

// A share from 0 up to 1.
export const share = (seed, ...names) => createHash('sha256').update([seed, ...names].join('\0')).digest().readUInt32BE() / 2 ** 32;
