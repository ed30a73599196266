// The search engine: reads the index that docs/search-format.md describes and answers queries. One global, XuanSearch; no DOM.
(function (global) {
  'use strict';

  const MOST_SHARDS = 7; // for one query: with the boot file eight requests
  const QUESTION = 7; // a phrase of so many characters is a question
  const WEIGHTS = [0.42, 0.55, 0.64, 0.72, 0.78, 0.84, 0.9, 0.95]; // of the levels, see src/search/level.rs
  // Says nothing about what is asked.
  const STOP = '怎么 么办 什么 是什 如何 为什 怎样 多少 多久 可以 能不 不能 是不 不是 要不 不要 哪些 哪里 应该 该怎 需要 要怎 有没 没有 有什 有哪 一个 我的 我家 回事 了怎 了吗 会不 不会 做什 好不 时候';
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{323af}\uf900-\ufaff〇々\u3041-\u30ff\u31f0-\u31ff\uac00-\ud7a3]/u;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;

  // ---- Bit strings

  function reader(text) {
    let at = 0;
    let held = 0;
    let count = 0;
    const digit = () => {
      const code = text.charCodeAt(at++) || 33;
      return code - 33 - (code > 34) - (code > 60) - (code > 92);
    };
    const bits = (wanted) => {
      let value = 0;
      while (wanted > 0) {
        if (!count) {
          held = digit() * 91 + digit();
          count = 13;
        }
        const taken = Math.min(wanted, count);
        count -= taken;
        wanted -= taken;
        value = value * (1 << taken) + ((held >> count) & ((1 << taken) - 1));
      }
      return value;
    };
    const ones = (most) => {
      let found = 0;
      while (found < most && bits(1)) found++;
      return found;
    };
    const gamma = (k) => {
      const length = ones(30) + k;
      return (1 << length) + bits(length) - (1 << k);
    };
    const letters = (length) => {
      let word = '';
      while (length-- > 0) {
        const code = gamma(5);
        word += code < 36 ? code.toString(36) : String.fromCodePoint(code - 36);
      }
      return word;
    };
    // Document → weight, of a list out of `total` documents.
    const list = (total, levels) => {
      const found = new Map();
      const length = gamma(0) + 1;
      const k = 31 - Math.clz32(Math.max(1, Math.floor((total * 11) / (length * 16))));
      for (let n = 0, id = -1; n < length; n++) {
        id += 1 + ones(1e6) * (1 << k) + bits(k);
        found.set(id, levels ? WEIGHTS[ones(7)] : 1);
      }
      return found;
    };
    const name = () => ('0000' + bits(25).toString(32)).slice(-5);
    return { bits, gamma, letters, list, name };
  }

  // A directory: the first word of each shard. Of pairs it is made of ranks, which sort as the shards do.
  const keys = (read, next) => Array.from({ length: read.gamma(6) }, () => ({ key: next(), name: read.name() }));
  const wordKeys = (read) => keys(read, () => read.letters(read.gamma(0)));
  const character = (rank) => (rank ? String.fromCodePoint(rank) : '');

  // A shard: its words, each with its list.
  function pairs(read, total) {
    const terms = [];
    for (let groups = read.gamma(6), first = 0; groups > 0; groups--, first++) {
      first += read.gamma(4);
      for (let left = read.gamma(3), second = 0; left >= 0; left--, second++) {
        second += read.gamma(6);
        terms.push({ word: character(first) + character(second), list: read.list(total, true) });
      }
    }
    return terms;
  }

  function words(read, total) {
    let word = '';
    return Array.from({ length: read.gamma(6) }, () => {
      word = Array.from(word).slice(0, read.gamma(0)).join('') + read.letters(read.gamma(2) + 1);
      return { word, list: read.list(total, true) };
    });
  }

  // ---- Folding and terms

  const simplified = new Map(); // of the fold table what was needed
  const folded = new Map();

  function learn(pairs_) {
    Array.from(pairs_ || '').forEach((one, n, all) => {
      if (n % 2) simplified.set(all[n - 1], one);
      folded.delete(one);
    });
  }

  function foldOne(one) {
    if (!folded.has(one)) {
      const plain = one.replace(INVISIBLE, '').normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
      folded.set(one, Array.from(plain, (part) => simplified.get(part) || part).join(''));
    }
    return folded.get(one);
  }

  const fold = (text) => Array.from(text.normalize('NFC'), foldOne).join('');

  const ranked = (text) => Array.from(text, (of) => {
    const code = of.codePointAt(0);
    return String.fromCodePoint(code < 0x80 || code >= 0xa000 ? code : code < 0x4e00 ? code + 0x5200 : code - 0x4d80);
  }).join('');

  // The phrases of a folded text, and the terms in them: pairs with a Han character, words, a Han character alone.
  function parse(text) {
    const phrases = text.match(/[\p{Alphabetic}\p{N}]+/gu) || [];
    const terms = new Map();
    for (const phrase of phrases) {
      const all = Array.from(phrase);
      let word = '';
      all.forEach((one, n) => {
        const next = all[n + 1] || '';
        const han = HAN.test(one);
        if ((han && (next || !n)) || (next && HAN.test(next))) terms.set(one + next, { kind: pairs, word: ranked(one + next), more: !next });
        if (han) return;
        word += one;
        if (next && !HAN.test(next)) return;
        // One letter beside a Han character is found by the pair.
        if (word.length > 1 || all.length === 1) terms.set(word, { kind: words, word: Array.from(word).slice(0, 24).join(''), more: !next });
        word = '';
      });
    }
    return { phrases, terms };
  }

  function open(load) {
    let boot;
    let pinyinKeys;
    let facetSets;
    let latest = {};
    const directory = new Map();
    const files = [];
    const shards = new Map();
    const documents = new Map();

    async function start() {
      if (boot) return;
      const found = await load('boot');
      const read = reader(found.b);
      let first = 0;
      directory.set(pairs, keys(read, () => {
        first += read.gamma(4);
        return character(first) + (read.bits(1) ? character(read.gamma(10)) : '');
      }));
      directory.set(words, wordKeys(read));
      for (let folders = read.gamma(6); folders > 0; folders--) {
        const length = read.gamma(4) + 1;
        const name = read.name();
        for (let n = 0, file = 0, at = 0; n < length; n++, at++) {
          if (n && read.bits(1)) {
            file++;
            at = 0;
          }
          files.push({ name: name + '/' + file, at });
        }
      }
      boot = found;
    }

    // The shards from the one that may hold a word to the last one that may hold a continuation of it.
    function where(list, word, more) {
      const last = list.filter(({ key }) => key <= word).length - 1;
      return list.filter(({ key }, n) => n === Math.max(last, 0) || (more && n > last && n < last + 10 && key.startsWith(word))).map(({ name }) => name);
    }

    function shard(name, kind) {
      if (!shards.has(name)) {
        const promise = load(name).then((text) => kind(reader(text), boot.n));
        shards.set(name, promise);
        promise.catch(() => shards.delete(name));
      }
      return shards.get(name);
    }

    const heaviest = (into, list) => list.forEach((weight, id) => into.set(id, Math.max(weight, into.get(id) || 0)));

    async function look({ kind, word, more }) {
      const list = new Map();
      const found = [].concat(...await Promise.all(where(directory.get(kind), word, more).map((name) => shard(name, kind))));
      found.forEach((of) => { if (of.word === word || (more && of.word.startsWith(word))) heaviest(list, of.list); });
      // Whether its first character may fold to another: no pair of the index begins with such a one.
      const foreign = !list.size && !found.some((of) => of.word[0] === word[0]);
      return { list, foreign, rarity: Math.log(1 + (boot.n - list.size + 0.5) / (list.size + 0.5)) };
    }

    // The terms that are looked up: of a long query those of rare characters, as far as the shards go. A character is the more
    // frequent, the more shards begin with it.
    function choose(terms, most) {
      const width = (one) => directory.get(pairs).filter(({ key }) => key[0] === one).length || 0.5;
      const all = Array.from(terms, ([text, term]) => Object.assign({ text, width: term.kind === words ? 0 : width(term.word[0]) * width(term.word[1]) }, term));
      const telling = all.filter(({ text }) => !STOP.includes(text));
      const taken = new Set();
      return (all.length > 5 && telling.length ? telling : all).sort((a, b) => a.width - b.width).filter(({ kind, word, more }, n) => {
        const further = where(directory.get(kind), word, more).filter((name) => !taken.has(name));
        if (n && taken.size + further.length > most) return false;
        further.forEach((name) => taken.add(name));
        return true;
      });
    }

    // The documents that have every term, else those that have most of their weight.
    async function find({ terms }, most) {
      const lists = await Promise.all(choose(terms, most).map(look));
      const pages = new Map();
      for (const { list, rarity } of lists) {
        list.forEach((weight, id) => {
          const page = pages.get(id) || { id, score: 0, covered: 0, terms: 0 };
          pages.set(id, { id, score: page.score + rarity * weight, covered: page.covered + rarity, terms: page.terms + 1 });
        });
      }
      const all = Array.from(pages.values());
      const full = all.filter((page) => page.terms === lists.length);
      const best = all.reduce((most, page) => Math.max(most, page.covered), 0);
      const foreign = lists.some((of, n) => of.foreign || (!of.list.size && n === lists.length - 1));
      return { foreign, full: full.length > 0, pages: full.length ? full : all.sort((a, b) => b.score - a.score).filter((page, n) => n < 10 || page.covered >= 0.6 * best) };
    }


    async function document(id) {
      if (!documents.has(id)) {
        const [url, title, kind, date, flags, place, text, folds] = (await load(files[id].name))[files[id].at];
        learn(folds);
        const known = { id, url, title, section: boot.sections[kind], date, sample: !!(flags & 1), shared: !!(flags & 2), place, text };
        documents.set(id, Object.assign(known, { folded: fold(title + '\n' + text) }));
      }
      return documents.get(id);
    }

    // All about a query that does not depend on choices and limit.
    async function rankAll(query) {
      const characters = Array.from(query);
      const text = characters.slice(0, 200).join('');
      const ranked = { query, cut: characters.length > 200, parsed: parse(fold(text)), pages: [], also: [], variants: [] };
      if (ranked.parsed.terms.size) {
        await start();
        const synonyms = boot.words ? load(boot.words) : Promise.resolve([]);
        Object.assign(ranked, await find(ranked.parsed, MOST_SHARDS));
        if (ranked.foreign && HAN.test(text)) {
          learn(await load(boot.fold));
          ranked.parsed = parse(fold(text));
          Object.assign(ranked, await find(ranked.parsed, MOST_SHARDS));
        }
        if (!ranked.pages.length) await byPinyin(ranked);
        if (!ranked.pinyin && (!ranked.full || ranked.pages.length < 10)) await bySynonyms(ranked, await synonyms);
        ranked.pages.sort((a, b) => b.score - a.score || b.id - a.id);
      }
      return ranked;
    }

    async function byPinyin(ranked) {
      const typed = ranked.parsed.phrases.join('').replace(/ü/g, 'v');
      if (!/^[a-z]{2,}$/.test(typed)) return;
      if (!pinyinKeys) pinyinKeys = wordKeys(reader(await load(boot.pinyin)));
      ranked.pages = Array.from(await byKeys(typed), ([id, score]) => ({ id, score }));
      ranked.full = ranked.pinyin = ranked.pages.length > 0;
    }

    // The documents of all keys that begin so; else those of the longest key that is a beginning, and of the rest.
    async function byKeys(typed) {
      const found = new Map();
      let longest = { word: '-' };
      for (const of of [].concat(...await Promise.all(where(pinyinKeys, typed, true).map((name) => shard(name, words))))) {
        if (of.word.startsWith(typed)) heaviest(found, of.list);
        else if (typed.startsWith(of.word) && of.word.length > longest.word.length) longest = of;
      }
      if (found.size || !longest.list) return found;
      const rest = await byKeys(typed.slice(longest.word.length));
      return new Map(Array.from(longest.list).filter(([id]) => rest.has(id)));
    }

    // Looks for what else the query may be called: a variant counts where it finds no less than the query itself does.
    async function bySynonyms(ranked, groups) {
      const { phrases } = ranked.parsed;
      const matches = [];
      for (const [there, ...group] of groups) {
        for (const phrase of group) {
          if (phrases.some((of) => of.includes(phrase))) matches.push({ phrase, others: group.slice(0, Math.min(there, 5)) });
        }
      }
      matches.sort((a, b) => b.phrase.length - a.phrase.length);
      const variants = [];
      matches.forEach(({ phrase, others }, n) => {
        if (matches.slice(0, n).some((longer) => longer.phrase.includes(phrase))) return;
        for (const other of others.filter((of) => of !== phrase)) variants.push([other, phrases.map((of) => of.split(phrase).join(other))]);
      });
      const found = await Promise.all(variants.slice(0, 6).map((variant) => find(parse(variant[1].join(' ')), 4)));
      const full = ranked.full || found.some((of) => of.full);
      const pages = new Map((full && !ranked.full ? [] : ranked.pages).map((page) => [page.id, page]));
      ranked.full = full;
      found.forEach((of, n) => {
        if (!of.pages.length || (full && !of.full)) return;
        ranked.also.push(variants[n][0]);
        ranked.variants.push(variants[n][1]);
        for (const page of of.pages) {
          const score = page.score * 0.7;
          if (!pages.has(page.id) || pages.get(page.id).score < score) pages.set(page.id, { id: page.id, score });
        }
      });
      ranked.pages = Array.from(pages.values());
    }

    // The first pages with their texts: those that hold the query as it was written first, the others by how near they come.
    async function compare(ranked, pages, limit) {
      const { phrases, terms } = ranked.parsed;
      const plain = ranked.pinyin || (ranked.full && terms.size === 1);
      const hits = [];
      const literal = () => hits.filter((hit) => hit.exact).length;
      for (let most = limit; hits.length < pages.length; most += 10) {
        const texts = await Promise.all(pages.slice(hits.length, most).map((page) => document(page.id)));
        texts.forEach((text) => {
          const exact = phrases.every((phrase) => text.folded.includes(phrase));
          hits.push(Object.assign({ exact, near: plain ? 0 : pages[hits.length].score / pages[0].score / 60 }, text));
        });
        if (plain || literal() >= limit || most >= (literal() || !ranked.full ? limit + 10 : limit + 90)) break;
      }
      if (plain) return hits;
      const own = nearness(hits, phrases);
      const others = ranked.variants.map((variant) => nearness(hits, variant));
      hits.forEach((hit, n) => { hit.near += Math.max(own[n], ...others.map((of) => 0.9 * of[n])); });
      return hits.sort((a, b) => b.exact - a.exact || b.near - a.near || b.id - a.id);
    }

    async function sets() {
      if (!facetSets) {
        await start();
        const values = (list) => list.map(([name, text]) => ({ name, ids: reader(text).list(boot.n) }));
        facetSets = (await load(boot.facets)).map(([id, name, list]) => ({ id, name, values: values(list) }));
      }
      return facetSets;
    }

    // The pages that have one of the chosen values of each facet but one.
    async function pick(pages, chosen, but) {
      let kept = pages;
      for (const id of Object.keys(chosen).filter((of) => of !== but && chosen[of].length)) {
        const facet = (await sets()).find((of) => of.id === id) || { values: [] };
        const wanted = facet.values.filter(({ name }) => chosen[id].includes(name));
        kept = kept.filter((page) => wanted.some(({ ids }) => ids.has(page.id)));
      }
      return kept;
    }

    async function search(query, { limit = 10, chosen = {} } = {}) {
      const ranked = latest.query === query ? latest : await rankAll(query);
      latest = ranked;
      const { parsed: { phrases, terms }, pinyin, also } = ranked;
      const pages = await pick(ranked.pages, chosen);
      const hits = await compare(ranked, pages, limit);
      const whole = pinyin || hits.length < pages.length || hits.some((hit) => hit.exact) || phrases.some((phrase) => phrase.length >= QUESTION);
      return {
        query,
        chosen,
        pinyin,
        empty: !terms.size,
        cut: ranked.cut,
        total: pages.length,
        exact: !!ranked.full && whole,
        also: Array.from(new Set(also)),
        marks: pinyin ? [] : [phrases.concat(also), Array.from(terms.keys()).filter((key) => terms.size < 3 || !STOP.includes(key))],
        ids: ranked.pages.map(({ id }) => id),
        hits: hits.slice(0, limit),
        pages: ranked.pages,
      };
    }

    async function facets({ pages, chosen }) {
      const counted = (await sets()).map(async ({ id, name, values }) => {
        const kept = await pick(pages, chosen, id);
        const all = values.map((value) => ({
          name: value.name,
          count: kept.filter((page) => value.ids.has(page.id)).length,
          chosen: (chosen[id] || []).includes(value.name),
        }));
        return { id, name, values: all.filter((value) => value.count || value.chosen) };
      });
      return (await Promise.all(counted)).filter((facet) => facet.values.length);
    }

    return { search, facets };
  }

  // How near texts come to phrases, 0 to 1: how much of their characters and pairs they hold, the rarer among the texts the more.
  function nearness(hits, phrases) {
    const near = hits.map(() => 0);
    const parts = new Set();
    phrases.forEach((phrase) => Array.from(phrase).forEach((character, n, all) => {
      parts.add(character);
      if (n && !STOP.includes(all[n - 1] + character)) parts.add(all[n - 1] + character);
    }));
    let whole = 0;
    parts.forEach((part) => {
      const held = hits.map((hit) => Math.min(hit.folded.split(part).length - 1 + hit.title.includes(part), 5));
      const rarity = Math.log(1 + hits.length / (held.filter((times) => times).length + 0.5)) * (part.length > 1 ? 1 : 0.5);
      whole += rarity;
      held.forEach((times, n) => { near[n] += (rarity * times) / (times + 1.2); });
    });
    return near.map((sum) => sum / whole);
  }

  // ---- Marks: the phrases; where one is not in a text, the parts of it that are

  function marked(text, [phrases = [], parts = []]) {
    const characters = Array.from(text.replace(/\n/g, ' '));
    const places = [];
    const plain = characters.map((character, n) => {
      const part = foldOne(character);
      for (let unit = 0; unit < part.length; unit++) places.push(n);
      return part;
    }).join('');
    const flags = characters.map(() => false);
    const mark = (part) => {
      for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + 1)) {
        for (let unit = 0; unit < part.length; unit++) flags[places[at + unit]] = true;
      }
    };
    phrases.forEach(mark);
    const missing = phrases.filter((phrase) => !plain.includes(phrase));
    parts.filter((part) => missing.some((phrase) => phrase.includes(part))).forEach(mark);
    return { characters, flags };
  }

  function segments({ characters, flags }, from, to) {
    const list = [];
    for (let n = from; n < Math.min(to, flags.length); n++) {
      const end = list[list.length - 1];
      if (end && end.mark === flags[n]) end.text += characters[n];
      else list.push({ text: characters[n], mark: flags[n] });
    }
    return list;
  }

  const mark = (text, marks) => segments(marked(text, marks), 0, text.length);

  // The first part of a text that shows most of what is marked, from the beginning of a sentence where one is near.
  function snippet(text, marks, length) {
    const of = marked(text, marks);
    const all = of.characters.length;
    const sums = [0];
    of.flags.forEach((flag, n) => sums.push(sums[n] + flag));
    const shown = (from) => sums[Math.min(all, from + length)] - sums[from];
    const most = of.flags.reduce((best, flag, n) => Math.max(best, flag ? shown(n) : 0), 0);
    const first = of.flags.findIndex((flag, n) => flag && shown(n) >= 0.7 * most);
    let from = Math.max(0, first);
    while (from > 0 && from > first - 20 && !/[。！？； ]/.test(of.characters[from - 1])) from--;
    const list = segments(of, from, from + length);
    if (from > 0) list.unshift({ text: '…', mark: false });
    if (from + length < all) list.push({ text: '…', mark: false });
    return list;
  }

  global.XuanSearch = { open, mark, snippet, fold };
}(typeof globalThis === 'object' ? globalThis : window));
