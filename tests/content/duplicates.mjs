// Text that two files share: each run as long as it gets, in characters after white space is removed.
import { fields, withoutNotes } from './library.mjs';

const solid = (text) => [...withoutNotes(text).replace(/\s+/gu, '')];

// A story as runs of characters: each field is one, the body is one, with headings, tables and what is said of pictures. Left out
// are what may be the same: references and footnotes, which name the same documents, helplines, consent and names.
export const runs = (story) => [...fields(story), story.sections.flatMap(({ heading, blocks }) => [heading, ...blocks.map(({ text }) => text)]).join('\n')].map(solid);

// Every run of at least `length` characters that two of the files share, as {files, text}; files are {path, runs}.
export function shared(files, length) {
  const places = new Map();
  for (const [file, { runs }] of files.entries()) {
    for (const run of runs) {
      for (let at = 0; at + length <= run.length; at++) {
        const gram = run.slice(at, at + length).join('');
        if (!places.has(gram)) places.set(gram, []);
        places.get(gram).push({ file, run, at });
      }
    }
  }
  const found = new Map();
  for (const seen of places.values()) {
    for (const one of seen) {
      for (const other of seen) {
        if (one.file >= other.file) continue;
        // A run is told where it begins, and no further along.
        if (one.at > 0 && other.at > 0 && one.run[one.at - 1] === other.run[other.at - 1]) continue;
        let end = length;
        while (one.at + end < one.run.length && other.at + end < other.run.length && one.run[one.at + end] === other.run[other.at + end]) end++;
        const text = one.run.slice(one.at, one.at + end).join('');
        const paths = [files[one.file].path, files[other.file].path];
        found.set([...paths, text].join('\n'), { files: paths, text });
      }
    }
  }
  return [...found.values()];
}
