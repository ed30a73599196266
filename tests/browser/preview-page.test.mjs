// How a previewed page follows its workspace: in place, or by a reload where it must, and over a server's absence.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { fine, here, html, listen, listener, polls, port, site, stop, until, visit, wrong } from './preview-visit.mjs';

test('a saved text changes in place: the scroll, what is typed, the focus and the listeners stay', async (t) => {
  const body = (text, more = '') => `<form hidden><input id="box" name="q"></form><details><summary>目录</summary>里面</details>
<div class="high">${'<p>行</p>\n'.repeat(80)}</div><p id="text">${text}</p>${more}`;
  site.files[here] = html({ body: body('一') });
  const { page, change, clean } = await visit(t);
  await page.evaluate(() => {
    const box = document.querySelector('#box');
    box.form.hidden = false;
    box.setAttribute('aria-expanded', 'true');
    box.addEventListener('input', () => { globalThis.heard = (globalThis.heard ?? 0) + 1; });
    document.querySelector('details').open = true;
    globalThis.kept = { box, text: document.querySelector('#text'), one: document.querySelector('#text').firstChild };
  });
  await page.locator('#box').fill('打了一半');
  await page.evaluate(() => scrollTo(0, 700));
  await change({ body: body('二', '<p>又一段</p>'), title: '减盐二', attributes: 'lang="zh-CN" class="large"' });
  const found = await page.evaluate(() => {
    const { box, text, one } = globalThis.kept;
    return { scroll: scrollY, typed: box.value, focus: document.activeElement === box, hidden: box.form.hidden, expanded: box.getAttribute('aria-expanded'),
      open: document.querySelector('details').open, same: document.querySelector('#text') === text && text.firstChild === one,
      text: text.textContent, added: text.nextElementSibling.textContent, title: document.title, large: document.documentElement.className };
  });
  assert.deepEqual(found, { scroll: 700, typed: '打了一半', focus: true, hidden: false, expanded: 'true', open: true, same: true,
    text: '二', added: '又一段', title: '减盐二', large: 'large' });
  await page.locator('#box').press('x');
  assert.equal(await page.evaluate(() => globalThis.heard), 2);
  await clean();
});

test('nodes that are added, removed and put in another order leave the others as they are', async (t) => {
  const items = (names) => `<ul>${[...names].map((name) => `<li id="${name}"><a href="${name}.html">${name}</a></li>\n`).join('')}</ul>`;
  site.files[here] = html({ body: items('abcdef') });
  const { page, change, clean } = await visit(t);
  await page.evaluate(() => { globalThis.kept = Object.fromEntries([...document.querySelectorAll('li')].map((item) => [item.id, item])); });
  await page.locator('#c a').focus();
  for (const names of ['abxcdef', 'abxdef', 'fabxde', 'edxbaf', 'f', 'abcdef', '']) {
    await change(items(names));
    const found = await page.evaluate(() => [...document.querySelectorAll('li')].map((item) => item.id).join(''));
    assert.equal(found, names);
    if (names === 'abxcdef') assert.ok(await page.evaluate(() => document.activeElement === globalThis.kept.c.firstChild));
    if (names === 'edxbaf') {
      assert.ok(await page.evaluate(() => ['a', 'b', 'd', 'e', 'f'].every((id) => document.getElementById(id) === globalThis.kept[id])));
    }
  }
  await clean();
});

test('the document becomes the new version, whatever the two are', async (t) => {
  const { page, change, clean } = await visit(t);
  // A fixed sequence that looks random, so that a failure can be seen again.
  let seed = 7;
  const any = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
  const piece = (depth) => {
    const tag = ['p', 'div', 'section', 'b', 'em'][any(5)];
    const children = depth ? Array.from({ length: any(5) }, () => piece(depth - 1)).join(any(2) ? '\n' : '') : ['甲', '乙', '丙'][any(3)];
    return any(6) ? `<${tag}${['', ' id="k"', ' class="m"', ' title="t"'][any(4)]}>${children}</${tag}>` : ['字', '<!-- 注 -->', '<img alt="" src="/icon.svg">'][any(3)];
  };
  for (let round = 0; round < 30; round++) {
    await change(Array.from({ length: any(6) }, () => piece(3)).join('\n'));
    const [live, sent] = await page.evaluate(async () => {
      const next = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
      return [document, next].map((one) => one.querySelector('main').outerHTML);
    });
    assert.equal(live, sent, `round ${round}`);
  }
  await clean();
});

