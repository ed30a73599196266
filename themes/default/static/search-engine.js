// Answers queries from the index of docs/search-format.md.
var XuanSearch = (() => {
	'use strict';

	const HAN = /[㐀-䶿一-鿿豈-\ufaff〇々\u{20000}-\u{323af}]/u;
	const LEVELS = [42, 55, 64, 72, 78, 84, 90, 95]; // of src/search/level.rs
	const list = Array.from;
	const folded = new Map();

	const learn = (table = '') => list(table).forEach((one, n, all) => n % 2 && folded.set(all[n - 1], one));
	const fold = (text) => list(text.normalize('NFC'), foldOne).join('');
	const foldOne = (one) => {
		if (!folded.has(one)) {
			const text = one.normalize('NFKC').toLowerCase().replace(/[\xad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, '');
			folded.set(one, text === one ? one : fold(text));
		}
		return folded.get(one);
	};

	// Of each term whether it may go on.
	const parse = (text) => {
		const phrases = text.match(/[\p{Alpha}\p{N}]+/gu) || [];
		const terms = new Map();
		for (const phrase of phrases) {
			phrase.split(HAN).forEach((word, n, all) => {
				// A letter beside a Han character is in their pair.
				if (word[1] || word === phrase) terms.set(word, all[n + 1] == null);
			});
			list(phrase).forEach((one, n, all) => {
				const next = all[n + 1] || '';
				if (HAN.test(one) ? next || !n : HAN.test(next)) terms.set(one + next, !next);
			});
		}
		return { phrases, terms, pages: [], variants: [] };
	};

	const merge = (found, pages, share) => {
		for (const [id, score] of pages) found.set(id, Math.max(score * share, found.get(id) || 0));
	};

	const open = (load) => {
		let boot;
		const keys = {};
		const files = [];
		const made = {};

		// Failures are not kept.
		const once = (name, make, key = name) => {
			if (!made[key]) {
				made[key] = load(name).then(make);
				made[key].catch(() => delete made[key]);
			}
			return made[key];
		};

		const read = (text, kind) => {
			let at = 0;
			let left = 0;
			let held;
			const digit = () => {
				const code = text.charCodeAt(at++);
				return code - 33 - (code > 34) - (code > 60) - (code > 92);
			};
			const bits = (count, value = 0) => {
				for (; count; count--) {
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
			const many = (length, make) => list({ length }, make);
			const letter = (code) => code ? String.fromCodePoint(code) : '';
			const letters = (length) => many(length, () => {
				const code = gamma(5);
				return code < 36 ? code.toString(36) : letter(code - 36);
			}).join('');
			const name = () => bits(25).toString(32).padStart(5, 0);
			const directory = (key = () => letters(gamma(0))) => many(gamma(6), () => [key(), name()]);
			const ids = (most = 0) => {
				const found = new Map();
				const count = gamma(0) + 1;
				const k = 31 - Math.clz32(boot.n * 11 / 16 / count | 1);
				for (let id = -1; found.size < count;) {
					id += 1 + bits(k, ones());
					found.set(id, LEVELS[ones(most)]);
				}
				return found;
			};
			const words = () => {
				let word = '';
				return many(gamma(6), () => {
					word = list(word).slice(0, gamma(0)).join('') + letters(gamma(2) + 1);
					return [word, ids(7)];
				});
			};
			const pairs = () => {
				let first = -1;
				return [].concat(...many(gamma(6), () => {
					let second = -1;
					first += gamma(4) + 1;
					return many(gamma(3) + 1, () => {
						second += gamma(6) + 1;
						return [letter(first) + letter(second), ids(7)];
					});
				}));
			};
			const start = () => {
				let first = 0;
				keys.pairs = directory(() => {
					first += gamma(4);
					return letter(first) + (bits(1) ? letter(gamma(10)) : '');
				});
				keys.words = directory();
				many(gamma(6), () => {
					let left = gamma(4) + 1;
					const folder = name() + '/';
					for (let file = 0; left--; file += left && bits(1)) files.push(folder + file);
				});
			};
			return { start, directory, pairs, words, pinyin: words, ids }[kind]();
		};

		const start = () => once('boot', (found) => {
			boot = found;
			read(boot.b, 'start');
		});

		const where = ({ kind, word, more }) => {
			const from = keys[kind].filter(([key], n) => n && key <= word).length;
			return keys[kind].slice(from, from + 10).filter(([key], n) => !n || more && key.startsWith(word));
		};

		async function look(term) {
			const { kind, word, more } = term;
			const found = new Map();
			// No pair begins with what folds to another.
			let foreign = true;
			let part;
			for (const [key, ids] of [].concat(...await Promise.all(where(term).map(([, name]) => once(name, (text) => read(text, kind)))))) {
				if (key[0] === word[0]) foreign = false;
				if (more ? key.startsWith(word) : key === word) merge(found, ids, 1);
				else if (key[1] && word.startsWith(key)) part = [key, ids];
			}
			return { found, foreign, part };
		}

		// What has every term, else most of their weight.
		async function find(text, most, name) {
			const of = parse(text);
			if (!of.terms.size) return of;
			await start();
			const terms = list(of.terms, ([key, more]) => {
				const pair = HAN.test(key);
				const word = pair ? key.replace(/[\x80-\u9fff]/g, (one) => String.fromCharCode((one.charCodeAt(0) + 0x5180) % 0x9f80 + 0x80)) : list(key).slice(0, 24).join('');
				const width = (n) => keys.pairs.filter(([key]) => key[0] === word[n]).length || 0.5;
				return { key, word, more, kind: pair ? 'pairs' : 'words', width: pair && width(0) * width(1) };
			});
			const telling = terms.filter(({ key }) => !boot.stop.includes(key));
			let taken = [];
			// Rare characters begin few shards.
			const lists = await Promise.all((terms.length > 5 && telling.length ? telling : terms).sort((a, b) => a.width - b.width).filter((term, n) => {
				const shards = new Set([...taken, ...where(term)]);
				const fits = !n || shards.size <= most;
				if (fits) taken = shards;
				return fits;
			}).map(look));

			const pages = new Map();
			let whole = 0;
			let best = 0;
			for (const { found } of lists) {
				const rare = Math.log((boot.n + 1) / (found.size + 0.5));
				whole += rare;
				for (const [id, score] of found) {
					const page = pages.get(id) || [id, 0, 0];
					page[1] += rare * score;
					page[2] += rare;
					best = Math.max(best, page[2]);
					pages.set(id, page);
				}
			}
			return Object.assign(of, {
				name,
				full: best === whole,
				foreign: lists.some(({ foreign }) => foreign) || !lists.pop().found.size,
				pages: list(pages.values()).sort(([, a], [, b]) => b - a).filter(([, , held], n) => held === best || best < whole && (n < 10 || held > 0.6 * best)),
			});
		}

		async function rank(query) {
			const text = list(query).slice(0, 200).join('');
			let of = await find(fold(text), 7);
			if (of.foreign && HAN.test(text)) {
				await once(boot.fold, learn);
				of = await find(fold(text), 7);
			}
			if (!of.terms.size) return of;
			const typed = of.phrases.join('').replace(/ü/g, 'v');
			if (!of.pages.length && /^[a-z]{2,}$/.test(typed)) {
				keys.pinyin = await once(boot.pinyin, (text) => read(text, 'directory'));
				of.pages = list(await spelled(typed));
				of.full = of.pinyin = of.pages.length > 0;
			}
			if (boot.words && !of.pinyin && (!of.full || of.pages.length < 10)) await vary(of, await once(boot.words));
			of.pages.sort(([id, a], [other, b]) => b - a || other - id);
			return of;
		}

		// Else what has its longest beginning, and the rest.
		async function spelled(word) {
			const { found, part } = await look({ kind: 'pinyin', word, more: true });
			if (found.size || !part) return found;
			const rest = await spelled(word.slice(part[0].length));
			return new Map(list(part[1]).filter(([id]) => rest.has(id)));
		}

		// Synonyms count where they find no less.
		async function vary(of, groups) {
			const text = of.phrases.join(' ');
			const matches = [];
			for (const [most, ...group] of groups) {
				for (const name of group) if (text.includes(name)) matches.push([name, group.slice(0, most).slice(0, 5)]);
			}
			const variants = [];
			let seen = '';
			for (const [name, group] of matches.sort(([a], [b]) => b.length - a.length)) {
				if (!seen.includes(name)) for (const other of group) if (other !== name) variants.push([text.split(name).join(other), 4, other]);
				seen += name + ' ';
			}
			const all = await Promise.all(variants.slice(0, 6).map((variant) => find(...variant)));
			const full = [of, ...all].some(({ full }) => full);
			const pages = new Map(of.full === full ? of.pages : []);
			of.variants = all.filter((of) => of.pages.length && of.full === full);
			for (const variant of of.variants) merge(pages, variant.pages, 0.7);
			Object.assign(of, { full, pages: list(pages) });
		}

		const page = (id) => once(files[id], (all) => {
			const [url, title, kind, date, flags, place, text, folds] = all[id - files.indexOf(files[id])];
			learn(folds);
			return { id, url, title, date, place, text, section: boot.sections[kind], sample: flags % 2 > 0, shared: flags > 1, plain: fold(title + '\n' + text) };
		}, '#' + id);

		// How much of the phrases' characters and pairs is held.
		const nearness = (hits, { phrases, name }) => {
			const near = hits.map(() => 0);
			const parts = new Set();
			for (const phrase of phrases) {
				list(phrase).forEach((one, n, all) => {
					parts.add(one);
					if (n && !boot.stop.includes(all[n - 1] + one)) parts.add(all[n - 1] + one);
				});
			}
			let whole = 0;
			for (const part of parts) {
				const held = hits.map(({ plain, title }) => Math.min(plain.split(part).length - 1 + title.includes(part), 5));
				const rare = Math.log(1 + hits.length / (held.filter(Boolean).length + 0.5)) * (part[1] ? 2 : 1);
				whole += rare;
				held.forEach((count, n) => { near[n] += rare * count / (count + 1.2); });
			}
			return near.map((sum) => sum / whole * (name ? 0.9 : 1));
		};

		async function sets() {
			await start();
			return once(boot.facets, (all) => all.map(([id, name, values]) => [id, name, values.map(([name, text]) => [name, read(text, 'ids')])]));
		}

		// What has a chosen value of every facet but one.
		async function pick({ pages, chosen }, but) {
			for (const id in chosen) {
				if (id === but || !chosen[id].length) continue;
				const [, , values = []] = (await sets()).find(([of]) => of === id) || [];
				const wanted = values.filter(([name]) => chosen[id].includes(name));
				pages = pages.filter(([id]) => wanted.some(([, ids]) => ids.has(id)));
			}
			return pages;
		}

		async function search(query, { limit = 10, chosen = {} } = {}) {
			const of = await rank(query);
			const { phrases, terms, pinyin, pages, full, variants } = of;
			const kept = await pick({ pages, chosen });
			const plain = pinyin || full && terms.size === 1 && !variants.length;
			const hits = [];
			for (let most = limit; hits.length < kept.length; most += 10) {
				for (const hit of await Promise.all(kept.slice(hits.length, most).map(([id]) => page(id)))) {
					const exact = phrases.every((phrase) => hit.plain.includes(phrase));
					hits.push({ ...hit, exact, near: kept[hits.length][1] / kept[0][1] / 60 });
				}
				const count = hits.filter(({ exact }) => exact).length;
				if (plain || count >= limit || most >= limit + (count || !full ? 10 : 90)) break;
			}
			if (!plain) {
				const near = [of, ...variants].map((of) => nearness(hits, of));
				hits.forEach((hit, n) => { hit.near += Math.max(...near.map((of) => of[n])); });
				hits.sort((a, b) => b.exact - a.exact || b.near - a.near || b.id - a.id);
			}
			const also = variants.map(({ name }) => name);
			return {
				...of, query, chosen, also,
				cut: list(query).length > 200,
				empty: !terms.size,
				total: kept.length,
				// A phrase of seven characters is a question.
				exact: !!full && (pinyin || hits.length < kept.length || hits.some(({ exact }) => exact) || phrases.some((phrase) => phrase.length > 6)),
				marks: pinyin ? [[], [], []] : [phrases, list(terms.keys()).filter((key) => terms.size < 3 || !boot.stop.includes(key)), also],
				ids: pages.map(([id]) => id),
				hits: hits.slice(0, limit),
			};
		}

		async function facets({ pages, chosen }) {
			const found = [];
			for (const [id, name, all] of await sets()) {
				const kept = await pick({ pages, chosen }, id);
				const values = all.map(([name, ids]) => ({
					name,
					count: kept.filter(([id]) => ids.has(id)).length,
					chosen: (chosen[id] || []).includes(name),
				})).filter(({ count, chosen }) => count || chosen);
				if (values.length) found.push({ id, name, values });
			}
			return found;
		}

		return { search, facets };
	};

	// Of phrases that are not there their parts are marked.
	const marked = (text, [phrases, parts, also]) => {
		let plain = '';
		const places = [];
		const all = list(text.replace(/\n/g, ' '), (text) => {
			const one = { text, mark: false };
			plain += foldOne(text);
			while (places.length < plain.length) places.push(one);
			return one;
		});
		const missing = phrases.filter((phrase) => !plain.includes(phrase)).join(' ');
		for (const part of [...phrases, ...also, ...parts.filter((part) => missing.includes(part))]) {
			for (let at = plain.indexOf(part); at >= 0; at = plain.indexOf(part, at + 1)) {
				for (const one of places.slice(at, at + part.length)) one.mark = true;
			}
		}
		return all;
	};

	const join = (all) => {
		const found = [];
		let end = {};
		for (const { text, mark } of all) {
			if (end.mark === mark) end.text += text;
			else found.push(end = { text, mark });
		}
		return found;
	};

	const mark = (text, marks) => join(marked(text, marks));

	// What shows most marks, from where a sentence begins.
	const snippet = (text, marks, length) => {
		const all = marked(text, marks);
		const shown = all.map(({ mark }, n) => mark ? all.slice(n, n + length).filter(({ mark }) => mark).length : 0);
		const enough = Math.min(0.6 * Math.max(...shown), marks[0].join('').length);
		const first = shown.findIndex((count) => count >= enough);
		let from = first;
		while (from > Math.max(0, first - 20) && !/[。！？； ]/.test(all[from - 1].text)) from--;
		const dots = { text: '…', mark: false };
		return [].concat(from > 0 ? dots : [], join(all.slice(from, from + length)), from + length < all.length ? dots : []);
	};

	return { open, mark, snippet, fold };
})();
