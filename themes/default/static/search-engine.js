// The engine of docs/search-format.md.
{
let HAN = /[\p{UIdeo}〇々]/u;
let list = Array.from;
let folds = {};

let learn = (t = '') => {
	for (let [, c, to] of t.matchAll(/(.)(.)/gu)) folds[c] = to;
};
let fold = (t) => list(t.normalize('NFC'), foldOne).join('');
let foldOne = (c) => {
	if (folds[c] == null) {
		let to = c.normalize('NFKC').toLowerCase().replace(/[\xad\u200b-\u200f\u2060\ufeff\p{VS}]/gu, '');
		folds[c] = to === c ? c : fold(to);
	}
	return folds[c];
};

let cut = (t, n) => list(t).slice(0, n).join('');
let couples = (t) => list(t).map((c, n, a) => [c, (a[n - 1] || '') + c]);
let parse = (t) => {
	let phrases = t.match(/[\p{Alpha}\p{N}]+/gu) || [];
	let terms = new Map();
	for (let p of phrases) {
		p.replace(/[^\p{UIdeo}〇々]{2,}|^.$/gu, (word, n) => terms.set(word, !p[n + word.length]));
		for (let [c, pair] of couples(p)) if (c !== pair && HAN.test(pair)) terms.set(pair);
	}
	return { phrases, terms };
};
let merge = (all, pages, share = 1) => {
	for (let [id, s] of pages) all.set(id, Math.max(s * share, all.get(id) || 0));
};

let read = (kind, size) => (text) => {
	let at = 0;
	let digit = (n) => {
		let c = text.charCodeAt(n);
		return c - 33 - (c > 34) - (c > 60) - (c > 92);
	};
	let many = (n, make) => list({ length: n }, make);
	let stream = many(text.length / 2, (_, n) => (digit(2 * n) * 91 + digit(2 * n + 1) + 8192).toString(2).slice(1)).join('');
	let bits = (n, top = 0) => top * 2 ** n + parseInt(0 + stream.slice(at, at += n), 2);
	let ones = (m) => {
		let n = 0;
		while (n !== m && stream[at++] > 0) n++;
		return n;
	};
	let gamma = (k) => bits(ones() + k, 1) - 2 ** k;
	let letter = (c) => c ? String.fromCodePoint(c) : '';
	let letters = (n) => many(n, () => {
		let c = gamma(5);
		return c < 36 ? c.toString(36) : letter(c - 36);
	}).join('');
	let name = () => bits(25).toString(32).padStart(5, 0);
	let directory = (k = () => letters(gamma(0))) => many(gamma(6), () => [k(), name()]);
	let ids = (m = 0) => {
		let id = -1;
		let n = gamma(0) + 1;
		let k = 31 - Math.clz32(size * 11 / 16 / n | 1);
		return new Map(many(n, () => [id += bits(k, ones()) + 1, [42, 55, 64, 72, 78, 84, 90, 95][ones(m)]]));
	};
	let words = () => {
		let word = '';
		return many(gamma(6), () => {
			word = cut(word, gamma(0)) + letters(gamma(2) + 1);
			return [word, ids(7)];
		});
	};
	let pairs = () => {
		let c = -1;
		return [].concat(...many(gamma(6), () => {
			let next = -1;
			c += gamma(4) + 1;
			return many(gamma(3) + 1, () => [letter(c) + letter(next += gamma(6) + 1), ids(7)]);
		}));
	};
	let boot = () => {
		let c = 0;
		return {
			pairs: directory(() => letter(c += gamma(4)) + letter(bits(1) && gamma(10))),
			words: directory(),
			files: [].concat(...many(gamma(6), () => {
				let file = 0;
				let n = gamma(4) + 1;
				let folder = name() + '/';
				return many(n, (_, n) => folder + (file += n && bits(1)));
			})),
		};
	};
	return { boot, directory, pairs, words, pinyin: words, ids }[kind]();
};

let open = (load) => {
	let boot, keys;
	let made = {};

	let once = (n, make) => {
		if (!made[n]) (made[n] = load(n).then(make)).catch(() => delete made[n]);
		return made[n];
	};
	let start = () => once('boot', (b) => {
		boot = b;
		keys = read('boot')(b.b);
	});

	let where = ({ kind, word, more }) => keys[kind].filter(([k], n, a) =>
		(!n || (more ? k.slice(0, word.length) : k) <= word) && !(a[n + 1]?.[0] <= word)).slice(0, 10);

	let look = async (t) => {
		let { kind, word, more } = t;
		let a = [].concat(...await Promise.all(where(t).map(([, n]) => once(n, read(kind, boot.n)))));
		let pages = new Map();
		for (let [k, ids] of a) if (more ? k.startsWith(word) : k === word) merge(pages, ids);
		return {
			...t, pages,
			foreign: !a.some(([k]) => k[0] === word[0]),
			part: a.filter(([k]) => k[1] && word.startsWith(k)).pop(),
		};
	};

	let find = async (t, name = '') => {
		let of = parse(t);
		let asked = parse(boot.stop.split(' ').reduce((t, p) => t.split(p).join(' '), t));
		let terms = list(of.terms, ([key, more]) => {
			let pair = HAN.test(key);
			let word = pair ? key.replace(/[\x80-\u9fff]/g, (c) => String.fromCharCode((c.charCodeAt() + 0x5180) % 0x9f80 + 0x80)) : cut(key, 24);
			let width = (n) => keys.pairs.filter(([k]) => k[0] === word[n]).length || 0.5;
			return { key, word, more, kind: pair ? 'pairs' : 'words', width: pair && !name.includes(key) && width(0) * width(1) };
		});
		let told = terms.filter(({ key }) => asked.terms.has(key));
		let taken = [];
		let lists = await Promise.all((terms[5] && told[0] ? told : terms).sort((a, b) => a.width - b.width).filter((t, n) => {
			let a = new Set([...taken, ...where(t)]);
			return (!n || a.size <= (name ? 4 : 7)) && (taken = a);
		}).map(look));

		let sums = new Map();
		let weights = new Map();
		let whole = 0, top = 0;
		for (let { key, pages } of lists) {
			let rare = Math.log((boot.n + 1) / (pages.size + 0.5));
			weights.set(key, rare / Math.log(boot.n + 1));
			whole += rare;
			for (let [id, s] of pages) {
				let [, sum, held] = sums.get(id) || [id, 0, 0];
				sums.set(id, [id, sum + rare * s, held + rare]);
				top = Math.max(top, held + rare);
			}
		}
		return {
			...of, asked, name, weights,
			variants: [],
			full: top === whole,
			foreign: lists.some(({ foreign }) => foreign) || !lists.pop()?.pages.size,
			pages: list(sums.values()).sort(([, a], [, b]) => b - a).filter(([, , held], n) => held === top || top < whole && (n < 10 || held > 0.6 * top)),
		};
	};

	let rank = async (t) => {
		await start();
		let of = await find(fold(t));
		if (of.foreign && HAN.test(of.phrases)) of = await once(boot.fold, learn).then(() => find(fold(t)));
		let word = of.phrases.join('').replace(/ü/g, 'v');
		if (!of.pages[0] && /^[a-z]{2,}$/.test(word)) {
			keys.pinyin = await once(boot.pinyin, read('directory'));
			of.pages = list(await spelled(word));
			of.full = of.pinyin = !!of.pages[0];
		}
		if (boot.words && !of.pinyin && !(of.full && of.pages[9])) await vary(of, await once(boot.words));
		of.pages.sort(([i, a], [j, b]) => b - a || j - i);
		return of;
	};

	let spelled = async (word) => {
		let { pages, part } = await look({ kind: 'pinyin', word, more: true });
		if (pages.size || !part) return pages;
		let rest = await spelled(word.slice(part[0].length));
		return new Map(list(part[1]).filter(([id]) => rest.has(id)));
	};

	let vary = async (of, groups) => {
		let t = of.phrases.join(' ');
		let names = groups.flatMap(([m, ...g]) => g.filter((n) => t.includes(n)).map((n) => [n, g.slice(0, m).slice(0, 5)]))
			.sort(([a], [b]) => b.length - a.length);
		let variants = names.flatMap(([name, g], n) => names.slice(0, n).some(([b]) => b.includes(name)) ? []
			: g.filter((b) => b !== name).map((b) => [t.split(name).join(b), b]));
		let all = [of, ...await Promise.all(variants.slice(0, 6).map((v) => find(...v)))];
		let full = all.some(({ full }) => full);
		let kept = all.filter((of) => of.full === full && of.pages[0]);
		let pages = new Map();
		for (let q of kept) merge(pages, q.pages, q.name ? 0.7 : 1);
		Object.assign(of, { full, pages: list(pages), variants: kept.filter(({ name }) => name) });
	};

	let page = async ([id]) => {
		let n = keys.files[id];
		let a = await once(n, (a) => a.map(([url, title, kind, date, flags, place, text, folds]) => {
			learn(folds);
			return { url, title, date, place, text, flags, section: boot.sections[kind], plain: fold(title + '\n' + text) };
		}));
		return { ...a[id - keys.files.indexOf(n)], id };
	};

	let nearness = (hits, { asked, weights }) => {
		let near = hits.map(() => 0);
		for (let p of new Set(asked.phrases.flatMap(couples).flat())) {
			let held = hits.map(({ plain, title }) => plain.split(p).length - 1 + 3 * title.includes(p));
			let rare = weights.get(p) * 3 || Math.log(1 + hits.length / (held.filter(Boolean).length + 0.5));
			held.forEach((count, n) => near[n] += p.length * rare * count / (count + 0.8 + hits[n].plain.length / 900));
		}
		return near;
	};

	let sets = () => once(boot.facets, (a) => a.map(([id, name, v]) =>
		({ id, name, values: v.map(([name, t]) => ({ name, ids: read('ids', boot.n)(t) })) })));

	let pick = async ({ pages, chosen }, but) => {
		let wanted = Object.entries(chosen).filter(([id, n]) => n[0] && id !== but);
		let a = wanted[0] && await sets();
		return pages.filter(([p]) => wanted.every(([id, n]) =>
			a.find((s) => s.id === id)?.values.some(({ name, ids }) => n.includes(name) && ids.has(p))));
	};

	let search = async (query, { limit = 10, chosen = {} } = {}) => {
		let t = cut(query, 200);
		let of = await rank(t);
		let { phrases, terms, pinyin, pages, full, variants } = of;
		let kept = await pick({ pages, chosen });
		let plain = pinyin || full && terms.size < 2 && !variants[0];
		let hits = [];
		let count = 0;
		for (let m = limit; hits.length < kept.length; m += 10) {
			for (let h of await Promise.all(kept.slice(hits.length, m).map(page))) {
				let exact = phrases.every((p) => h.plain.includes(p));
				count += exact;
				hits.push({ ...h, exact });
			}
			if (plain || count >= limit || m >= limit + (count || !full ? 10 : 90)) break;
		}
		if (!plain) {
			let near = [of, ...variants].map((of) => nearness(hits, of));
			hits.forEach((h, n) => h.near = Math.max(...near.map((of) => of[n])));
			hits.sort((a, b) => b.exact - a.exact || b.near - a.near);
		}
		let also = variants.map(({ name }) => name);
		return {
			...of, chosen, also,
			cut: t !== query,
			total: kept.length,
			exact: full && (pinyin || hits.length < kept.length || count > 0 || phrases.some((p) => p[6])),
			marks: [pinyin ? [] : phrases, list(terms.keys()).filter((k) => terms.size < 3 || !boot.stop.includes(k)), also],
			ids: pages.map(([id]) => id),
			hits: hits.slice(0, limit),
		};
	};

	let facets = async (a) => {
		let all = [];
		for (let { id, name, values: v } of await sets()) {
			let kept = await pick(a, id);
			let chosen = a.chosen[id] || [];
			all.push({ id, name, values: v.map(({ name, ids }) => ({
				name,
				count: kept.filter(([id]) => ids.has(id)).length,
				chosen: chosen.includes(name),
			})).filter(({ count, chosen }) => count || chosen) });
		}
		return all.filter(({ values }) => values[0]);
	};

	start().catch(() => {});
	return { search, facets };
};

let marked = (t, [phrases, parts, also]) => {
	let a = list(t.replace(/\n/g, ' '), (text) => ({ text, mark: false }));
	let places = a.flatMap((c) => foldOne(c.text).split('').fill(c));
	let plain = a.map(({ text }) => foldOne(text)).join('');
	let rest = phrases.filter((p) => !plain.includes(p)).join(' ');
	for (let p of [...phrases, ...also, ...parts.filter((p) => rest.includes(p))]) {
		for (let at = -1; (at = plain.indexOf(p, at + 1)) >= 0;) {
			for (let c of places.slice(at, at + p.length)) c.mark = true;
		}
	}
	return a;
};

let join = (a) => {
	let all = [];
	let e = {};
	for (let { text, mark } of a) {
		if (e.mark === mark) e.text += text;
		else all.push(e = { text, mark });
	}
	return all;
};

let mark = (t, marks) => join(marked(t, marks));

let snippet = (t, marks, length) => {
	let a = marked(t, marks);
	let shown = a.map(({ mark }, n) => mark && a.slice(n, n + length).filter(({ mark }) => mark).length);
	let enough = Math.min(0.6 * Math.max(...shown), marks[0].join('').length);
	let at = shown.findIndex((n) => n >= enough);
	for (let n = 20; at > 0 && n-- && !/[。！？； ]/.test(a[at - 1].text);) at--;
	let dots = { text: '…', mark: false };
	return join([].concat(at > 0 ? dots : [], a.slice(at, at + length), a[at + length] ? dots : []));
};

var XuanSearch = { open, mark, snippet, fold };
}