test('what scripts draw and put between is neither lost nor in the way', async (t) => {
  const body = (end) => `<div class="finding" data-state=""><ol></ol></div><p>末${end}</p>`;
  site.files[here] = html({ body: body('一'), scripts: '<script defer src="/theme.js"></script>' });
  site.files['/theme.js'] = `
    document.querySelector('ol').innerHTML = '<li>结果</li>';
    document.querySelector('.finding').dataset.state = 'found';
    document.querySelector('main').prepend(document.createElement('nav'));
    document.head.append(Object.assign(document.createElement('meta'), { name: 'drawn' }));
    globalThis.ran = (globalThis.ran ?? 0) + 1;`;
  const { page, change, clean } = await visit(t);
  await change({ body: body('二') + '<p>新</p>', scripts: '<script defer src="/theme.js"></script>\n<p>脚</p>', head: '<meta name="keywords" content="盐">' });
  const found = await page.evaluate(() => ({ main: document.querySelector('main').innerHTML.replace(/\n/g, ''), ran: globalThis.ran,
    drawn: document.querySelectorAll('[name=drawn]').length, words: document.querySelector('[name=keywords]').content,
    last: [...document.body.children].map((element) => element.nodeName).join(' ') }));
  assert.deepEqual(found, { main: '<nav></nav><h1>标题</h1><div class="finding" data-state="found"><ol><li>结果</li></ol></div><p>末二</p><p>新</p>',
    ran: 1, drawn: 1, words: '盐', last: 'MAIN SCRIPT P SCRIPT XUAN-PREVIEW' });
  await clean();
});

test('what an extension or a script in the head did before us outlasts the updates', async (t) => {
  const version = (text, attributes) => ({ body: `<p id="text">${text}</p>`, head: '<script src="/early.js"></script>', attributes });
  site.files['/early.js'] = `document.documentElement.classList.add('js');
    document.documentElement.dataset.extension = 'yes';
    document.head.prepend(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/extension.css' }));`;
  site.files['/extension.css'] = '';
  site.files[here] = html(version('一', 'lang="zh-CN" class="site"'));
  const { page, change, clean } = await visit(t);
  const found = () => page.evaluate(() => [document.documentElement.className, document.documentElement.dataset.extension,
    document.querySelectorAll('[href="/extension.css"]').length, document.querySelector('#text').textContent, document.documentElement.lang]);
  assert.deepEqual(await found(), ['site js', 'yes', 1, '一', 'zh-CN']);
  await change(version('二', 'lang="zh" class="site"'));
  assert.deepEqual(await found(), ['site js', 'yes', 1, '二', 'zh']);
  await clean();
});

test('what changed while the page was loading is shown without another save', async (t) => {
  let times = 0;
  site.files[here] = (send) => send(200, 'text/html; charset=utf-8', html({ body: `<p id="text">${times++ ? '新' : '旧'}</p>` }));
  const { page, clean } = await visit(t);
  assert.equal(await page.locator('#text').textContent(), '新');
  assert.deepEqual(await page.evaluate(() => globalThis.seen), [1]);
  await clean();
});

