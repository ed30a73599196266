// The search engine: reads the index that docs/search-format.md describes and answers queries. It knows nothing of the page;
// search.js gives it a loader and shows its answers. Classic script, one global: XuanSearch.
(function (global) {
  'use strict';

  const MOST_CHARACTERS = 200; // of a query; the rest is left out
  const MOST_SHARDS = 7; // that a query asks for; with the boot file that is eight requests
  const MOST_FURTHER = 4; // shards for synonyms
  const MOST_RANGE = 10; // shards that one character or the beginning of a word may span
  const ROUND = 10; // fragments that are compared with the query at a time
  const ROUNDS = 2; // as long as something literal was found, else:
  const ROUNDS_IN_VAIN = 6;
  const QUESTION = 7; // characters from which a phrase is a question rather than a name
  const FEW = 10; // with fewer pages than this, synonyms are looked for
  const COVERED = 0.6; // of the best page's weight, for a page that lacks a term
  const WEIGHTS = [0.42, 0.55, 0.64, 0.715, 0.78, 0.84, 0.895, 0.95]; // of the levels, see src/search/level.rs
  // What questions are made of says nothing about what is asked.
  const STOP = new Set(('怎么 什么 么办 如何 为什 为何 怎样 么样 多少 多久 多大 可以 以吗 能不 不能 能吗 是不 不是 是否 是什 要不 不要 吗？ 哪些 哪里 哪个 '
    + '应该 该怎 该如 需要 要怎 要多 有没 没有 有什 有哪 一个 这个 那个 我的 我家 我想 想知 知道 请问 么回 回事 一下 了怎 了吗 会不 不会 得了 的时 时候 '
    + '几天 几岁 好不 不好 么做 做什 办法 么治 呢？ 还是 到底 究竟 一般 最好').split(' '));

  // ---------- bit strings

  class Bits {
    constructor(text) {
      this.text = text;
      this.at = 0;
      this.held = 0;
      this.count = 0;
    }

    digit() {
      const code = this.text.charCodeAt(this.at++);
      return code > 0 ? code - 33 - (code > 34) - (code > 60) - (code > 92) : 0;
    }

    bits(count) {
      let value = 0;
      while (count > 0) {
        if (this.count === 0) {
          this.held = this.digit() * 91 + this.digit();
          this.count = 13;
        }
        const taken = Math.min(count, this.count);
        this.count -= taken;
        count -= taken;
        value = value * (1 << taken) + ((this.held >> this.count) & ((1 << taken) - 1));
      }
      return value;
    }

    ones(most) {
      let ones = 0;
      while (ones < most && this.bits(1)) ones++;
      return ones;
    }

    rice(k) {
      const high = this.ones(1e6);
      return high * (1 << k) + this.bits(k);
    }

    gamma(k) {
      const length = this.ones(30) + k;
      return (1 << length) + this.bits(length) - (1 << k);
    }

    text5(length) {
      let text = '';
      while (length-- > 0) {
        const code = this.gamma(5);
        text += code < 36 ? code.toString(36) : String.fromCodePoint(code - 36);
      }
      return text;
    }

    // A list of documents out of `total`, with levels where it is one of a term.
    list(total, levels) {
      const length = this.gamma(0) + 1;
      const q = Math.floor((total * 11) / (length * 16));
      const k = q < 1 ? 0 : 31 - Math.clz32(q);
      const list = { ids: new Array(length), levels: levels && new Array(length) };
      for (let n = 0, id = -1; n < length; n++) {
        id += this.rice(k) + 1;
        list.ids[n] = id;
        if (levels) list.levels[n] = this.ones(7);
      }
      return list;
    }

    name() {
      return ('0000' + this.bits(25).toString(32)).slice(-5);
    }
  }

  function rank(character) {
    const code = character.codePointAt(0);
    if (code >= 0x80 && code < 0x4e00) return code + 0x5200;
    return code >= 0x4e00 && code < 0xa000 ? code - 0x4d80 : code;
  }

  // ---------- folding and tokens

  const simplified = new Map(); // the fold table, once it was needed
  const folds = new Map();
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u;
  const HAN = /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{323af}\uf900-\ufaff〇々\u3041-\u30ff\u31f0-\u31ff\uac00-\ud7a3]/u;
  const WORD = /[\p{Alphabetic}\p{N}]/u;

  function foldCharacter(character) {
    let folded = folds.get(character);
    if (folded === undefined) {
      folded = '';
      if (!INVISIBLE.test(character)) {
        for (const part of character.normalize('NFKC').toLowerCase()) {
          if (!INVISIBLE.test(part)) folded += simplified.get(part) || part;
        }
      }
      folds.set(character, folded);
    }
    return folded;
  }

  function fold(text) {
    return Array.from(text.normalize('NFC'), foldCharacter).join('');
  }

  // The runs of characters that are terms, and the terms in them: pairs of Han characters, words, pairs where the two meet.
  function parse(text) {
    const phrases = [];
    const terms = new Map();
    const add = (key, term) => { if (!terms.has(key)) terms.set(key, term); };
    let run = '';
    let word = '';
    let before = '';
    let joined = false; // whether the word follows a Han character
    const endWord = (more) => {
      // A single letter beside a Han character is found by the pair.
      if (word && !(word.length === 1 && (joined || more))) add(word, { word: Array.from(word).slice(0, 24).join(''), whole: more });
      word = '';
    };
    const endRun = () => {
      endWord(false);
      if (run) phrases.push(run);
      if (Array.from(run).length === 1 && HAN.test(run)) add(run, { first: rank(run), second: -1 });
      run = before = '';
    };
    for (const character of text) {
      const han = HAN.test(character);
      if (!han && !WORD.test(character)) {
        endRun();
        continue;
      }
      if (before && (han || HAN.test(before))) {
        add(before + character, { first: rank(before), second: rank(character) });
      }
      if (han) {
        endWord(true);
      } else {
        if (!word) joined = before !== '';
        word += character;
      }
      run += character;
      before = character;
    }
    endRun();
    return { phrases, terms };
  }

  // ---------- the index

  class Engine {
    constructor(load) {
      this.load = load;
      this.shards = new Map();
      this.texts = new Map();
    }

    async open() {
      if (this.boot) return;
      const boot = await this.load('boot');
      const bits = new Bits(boot.b);
      this.pairs = [];
      let first = 0;
      for (let count = bits.gamma(6); count > 0; count--) {
        first += bits.gamma(4);
        this.pairs.push({ first, second: bits.bits(1) ? bits.gamma(10) : 0, name: bits.name() });
      }
      this.words = directory(bits);
      this.files = [];
      for (let folders = bits.gamma(6); folders > 0; folders--) {
        const length = bits.gamma(4) + 1;
        const name = bits.name();
        let file = 0;
        for (let n = 0, at = 0; n < length; n++, at++) {
          if (n > 0 && bits.bits(1)) {
            file++;
            at = 0;
          }
          this.files.push({ name: name + '/' + file, at });
        }
      }
      this.boot = boot;
    }

    // The numbers of the shards that may hold a term: one, or several for a beginning.
    range(term) {
      if (term.word === undefined) {
        const second = Math.max(term.second, 0);
        const begin = last(this.pairs, (key) => key.first < term.first || (key.first === term.first && key.second <= second));
        const end = term.second >= 0 ? begin : last(this.pairs, (key) => key.first <= term.first);
        return spread(this.pairs, begin, end);
      }
      return words(this.words, term.word, term.whole);
    }

    shard(name, pairs) {
      let shard = this.shards.get(name);
      if (!shard) {
        shard = this.load(name).then((text) => (pairs ? readPairs : readWords)(new Bits(text), this.boot.n));
        shard.catch(() => this.shards.delete(name));
        this.shards.set(name, shard);
      }
      return shard;
    }

    // The list of a term: documents with the weights of their levels, and how rare it is.
    async list(term) {
      const pairs = term.word === undefined;
      const found = new Map();
      const shards = await Promise.all(this.range(term).map((name) => this.shard(name, pairs)));
      for (const shard of shards) {
        const lists = pairs ? pairLists(shard, term) : wordLists(shard, term);
        for (const list of lists) {
          list.ids.forEach((id, n) => {
            const weight = WEIGHTS[list.levels[n]];
            if (!(found.get(id) >= weight)) found.set(id, weight);
          });
        }
      }
      const rarity = Math.log(1 + (this.boot.n - found.size + 0.5) / (found.size + 0.5));
      return { found, rarity };
    }

    // Which terms are looked up: all of a short query; of a long one those that seem rarest, as far as the shards go.
    choose(terms, most) {
      const entries = Array.from(terms, ([key, term]) => ({ key, term, names: this.range(term) }));
      const telling = entries.filter((entry) => !STOP.has(entry.key));
      const wanted = entries.length > 5 && telling.length > 0 ? telling : entries;
      wanted.forEach((entry) => { entry.rank = this.frequency(entry.term); });
      const names = new Set();
      const chosen = [];
      for (const entry of wanted.slice().sort((a, b) => a.rank - b.rank)) {
        const further = entry.names.filter((name) => !names.has(name));
        if (chosen.length === 0 || names.size + further.length <= most) {
          further.forEach((name) => names.add(name));
          chosen.push(entry);
        }
      }
      return chosen;
    }

    // How frequent a term seems before its shard is there: the wider its characters spread over the shards, the more frequent.
    frequency(term) {
      if (term.word !== undefined) return 0;
      const width = (first) => {
        const end = last(this.pairs, (key) => key.first <= first);
        const begin = last(this.pairs, (key) => key.first < first);
        const next = this.pairs[end + 1];
        return end > begin ? end - begin + 1 : 1 / (1 + (next && end >= 0 ? next.first - this.pairs[end].first : 1));
      };
      return term.second < 0 ? 0 : width(term.first) * width(term.second);
    }

    // The documents that a parsed query finds: those that have every term, else those that have most of its weight.
    async find(parsed, most) {
      const chosen = this.choose(parsed.terms, most);
      const lists = await Promise.all(chosen.map((entry) => this.list(entry.term)));
      const found = new Map();
      let whole = 0;
      for (const list of lists) {
        whole += list.rarity;
        for (const [id, weight] of list.found) {
          const page = found.get(id) || { id, score: 0, covered: 0, terms: 0 };
          page.score += list.rarity * weight;
          page.covered += list.rarity;
          page.terms += 1;
          found.set(id, page);
        }
      }
      const pages = Array.from(found.values());
      const full = pages.filter((page) => page.terms === lists.length);
      const best = Math.max(...[0], ...best1000(pages));
      return {
        absent: lists.some((list) => list.found.size === 0),
        full: full.length > 0,
        pages: full.length > 0 ? full : pages.filter((page) => page.covered >= COVERED * best),
        whole,
        rarity: new Map(chosen.map((entry, n) => [entry.key, lists[n].rarity])),
      };
    }

    async foldTable() {
      if (simplified.size > 0 || !this.boot.fold) return;
      const characters = Array.from(await this.load(this.boot.fold));
      for (let n = 0; n + 1 < characters.length; n += 2) simplified.set(characters[n], characters[n + 1]);
      folds.clear();
    }

    // A document's text and card.
    async document(id) {
      if (!this.texts.has(id)) {
        const file = this.files[id];
        const [url, title, kind, date, flags, place, text] = (await this.load(file.name))[file.at];
        if (flags & 4) await this.foldTable();
        const section = this.boot.sections[kind] || '';
        const folded = fold(title + '\n' + text);
        this.texts.set(id, { id, url, title, section, date, sample: !!(flags & 1), shared: !!(flags & 2), place, text, folded });
      }
      return this.texts.get(id);
    }

    // Everything about a query that does not depend on choices and limits; kept until the next query.
    async ranked(query) {
      if (this.last && this.last.query === query) return this.last;
      const characters = Array.from(query);
      const cut = characters.length > MOST_CHARACTERS;
      const text = characters.slice(0, MOST_CHARACTERS).join('');
      let parsed = parse(fold(text));
      const ranked = { query, cut, parsed, pages: [], full: false, also: [], pinyin: false, variants: [] };
      if (parsed.terms.size > 0) {
        await this.open();
        const synonyms = this.boot.words ? this.load(this.boot.words) : Promise.resolve([]);
        synonyms.catch(() => {});
        let found = await this.find(parsed, MOST_SHARDS);
        if (found.absent && HAN.test(text)) {
          await this.foldTable();
          const again = parse(fold(text));
          if (again.phrases.join(' ') !== parsed.phrases.join(' ')) found = await this.find(parsed = again, MOST_SHARDS);
        }
        Object.assign(ranked, found, { parsed });
        if (ranked.pages.length === 0) await this.byPinyin(ranked);
        if (!ranked.pinyin && (!ranked.full || ranked.pages.length < FEW)) await this.bySynonyms(ranked, await synonyms);
        ranked.pages.sort((a, b) => b.score - a.score || b.id - a.id);
      }
      this.last = ranked;
      return ranked;
    }

    async byPinyin(ranked) {
      const letters = ranked.parsed.phrases.join('').replace(/ü/g, 'v');
      if (!this.boot.pinyin || !/^[a-z]{2,}$/.test(letters)) return;
      if (!this.syllables) this.syllables = directory(new Bits(await this.load(this.boot.pinyin)));
      const pages = await this.spelled(letters);
      ranked.pages = Array.from(pages, ([id, score]) => ({ id, score, covered: 1, terms: 1 }));
      ranked.full = ranked.pinyin = ranked.pages.length > 0;
    }

    // The documents of a spelling: those of all keys that begin so; of a longer spelling those of the longest key that it begins
    // with and of the rest.
    async spelled(letters) {
      const pages = new Map();
      const shards = await Promise.all(words(this.syllables, letters, false).map((name) => this.shard(name, false)));
      let longest = null;
      for (const shard of shards) {
        for (const [key, list] of shard) {
          if (key.startsWith(letters)) {
            list.ids.forEach((id, n) => pages.set(id, Math.max(pages.get(id) || 0, WEIGHTS[list.levels[n]])));
          } else if (key.length > 2 && letters.startsWith(key) && !(longest && longest[0].length >= key.length)) {
            longest = [key, list];
          }
        }
      }
      if (pages.size > 0 || !longest) return pages;
      const rest = letters.slice(longest[0].length);
      const further = await this.spelled(rest);
      longest[1].ids.forEach((id, n) => {
        if (further.has(id)) pages.set(id, WEIGHTS[longest[1].levels[n]]);
      });
      return pages;
    }

    // Looks for what else the query may be called.
    async bySynonyms(ranked, groups) {
      const variants = variantsOf(ranked.parsed.phrases, groups);
      if (variants.length === 0) return;
      const found = await Promise.all(variants.map((variant) => this.find(parse(variant.phrases.join(' ')), MOST_FURTHER)));
      const pages = new Map(ranked.pages.map((page) => [page.id, page]));
      found.forEach((of, n) => {
        // A variant that only half fits says nothing.
        if (of.pages.length === 0 || (!of.full && ranked.full)) return;
        if (of.full && !ranked.full) {
          pages.clear();
          ranked.full = true;
          ranked.other = true;
        } else if (!of.full && ranked.other) {
          return;
        }
        ranked.also.push(variants[n].also);
        ranked.variants.push(variants[n].phrases);
        for (const page of of.pages) {
          const score = page.score * 0.7;
          const known = pages.get(page.id);
          if (!known || known.score < score) pages.set(page.id, Object.assign({}, page, { score, variant: !known }));
        }
      });
      ranked.pages = Array.from(pages.values());
    }

    async search(query, options) {
      const { limit = 10, chosen = {} } = options || {};
      const ranked = await this.ranked(String(query));
      const pages = await this.chosen(ranked.pages, chosen);
      const { hits, literal } = await this.compare(ranked, pages, limit);
      const long = ranked.parsed.phrases.some((phrase) => phrase.length >= QUESTION);
      return {
        query,
        empty: ranked.parsed.terms.size === 0,
        cut: ranked.cut,
        total: pages.length,
        exact: ranked.full && (literal || ranked.pinyin || long || pages.length > hits.compared),
        pinyin: ranked.pinyin,
        also: Array.from(new Set(ranked.also)),
        marks: marksOf(ranked),
        ids: ranked.pages.map((page) => page.id),
        hits: hits.slice(0, limit),
        pages,
      };
    }

    // Puts the pages that hold the query as it was written before the others, as far as they are compared.
    async compare(ranked, pages, limit) {
      const { phrases } = ranked.parsed;
      const plain = ranked.pinyin || (ranked.full && ranked.parsed.terms.size === 1);
      const hits = [];
      let literal = 0;
      let compared = 0;
      for (let round = 0; compared < pages.length; round++) {
        const enough = plain ? compared >= limit : compared >= limit && (literal >= limit || round >= (literal > 0 || !ranked.full ? ROUNDS : ROUNDS_IN_VAIN));
        if (enough) break;
        const now = pages.slice(compared, plain ? limit : Math.max(compared + ROUND, limit));
        const documents = await Promise.all(now.map((page) => this.document(page.id)));
        documents.forEach((document, n) => {
          const exact = phrases.every((phrase) => document.folded.includes(phrase));
          literal += exact;
          hits.push(Object.assign({ exact, closeness: plain ? 0 : closeness(document.folded, ranked) }, document, { score: now[n].score }));
        });
        compared += now.length;
      }
      if (!plain) hits.sort((a, b) => b.exact - a.exact || b.score * (1 + b.closeness) - a.score * (1 + a.closeness) || b.id - a.id);
      hits.compared = compared;
      return { hits, literal: literal > 0 };
    }

    // The pages that have one of the chosen values of every facet.
    async chosen(pages, chosen, but) {
      const ids = Object.keys(chosen).filter((id) => id !== but && chosen[id].length > 0);
      if (ids.length === 0) return pages;
      const facets = await this.sets();
      let kept = pages;
      for (const facet of facets.filter(({ id }) => ids.includes(id))) {
        const wanted = new Set();
        facet.values.filter(({ name }) => chosen[facet.id].includes(name)).forEach(({ ids: of }) => of.forEach((id) => wanted.add(id)));
        kept = kept.filter((page) => wanted.has(page.id));
      }
      return kept;
    }

    async sets() {
      if (!this.facetSets) {
        const facets = this.boot && this.boot.facets ? await this.load(this.boot.facets) : [];
        this.facetSets = facets.map(([id, name, values]) => ({
          id,
          name,
          values: values.map(([value, text]) => ({ name: value, ids: new Bits(text).list(this.boot.n, false).ids })),
        }));
      }
      return this.facetSets;
    }

    // How many of an answer's pages have each value, under the choices in the other facets.
    async facets(answer, chosen) {
      const choices = chosen || {};
      const facets = [];
      for (const { id, name, values } of await this.sets()) {
        const ranked = await this.ranked(String(answer.query));
        const pages = new Set((await this.chosen(ranked.pages, choices, id)).map((page) => page.id));
        const counted = values
          .map((value) => ({ name: value.name, count: value.ids.filter((of) => pages.has(of)).length, chosen: (choices[id] || []).includes(value.name) }))
          .filter((value) => value.count > 0 || value.chosen);
        if (counted.length > 0) facets.push({ id, name, values: counted });
      }
      return facets;
    }
  }

  // ---------- directories and shards

  function directory(bits) {
    const keys = [];
    for (let count = bits.gamma(6); count > 0; count--) keys.push({ key: bits.text5(bits.gamma(0)), name: bits.name() });
    return keys;
  }

  // The number of the last entry that fulfils a condition which only a beginning of the list fulfils; −1 where none does.
  function last(list, fulfils) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fulfils(list[middle])) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function spread(list, begin, end) {
    return list.slice(Math.max(begin, 0), Math.min(end, begin + MOST_RANGE) + 1).map((entry) => entry.name);
  }

  function words(keys, word, whole) {
    const begin = last(keys, (entry) => entry.key <= word);
    const end = whole ? begin : last(keys, (entry) => entry.key <= word || entry.key.startsWith(word));
    return spread(keys, begin, end);
  }

  function readPairs(bits, total) {
    const terms = [];
    let first = 0;
    for (let groups = bits.gamma(6); groups > 0; groups--, first++) {
      first += bits.gamma(4);
      let second = 0;
      for (let count = bits.gamma(3); count >= 0; count--, second++) {
        second += bits.gamma(6);
        terms.push({ first, second, list: bits.list(total, true) });
      }
    }
    return terms;
  }

  function readWords(bits, total) {
    const terms = [];
    let word = [];
    for (let count = bits.gamma(6); count > 0; count--) {
      word = word.slice(0, bits.gamma(0)).concat(Array.from(bits.text5(bits.gamma(2) + 1)));
      terms.push([word.join(''), bits.list(total, true)]);
    }
    return terms;
  }

  function pairLists(terms, { first, second }) {
    return terms.filter((term) => term.first === first && (second < 0 || term.second === second)).map((term) => term.list);
  }

  function wordLists(terms, { word, whole }) {
    return terms.filter(([key]) => (whole ? key === word : key.startsWith(word))).map(([, list]) => list);
  }

  function best1000(pages) {
    // The spread operator takes no list without end.
    return [pages.reduce((best, page) => Math.max(best, page.covered), 0)];
  }

  // ---------- synonyms, closeness, marks

  // The queries in which a phrase of a group stands for another one: the longest phrase of the query first, each place once.
  function variantsOf(phrases, groups) {
    const matches = [];
    for (const [there, ...group] of groups) {
      for (const phrase of group) {
        if (phrases.some((of) => of.includes(phrase))) matches.push({ phrase, others: group.slice(0, there).filter((other) => other !== phrase) });
      }
    }
    matches.sort((a, b) => b.phrase.length - a.phrase.length);
    const variants = [];
    const taken = [];
    for (const { phrase, others } of matches) {
      if (taken.some((of) => of.includes(phrase))) continue;
      taken.push(phrase);
      for (const other of others.slice(0, 4)) {
        if (variants.length < 6) variants.push({ also: other, phrases: phrases.map((of) => of.split(phrase).join(other)) });
      }
    }
    return variants;
  }

  // How much of the query a text holds in one piece, 0 to 1, of the query or of the nearest variant.
  function closeness(text, ranked) {
    const of = (phrases) => {
      let held = 0;
      let whole = 0;
      for (const phrase of phrases) {
        const characters = Array.from(phrase);
        let longest = 0;
        for (let from = 0; from + longest < characters.length; from++) {
          while (from + longest < characters.length && text.includes(characters.slice(from, from + longest + 1).join(''))) longest++;
        }
        let pairs = 0;
        for (let from = 0; from + 1 < characters.length; from++) pairs += text.includes(characters[from] + characters[from + 1]);
        held += longest / 2 + (characters.length > 1 ? pairs / 2 : longest / 2);
        whole += characters.length;
      }
      return whole > 0 ? held / whole : 0;
    };
    return Math.max(of(ranked.parsed.phrases), ...ranked.variants.map((phrases) => 0.7 * of(phrases)));
  }

  // What is marked: the phrases; where they do not stand in a text, the parts of them that were looked for.
  function marksOf(ranked) {
    if (ranked.pinyin) return { whole: [], parts: [] };
    const parts = Array.from(ranked.parsed.terms.keys()).filter((key) => !STOP.has(key));
    return { whole: ranked.parsed.phrases.concat(ranked.also), parts: parts.length > 0 ? parts : Array.from(ranked.parsed.terms.keys()) };
  }

  // Which characters of a text are marked.
  function marked(characters, marks) {
    const places = [];
    let folded = '';
    characters.forEach((character, n) => {
      const part = foldCharacter(character);
      for (let unit = 0; unit < part.length; unit++) places.push(n);
      folded += part;
    });
    const flags = new Uint8Array(characters.length);
    const mark = (needle) => {
      let any = false;
      for (let at = folded.indexOf(needle); needle && at >= 0; at = folded.indexOf(needle, at + 1)) {
        for (let unit = 0; unit < needle.length; unit++) flags[places[at + unit]] = 1;
        any = true;
      }
      return any;
    };
    const missing = marks.whole.filter((phrase) => !mark(phrase));
    if (missing.length > 0) marks.parts.filter((part) => missing.some((phrase) => phrase.includes(part))).forEach(mark);
    return flags;
  }

  function segments(characters, flags, from, to) {
    const list = [];
    for (let n = from; n < to; n++) {
      const mark = flags[n] === 1;
      const end = list[list.length - 1];
      const text = characters[n] === '\n' ? ' ' : characters[n];
      if (end && end.mark === mark) end.text += text;
      else list.push({ text, mark });
    }
    return list;
  }

  function mark(text, marks) {
    const characters = Array.from(text);
    return segments(characters, marked(characters, marks), 0, characters.length);
  }

  // The part of a text that shows most of what is marked, from the beginning of a sentence where one is near.
  function snippet(text, marks, length) {
    const characters = Array.from(text);
    const flags = marked(characters, marks);
    let best = 0;
    let most = 0;
    let sum = 0;
    for (let n = 0; n < characters.length; n++) {
      sum += flags[n] - (n >= length ? flags[n - length] : 0);
      if (sum > most) {
        most = sum;
        best = Math.max(0, n + 1 - length);
      }
    }
    // The window ends at the last mark: it is moved so that the first one stands near its beginning.
    let from = best;
    if (most > 0) {
      while (from < characters.length && !flags[from]) from++;
      for (let back = 0, start = from; back < 24 && from > 0; back++) {
        if (/[。！？；\n]/.test(characters[from - 1])) break;
        from--;
        if (back === 23) from = Math.max(0, start - 12);
      }
    }
    const to = Math.min(characters.length, from + length);
    const list = segments(characters, flags, from, to);
    if (from > 0 && !/[。！？；\n]/.test(characters[from - 1])) list.unshift({ text: '…', mark: false });
    if (to < characters.length) list.push({ text: '…', mark: false });
    return list;
  }

  global.XuanSearch = { open: (load) => new Engine(load), mark, snippet, fold };
}(typeof globalThis === 'object' ? globalThis : window));
