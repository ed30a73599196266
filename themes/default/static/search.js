// The reader's side of the search: the box in the masthead, and the finder of search.html and of the doors.
// A question is private: it lives in history.state, not in the address, nor in storage that outlasts the next page.
(() => {
  'use strict';

  const { src, dataset } = document.currentScript;
  const root = new URL('..', src).href;
  const on = (target, type, handler) => target.addEventListener(type, handler, true);

  // Every data file is a script that calls xuanSearch(name, payload), for scripts load from file:// too.
  const arrived = {};
  window.xuanSearch = (name, payload) => { arrived[name] = payload; };

  const attempt = (url, name) => new Promise((done) => {
    const script = document.createElement('script');
    const end = () => done(name ? arrived[name] : window.XuanSearch);
    script.onload = script.onerror = end;
    setTimeout(end, 15000);
    script.src = url;
    document.head.append(script);
  });
  const load = async (url, name) => {
    for (const pause of [0, 400, 1600]) {
      if (pause) await new Promise((done) => setTimeout(done, pause));
      // Another address, for a file that was cut short may lie in the browser's cache.
      const found = await attempt(pause ? url + '?' + pause : url, name);
      if (found) return found;
    }
    throw Error(url);
  };
  const loads = {};
  const once = (path, name) => {
    if (!loads[path]) {
      loads[path] = load(root + path, name);
      loads[path].catch(() => delete loads[path]);
    }
    return loads[path];
  };
  const file = (name) => once('search/' + name + '.js', name);

  let engine;
  const open = async () => {
    await once(dataset.engine);
    return engine = engine || XuanSearch.open(file);
  };
  const ask = async (query, options, again) => {
    try {
      return await (await open()).search(query, options);
    } catch (error) {
      // The site may have been published anew meanwhile: then a fresh boot.js tells the new names.
      const { b, n } = arrived.boot || {};
      engine = null;
      if (again) throw error;
      delete arrived.boot;
      const boot = await load(root + 'search/boot.js?again=' + Date.now(), 'boot');
      loads['search/boot.js'] = Promise.resolve(boot);
      if (boot.b === b && boot.n === n) throw error;
      return ask(query, options, true);
    }
  };

  // Shows the latest answer only: null where it cannot be had.
  const attend = (input, status, options, show) => {
    let turn = 0, timer, slow;
    const find = async () => {
      const mine = ++turn;
      const query = input.value.trim();
      clearTimeout(timer);
      clearTimeout(slow);
      slow = query && setTimeout(() => { status.textContent = '正在查找…'; }, 400);
      const answer = query && await ask(query, options()).catch(() => null);
      if (mine !== turn) return;
      clearTimeout(slow);
      status.textContent = query && summary(answer);
      await show(answer, query);
    };
    const soon = (event) => {
      const { length } = [...input.value.trim()];
      clearTimeout(timer);
      if (event.isComposing || event.type === 'compositionstart') return;
      timer = setTimeout(find, length > 1 ? 120 : length * 600);
    };
    for (const type of ['input', 'compositionstart', 'compositionend']) on(input, type, soon);
    on(input, 'focus', () => open().then(() => file('boot')).catch(() => {}));
    return find;
  };
  // Keys of the input method (229), of selecting text and of the browser are not the page's.
  const isForeign = (event) => event.isComposing || event.keyCode === 229 || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;

  // Data becomes text, never markup.
  const make = (kind, ...children) => {
    const [tag, className = ''] = kind.split('.');
    const element = document.createElement(tag);
    element.className = className;
    element.append(...children);
    return element;
  };
  const marked = (parts) => parts.map((part) => part.mark ? make('mark', part.text) : part.text);
  const link = (hit, answer) => {
    const element = make('a', ...marked(XuanSearch.mark(hit.title, answer.marks)));
    element.href = root + hit.url;
    return element;
  };
  const facts = (hit) => [hit.section, hit.place, hit.date.replace(/^(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日')].filter(Boolean).join(' · ');
  const summary = (answer) => answer ? [
    answer.total ? '找到 ' + answer.total + ' 篇' : '没有找到',
    answer.total && !answer.exact && '没有完全一致的结果，下面这些比较接近',
    answer.pinyin && '按拼音查找',
    answer.also.length && '也查了：' + answer.also.join('、'),
    answer.cut && '问题太长，只用了前 200 个字',
  ].filter(Boolean).join('。') : '查找数据暂时读不到，请看看网络通不通';

  // From the box to search.html, by storage that search.html clears at once.
  const key = 'xuan-query:';
  const hand = (query) => {
    try {
      sessionStorage.setItem(key, query);
    } catch (error) {
      window.name = key + query;
    }
  };
  const handed = () => {
    let query = window.name.startsWith(key) ? window.name.slice(key.length) : '';
    if (query) window.name = '';
    try {
      query = sessionStorage.getItem(key) || query;
      sessionStorage.removeItem(key);
    } catch (error) { /* It came by the name. */ }
    return query;
  };

  // A combobox as the WAI-ARIA Authoring Practices have it.
  const startBox = (box) => {
    const [input, status, list] = ['input', '[role=status]', '[role=listbox]'].map((part) => box.querySelector(part));
    const options = list.children;
    let active;
    const point = (to) => {
      active = options[to];
      [...options].forEach((option, at) => {
        option.id = 'seek-' + at;
        option.tabIndex = -1;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', at === to);
      });
      input.setAttribute('aria-activedescendant', active ? active.id : '');
      if (active) active.scrollIntoView({ block: 'nearest' });
    };
    const unfold = (is) => {
      list.hidden = !is;
      input.setAttribute('aria-expanded', is);
      if (!is) status.textContent = '';
      point(-1);
    };
    const leave = () => {
      hand(input.value);
      location.href = root + 'search.html';
    };
    const find = attend(input, status, () => ({ limit: 8 }), (answer, query) => {
      const last = make('a', !answer ? '再试一次' : answer.total ? '查看全部 ' + answer.total + ' 条结果' : '换个查法');
      last.href = root + 'search.html';
      last.onclick = (event) => {
        event.preventDefault();
        if (answer) leave(); else find();
      };
      list.textContent = '';
      list.append(...(answer ? answer.hits : []).map((hit) => {
        const option = link(hit, answer);
        option.append(make('small', facts(hit)));
        return option;
      }), last);
      unfold(query !== '' && document.activeElement === input);
    });
    on(box, 'submit', (event) => {
      event.preventDefault();
      leave();
    });
    on(input, 'keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (isForeign(event)) return;
      if (step && list.hidden) find();
      else if (step) point(([...options, 0].indexOf(active || 0) + options.length + 1 + step) % (options.length + 1));
      else if (event.key === 'Enter' && active) active.click();
      else if (event.key !== 'Escape') return;
      else if (list.hidden) input.value = '';
      else unfold(false);
      event.preventDefault();
    });
    // A press must not take the focus from the input: the list would be gone before the click.
    on(list, 'mousedown', (event) => event.preventDefault());
    on(input, 'blur', () => unfold(false));
    box.hidden = false;
  };

  const startFinder = (finder) => {
    const [status, again, copy, field, chips, details, groups, hits, more, topics] = ['status', 'again', 'copy', 'link', 'chosen', 'facets',
      'groups', 'hits', 'more', 'topics'].map((part) => finder.querySelector('.found-' + part));
    const input = finder.querySelector('input');
    const unfolded = {};
    let chosen = {}, limit = 10, top, shown, rest;

    const save = () => history.replaceState({ query: input.value, chosen, limit, top: scrollY, open: details.open }, '');
    // The focus goes to what is drawn anew in place of what had it.
    const redraw = (list, ...children) => {
      const { activeElement } = document;
      list.textContent = '';
      list.append(...children);
      if (!document.contains(activeElement)) (document.getElementById(activeElement.id) || status).focus();
    };
    const button = (id, press, ...children) => {
      const element = make('button', ...children);
      element.type = 'button';
      if (id) element.id = id;
      element.onclick = press;
      return element;
    };
    const choose = (next) => {
      chosen = next;
      limit = 10;
      find();
    };
    const toggle = (id, name) => () => {
      const names = chosen[id] || [];
      const rest = names.filter((other) => other !== name);
      choose({ ...chosen, [id]: rest.length < names.length ? rest : [...names, name] });
    };
    const drawChips = () => {
      const items = [];
      for (const id in chosen) {
        for (const name of chosen[id]) items.push(button('', toggle(id, name), make('span.sr', '去掉筛选：'), name, ' ×'));
      }
      if (items.length) items.push(button('', () => choose({}), '清除筛选'));
      redraw(chips, ...items);
    };
    const drawFacets = (facets) => redraw(groups, ...facets.map(({ id, name, values }) => {
      const cut = values.length > 8 && !unfolded[id];
      const most = cut ? [...values].sort((a, b) => b.chosen - a.chosen || b.count - a.count).slice(0, 8) : values;
      const group = make('fieldset', make('legend', name), ...most.map((value) => {
        const element = button(id + value.name, toggle(id, value.name), value.name, make('span.number', value.count));
        element.setAttribute('aria-pressed', value.chosen);
        return element;
      }));
      if (cut) {
        // It hands its focus to the first of the values that it hid.
        group.append(button(id + values.find((value) => !most.includes(value)).name, () => {
          unfolded[id] = true;
          drawFacets(facets);
        }, '更多'));
      }
      return group;
    }));
    const result = (hit, answer) => make('li',
      make('h2', link(hit, answer), hit.sample ? make('span.sample-mark', '示例') : ''),
      make('p', ...marked(XuanSearch.snippet(hit.text, answer.marks, 90))),
      make('p.meta', make('span.shared', hit.shared && finder.dataset.shared || ''), facts(hit)));
    // The topics whose names share most characters with the question.
    const near = (query) => {
      const score = (item) => [...item.textContent].filter((character) => query.includes(character)).length;
      return [...document.querySelectorAll('[aria-labelledby=topics-title] li')].sort((a, b) => score(b) - score(a)).slice(0, 6);
    };

    const find = attend(input, status, () => ({ limit, chosen }), async (answer, query) => {
      const place = top;
      top = 0;
      shown = answer;
      if (!query) chosen = {};
      finder.dataset.state = !query ? '' : !answer ? 'failed' : answer.total ? 'found' : 'none';
      field.hidden = true;
      drawChips();
      redraw(hits, ...(answer ? answer.hits : []).map((hit) => result(hit, answer)));
      redraw(topics, ...near(query).map((item) => item.cloneNode(true)));
      if (answer) {
        more.hidden = answer.total <= limit;
        const facets = await open().then((engine) => engine.facets(answer)).catch(() => []);
        if (shown !== answer) return;
        drawFacets(facets);
        if (place && !scrollY) scrollTo(0, place);
      }
      save();
    });
    const restore = (state) => {
      ({ query: input.value, chosen = {}, limit = 10, top, open: details.open = details.open } = state);
      find();
    };
    // A copied link carries its question after #q=; it is read once and taken out of the address.
    const arrive = (event) => {
      const [, query] = /^#q=(.*)/.exec(location.hash) || [];
      let state = event.state;
      if (query) {
        history.replaceState(null, '', location.href.split('#')[0]);
        try {
          state = { query: decodeURIComponent(query) };
        } catch (error) {
          state = { query };
        }
      }
      if (state) restore(state);
    };
    on(window, 'hashchange', arrive);
    on(window, 'popstate', arrive);
    // The place on the page, before a link is followed and whenever the page rests.
    on(window, 'click', save);
    on(window, 'scroll', () => {
      clearTimeout(rest);
      rest = setTimeout(save, 200);
    });

    on(input, 'input', () => { limit = 10; });
    on(finder, 'submit', (event) => {
      event.preventDefault();
      find();
    });
    on(finder, 'keydown', (event) => {
      const stops = [input, ...hits.querySelectorAll('a')];
      const at = stops.indexOf(event.target);
      const to = stops[{ ArrowDown: at + 1, ArrowUp: at - 1, Escape: 0 }[event.key]];
      if (at < 0 || !to || to === event.target || isForeign(event)) return;
      event.preventDefault();
      to.focus();
    });
    again.onclick = find;
    more.onclick = async () => {
      const next = limit;
      limit += 10;
      await find();
      if (hits.children[next]) hits.children[next].querySelector('a').focus();
    };
    copy.onclick = async () => {
      // A surrogate without its pair has no place in an address.
      field.value = location.href.split('#')[0] + '#q=' + encodeURIComponent(input.value.trim().replace(/[\ud800-\udfff]/gu, ''));
      try {
        await navigator.clipboard.writeText(field.value);
        status.textContent = '已复制';
      } catch (error) {
        field.hidden = false;
        field.select();
        status.textContent = document.execCommand('copy') ? '已复制' : '请复制下面框里的网址';
      }
    };

    history.scrollRestoration = 'manual';
    details.open = matchMedia('(min-width: 64em)').matches;
    finder.hidden = false;
    const query = handed();
    arrive({ state: history.state || query && { query } });
    // A pointer that hovers is a desk's, where the focus opens no keyboard over the results.
    if (query && matchMedia('(hover: hover)').matches) input.focus();
  };

  for (const box of document.querySelectorAll('.seek')) startBox(box);
  for (const finder of document.querySelectorAll('.finding')) startFinder(finder);
})();
