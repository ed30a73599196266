// The client of docs/search-format.md.
{
let { src, dataset: says } = document.currentScript;
let root = new URL('..', src).href;

let make = (tag, from, ...children) => {
	let e = document.createElement(tag);
	for (let name in from) {
		if (name in e) e[name] = from[name];
		else e.setAttribute(name, from[name]);
	}
	e.append(...children);
	return e;
};

let arrived = {};
window.xuanSearch = (name, payload) => { arrived[name] = payload; };
let load = async (path, from, name) => {
	for (let pause of ['', 400, 1600]) {
		if (pause) await new Promise((done) => setTimeout(done, pause));
		if (!from[name]) await new Promise((done) => {
			setTimeout(done, 15000);
			document.head.append(make('script', { src: root + path + (pause && '?' + pause), onload: done, onerror: done }));
		});
		if (from[name]) return from[name];
	}
	throw Error(path);
};
let engine;
let open = () => engine = engine || load(says.engine, window, 'XuanSearch')
	.then(({ open }) => open((name) => load('search/' + name + '.js', arrived, name)));
let ask = async (query, options) => {
	try {
		return await (await open()).search(query, options);
	} catch {
		let old = arrived.boot?.b;
		arrived.boot = engine = null;
		await load('search/boot.js?again=' + Date.now(), arrived, 'boot');
		if (arrived.boot.b !== old) return ask(query, options);
	}
};

let summary = (a) => a ? [
	a.total ? says.found.replace('#', a.total) : says.none,
	a.total && !a.exact && says.near,
	a.pinyin && says.pinyin,
	a.also[0] && says.also + a.also.join('、'),
	a.cut && says.cut,
].filter(Boolean).join('。') : says.failed;

let attend = (input, status, options, show) => {
	let timer, slow;
	let find = async () => {
		let query = input.value.trim();
		clearTimeout(timer);
		clearTimeout(slow);
		let mine = slow = setTimeout(() => { status.textContent = says.slow; }, 400);
		let a = query && await ask(query, options()).catch(() => {});
		if (mine !== slow) return;
		clearTimeout(slow);
		status.textContent = query && summary(a);
		await show(a, query);
	};
	let soon = ({ isComposing }) => {
		let { length } = input.value.trim();
		clearTimeout(timer);
		if (!isComposing) timer = setTimeout(find, length > 1 ? 120 : length * 600);
	};
	input.addEventListener('input', soon);
	input.addEventListener('compositionend', soon);
	input.onfocus = () => open().catch(() => {});
	return find;
};
let keyOf = (e) => e.keyCode !== 229 && !e.shiftKey && !e.ctrlKey && !e.altKey && !e.metaKey && e.key;

let marked = (parts) => parts.map(({ text, mark }) => mark ? make('mark', {}, text) : text);
let linked = (h, a, ...children) => make('a', { href: root + h.url }, ...marked(XuanSearch.mark(h.title, a.marks)), ...children);
let facts = ({ section, place, date }) => [section, place, date.replace(/-0?(\d+)-0?(\d+)/, '年$1月$2日')].filter(Boolean).join(' · ');
let given = (text) => /^#q=(.*)/.exec(text)?.[1];

document.querySelectorAll('.seek').forEach((box) => {
	let [input, status, list] = box.querySelectorAll('input, [role=status], [role=listbox]');
	let options = list.children;
	let at;
	let point = (to) => {
		at = to;
		[...options].forEach((e, n) => {
			e.id = 'seek-' + n;
			e.tabIndex = -1;
			e.setAttribute('role', 'option');
			e.setAttribute('aria-selected', n === at);
		});
		input.setAttribute('aria-activedescendant', options[at]?.id || '');
		options[at]?.scrollIntoView({ block: 'nearest' });
	};
	let unfold = (is) => {
		list.hidden = !is;
		input.setAttribute('aria-expanded', is);
		if (!is) status.textContent = '';
		point(-1);
	};
	let leave = () => {
		try {
			sessionStorage.xuan = input.value;
		} catch {
			window.name = '#q=' + input.value;
		}
		location.href = root + 'search.html';
		return false;
	};
	let find = attend(input, status, () => ({ limit: 8 }), (a, query) => {
		list.replaceChildren(
			...(a?.hits || []).map((h) => linked(h, a, make('small', {}, facts(h)))),
			make('a', { onclick: a ? leave : find }, !a ? says.again : a.total ? says.all.replace('#', a.total) : says.other));
		unfold(query > '' && document.activeElement === input);
	});
	box.onsubmit = leave;
	input.onkeydown = (e) => {
		let key = keyOf(e);
		let step = { ArrowDown: 1, ArrowUp: -1 }[key];
		if (step && list.hidden) find();
		else if (step) point((at + options.length + 2 + step) % (options.length + 1) - 1);
		else if (key === 'Enter' && options[at]) options[at].click();
		else if (key !== 'Escape') return;
		else if (list.hidden) input.value = '';
		else unfold(false);
		e.preventDefault();
	};
	list.onmousedown = () => false;
	input.onblur = () => unfold(false);
	box.hidden = false;
});

document.querySelectorAll('.finding').forEach((finder) => {
	let found = {};
	for (let part of finder.querySelectorAll('[class^=found-]')) found[part.classList[0].slice(6)] = part;
	let { status, link, facets } = found;
	let input = finder.querySelector('input');
	let texts = finder.dataset;
	let unfolded = {};
	let chosen = {}, limit = 10, top, shown, rest;

	let address = () => location.href.split('#')[0];
	let save = () => history.replaceState({ query: input.value, chosen, limit, top: scrollY, open: facets.open }, '');
	let redraw = (part, ...children) => {
		let { activeElement } = document;
		part.replaceChildren(...children);
		if (!document.contains(activeElement)) (document.getElementById(activeElement.id) || status).focus();
	};
	let choose = (to) => {
		chosen = to;
		limit = 10;
		find();
	};
	let toggle = (id, name) => () => {
		let names = chosen[id] || [];
		choose({ ...chosen, [id]: names.includes(name) ? names.filter((n) => n !== name) : [...names, name] });
	};
	let drawChips = () => {
		let chips = Object.entries(chosen).flatMap(([id, names]) => names.map((name) =>
			make('button', { onclick: toggle(id, name) }, make('span', { className: 'sr' }, texts.drop), name, ' ×')));
		if (chips[0]) chips.push(make('button', { onclick: () => choose({}) }, texts.clear));
		redraw(found.chosen, ...chips);
	};
	let drawFacets = (sets) => redraw(found.groups, ...sets.map(({ id, name, values }) => {
		let cut = values.length > 8 && !unfolded[id];
		let most = cut ? [...values].sort((a, b) => b.chosen - a.chosen || b.count - a.count).slice(0, 8) : values;
		return make('fieldset', {}, make('legend', {}, name),
			...most.map(({ name, count, chosen }) =>
				make('button', { id: id + name, 'aria-pressed': chosen, onclick: toggle(id, name) }, name, make('span', { className: 'number' }, count))),
			cut ? make('button', { id: id + values.find((v) => !most.includes(v)).name, onclick: () => {
				unfolded[id] = true;
				drawFacets(sets);
			} }, texts.more) : '');
	}));
	let result = (h, a) => make('li', {},
		make('h2', {}, linked(h, a), make('span', { className: 'sample-mark' }, h.flags & 1 ? texts.sample : '')),
		make('p', {}, ...marked(XuanSearch.snippet(h.text, a.marks, 90))),
		make('p', { className: 'meta' }, make('span', { className: 'shared' }, h.flags & 2 ? texts.shared : ''), facts(h)));

	let find = attend(input, status, () => ({ limit, chosen }), async (a, query) => {
		let place = top;
		top = 0;
		shown = a;
		if (!query) chosen = {};
		texts.state = query && (!a ? 'failed' : a.total ? 'found' : 'none');
		link.hidden = true;
		drawChips();
		redraw(found.hits, ...(a?.hits || []).map((h) => result(h, a)));
		let near = (topic) => [...topic.textContent].filter((c) => query.includes(c)).length;
		redraw(found.topics, ...[...document.querySelectorAll('.topics li')]
			.sort((a, b) => near(b) - near(a)).slice(0, 6).map((topic) => topic.cloneNode(true)));
		if (a) {
			found.more.hidden = a.total <= limit;
			let sets = await open().then(({ facets }) => facets(a)).catch(() => []);
			if (shown !== a) return;
			drawFacets(sets);
			if (place && !scrollY) scrollTo(0, place);
		}
		save();
	});
	let arrive = ({ state }) => {
		let query = given(location.hash);
		if (query) {
			history.replaceState(null, '', address());
			try {
				query = decodeURIComponent(query);
			} catch {}
			state = { query };
		}
		if (!state) return;
		({ query: input.value, chosen = {}, limit = 10, top, open: facets.open = facets.open } = state);
		find();
	};
	window.onhashchange = window.onpopstate = arrive;
	window.onclick = save;
	window.onscroll = () => {
		clearTimeout(rest);
		rest = setTimeout(save, 200);
	};

	input.oninput = () => { limit = 10; };
	finder.onsubmit = () => !find();
	finder.onkeydown = (e) => {
		let stops = [input, ...found.hits.querySelectorAll('a')];
		let at = stops.indexOf(e.target);
		let to = stops[{ ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[keyOf(e)]];
		if (at < 0 || !to || to === e.target) return;
		e.preventDefault();
		to.focus();
	};
	found.again.onclick = find;
	found.more.onclick = async () => {
		let at = limit;
		limit += 10;
		await find();
		found.hits.children[at]?.querySelector('a').focus();
	};
	found.copy.onclick = async () => {
		link.value = address() + '#q=' + encodeURIComponent(input.value.trim().replace(/[\ud800-\udfff]/gu, ''));
		try {
			await navigator.clipboard.writeText(link.value);
		} catch {
			link.hidden = false;
			link.select();
			if (!document.execCommand('copy')) return status.textContent = texts.select;
		}
		status.textContent = texts.copied;
	};

	history.scrollRestoration = 'manual';
	facets.open = matchMedia('(min-width: 64em)').matches;
	finder.hidden = false;
	let query = given(window.name);
	if (query) window.name = '';
	try {
		query = sessionStorage.xuan || query;
		delete sessionStorage.xuan;
	} catch {}
	arrive({ state: history.state || query && { query } });
	if (query && matchMedia('(hover: hover)').matches) input.focus();
});
}