test('a style sheet is swapped without a reload and without a moment unstyled', async (t) => {
  const link = (name) => ({ head: `<link rel="stylesheet" href="/assets/${name}.css">` });
  site.files[here] = html(link('site-1'));
  site.files['/assets/site-1.css'] = 'p { color: rgb(1, 1, 1) }';
  let let2;
  site.files['/assets/site-2.css'] = (send) => { let2 = () => send(200, 'text/css', 'p { color: rgb(2, 2, 2) }'); };
  site.files['/assets/site-3.css'] = 'p { color: rgb(3, 3, 3) }';
  const { page, change, clean } = await visit(t);
  const colour = () => page.locator('#text').evaluate((element) => getComputedStyle(element).color);
  const links = () => page.evaluate(() => [...document.querySelectorAll('link[rel=stylesheet]')].map((element) => element.getAttribute('href')));
  await page.evaluate(() => { globalThis.marker = 1; });
  await change(link('site-2'));
  await until(() => let2, 'the second sheet is asked for');
  assert.equal(await colour(), 'rgb(1, 1, 1)');
  let2();
  await until(async () => await colour() === 'rgb(2, 2, 2)');
  assert.deepEqual(await links(), ['/assets/site-2.css']);
  // One that cannot be had changes nothing, and the next one takes over from both.
  await change(link('site-missing'));
  assert.equal(await colour(), 'rgb(2, 2, 2)');
  await change(link('site-3'));
  await until(async () => await colour() === 'rgb(3, 3, 3)');
  assert.deepEqual(await links(), ['/assets/site-3.css']);
  assert.equal(await page.evaluate(() => globalThis.marker), 1);
  await clean(/site-missing|status of 404/);
});

test('another script loads the page anew, where it was scrolled to', async (t) => {
  const version = (n) => ({ body: `<p id="text">${n}</p>${'<p>行</p>'.repeat(80)}`, scripts: `<script defer src="/theme-${n}.js"></script>` });
  site.files['/theme-1.js'] = 'globalThis.theme = 1';
  site.files['/theme-2.js'] = 'globalThis.theme = 2; history.scrollRestoration = "manual"';
  site.files['/theme-3.js'] = 'globalThis.theme = 3';
  site.files[here] = html(version(1));
  const { page, settle, update, clean } = await visit(t);
  for (const n of [2, 3]) {
    await page.evaluate(() => { globalThis.marker = 1; scrollTo(0, 600); });
    site.files[here] = html(version(n));
    site.generation++;
    await page.waitForFunction((wanted) => globalThis.theme === wanted && scrollY === 600, n);
    assert.equal(await page.evaluate(() => globalThis.marker), undefined);
    await settle();
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
  }
  await update();
  assert.equal(await page.evaluate(() => globalThis.marker), undefined);
  await clean();
});

test('scripts that differ at every answer do not make the page reload for ever', async (t) => {
  let times = 0;
  site.files[here] = (send) => send(200, 'text/html; charset=utf-8', html({ scripts: `<script src="/theme-${times++}.js"></script>` }));
  for (let n = 0; n < 20; n++) site.files[`/theme-${n}.js`] = '';
  const { settle, clean } = await visit(t);
  await settle();
  await settle();
  assert.ok(times <= 4, `${times} answers`);
  await clean();
});

test('the title under its mark is still the page’s', async (t) => {
  site.page = { ...fine, waits: ['草稿'] };
  const { page, change, clean } = await visit(t);
  assert.equal(await page.title(), '〔草稿〕减盐');
  await change({ title: '少吃盐' });
  assert.equal(await page.title(), '〔草稿〕少吃盐');
  await change({ title: '少吃盐' }, { page: { ...fine } });
  assert.equal(await page.title(), '少吃盐');
  await clean();
});

test('an open page goes along when its address changes', async (t) => {
  site.files['/changsha/health/new.html'] = html({ body: '<p>新址</p>' });
  const { page, clean } = await visit(t);
  site.page = { ...fine, moved: '/changsha/health/new.html' };
  site.generation++;
  await page.waitForURL('**/changsha/health/new.html');
  assert.equal(await page.locator('main p').textContent(), '新址');
  await clean();
});

