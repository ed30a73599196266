// What is right: plain substring search over the folded title and text of every document. A text's parts and its title
// are divided by line ends, so nothing matches across them.
import { isWordSign } from './folding.mjs';

export class Truth {
  constructor(documents) {
    this.documents = documents;
    this.holders = new Map();
    documents.forEach(({ folded }, number) => {
      for (const sign of new Set(folded)) {
        if (!this.holders.has(sign)) this.holders.set(sign, []);
        this.holders.get(sign).push(number);
      }
    });
  }

  // The numbers of the documents that hold a folded text. Only those with its rarest character need be looked through.
  holding(folded) {
    return this.candidates(folded).filter((number) => this.documents[number].folded.includes(folded));
  }

  // The same for a Latin word or number, which is looked for from the start of a word on: `12` is not meant to find 2012.
  holdingWord(folded) {
    return this.candidates(folded).filter((number) => startsAWord(this.documents[number].folded, folded));
  }

  inTitle(folded) {
    return this.candidates(folded).filter((number) => this.documents[number].foldedTitle.includes(folded));
  }

  candidates(folded) {
    let fewest;
    for (const sign of folded) {
      const holders = this.holders.get(sign) ?? [];
      if (!fewest || holders.length < fewest.length) fewest = holders;
    }
    return fewest ?? [];
  }
}

function startsAWord(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordSign(text[at - 1])) return true;
  }
  return false;
}
