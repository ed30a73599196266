// The search engine: answers queries from the index that docs/search-format.md describes. One global, XuanSearch; no DOM.
(function (global) {
  'use strict';

  const MOST_SHARDS = 7; // of one query: with the boot file eight requests
  const QUESTION = 7; // a phrase of so many characters is a question
  const WEIGHTS = [0.42, 0.55, 0.64, 0.72, 0.78, 0.84, 0.9, 0.95]; // of the levels, see src/search/level.rs
  const HAN = /[㐀-䶿一-鿿豈-\ufaff〇々\u{20000}-\u{323af}]/u;
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
  const list = Array.from;

  // Reads a bit string.
  function reader(text) {
    let at = 0;
    let held = 0;
    let left = 0;
    const digit = () => {
      const code = text.charCodeAt(at++) || 33;
      return code - 33 - (code > 34) - (code > 60) - (code > 92);
    };
    const bits = (count) => {
      let value = 0;
      for (; count > 0; count--) {
        if (!left) {
          held = digit() * 91 + digit();
          left = 13;
        }
        left--;
        value = value * 2 + ((held >> left) & 1);
      }
      return value;
    };
    const ones = (most) => {
      let count = 0;
      while (count < most && bits(1)) count++;
      return count;
    };
    const gamma = (k) => {
      const length = ones(30) + k;
      return (1 << length) + bits(length) - (1 << k);
    };
    const letters = (length) => list({ length }, () => {
      const code = gamma(5);
      return code < 36 ? code.toString(36) : String.fromCodePoint(code - 36);
    }).join('');
    // Weights by document.
    const documents = (total, levels) => {
      const found = new Map();
      const length = gamma(0) + 1;
      const k = 31 - Math.clz32(Math.max(1, (total * 11) / (length * 16)));
      for (let n = 0, id = -1; n < length; n++) {
        id += 1 + ones(1e6) * (1 << k) + bits(k);
        found.set(id, levels ? WEIGHTS[ones(7)] : 1);
      }
      return found;
    };
    // The first word of each shard with the shard's name.
    const keys = (next) => list({ length: gamma(6) }, () => ({ key: next(), name: name() }));
    const name = () => bits(25).toString(32).padStart(5, '0');
    return { bits, gamma, letters, documents, keys, name };
  }

  const wordKeys = (read) => read.keys(() => read.letters(read.gamma(0)));
  const character = (rank) => (rank ? String.fromCodePoint(rank) : '');

  // A shard of pairs: words of ranks.
  function pairs(read, total) {
    const terms = [];
    for (let groups = read.gamma(6), first = 0; groups > 0; groups--, first++) {
      first += read.gamma(4);
      for (let left = read.gamma(3), second = 0; left >= 0; left--, second++) {
        second += read.gamma(6);
        terms.push({ word: character(first) + character(second), ids: read.documents(total, true) });
      }
    }
    return terms;
  }

  function words(read, total) {
    let word = '';
    return list({ length: read.gamma(6) }, () => {
      word = list(word).slice(0, read.gamma(0)).join('') + read.letters(read.gamma(2) + 1);
      return { word, ids: read.documents(total, true) };
    });
  }

  const simplified = new Map(); // of the fold table what was needed
  const folded = new Map();

  function learn(folds) {
    list(folds || '').forEach((one, n, all) => {
      if (n % 2) simplified.set(all[n - 1], one);
      folded.delete(one);
    });
  }

  function foldOne(one) {
    if (!folded.has(one)) {
      const plain = one.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
      folded.set(one, list(plain, (part) => simplified.get(part) || part).join(''));
    }
    return folded.get(one);
  }

  const fold = (text) => list(text.normalize('NFC'), foldOne).join('');

  const ranks = (text) => list(text, (one) => {
    const code = one.codePointAt(0);
    return String.fromCodePoint(code < 0x80 || code >= 0xa000 ? code : code < 0x4e00 ? code + 0x5200 : code - 0x4d80);
  }).join('');

  // The phrases of a folded text and their terms.
  function parse(text) {
    const phrases = text.match(/[\p{Alphabetic}\p{N}]+/gu) || [];
    const terms = new Map();
    const add = (key, kind, word, open) => terms.set(key, { key, kind, word, open });
    for (const phrase of phrases) {
      let word = '';
      list(phrase).forEach((one, n, all) => {
        const next = all[n + 1] || '';
        const han = HAN.test(one);
        if (han ? next || !n : HAN.test(next)) add(one + next, pairs, ranks(one + next), !next);
        if (han) return;
        word += one;
        if (next && !HAN.test(next)) return;
        // One letter beside a Han character is found by their pair.
        if (word.length > 1 || all.length === 1) add(word, words, list(word).slice(0, 24).join(''), !next);
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
    const texts = new Map();
    const stop = (key) => boot.stop.includes(key);

    async function start() {
      if (boot) return;
      const found = await load('boot');
      const read = reader(found.b);
      let first = 0;
      directory.set(pairs, read.keys(() => {
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
          files.push([name + '/' + file, at]);
        }
      }
      boot = found;
    }

    // The names of the shards that may hold a word, and its continuations.
    function where({ word, kind, open: more }, keys = directory.get(kind)) {
      const last = Math.max(0, keys.filter(({ key }) => key <= word).length - 1);
      return keys.filter(({ key }, n) => n === last || (more && n > last && n < last + 10 && key.startsWith(word))).map(({ name }) => name);
    }

    async function read(names, kind) {
      return [].concat(...await Promise.all(names.map((name) => {
        if (!shards.has(name)) shards.set(name, load(name).then((text) => kind(reader(text), boot.n)));
        shards.get(name).catch(() => shards.delete(name));
        return shards.get(name);
      })));
    }

    const heaviest = (found, ids) => ids.forEach((weight, id) => found.set(id, Math.max(weight, found.get(id) || 0)));

    async function look(term) {
      const found = new Map();
      const near = await read(where(term), term.kind);
      near.filter(({ word }) => word === term.word || (term.open && word.startsWith(term.word))).forEach(({ ids }) => heaviest(found, ids));
      // Of a character that folds to another no pair begins.
      const foreign = !found.size && !near.some(({ word }) => word[0] === term.word[0]);
      return { found, foreign, rarity: Math.log(1 + (boot.n - found.size + 0.5) / (found.size + 0.5)) };
    }

    // The terms to look up: of many those of rare characters, as far as the shards go. Frequent characters begin many shards.
    function choose(terms, most) {
      const width = (one) => directory.get(pairs).filter(({ key }) => key[0] === one).length || 0.5;
      terms.forEach((term) => { term.width = term.kind === words ? 0 : width(term.word[0]) * width(term.word[1]); });
      const all = list(terms.values()).sort((a, b) => a.width - b.width);
      const telling = all.filter(({ key }) => !stop(key));
      const taken = new Set();
      return (all.length > 5 && telling.length ? telling : all).filter((term, n) => {
        const names = where(term).filter((name) => !taken.has(name));
        if (n && taken.size + names.length > most) return false;
        names.forEach((name) => taken.add(name));
        return true;
      });
    }

    // The pages that have every term, else those that have most of the terms' weight.
    async function find({ terms }, most) {
      const lists = await Promise.all(choose(terms, most).map(look));
      const pages = new Map();
      lists.forEach(({ found, rarity }) => found.forEach((weight, id) => {
        const page = pages.get(id) || { id, score: 0, covered: 0, terms: 0 };
        page.score += rarity * weight;
        page.covered += rarity;
        page.terms++;
        pages.set(id, page);
      }));
      const all = list(pages.values()).sort((a, b) => b.score - a.score);
      const full = all.filter((page) => page.terms === lists.length);
      const best = all.reduce((so, page) => Math.max(so, page.covered), 0);
      return {
        full: full.length > 0,
        foreign: lists.some(({ foreign, found }, n) => foreign || (!found.size && n === lists.length - 1)),
        pages: full.length ? full : all.filter((page, n) => n < 10 || page.covered > 0.6 * best),
      };
    }

    async function document(id) {
      if (!texts.has(id)) {
        const [name, at] = files[id];
        const [url, title, kind, date, flags, place, text, folds] = (await load(name))[at];
        learn(folds);
        texts.set(id, {
          id, url, title, date, place, text, section: boot.sections[kind], sample: flags % 2 > 0, shared: flags > 1, plain: fold(title + '\n' + text),
        });
      }
      return texts.get(id);
    }

    // All about a query but choices and limit.
    async function rank(query) {
      const text = list(query).slice(0, 200).join('');
      const ranked = { query, cut: text.length < query.length, parsed: parse(fold(text)), pages: [], also: [], variants: [] };
      if (!ranked.parsed.terms.size) return ranked;
      await start();
      const synonyms = boot.words ? load(boot.words) : [];
      Object.assign(ranked, await find(ranked.parsed, MOST_SHARDS));
      if (ranked.foreign && HAN.test(text)) {
        learn(await load(boot.fold));
        ranked.parsed = parse(fold(text));
        Object.assign(ranked, await find(ranked.parsed, MOST_SHARDS));
      }
      if (!ranked.pages.length) await byPinyin(ranked);
      if (!ranked.pinyin && (!ranked.full || ranked.pages.length < 10)) await bySynonyms(ranked, await synonyms);
      ranked.pages.sort((a, b) => b.score - a.score || b.id - a.id);
      return ranked;
    }

    async function byPinyin(ranked) {
      const typed = ranked.parsed.phrases.join('').replace(/ü/g, 'v');
      if (!/^[a-z]{2,}$/.test(typed)) return;
      pinyinKeys = pinyinKeys || wordKeys(reader(await load(boot.pinyin)));
      ranked.pages = list(await spelled(typed), ([id, score]) => ({ id, score }));
      ranked.full = ranked.pinyin = ranked.pages.length > 0;
    }

    // The documents of all keys that begin so; else those of the longest key that it begins with, and of the rest.
    async function spelled(typed) {
      const found = new Map();
      let longest = { word: ' ' };
      for (const term of await read(where({ word: typed, open: true }, pinyinKeys), words)) {
        if (term.word.startsWith(typed)) heaviest(found, term.ids);
        else if (typed.startsWith(term.word) && term.word.length > longest.word.length) longest = term;
      }
      if (found.size || !longest.ids) return found;
      const rest = await spelled(typed.slice(longest.word.length));
      return new Map(list(longest.ids).filter(([id]) => rest.has(id)));
    }

    // What else the query may be called counts where it finds no less than the query does.
    async function bySynonyms(ranked, groups) {
      const { phrases } = ranked.parsed;
      const matches = [];
      groups.forEach(([there, ...group]) => group.forEach((phrase) => {
        if (phrases.some((of) => of.includes(phrase))) matches.push([phrase, group.slice(0, Math.min(there, 5))]);
      }));
      matches.sort((a, b) => b[0].length - a[0].length);
      const variants = [];
      matches.forEach(([phrase, others], n) => {
        if (matches.slice(0, n).some(([longer]) => longer.includes(phrase))) return;
        others.filter((other) => other !== phrase).forEach((other) => variants.push([other, phrases.map((of) => of.split(phrase).join(other))]));
      });
      const found = await Promise.all(variants.slice(0, 6).map((variant) => find(parse(variant[1].join(' ')), 4)));
      const full = ranked.full || found.some((of) => of.full);
      const pages = new Map((full && !ranked.full ? [] : ranked.pages).map((page) => [page.id, page]));
      found.forEach((of, n) => {
        if (!of.pages.length || (full && !of.full)) return;
        ranked.also.push(variants[n][0]);
        ranked.variants.push(variants[n][1]);
        of.pages.forEach(({ id, score }) => {
          if (!pages.has(id) || pages.get(id).score < score * 0.7) pages.set(id, { id, score: score * 0.7 });
        });
      });
      Object.assign(ranked, { full, pages: list(pages.values()) });
    }

    // The first pages with their texts: those that hold the query literally first, then the nearest.
    async function compare({ parsed: { phrases, terms }, full, pinyin, variants }, pages, limit) {
      const plain = pinyin || (full && terms.size === 1 && !variants.length);
      const hits = [];
      for (let most = limit; hits.length < pages.length; most += 10) {
        (await Promise.all(pages.slice(hits.length, most).map(({ id }) => document(id)))).forEach((text) => {
          const exact = phrases.every((phrase) => text.plain.includes(phrase));
          hits.push(Object.assign({ exact, near: pages[hits.length].score / pages[0].score / 60 }, text));
        });
        const literal = hits.filter(({ exact }) => exact).length;
        if (plain || literal >= limit || most >= limit + (literal || !full ? 10 : 90)) break;
      }
      if (plain) return hits;
      const [own, ...others] = [phrases].concat(variants).map((of) => nearness(hits, of));
      hits.forEach((hit, n) => { hit.near += Math.max(own[n], ...others.map((of) => 0.9 * of[n])); });
      return hits.sort((a, b) => b.exact - a.exact || b.near - a.near || b.id - a.id);
    }

    // How much of the characters and pairs of phrases the texts hold, those weighing more that few of the texts hold.
    function nearness(hits, phrases) {
      const near = hits.map(() => 0);
      const parts = new Set();
      phrases.forEach((phrase) => list(phrase).forEach((one, n, all) => {
        parts.add(one);
        if (n && !stop(all[n - 1] + one)) parts.add(all[n - 1] + one);
      }));
      let whole = 0;
      parts.forEach((part) => {
        const held = hits.map(({ plain, title }) => Math.min(plain.split(part).length - 1 + title.includes(part), 5));
        const rarity = Math.log(1 + hits.length / (held.filter(Boolean).length + 0.5)) * (part.length > 1 ? 1 : 0.5);
        whole += rarity;
        held.forEach((times, n) => { near[n] += (rarity * times) / (times + 1.2); });
      });
      return near.map((sum) => sum / whole);
    }

    async function sets() {
      if (!facetSets) {
        await start();
        const values = (of) => of.map(([name, text]) => ({ name, ids: reader(text).documents(boot.n) }));
        facetSets = (await load(boot.facets)).map(([id, name, of]) => ({ id, name, values: values(of) }));
      }
      return facetSets;
    }

    // The pages that have a chosen value of every facet but one.
    async function pick(pages, chosen, but) {
      for (const id of Object.keys(chosen).filter((of) => of !== but && chosen[of].length)) {
        const [facet] = (await sets()).filter((of) => of.id === id);
        const wanted = facet ? facet.values.filter(({ name }) => chosen[id].includes(name)) : [];
        pages = pages.filter((page) => wanted.some(({ ids }) => ids.has(page.id)));
      }
      return pages;
    }

    async function search(query, { limit = 10, chosen = {} } = {}) {
      const ranked = latest.query === query ? latest : await rank(query);
      latest = ranked;
      const { parsed: { phrases, terms }, pinyin, also, pages, cut, full } = ranked;
      const kept = await pick(pages, chosen);
      const hits = await compare(ranked, kept, limit);
      const whole = pinyin || hits.length < kept.length || hits.some(({ exact }) => exact) || phrases.some(({ length }) => length >= QUESTION);
      return {
        query, chosen, pinyin, also, cut, pages,
        empty: !terms.size,
        total: kept.length,
        exact: !!(full && whole),
        marks: pinyin ? [] : [phrases, list(terms.keys()).filter((key) => terms.size < 3 || !stop(key)), also],
        ids: pages.map(({ id }) => id),
        hits: hits.slice(0, limit),
      };
    }

    async function facets({ pages, chosen }) {
      const counted = [];
      for (const { id, name, values } of await sets()) {
        const kept = await pick(pages, chosen, id);
        const of = values.map((value) => ({
          name: value.name,
          count: kept.filter((page) => value.ids.has(page.id)).length,
          chosen: (chosen[id] || []).includes(value.name),
        })).filter(({ count, chosen: is }) => count || is);
        if (of.length) counted.push({ id, name, values: of });
      }
      return counted;
    }

    return { search, facets };
  }

  // Which characters are marked: the phrases, and of those that are not there the parts that are.
  function marked(text, [phrases = [], parts = [], also = []]) {
    const places = [];
    const all = list(text.replace(/\n/g, ' '));
    const plain = all.map((one, n) => {
      const part = foldOne(one);
      places.push(...list({ length: part.length }, () => n));
      return part;
    }).join('');
    const flags = all.map(() => false);
    const missing = phrases.filter((phrase) => !plain.includes(phrase));
    phrases.concat(also, parts.filter((part) => missing.some((phrase) => phrase.includes(part)))).forEach((part) => {
      for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + 1)) {
        for (let n = at; n < at + part.length; n++) flags[places[n]] = true;
      }
    });
    return { all, flags };
  }

  function segments({ all, flags }, from, to) {
    const found = [];
    all.slice(from, to).forEach((text, n) => {
      const end = found[found.length - 1];
      if (end && end.mark === flags[from + n]) end.text += text;
      else found.push({ text, mark: flags[from + n] });
    });
    return found;
  }

  const mark = (text, marks) => segments(marked(text, marks), 0);

  // The first part of a text that shows most of what is marked, from the beginning of a sentence where one is near.
  function snippet(text, marks, length) {
    const of = marked(text, marks);
    const { all, flags } = of;
    const shown = flags.map((flag, n) => (flag ? flags.slice(n, n + length).filter(Boolean).length : 0));
    const enough = Math.min(0.6 * Math.max(...shown), (marks[0] || []).join('').length || 1);
    const first = shown.findIndex((count) => count && count >= enough);
    let from = Math.max(0, first);
    while (from > 0 && from > first - 20 && !/[。！？； ]/.test(all[from - 1])) from--;
    const dots = (is) => (is ? [{ text: '…', mark: false }] : []);
    return dots(from > 0).concat(segments(of, from, from + length), dots(from + length < all.length));
  }

  global.XuanSearch = { open, mark, snippet, fold };
}(typeof globalThis === 'object' ? globalThis : window));