test('a page that is no longer there stays as it last was, and comes back', async (t) => {
  const { page, update, change, clean } = await visit(t);
  delete site.files[here];
  await update();
  assert.equal(await page.locator('#text').textContent(), '一');
  assert.equal(await page.locator('.state').textContent(), '网站里现在没有这一页，看到的是它最后的样子');
  site.files[here] = html({ body: '<p id="text">回来</p>' });
  await update({ page: { ...fine, found: false } });
  assert.equal(await page.locator('#text').textContent(), '一');
  await change('<p id="text">回来了</p>', { page: { ...fine } });
  assert.equal(await page.locator('#text').textContent(), '回来了');
  assert.equal(await page.locator('.state').textContent(), '可以发布');
  await clean(/status of 404/);
});

test('an address without a page becomes the page once it is written', async (t) => {
  delete site.files[here];
  site.page = { ...fine, found: false, file: null };
  const { page, change, clean } = await visit(t);
  assert.equal(await page.locator('.state').textContent(), '网站里没有这一页');
  await change('<p id="text">写好了</p>', { page: { ...fine } });
  assert.equal(await page.locator('#text').textContent(), '写好了');
  await clean(/status of 404/);
});

test('a server that is away is said so, and met again by itself', async (t) => {
  const { page, bar, clean } = await visit(t);
  await stop();
  await page.locator('.state', { hasText: '预览已停止，重新运行 xuan serve 后会自动连上' }).waitFor();
  assert.equal(await bar.getAttribute('data-state'), 'away');
  assert.equal(await page.locator('#text').textContent(), '一');
  // It begins anew with the very number that the page saw last.
  site.files[here] = html({ body: '<p id="text">二</p>' });
  await listen();
  await page.locator('#text', { hasText: '二' }).waitFor();
  await page.locator('.state', { hasText: '可以发布' }).waitFor();
  await clean(/ERR_CONNECTION_REFUSED|Failed to load resource/);
});

test('a smaller number is a change too', async (t) => {
  site.generation = 40;
  const { page, change, clean } = await visit(t);
  site.generation = 2;
  await change('<p id="text">二</p>');
  assert.equal(await page.locator('#text').textContent(), '二');
  await clean();
});

test('a silent server is given up after three seconds, with never two questions at once', async (t) => {
  const { page, settle, clean } = await visit(t);
  let open = 0, most = 0;
  const answered = listener.listeners('request')[0];
  listener.removeAllListeners('request');
  listener.on('request', (request, response) => {
    most = Math.max(most, ++open);
    response.on('close', () => open--);
  });
  await page.locator('.state', { hasText: '预览已停止' }).waitFor({ timeout: 15000 });
  assert.equal(most, 1);
  listener.removeAllListeners('request');
  listener.on('request', answered);
  await page.locator('.state', { hasText: '可以发布' }).waitFor();
  await settle();
  await clean(/Failed to load resource/);
});

test('a hidden tab asks nothing, and asks at once when it is seen again', async (t) => {
  const { page, clean } = await visit(t);
  const show = (is) => page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, is ? 'visible' : 'hidden');
  await show(false);
  await page.waitForTimeout(400);
  const before = polls();
  site.files[here] = html({ body: '<p id="text">二</p>' });
  site.generation++;
  await page.waitForTimeout(1200);
  assert.equal(polls(), before);
  assert.equal(await page.locator('#text').textContent(), '一');
  await show(true);
  await page.locator('#text', { hasText: '二' }).waitFor();
  await clean();
});

test('of many quick rebuilds the last one wins, though earlier answers come late', async (t) => {
  const { page, clean } = await visit(t);
  await page.evaluate(() => {
    globalThis.shown = [];
    new MutationObserver(() => globalThis.shown.push(Number(document.querySelector('#text').textContent)))
      .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
  });
  for (let n = 2; n <= 12; n++) {
    site.files[here] = (send) => void setTimeout(() => send(200, 'text/html; charset=utf-8', html({ body: `<p id="text">${n}</p>` })), (13 - n) * 60);
    site.generation++;
    await page.waitForTimeout(70);
  }
  await page.locator('#text', { hasText: /^12$/ }).waitFor();
  await page.waitForTimeout(1000);
  const shown = await page.evaluate(() => globalThis.shown);
  assert.deepEqual(shown, [...shown].sort((a, b) => a - b));
  assert.equal(shown.at(-1), 12);
  await clean();
});

