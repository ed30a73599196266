// The reader's tools: themes/README.md says what it looks for. It stands in <head>, before the style sheet, so that what the
// reader chose holds before the first paint; it touches the rest of the page only once that is there.
{
let { documentElement: page, currentScript } = document;
let { leave } = currentScript.dataset;
let { dataset: now } = page;

// Storage may be refused, or take nothing in: then a choice holds on this page alone.
let kept = {};
let wantsContrast = matchMedia('(prefers-contrast: more)').matches;
let recall = () => {
	for (let [name, known, otherwise] of [['size', /^[12]$/, ''], ['contrast', /^(more|less)$/, wantsContrast ? 'more' : '']]) {
		let value = kept[name];
		try {
			value = value ?? localStorage.getItem('xuan-' + name);
		} catch {}
		value = known.test(value) ? value : otherwise;
		if (value) now[name] = value;
		else delete now[name];
	}
};
let keep = (name, value) => {
	try {
		if (value) localStorage.setItem('xuan-' + name, value);
		else localStorage.removeItem('xuan-' + name);
		delete kept[name];
	} catch {
		kept[name] = value;
	}
	recall();
};

let synth = window.speechSynthesis;
let voice, reading, told;
let mark = (element) => {
	if (element === told) return;
	told?.classList.remove('spoken');
	told = element;
	if (!element) return;
	element.classList.add('spoken');
	let { top, bottom } = element.getBoundingClientRect();
	let behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
	if (top < 80 || bottom > innerHeight) element.scrollIntoView({ behavior });
};
let blocks = 'h1,h2,h3,h4,h5,h6,p,li,dt,dd,th,td,figcaption';
let textOf = (element) => {
	let copy = element.cloneNode(true);
	copy.querySelectorAll(blocks + ',pre,.footnote-reference').forEach((part) => part.remove());
	return copy.textContent;
};
// Sentences, and the parts of long ones: Chromium cuts off what takes longer than some seconds.
let pieces = (text) => (text.match(/[^。！？!?；;…\n]+[。！？!?；;…”’」』）)]*/g) || [])
	.flatMap((sentence) => sentence.match(/.{1,60}$|.{1,60}[，、：,:]|.{1,60}/gsu))
	.filter((piece) => /[\p{L}\p{N}]/u.test(piece));
let stop = () => {
	if (!reading) return;
	reading = null;
	mark();
	synth.cancel();
	draw();
};
let read = () => {
	let rest = [...document.querySelectorAll('article.story ' + blocks.replace(/,/g, ',article.story '))]
		.filter((e) => e.closest('h1,.summary,.box-takeaways,.box-care,.prose') && !e.closest('.footnotes,pre'))
		.flatMap((e) => pieces(textOf(e)).map((text) => [e, text]));
	// What is spoken is held here: Chromium forgets an utterance that nobody holds, and its end with it.
	let mine = reading = {};
	let next = () => {
		if (reading !== mine) return;
		if (!rest[0]) return stop();
		let [element, text] = rest.shift();
		mark(element);
		mine.spoken = Object.assign(new SpeechSynthesisUtterance(text), {
			voice, lang: 'zh-CN', rate: .9, onend: next, onerror: () => reading === mine && stop(),
		});
		synth.speak(mine.spoken);
	};
	next();
};

let draw = () => {
	for (let button of document.querySelectorAll('.tools button')) {
		let { tool } = button.dataset;
		button.setAttribute('aria-pressed', tool === 'size' ? ['false', 'mixed', 'true'][now.size || 0] : tool === 'read' ? !!reading : now.contrast === 'more');
		if (tool === 'read') button.hidden = !voice;
	}
};
// Only voices of the machine itself, for the others send what they read to somebody's server; and no Cantonese ones.
let listen = () => {
	let voices = synth.getVoices().filter(({ lang, localService }) => localService !== false && /^(zh|cmn)(?!.*(HK|MO))/i.test(lang));
	voice = voices.find(({ lang }) => /CN|Hans/i.test(lang)) || voices[0];
	draw();
};
let press = (button) => {
	let { top } = button.getBoundingClientRect();
	let { tool } = button.dataset;
	if (tool === 'size') keep(tool, (+(now.size || 0) + 1) % 3 || '');
	else if (tool === 'contrast') keep(tool, (now[tool] === 'more') === wantsContrast ? wantsContrast ? 'less' : 'more' : '');
	else if (reading) stop();
	else read();
	draw();
	// What was pressed stays under the finger while all around it grows.
	if (tool === 'size') scrollBy(0, button.getBoundingClientRect().top - top);
};

let go = () => {
	page.hidden = true;
	document.title = document.querySelector('.brand-name')?.textContent || '…';
	try {
		sessionStorage.setItem('xuan-left', 1);
	} catch {}
	location.replace(leave);
};
if (leave) {
	// Who has left does not come back with the browser's own button: it leads home from other private pages too.
	let arrive = (isBack) => {
		try {
			if (!isBack) sessionStorage.removeItem('xuan-left');
			else if (sessionStorage.getItem('xuan-left')) go();
		} catch {}
	};
	let times = [];
	arrive(performance.getEntriesByType('navigation')[0]?.type === 'back_forward');
	addEventListener('pageshow', ({ persisted }) => persisted && arrive(true));
	// Before the search box hears it, which then no longer tells whether it was open.
	addEventListener('keydown', (e) => {
		if (e.key !== 'Escape' || e.repeat || e.isComposing || e.target.getAttribute?.('aria-expanded') === 'true') return;
		times = [...times.slice(-2), e.timeStamp];
		if (!times[2] || times[2] - times[0] > 2000) return;
		// Else the browser takes the key for its own: stop loading.
		e.preventDefault();
		go();
	}, true);
}

recall();
now.tools = synth ? 'read' : '';
document.addEventListener('click', (e) => {
	let target = e.target.closest('.tools button, .leave-now');
	if (!target) return;
	if (target.matches('button')) return press(target);
	if (!leave || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
	e.preventDefault();
	go();
});
document.addEventListener('DOMContentLoaded', () => {
	draw();
	if (!synth || leave || !document.querySelector('article.story .prose')) return;
	synth.onvoiceschanged = listen;
	listen();
});
document.addEventListener('xuan-preview', draw);
addEventListener('pagehide', stop);
for (let event of ['pageshow', 'storage']) addEventListener(event, () => {
	recall();
	draw();
});
}
