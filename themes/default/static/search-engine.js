// The search engine: answers queries from the index that docs/search-format.md describes. No DOM.
var XuanSearch = (() => {
	'use strict';

	const LEVELS = [0.42, 0.55, 0.64, 0.72, 0.78, 0.84, 0.9, 0.95]; // see src/search/level.rs
	const HAN = /[㐀-䶿一-鿿豈-\ufaff〇々\u{20000}-\u{323af}]/u;
	const INVISIBLE = /[\xad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
	const list = Array.from;

	const folded = new Map();
	// A table of characters, each followed by what it folds to.
	const learn = (table) => list(table || '').forEach((one, n, all) => n % 2 && folded.set(all[n - 1], one));
	const fold = (text) => list(text.normalize('NFC'), foldOne).join('');
	const foldOne = (one) => {
		if (!folded.has(one)) {
			const text = one.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
			folded.set(one, text === one ? one : fold(text));
		}
		return folded.get(one);
	};

	const ranks = (text) => list(text, (one) => {
		const code = one.codePointAt(0);
		return String.fromCodePoint(code < 0x80 || code >= 0xa000 ? code : code < 0x4e00 ? code + 0x5200 : code - 0x4d80);
	}).join('');

	// The phrases of a folded text, and their terms.
	const parse = (text) => {
		const phrases = text.match(/[\p{Alpha}\p{N}]+/gu) || [];
		const terms = new Map();
		const add = (key, kind, word, more) => terms.set(key, { key, kind, word, more });
		for (const phrase of phrases) {
			phrase.split(HAN).forEach((word, n, all) => {
				// One letter beside a Han character is found by their pair.
				if (word[1] || word === phrase) add(word, 'words', list(word).slice(0, 24).join(''), n === all.length - 1);
			});
			list(phrase).forEach((one, n, all) => {
				const next = all[n + 1] || '';
				if (HAN.test(one) ? next || !n : HAN.test(next)) add(one + next, 'pairs', ranks(one + next), !next);
			});
		}
		return { phrases, terms };
	};

	const heaviest = (found, pages, share) => {
		for (const [id, score] of pages) found.set(id, Math.max(score * share, found.get(id) || 0));
	};

	const open = (load) => {
		let boot;
		let latest = {};
		const directory = {};
		const files = [];
		const made = new Map();
		const stop = (key) => boot.stop.includes(key);

		// What is made of a file, once; a failure is not kept.
		const once = (name, make, key = name) => {
			if (!made.has(key)) {
				made.set(key, load(name).then(make));
				made.get(key).catch(() => made.delete(key));
			}
			return made.get(key);
		};

		// Reads a bit string.
		const reader = (text) => {
			let at = 0;
			let held;
			let left = 0;
			const digit = () => {
				const code = text.charCodeAt(at++);
				return code - 33 - (code > 34) - (code > 60) - (code > 92);
			};
			// The bits follow those of a value.
			const bits = (count, value = 0) => {
				while (count--) {
					if (!left) {
						held = digit() * 91 + digit();
						left = 13;
					}
					value = value * 2 + (held >> --left & 1);
				}
				return value;
			};
			const ones = (most) => {
				let count = 0;
				while (count !== most && bits(1)) count++;
				return count;
			};
			const gamma = (k) => bits(ones() + k, 1) - (1 << k);
			const many = (k, make) => list({ length: gamma(k) }, make);
			const character = (rank) => (rank ? String.fromCodePoint(rank) : '');
			const letters = (length) => list({ length }, () => {
				const code = gamma(5);
				return code < 36 ? code.toString(36) : String.fromCodePoint(code - 36);
			}).join('');
			const name = () => bits(25).toString(32).padStart(5, '0');
			const keys = (next = () => letters(gamma(0))) => many(6, () => [next(), name()]);
			const documents = (levels) => {
				const found = new Map();
				const count = gamma(0) + 1;
				const k = 31 - Math.clz32(boot.n * 11 / 16 / count | 1);
				for (let id = -1; found.size < count;) {
					id += 1 + bits(k, ones());
					found.set(id, levels ? LEVELS[ones(7)] : 1);
				}
				return found;
			};
			const pairs = () => {
				const terms = [];
				let first = -1;
				many(6, () => {
					first += gamma(4) + 1;
					let second = -1;
					for (let left = gamma(3); left >= 0; left--) {
						second += gamma(6) + 1;
						terms.push([character(first) + character(second), documents(true)]);
					}
				});
				return terms;
			};
			const words = () => {
				let word = '';
				return many(6, () => {
					word = list(word).slice(0, gamma(0)).join('') + letters(gamma(2) + 1);
					return [word, documents(true)];
				});
			};
			return { bits, gamma, many, character, name, keys, documents, pairs, words, pinyin: words };
		};

		const start = () => once('boot', (found) => {
			boot = found;
			const { bits, gamma, many, character, name, keys } = reader(boot.b);
			let first = 0;
			directory.pairs = keys(() => {
				first += gamma(4);
				return character(first) + (bits(1) ? character(gamma(10)) : '');
			});
			directory.words = keys();
			many(6, () => {
				let left = gamma(4);
				const folder = name();
				let file = 0;
				let at = 0;
				files.push([folder + '/0', 0]);
				while (left--) {
					at++;
					if (bits(1)) {
						file++;
						at = 0;
					}
					files.push([folder + '/' + file, at]);
				}
			});
		});

		// The shards that may hold a word, and its continuations.
		const where = ({ kind, word, more }) => {
			const keys = directory[kind];
			const from = Math.max(0, keys.filter(([key]) => key <= word).length - 1);
			return keys.slice(from, from + 10).filter(([key], n) => !n || more && key.startsWith(word));
		};

		const look = async (term) => {
			const { kind, word, more } = term;
			const found = new Map();
			// Of a character that folds to another no pair begins.
			let foreign = true;
			let part;
			const shards = where(term).map(([, name]) => once(name, (text) => reader(text)[kind]()));
			for (const [key, ids] of [].concat(...await Promise.all(shards))) {
				if (key[0] === word[0]) foreign = false;
				if (more ? key.startsWith(word) : key === word) heaviest(found, ids, 1);
				else if (key[1] && word.startsWith(key)) part = [key, ids];
			}
			return { found, foreign, part, rarity: Math.log((boot.n + 1) / (found.size + 0.5)) };
		};

		// The terms to look up: of many those of rare characters, as far as the shards go. Frequent characters begin many shards.
		const choose = (terms, most) => {
			const width = (one) => directory.pairs.filter(([key]) => key[0] === one).length || 0.5;
			terms.forEach((term) => { term.width = term.kind === 'pairs' && width(term.word[0]) * width(term.word[1]); });
			const all = list(terms.values()).sort((a, b) => a.width - b.width);
			const telling = all.filter(({ key }) => !stop(key));
			let taken = [];
			return (all.length > 5 && telling.length ? telling : all).filter((term, n) => {
				const shards = new Set([...taken, ...where(term)]);
				if (n && shards.size > most) return false;
				taken = shards;
				return true;
			});
		};

		// The pages that have every term, else those that have most of the terms' weight.
		const find = async (text, most) => {
			const { phrases, terms } = parse(text);
			if (!terms.size) return { phrases, terms, pages: [] };
			await start();
			const lists = await Promise.all(choose(terms, most).map(look));
			const scores = new Map();
			const covered = new Map();
			const add = (sums, id, by) => sums.set(id, (sums.get(id) || 0) + by);
			let whole = 0;
			let best = 0;
			for (const { found, rarity } of lists) {
				whole += rarity;
				found.forEach((weight, id) => {
					add(scores, id, rarity * weight);
					add(covered, id, rarity);
					best = Math.max(best, covered.get(id));
				});
			}
			const full = best === whole;
			return {
				phrases, terms, full,
				foreign: lists.some(({ foreign }) => foreign) || !lists.pop().found.size,
				pages: list(scores).sort(([, a], [, b]) => b - a).filter(([id], n) => full ? covered.get(id) === best : n < 10 || covered.get(id) > 0.6 * best),
			};
		};

		// All about a query but choices and limit.
		const rank = async (query) => {
			const text = list(query).slice(0, 200).join('');
			const ranked = { query, cut: text.length < query.length, also: [], variants: [] };
			// Of one query: with the boot file eight requests.
			const search = async () => Object.assign(ranked, await find(fold(text), 7));
			await search();
			if (!ranked.terms.size) return ranked;
			if (ranked.foreign && HAN.test(text)) {
				await once(boot.fold, learn);
				await search();
			}
			const typed = ranked.phrases.join('').replace(/ü/g, 'v');
			if (!ranked.pages.length && /^[a-z]{2,}$/.test(typed)) {
				directory.pinyin = await once(boot.pinyin, (text) => reader(text).keys());
				ranked.pages = list(await spelled(typed));
				ranked.full = ranked.pinyin = ranked.pages.length > 0;
			}
			if (boot.words && !ranked.pinyin && (!ranked.full || ranked.pages.length < 10)) await synonyms(ranked);
			ranked.pages.sort(([id, score], [other, than]) => than - score || other - id);
			return ranked;
		};

		// The documents of all keys that begin so; else those of the longest key that it begins with, and of the rest.
		const spelled = async (word) => {
			const { found, part } = await look({ kind: 'pinyin', word, more: true });
			if (found.size || !part) return found;
			const rest = await spelled(word.slice(part[0].length));
			return new Map(list(part[1]).filter(([id]) => rest.has(id)));
		};

		// What else the query may be called counts where it finds no less than the query does.
		const synonyms = async (ranked) => {
			const text = ranked.phrases.join(' ');
			const matches = [];
			for (const [there, ...group] of await once(boot.words)) {
				for (const phrase of group) if (text.includes(phrase)) matches.push([phrase, group.slice(0, Math.min(there, 5))]);
			}
			const variants = [];
			let seen = '';
			for (const [phrase, group] of matches.sort(([a], [b]) => b.length - a.length)) {
				if (!seen.includes(phrase)) variants.push(...group.filter((other) => other !== phrase).map((other) => [other, text.split(phrase).join(other)]));
				seen += phrase + ' ';
			}
			const all = [ranked, ...await Promise.all(variants.slice(0, 6).map(([, text]) => find(text, 4)))];
			const full = all.some((of) => of.full);
			const pages = new Map();
			all.forEach((of, n) => {
				if (!of.pages.length || of.full !== full) return;
				heaviest(pages, of.pages, n ? 0.7 : 1);
				if (!n) return;
				ranked.also.push(variants[n - 1][0]);
				ranked.variants.push(of);
			});
			Object.assign(ranked, { full, pages: list(pages) });
		};

		const document = (id) => once(files[id][0], (all) => {
			const [url, title, kind, date, flags, place, text, folds] = all[files[id][1]];
			learn(folds);
			return {
				id, url, title, date, place, text, section: boot.sections[kind], sample: flags % 2 > 0, shared: flags > 1, plain: fold(title + '\n' + text),
			};
		}, id);

		// The first pages with their texts: those that hold the query literally first, then the nearest.
		const compare = async (ranked, pages, limit) => {
			const { phrases, terms, full, pinyin, variants } = ranked;
			const plain = pinyin || full && terms.size === 1 && !variants.length;
			const hits = [];
			for (let most = limit; hits.length < pages.length; most += 10) {
				for (const text of await Promise.all(pages.slice(hits.length, most).map(([id]) => document(id)))) {
					const exact = phrases.every((phrase) => text.plain.includes(phrase));
					hits.push({ ...text, exact, near: pages[hits.length][1] / pages[0][1] / 60 });
				}
				const literal = hits.filter(({ exact }) => exact).length;
				if (plain || literal >= limit || most >= limit + (literal || !full ? 10 : 90)) break;
			}
			if (plain) return hits;
			const near = [ranked, ...variants].map(({ phrases }, n) => nearness(hits, phrases, n ? 0.9 : 1));
			hits.forEach((hit, n) => { hit.near += Math.max(...near.map((of) => of[n])); });
			return hits.sort((a, b) => b.exact - a.exact || b.near - a.near || b.id - a.id);
		};

		// How much of the characters and pairs of phrases the texts hold, those weighing more that few of the texts hold.
		const nearness = (hits, phrases, share) => {
			const near = hits.map(() => 0);
			const parts = new Set();
			phrases.forEach((phrase) => list(phrase).forEach((one, n, all) => {
				parts.add(one);
				if (n && !stop(all[n - 1] + one)) parts.add(all[n - 1] + one);
			}));
			let whole = 0;
			parts.forEach((part) => {
				const held = hits.map(({ plain, title }) => Math.min(plain.split(part).length - 1 + title.includes(part), 5));
				const rarity = Math.log(1 + hits.length / (held.filter(Boolean).length + 0.5)) * (part[1] ? 2 : 1);
				whole += rarity;
				held.forEach((times, n) => { near[n] += rarity * times / (times + 1.2); });
			});
			return near.map((sum) => share * sum / whole);
		};

		const sets = async () => {
			await start();
			return once(boot.facets, (all) => all.map(([id, name, values]) => [id, name, values.map(([name, text]) => [name, reader(text).documents()])]));
		};

		// The pages that have a chosen value of every facet but one.
		const pick = async ({ pages, chosen }, but) => {
			for (const id of Object.keys(chosen).filter((of) => of !== but && chosen[of].length)) {
				const [, , values] = (await sets()).find(([of]) => of === id) || [0, 0, []];
				const wanted = values.filter(([name]) => chosen[id].includes(name));
				pages = pages.filter(([id]) => wanted.some(([, ids]) => ids.has(id)));
			}
			return pages;
		};

		const search = async (query, { limit = 10, chosen = {} } = {}) => {
			const ranked = latest.query === query ? latest : await rank(query);
			latest = ranked;
			const { phrases, terms, pinyin, also, pages, full } = ranked;
			const kept = await pick({ pages, chosen });
			const hits = await compare(ranked, kept, limit);
			return {
				...ranked, chosen,
				empty: !terms.size,
				total: kept.length,
				// A phrase of seven characters is a question.
				exact: !!full && (pinyin || hits.length < kept.length || hits.some(({ exact }) => exact) || phrases.some((phrase) => phrase.length > 6)),
				marks: pinyin ? [] : [phrases, list(terms.keys()).filter((key) => terms.size < 3 || !stop(key)), also],
				ids: pages.map(([id]) => id),
				hits: hits.slice(0, limit),
			};
		};

		const facets = async ({ pages, chosen }) => {
			const counted = [];
			for (const [id, name, all] of await sets()) {
				const kept = await pick({ pages, chosen }, id);
				const values = all.map(([name, ids]) => ({
					name,
					count: kept.filter(([id]) => ids.has(id)).length,
					chosen: (chosen[id] || []).includes(name),
				})).filter(({ count, chosen }) => count || chosen);
				if (values.length) counted.push({ id, name, values });
			}
			return counted;
		};

		return { search, facets };
	};

	// The characters of a text, marked where they are of the phrases, and of those that are not there of their parts.
	const marked = (text, [phrases = [], parts = [], also = []]) => {
		let plain = '';
		const places = [];
		const all = list(text.replace(/\n/g, ' '), (text) => {
			const one = { text, mark: false };
			for (const unit of foldOne(text).split('')) places.push(one);
			plain += foldOne(text);
			return one;
		});
		const missing = phrases.filter((phrase) => !plain.includes(phrase));
		for (const part of [...phrases, ...also, ...parts.filter((part) => missing.some((phrase) => phrase.includes(part)))]) {
			for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + 1)) {
				places.slice(at, at + part.length).forEach((one) => { one.mark = true; });
			}
		}
		return all;
	};

	const join = (all) => {
		const found = [];
		for (const { text, mark } of all) {
			const end = found[found.length - 1];
			if (end && end.mark === mark) end.text += text;
			else found.push({ text, mark });
		}
		return found;
	};

	const mark = (text, marks) => join(marked(text, marks));

	// The first part of a text that shows most of what is marked, from the beginning of a sentence where one is near.
	const snippet = (text, marks, length) => {
		const all = marked(text, marks);
		const shown = all.map(({ mark }, n) => mark ? all.slice(n, n + length).filter(({ mark }) => mark).length : 0);
		const enough = Math.min(0.6 * Math.max(...shown), (marks[0] || []).join('').length);
		const first = shown.findIndex((count) => count >= enough);
		let from = first;
		while (from > 0 && from > first - 20 && !/[。！？； ]/.test(all[from - 1].text)) from--;
		const dots = { text: '…', mark: false };
		return [].concat(from > 0 ? dots : [], join(all.slice(from, from + length)), from + length < all.length ? dots : []);
	};

	return { open, mark, snippet, fold };
})();