test('whatever the server says, the page and the bar live on', async (t) => {
  const { page, update, clean } = await visit(t);
  for (const raw of ['', 'null', '[]', '7', '{"page":7,"errors":{},"counts":null}', '{"page":{"waits":"x","lacks":[null,1,{}],"cities":[{},{"url":{}}]}}',
    '{"errors":[null,{},{"here":true},{"here":true,"excerpt":{"line":"x","start":"a","length":-3},"line":-1,"file":{},"what":[]}],"counts":{"errors":"many"}}']) {
    await update({ raw });
  }
  site.files[here] = (send) => send(500, 'text/html', 'broken');
  await update({ raw: undefined });
  assert.equal(await page.locator('#text').textContent(), '一');
  site.files[here] = 'not from the preview';
  await update();
  assert.equal(await page.locator('#text').textContent(), '一');
  await clean(/Failed to load resource/);
});

test('markup that the policy refuses is refused in an update too', async (t) => {
  const { page, change } = await visit(t);
  await change('<p id="text" a"b="1" style="color: red" onclick="alert(1)">二</p><svg><a xlink:href="#x"/></svg><script>alert(2)</script>');
  await page.locator('#text').click();
  assert.notEqual(await page.locator('#text').evaluate((element) => getComputedStyle(element).color), 'rgb(255, 0, 0)');
  assert.equal(await page.locator('#text').getAttribute('a"b'), '1');
});

test('the same in Firefox: an update in place, a mistake, a server that comes back', async (t) => {
  const firefox = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true });
  t.after(() => firefox.close());
  site.files[here] = html({ body: '<input id="box"><p id="text">一</p>', scripts: '<script defer src="/theme-1.js"></script>', head: '<link rel="stylesheet" href="/assets/site-1.css">' });
  for (const n of [1, 2]) {
    site.files[`/theme-${n}.js`] = `globalThis.theme = ${n}`;
    site.files[`/assets/site-${n}.css`] = `p { color: rgb(${n}, ${n}, ${n}) }`;
  }
  const page = await firefox.newPage();
  await page.evaluateOnNewDocument(() => {
    globalThis.refused = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(`http://127.0.0.1:${port}${here}`);
  const says = (selector, wanted) => page.waitForFunction((where, what) => {
    const { shadowRoot } = document.querySelector('xuan-preview');
    return (shadowRoot.querySelector(where) ?? document.querySelector(where))?.textContent === what;
  }, {}, selector, wanted);
  await says('.state', '可以发布');
  await page.type('#box', '打了一半');
  site.files[here] = site.files[here].replace('一</p>', '二</p>').replace('site-1', 'site-2');
  Object.assign(site, { generation: 2, errors: [wrong()] });
  await says('#text', '二');
  await says('.dialog .title', '1 处错误');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('#text')).color === 'rgb(2, 2, 2)');
  const found = () => page.evaluate(() => [document.querySelector('#box').value, document.activeElement.id, globalThis.theme, globalThis.refused.join()]);
  assert.deepEqual(await found(), ['打了一半', 'box', 1, '']);
  await page.keyboard.press('Escape');
  assert.ok(await page.evaluate(() => document.querySelector('xuan-preview').shadowRoot.querySelector('.dialog').hidden));
  await stop();
  await says('.state', '预览已停止，重新运行 xuan serve 后会自动连上');
  site.errors = [];
  await listen();
  await says('.state', '可以发布');
  site.files[here] = site.files[here].replace('theme-1', 'theme-2');
  site.generation++;
  await page.waitForFunction(() => globalThis.theme === 2);
  assert.equal((await found()).at(-1), '');
});
