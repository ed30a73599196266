// Questions with the pages that answer them: `question<TAB>address<TAB>address…`, the best address first, lines that
// begin with # left out. Addresses are those of one city's site; on the doors a page's address has the city before it.

export function parseQuestions(text) {
  const questions = [];
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim() || line.startsWith('#')) continue;
    const [question, ...addresses] = line.split('\t').map((part) => part.trim()).filter(Boolean);
    if (!addresses.length) throw new Error(`a question without an address: ${line}`);
    questions.push({ question, addresses });
  }
  return questions;
}

// The questions whose best page the site has, each with the numbers of the documents that answer it.
export function questionsOf(text, documents) {
  const numbers = new Map();
  documents.forEach(({ address }, number) => {
    const withoutCity = address.split('/').slice(1).join('/');
    for (const name of [address, withoutCity]) numbers.set(name, [...numbers.get(name) ?? [], number]);
  });
  const found = parseQuestions(text).map(({ question, addresses }) => {
    const answers = addresses.map((address) => numbers.get(address) ?? []);
    return { text: question, targets: answers.flat(), best: answers[0] };
  });
  return found.filter(({ best }) => best.length > 0);
}
