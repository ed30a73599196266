// The page's side of `xuan serve`: follows the workspace, changes the page in place, and says what is wrong or lacking.
//
// The server puts this script alone into each page, before </body>. It asks for the generation, a number that changes with
// every rebuild; for another one it fetches the page's state and the page itself (follow), has morph.js carry the
// differences over (show), and draws the bar and the list of errors (drawBar, drawErrors). What it draws lives in a shadow
// root, out of reach of the theme's style; the site's policy allows no inline style. The server's words become text nodes.
(() => {
  'use strict';

  // Deferred scripts have not run yet: the document is still what the server sent, and a copy can be paired with it.
  const twins = new WeakMap();
  const pair = (copy, live) => {
    twins.set(copy, live);
    copy.childNodes.forEach((child, at) => pair(child, live.childNodes[at]));
  };
  const copy = document.cloneNode(true);
  pair(copy.documentElement, document.documentElement);
  const loading = import('/__xuan/morph.js').catch(() => null);

  const words = {
    zh: {
      preview: '预览', made: '自动生成的页', ready: '可以发布',
      whose: { province: '省里的共享稿', city: '本市稿', override: '本市改写稿' },
      waits: (reasons) => '不会发布：' + reasons.join('、'),
      broken: '有错误，改好才能发布',
      gone: '网站里现在没有这一页，看到的是它最后的样子',
      never: '网站里没有这一页',
      stopped: '预览已停止',
      away: '预览已停止，重新运行 xuan serve 后会自动连上',
      lacks: (n) => `还缺 ${n} 项`, errors: (n) => `${n} 处错误`,
      mend: (mend, near) => `改法：${near ? `是不是“${near}”？` : ''}${mend}`,
      failure: '电脑出了问题：',
      beneath: '下面仍是上一次能看的页面。改好并保存，这里会自己消失。',
      close: '关闭', hide: '收起', unfold: '展开预览栏', copy: '复制位置', copied: '已复制',
      city: '换城市', choose: '请选择',
      home: (name) => `${name}（无此页，去首页）`,
      mark: (reason) => `〔${reason}〕`,
    },
    en: {
      preview: 'preview', made: 'made by Xuan', ready: 'ready for release',
      whose: { province: 'the province’s shared page', city: 'the city’s own page', override: 'the city’s own version' },
      waits: (reasons) => 'not released: ' + reasons.join(', '),
      broken: 'has errors; mend them to release it',
      gone: 'The site no longer has this page; this is how it last was',
      never: 'The site has no such page',
      stopped: 'preview stopped',
      away: 'The preview has stopped; run xuan serve again and this page reconnects by itself',
      lacks: (n) => `${n} still lacking`,
      errors: (n) => (n === 1 ? '1 error' : `${n} errors`),
      mend: (mend, near) => `Mend: ${near ? `did you mean “${near}”? ` : ''}${mend}`,
      failure: 'The machine failed: ',
      beneath: 'Beneath is still the last good page. Mend and save, and this goes by itself.',
      close: 'Close', hide: 'Hide', unfold: 'unfold the bar', copy: 'Copy place', copied: 'Copied',
      city: 'City', choose: 'choose',
      home: (name) => `${name} (no such page, go to its home)`,
      mark: (reason) => `[${reason}] `,
    },
  };

  // The storage may be forbidden; then the bar forgets, no more. Of the two keys, the scroll lasts one reload.
  const keys = { bar: 'xuan-preview:bar', scroll: 'xuan-preview:scroll' };
  const keep = (key, value) => {
    try {
      if (value) sessionStorage.setItem(key, value); else sessionStorage.removeItem(key);
    } catch (error) { /* Forgotten. */ }
  };
  const kept = (key) => {
    try {
      return sessionStorage.getItem(key) || '';
    } catch (error) { return ''; }
  };

  // What the server says, in the shape that the rest relies on, whatever it was.
  const text = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  const count = (value) => (value > 0 ? Math.floor(value) : 0);
  const list = (value) => (Array.isArray(value) ? value.filter((item) => item && typeof item === 'object') : []);
  const place = ({ file, line, column }) => [text(file), ...(count(line) ? [count(line), count(column)] : [])].filter(Boolean);
  const tidy = (said) => {
    const { lang, page, errors, counts } = said && typeof said === 'object' ? said : {};
    const { found, moved, file, whose, city, waits, lacks, cities } = page || {};
    return {
      lang: lang === 'en' ? 'en' : 'zh',
      found: found !== false,
      moved: text(moved), file: text(file), whose: text(whose), city: text(city),
      waits: Array.isArray(waits) ? waits.map(text).filter(Boolean) : [],
      lacks: list(lacks), cities: list(cities), errors: list(errors),
      count: Math.max(count(counts && counts.errors), list(errors).length),
    };
  };
  const isOwn = (address) => URL.canParse(address, location.href) && new URL(address, location.href).origin === location.origin;

  // What is drawn: kept in one place, for the bar and the list tell of the same.
  const now = { ...tidy(), known: false, gone: false, seen: false, away: false, all: false, dismissed: [] };
  const say = () => words[now.lang];

  const make = (kind, ...children) => {
    const [tag, className = ''] = kind.split('.');
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const button = (className, press) => {
    const element = make('button.' + className);
    element.type = 'button';
    element.addEventListener('click', press);
    return element;
  };
  // Draws only what differs from the last time, so that an open list, the focus and a selection outlast a rebuild.
  const drawn = new WeakMap();
  const redraw = (element, facts, draw) => {
    const key = JSON.stringify([now.lang, facts]);
    if (drawn.get(element) === key) return;
    drawn.set(element, key);
    element.replaceChildren(...draw());
  };

  const host = document.createElement('xuan-preview');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = document.createElement('link');
  const [name, which, state, lacks, cityName] = ['strong.name', 'span.which', 'span.state', 'ul.lacks', 'span.city'].map((kind) => make(kind));
  const [tab, lacking, wrong, hide, close] = [['tab', () => fold(false)], ['lacking', () => unfoldLacks(lacks.hidden)],
    ['wrong', () => showAll()], ['hide', () => fold(true)], ['close', () => closeErrors()]].map(([className, press]) => button(className, press));
  const cities = make('select.cities');
  const switcher = make('label.switch', cityName, cities);
  const strip = make('div.strip', name, which, state, make('div.fold', lacking, lacks), wrong, switcher, hide);
  const bar = make('aside.bar', strip, tab);
  const [title, beneath, mistakes, told] = ['h2.title', 'p.beneath', 'ol.errors', 'p.sr'].map((kind) => make(kind));
  const dialog = make('section.dialog', make('header.head', title, close), beneath, mistakes, told);
  const everything = make('div.everything', dialog, bar);

  const put = (element, value) => {
    if (element.textContent !== value) element.textContent = value;
    element.hidden = !value;
  };
  const fold = (is) => {
    keep(keys.bar, is && 'folded');
    drawBar();
    (is ? tab : hide).focus();
  };
  const unfoldLacks = (is) => {
    lacks.hidden = !is;
    lacking.setAttribute('aria-expanded', is);
  };

  // What the bar says of the page, and in which colour.
  const verdict = () => {
    if (now.away) return ['away', say().away];
    if (!now.known) return ['', ''];
    if (now.gone) return ['away', now.seen ? say().gone : say().never];
    if (now.errors.some((error) => error.here === true)) return ['bad', say().broken];
    if (now.waits.length) return ['waits', say().waits(now.waits)];
    return now.file ? ['ready', say().ready] : ['', ''];
  };
  const drawCities = () => {
    const options = now.cities.map(({ name, url, same, here }) => {
      const option = make('option', same === false ? say().home(text(name)) : text(name));
      option.value = text(url);
      option.defaultSelected = option.selected = here === true;
      return option;
    });
    return options.some((option) => option.selected) ? options : [make('option', say().choose), ...options];
  };
  const drawLacks = () => now.lacks.map((lack) => make('li', make('p.what', text(lack.what)), make('p', text(lack.mend)),
    make('code', place(lack).slice(0, 2).join(':'))));
  const drawBar = () => {
    const isFolded = kept(keys.bar) === 'folded';
    const [kind, said] = verdict();
    const whose = now.known && !now.gone && (say().whose[now.whose] || (now.file ? '' : say().made));
    everything.lang = now.lang === 'en' ? 'en' : 'zh-CN';
    bar.setAttribute('aria-label', say().preview);
    bar.dataset.state = kind;
    put(name, say().preview);
    put(which, [now.city, whose].filter(Boolean).join(' · '));
    // A status that is hidden while it is filled is not read out.
    if (state.textContent !== said) state.textContent = said;
    put(wrong, now.count ? say().errors(now.count) : '');
    put(lacking, now.lacks.length ? say().lacks(now.lacks.length) : '');
    put(cityName, say().city);
    put(hide, say().hide);
    put(tab, now.away ? say().stopped : [say().preview, now.count && say().errors(now.count)].filter(Boolean).join(' · '));
    tab.setAttribute('aria-label', `${tab.textContent} · ${say().unfold}`);
    strip.hidden = isFolded;
    tab.hidden = !isFolded;
    switcher.hidden = now.cities.length < 2;
    if (!now.lacks.length) unfoldLacks(false);
    redraw(lacks, now.lacks, drawLacks);
    redraw(cities, now.cities, drawCities);
  };
  const travel = () => {
    const city = now.cities.find(({ url }) => text(url) === cities.value);
    drawn.delete(cities);
    drawBar();
    if (city && city.here !== true && isOwn(city.url)) location.assign(city.url);
  };

  const excerpt = ({ line, excerpt }) => {
    const { line: shown, start, length } = excerpt && typeof excerpt === 'object' ? excerpt : {};
    if (!text(shown)) return [];
    // The server counts characters, not the units that a string of JavaScript is made of.
    const characters = [...text(shown)];
    const from = Math.min(count(start), characters.length);
    const part = (a, b) => characters.slice(a, b).join('');
    const mark = make('mark', part(from, from + count(length)));
    return [make('pre.excerpt', make('span.number', text(count(line) || '')), make('code', part(0, from), mark, part(from + count(length))))];
  };
  const copyPlace = async (value, pressed) => {
    try {
      await navigator.clipboard.writeText(value);
    } catch (error) {
      // Over http from another machine there is no clipboard but the old way.
      const field = make('textarea.sr', value);
      dialog.append(field);
      field.select();
      const isCopied = document.execCommand('copy');
      field.remove();
      pressed.focus();
      if (!isCopied) return;
    }
    pressed.textContent = told.textContent = say().copied;
  };
  const mistake = (error) => {
    const where = place(error);
    const copying = button('copy', () => copyPlace(where.slice(0, 2).join(':'), copying));
    copying.textContent = say().copy;
    return make('li',
      make('h3.what', (error.severity === 'failure' ? say().failure : '') + text(error.what)),
      ...(where.length ? [make('p.where', make('code', where.join(':')), copying)] : []),
      ...excerpt(error),
      ...(text(error.mend) || text(error.suggestion) ? [make('p.mend', say().mend(text(error.mend), text(error.suggestion)))] : []));
  };

  // Without the line, for the same mistake moves as its file is edited above it.
  const identity = ({ code, file, what }) => JSON.stringify([code, file, what]);
  let focused;
  const isTyping = (element) => element && (element.matches('input, textarea, select') || element.isContentEditable);
  const drawErrors = () => {
    const pressing = now.errors.filter((error) => error.here === true || error.fresh === true);
    now.dismissed = now.dismissed.filter((one) => now.errors.some((error) => identity(error) === one));
    if (!now.errors.length) now.all = false;
    const isNew = pressing.some((error) => !now.dismissed.includes(identity(error)));
    const shown = now.all ? now.errors : isNew ? pressing : [];
    const wasHidden = dialog.hidden;
    const hadFocus = dialog.contains(shadow.activeElement);
    dialog.hidden = !shown.length;
    if (shown.length) {
      put(title, say().errors(shown.length));
      dialog.setAttribute('aria-label', title.textContent);
      put(beneath, say().beneath);
      close.textContent = '×';
      close.setAttribute('aria-label', say().close);
      told.textContent = '';
      redraw(mistakes, shown, () => shown.map(mistake));
    }
    const active = shadow.activeElement || document.activeElement;
    if (shown.length && wasHidden) focused = active;
    const isLost = hadFocus && !dialog.contains(active);
    if (shown.length && (isLost || wasHidden && !isTyping(active))) dialog.focus({ preventScroll: true });
    if (!shown.length && hadFocus && focused) focused.focus({ preventScroll: true });
  };
  const closeErrors = () => {
    Object.assign(now, { all: false, dismissed: now.errors.map(identity) });
    drawErrors();
  };
  const showAll = () => {
    now.all = true;
    drawErrors();
    dialog.focus({ preventScroll: true });
  };
  const escape = (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    const hasFocus = lacks.parentNode.contains(shadow.activeElement);
    if (!dialog.hidden && !(hasFocus && !lacks.hidden)) return closeErrors();
    unfoldLacks(false);
    if (hasFocus) lacking.focus();
  };

  // A page that came by a reload of ours does not reload at once again, however its scripts differ.
  const saved = kept(keys.scroll);
  keep(keys.scroll);
  let isFresh = saved !== '', isLeaving = false, mirror, written = copy.title;
  const reload = () => {
    if (isFresh) return;
    isLeaving = true;
    keep(keys.scroll, Math.round(scrollY) + location.pathname);
    location.reload();
  };
  const show = async (html) => {
    const next = new DOMParser().parseFromString(html, 'text/html');
    // What has not our script in it is not from the preview.
    if (!next.querySelector('script[src="/__xuan/preview.js"]')) return false;
    const morph = await loading;
    try {
      mirror = mirror || new morph.Mirror(copy, twins, pair);
      if (mirror.hasOtherScripts(next)) reload();
      return !isLeaving && mirror.apply(next);
    } catch (error) {
      reload();
      return false;
    }
  };
  const drawTitle = () => {
    const wanted = (now.waits.length && !now.gone ? say().mark(now.waits[0]) : '') + copy.title;
    if (wanted !== written) document.title = wanted;
    written = wanted;
  };

  const ask = (address, patience) => fetch(address, { cache: 'no-store', signal: AbortSignal.timeout(patience) });
  const askGeneration = async () => {
    const answer = await ask('/__xuan/generation', 3000);
    const generation = (await answer.text()).trim();
    if (!answer.ok || !/^\d+$/.test(generation)) throw Error(generation);
    return generation;
  };
  const askState = async () => {
    const answer = await ask('/__xuan/state?page=' + encodeURIComponent(location.pathname), 10000);
    const said = await answer.text();
    try {
      return answer.ok ? tidy(JSON.parse(said)) : null;
    } catch (error) { return null; }
  };
  const askPage = async () => {
    const answer = await ask(location.href.split('#')[0], 10000);
    const html = await answer.text();
    return { isGone: answer.status === 404, html: answer.ok ? html : '' };
  };

  // One turn is one question and all that follows from its answer, so an older answer can never come after a newer one, and
  // rebuilds that come meanwhile are one change.
  let handled, timer, isBusy = false, failures = 0;
  const follow = async (generation) => {
    const [told, page] = await Promise.all([askState(), askPage(), styled]);
    Object.assign(now, told);
    if (now.moved && now.moved !== location.pathname && isOwn(now.moved)) {
      isLeaving = true;
      return location.replace(now.moved);
    }
    now.known = now.known || told !== null;
    now.gone = page.isGone || !now.found;
    now.seen = now.seen || !now.gone;
    const isChanged = !now.gone && await show(page.html);
    if (isLeaving) return;
    const isFirst = handled === undefined;
    handled = generation;
    isFresh = false;
    now.away = false;
    drawTitle();
    drawBar();
    drawErrors();
    if (isChanged || !isFirst) document.dispatchEvent(new CustomEvent('xuan-preview', { detail: { generation: Number(generation) } }));
  };
  const turn = async () => {
    clearTimeout(timer);
    if (isBusy || isLeaving || document.visibilityState === 'hidden') return;
    isBusy = true;
    try {
      const generation = await askGeneration();
      // After a silence it may be another server, that counts anew.
      if (generation !== handled || failures) await follow(generation);
      failures = 0;
    } catch (error) {
      failures++;
    }
    // A page that is being left loses one question; only two in a row are a server that is away.
    const isAway = failures > 1;
    if (now.away !== isAway) {
      now.away = isAway;
      drawBar();
    }
    isBusy = false;
    timer = setTimeout(turn, Math.min(150 * 2 ** failures, 3000));
  };

  Object.assign(sheet, { rel: 'stylesheet', href: '/__xuan/preview.css' });
  everything.hidden = true;
  const styled = new Promise((done) => { sheet.onload = sheet.onerror = done; }).then(() => { everything.hidden = false; });
  dialog.hidden = lacks.hidden = true;
  dialog.tabIndex = -1;
  dialog.setAttribute('role', 'dialog');
  for (const element of [state, told]) element.setAttribute('role', 'status');
  lacks.id = 'lacks';
  lacking.setAttribute('aria-controls', 'lacks');
  cities.addEventListener('change', travel);
  document.addEventListener('keydown', escape);
  shadow.append(sheet, everything);
  document.body.append(host);
  drawBar();
  // The host is as high as the bar, which so never covers the page's end, nor what the focus is moved to.
  new ResizeObserver(() => {
    host.style.height = bar.offsetHeight + 'px';
    document.documentElement.style.scrollPaddingBottom = bar.offsetHeight + 'px';
  }).observe(bar);

  addEventListener('load', () => {
    if (saved.replace(/^\d+/, '') === location.pathname) scrollTo(0, parseInt(saved, 10));
  });
  document.addEventListener('visibilitychange', turn);
  document.addEventListener('DOMContentLoaded', turn);
})();
