// The reader's tools: large type, high contrast, reading aloud, and the quick way out of private pages. XUAN_PUBLIC names
// the built output. Whatever a voice does is a stub that the tests command; time is the page's fake clock where it is judged.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { browser, file, http, isFocused, root, visit } from './visit.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const story = 'changsha/health/less-salt.html';
const listing = 'changsha/health/index.html';
const youth = 'changsha/youth/stress-and-sleep.html';
const note = 'changsha/youth/stress-and-sleep/adults.html';
const youthListing = 'changsha/youth/index.html';
const home = 'changsha/index.html';

// One page of every kind but 404.html, whose style has an absolute address that no test may ask for.
const kinds = ['index.html', home, 'changsha/search.html', story, youth, note, youthListing, listing];
for (const folder of ['families', 'stories', 'pages', 'topics', 'counties', 'audiences', 'campaigns']) {
  const names = (await readdir(join(root, 'changsha', folder))).filter((name) => /^(?!index).*\.html$/.test(name)).sort();
  assert.ok(names.length, folder);
  kinds.push(`changsha/${folder}/${names[0]}`);
}

const size = (page) => page.locator('[data-tool=size]');
const contrast = (page) => page.locator('[data-tool=contrast]');
const aloud = (page) => page.locator('[data-tool=read]');
const chosen = (page) => page.evaluate(() => {
  const { size: level, contrast: strength } = document.documentElement.dataset;
  return [level ?? '', strength ?? ''];
});
const pressed = (button) => button.getAttribute('aria-pressed');
const store = (name, value) => (context) => context.addInitScript(([key, given]) => localStorage.setItem(key, given), [`xuan-${name}`, value]);

// Voices that come when `arrive` is called, and an utterance that ends when `end` is.
const voices = (...given) => (context) => context.addInitScript((all) => {
  globalThis.said = [];
  globalThis.scrolled = [];
  let there = [];
  let saying;
  const synth = {
    cancelled: 0,
    getVoices: () => there,
    speak: (utterance) => { saying = utterance; globalThis.said.push(utterance.text); },
    cancel: () => {
      synth.cancelled++;
      const last = saying;
      saying = undefined;
      last?.onerror({ error: 'canceled' });
    },
  };
  Object.defineProperty(globalThis, 'speechSynthesis', { value: synth });
  globalThis.SpeechSynthesisUtterance = function SpeechSynthesisUtterance(text) { this.text = text; };
  globalThis.arrive = () => {
    there = all;
    synth.onvoiceschanged?.();
  };
  globalThis.end = () => {
    const last = saying;
    saying = undefined;
    last.onend();
  };
  globalThis.saying = () => saying;
  const scroll = Element.prototype.scrollIntoView;
  Element.prototype.scrollIntoView = function scrollIntoView(how) {
    if (this.matches('.spoken')) globalThis.scrolled.push(how.behavior);
    scroll.call(this, how);
  };
}, given);
const chinese = { lang: 'zh-CN', localService: true, name: 'a' };

test('script and style sheet keep to their sizes', async () => {
  const theme = new URL('../../themes/default/static/', import.meta.url);
  for (const [name, most] of [['reader.js', 3000], ['site.css', 8500]]) {
    const bytes = execFileSync('gzip', ['-9'], { input: await readFile(new URL(name, theme)) }).length;
    assert.ok(bytes <= most, `${name}: ${bytes} bytes, at most ${most}`);
  }
});

test('a choice is told by its button, kept across pages, and gone without a trace when it is taken back', async () => {
  const { context, page, complaints } = await visit(http(story));
  const states = async () => [await pressed(size(page)), (await size(page).innerText()).replace(/\s/g, ''), ...await chosen(page)];
  assert.deepEqual(await states(), ['false', '大字', '', '']);
  await size(page).click();
  assert.deepEqual(await states(), ['mixed', '再大一些，现在是大字', '1', '']);
  await contrast(page).click();
  assert.equal(await pressed(contrast(page)), 'true');
  await page.goto(http(home));
  assert.deepEqual(await states(), ['mixed', '再大一些，现在是大字', '1', 'more']);
  assert.equal(await pressed(contrast(page)), 'true');
  await size(page).click();
  await page.goto(http(youth));
  assert.deepEqual(await states(), ['true', '恢复，现在是特大字', '2', 'more']);
  await size(page).click();
  await contrast(page).click();
  assert.deepEqual(await states(), ['false', '大字', '', '']);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, '']);
  assert.deepEqual(await context.cookies(), []);
  await page.goto(http(listing));
  assert.deepEqual(await states(), ['false', '大字', '', '']);
  await context.close();
  assert.deepEqual(complaints, []);
});

test('in big type a telephone shows of the navigation what it needs, and a page its heading on the first screen', async () => {
  const { context, page } = await visit(http(story), { prepare: store('size', '2') });
  const shown = () => page.locator('.sections a').evaluateAll((all) => all.filter((e) => e.checkVisibility()).map((e) => e.innerText));
  await page.setViewportSize({ width: 360, height: 740 });
  assert.deepEqual(await shown(), ['首页', '健康教育', '查找']);
  const { y } = await page.locator('h1').boundingBox();
  assert.ok(y < 740 / 2 + 120, `the heading begins at ${y}`);
  await page.goto(http(home));
  assert.deepEqual(await shown(), ['首页', '查找']);
  await page.setViewportSize({ width: 1280, height: 800 });
  assert.equal((await shown()).length, 6);
  await context.close();
});

test('going back to a page shows what was chosen since, and so does another tab', async () => {
  const { context, page } = await visit(http(listing));
  const other = await context.newPage();
  await other.goto(http(listing));
  await page.goto(http(story));
  await size(page).click();
  await page.goBack();
  assert.deepEqual(await chosen(page), ['1', '']);
  // The page itself as it comes out of the browser's memory, which tests run without.
  await page.evaluate(() => {
    localStorage.setItem('xuan-size', '2');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  });
  assert.deepEqual([await chosen(page), await pressed(size(page))], [['2', ''], 'true']);
  await other.waitForFunction(() => document.documentElement.dataset.size === '2');
  await context.close();
});

test('a choice holds before there is anything to paint', async () => {
  for (const at of [http, file]) {
    const { context, page, complaints } = await visit(at(story), { prepare: async (ready) => {
      await store('size', '2')(ready);
      await store('contrast', 'more')(ready);
      await ready.addInitScript(() => new MutationObserver((_, observer) => {
        if (!document.body) return;
        globalThis.atFirst = { ...document.documentElement.dataset };
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true }));
    } });
    const { size: level, contrast: strength } = await page.evaluate(() => globalThis.atFirst);
    assert.deepEqual([level, strength], ['2', 'more']);
    assert.deepEqual(complaints, []);
    await context.close();
  }
});

// How far things moved by themselves, as the browser judges it, when all has come and been painted.
const shifts = (page) => page.evaluate(async () => {
  const paint = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: 'layout-shift', buffered: true });
  await paint();
  globalThis.arrive?.();
  await paint();
  return observer.takeRecords().concat(globalThis.shifted ?? []).reduce((sum, entry) => sum + entry.value, 0);
});
const noteShifts = (context) => context.addInitScript(() => {
  globalThis.shifted = [];
  new PerformanceObserver((list) => globalThis.shifted.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
});
test('nothing moves as the tools appear, whatever was chosen, and whenever the voices come', async () => {
  for (const width of [320, 360, 1280]) {
    for (const level of ['', '1', '2']) {
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      await noteShifts(context);
      await voices(chinese)(context);
      if (level) await store('size', level)(context);
      if (level) await store('contrast', 'more')(context);
      const page = await context.newPage();
      for (const path of [story, home, youth]) {
        await page.goto(http(path), { waitUntil: 'load' });
        assert.equal(await shifts(page), 0, `${path} at ${width} px, size ${level}`);
      }
      assert.ok(await size(page).isVisible());
      // The measure itself is true: what is put above everything is noticed.
      await page.evaluate(() => document.body.prepend(Object.assign(document.createElement('p'), { textContent: '推下去' })));
      assert.ok(await shifts(page) > 0);
      await context.close();
    }
  }
});

// What is smaller than `least` of all that can be pressed. A link within running text is excepted, as in WCAG 2.5.8; of a card
// the whole is the target.
const smallTargets = (page, least) => page.evaluate((px) => [...document.querySelectorAll('a, button, input, summary, select')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.matches('.skip, input[disabled], :is(.prose, .references, .empty) :is(p, li, td, sup) > a:not(.footnote-back)'))
  .map((e) => [e, (e.closest('.card') ?? e).getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < px - 0.5)
  .map(([e, { width, height }]) => `${location.pathname}: ${width} × ${height}: ${e.outerHTML.slice(0, 90)}`), least);
const smallTexts = (page, least) => page.evaluate((px) => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest('.sr')) continue;
    if (parseFloat(getComputedStyle(element).fontSize) < px) found.push(`${location.pathname}: ${texts.currentNode.data.trim().slice(0, 20)}`);
  }
  return found;
}, least);
const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

test('the tools and the way out are 44 px at least without a choice', async () => {
  const { context, page } = await visit(http(youth), { viewport: { width: 360, height: 740 } });
  for (const path of [youth, story, home]) {
    await page.goto(http(path));
    for (const box of await page.locator('.tools button, .leave a').evaluateAll((all) => all.filter((e) => !e.hidden).map((e) => e.getBoundingClientRect().toJSON()))) {
      assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
    }
  }
  await context.close();
});

for (const [level, type] of [['1', 24], ['2', 30]]) {
  test(`in large type ${level} every kind of page has ${type} px, targets of 60 px, one column, and never scrolls sideways`, async () => {
    const found = [];
    for (const width of [320, 360, 768, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 740 } });
      await store('size', level)(context);
      const page = await context.newPage();
      for (const path of kinds) {
        await page.goto(http(path));
        if (await isWide(page)) found.push(`${path} scrolls sideways at ${width} px`);
        const sizes = await page.locator('.prose p:not([class]), body').evaluateAll((all) => all.filter((e) => !e.closest('.footnotes')).map((e) => parseFloat(getComputedStyle(e).fontSize)));
        if (sizes.some((px) => px !== type)) found.push(`${path}: ${sizes}`);
        found.push(...await smallTargets(page, 60), ...await smallTexts(page, 18));
        const lines = await page.locator('.prose p, .card-lead .card-summary').evaluateAll((all) => all.map((e) => e.clientWidth / parseFloat(getComputedStyle(e).fontSize)));
        if (lines.some((characters) => characters > 42)) found.push(`${path}: lines of ${Math.max(...lines)} characters`);
        const beside = await page.locator('.cards, .hotlines, .gates, .door-map').filter({ visible: true }).evaluateAll((all) => all.some((list) => new Set([...list.children].filter((e) => e.offsetParent).map((e) => e.offsetLeft)).size > 1));
        if (beside) found.push(`${path}: more than one column`);
        const left = await page.locator('.related, .story-tags, .toc, .card-cover').filter({ visible: true }).count();
        if (left) found.push(`${path}: ${left} things that are to go`);
      }
      await context.close();
    }
    assert.deepEqual(found, []);
  });
}

test('large type stands text that an app enlarges yet again', async () => {
  const { context, page } = await visit(http(story), { viewport: { width: 360, height: 740 }, prepare: store('size', '1') });
  for (const path of kinds) {
    await page.goto(http(path));
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '36px', 'important'));
    assert.ok(!await isWide(page), path);
  }
  await context.close();
});

for (const [mode, name, value] of [['large type', 'size', '1'], ['high contrast', 'contrast', 'more']]) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [360, 1280]) {
      test(`axe finds nothing in ${mode} at ${width} px, ${colorScheme}`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        await store(name, value)(context);
        await voices(chinese)(context);
        const page = await context.newPage();
        const found = [];
        for (const path of kinds) {
          await page.goto(file(path));
          await page.evaluate(() => globalThis.arrive());
          if (path === story) await aloud(page).click();
          await page.addScriptTag({ path: axe });
          const { violations } = await page.evaluate((strict) => globalThis.axe.run({ rules: { 'color-contrast-enhanced': { enabled: strict } } }), name === 'contrast');
          for (const { id, nodes } of violations) found.push(`${path}: ${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
        }
        await context.close();
        assert.deepEqual(found, []);
      });
    }
  }
}

test('high contrast is black and white, underlines links, and heeds what the system asks for', async () => {
  const look = (page) => page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.backgroundColor, style.color, getComputedStyle(document.querySelector('.sections a')).textDecorationLine, getComputedStyle(document.querySelector('.box')).borderTopStyle];
  });
  const white = ['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'underline', 'solid'];
  const black = ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'underline', 'solid'];
  for (const [colorScheme, wanted] of [['light', white], ['dark', black]]) {
    const pressing = await visit(http(story), { colorScheme });
    await contrast(pressing.page).click();
    assert.deepEqual(await look(pressing.page), wanted);
    await pressing.context.close();

    const asking = await visit(http(story), { colorScheme, contrast: 'more' });
    assert.deepEqual(await look(asking.page), wanted);
    assert.equal(await pressed(contrast(asking.page)), 'true');
    await contrast(asking.page).click();
    assert.notDeepEqual(await look(asking.page), wanted);
    await asking.page.goto(http(youth));
    assert.equal(await pressed(contrast(asking.page)), 'false');
    await contrast(asking.page).click();
    assert.equal(await pressed(contrast(asking.page)), 'true');
    await asking.context.close();

    const plain = await visit(http(story), { colorScheme, contrast: 'more', javaScriptEnabled: false });
    assert.equal(await plain.page.locator('body').evaluate((e) => getComputedStyle(e).backgroundColor), wanted[0]);
    await plain.context.close();
  }
});

test('with colours that the system forces, what is pressed and what is current still differs', async () => {
  const { context, page } = await visit(http(youth), { forcedColors: 'active' });
  await contrast(page).click();
  const widths = await page.locator('.tools button').evaluateAll((all) => all.map((e) => getComputedStyle(e, '::before').borderTopWidth));
  assert.notEqual(widths[0], widths[1]);
  const lines = await page.locator('.sections a').evaluateAll((all) => new Set(all.map((e) => getComputedStyle(e).borderBottomColor)).size);
  assert.equal(lines, 2);
  assert.equal(await page.locator('.leave-now').evaluate((e) => getComputedStyle(e).borderTopStyle), 'solid');
  await context.close();
});

test('the keyboard reaches the tools, and what is pressed stays where it is', async () => {
  for (const width of [360, 1280]) {
    const { context, page } = await visit(http(story), { viewport: { width, height: 740 } });
    for (let presses = 0; presses < 40 && !await isFocused(size(page)); presses++) await page.keyboard.press('Tab');
    assert.ok(await isFocused(size(page)));
    assert.notEqual(await size(page).evaluate((e) => getComputedStyle(e).outlineStyle), 'none');
    const at = () => size(page).evaluate((e) => Math.round(e.getBoundingClientRect().top));
    const before = await at();
    for (const key of ['Enter', 'Space']) {
      await page.keyboard.press(key);
      assert.ok(await isFocused(size(page)));
      assert.ok(Math.abs(await at() - before) <= 1, `${await at()} was ${before}`);
    }
    assert.deepEqual(await chosen(page), ['2', '']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    assert.deepEqual(await chosen(page), ['2', 'more']);
    await context.close();
  }
});

test('where storage is refused, a choice holds on its page and nothing complains', async () => {
  const refuse = (context) => context.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { get: () => { throw new DOMException('refused', 'SecurityError'); } });
  });
  const { context, page, complaints } = await visit(file(youth), { prepare: refuse });
  await size(page).click();
  await contrast(page).click();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow')));
  assert.deepEqual(await chosen(page), ['1', 'more']);
  await size(page).click();
  await size(page).click();
  assert.deepEqual(await chosen(page), ['', 'more']);
  await page.locator('.leave-now').click();
  await page.waitForURL(file(home));
  assert.deepEqual(await chosen(page), ['', '']);
  await context.close();

  const full = await visit(http(story), { prepare: (ready) => ready.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
  }) });
  await size(full.page).click();
  assert.deepEqual(await chosen(full.page), ['1', '']);
  await full.context.close();
  assert.deepEqual([...complaints, ...full.complaints], []);
});

test('a stored word that means nothing changes nothing', async () => {
  const { context, page, complaints } = await visit(http(story), { prepare: async (ready) => {
    await store('size', '3"]')(ready);
    await store('contrast', 'constructor')(ready);
  } });
  assert.deepEqual(await chosen(page), ['', '']);
  assert.equal(await pressed(size(page)), 'false');
  await context.close();
  assert.deepEqual(complaints, []);
});

test('a toolbar that the preview swaps in tells the same, and is pressed once', async () => {
  const { context, page } = await visit(http(story), { prepare: voices(chinese) });
  await page.evaluate(() => globalThis.arrive());
  await size(page).click();
  const html = await (await fetch(http(story))).text();
  for (let times = 0; times < 2; times++) {
    await page.evaluate((given) => {
      const next = new DOMParser().parseFromString(given, 'text/html');
      document.querySelector('.aids').replaceWith(next.querySelector('.aids'));
      document.dispatchEvent(new CustomEvent('xuan-preview', { detail: { generation: 2 } }));
    }, html);
  }
  assert.equal(await pressed(size(page)), 'mixed');
  assert.ok(await aloud(page).isVisible());
  await size(page).click();
  assert.deepEqual(await chosen(page), ['2', '']);
  await context.close();
});

test('reading aloud goes through title, boxes, summary and body in short pieces, marks where it is, and ends', async () => {
  const { context, page, complaints } = await visit(http(story), { prepare: voices({ lang: 'en-US', localService: true, name: 'b' }, { ...chinese, lang: 'zh-TW', name: 'c' }, { ...chinese, lang: 'cmn-Hans-CN' }) });
  assert.ok(!await aloud(page).isVisible());
  await page.evaluate(() => globalThis.arrive());
  assert.ok(await aloud(page).isVisible());
  assert.equal(await page.evaluate(() => globalThis.said.length), 0);
  await aloud(page).click();
  assert.deepEqual([await pressed(aloud(page)), await aloud(page).innerText()], ['true', '正在朗读，点停']);
  assert.equal(await page.evaluate(() => globalThis.saying().voice.name), 'a');
  const told = await page.evaluate(async () => {
    const parts = [];
    while (globalThis.saying()) {
      const marked = [...document.querySelectorAll('.spoken')];
      parts.push([globalThis.saying().text, marked.length, marked[0].textContent.includes(globalThis.saying().text.trim()), marked[0].closest('h1, .summary, .box-takeaways, .box-care, .prose').className.replace(/ ?spoken/, '')]);
      globalThis.end();
    }
    return parts;
  });
  assert.ok(told.length > 20, `${told.length} pieces`);
  assert.deepEqual(told.filter(([text, marks, isIn]) => text.length > 60 || marks !== 1 || !isIn), []);
  assert.deepEqual([...new Set(told.map(([, , , where]) => where))], ['', 'box box-takeaways', 'box box-care', 'summary', 'prose']);
  const all = await page.locator('.prose').evaluate((e) => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll('.footnotes, .footnote-reference, pre').forEach((part) => part.remove());
    return copy.textContent.replace(/\s/g, '');
  });
  assert.equal(told.filter(([, , , where]) => where === 'prose').map(([text]) => text).join('').replace(/\s/g, ''), all);
  assert.equal(await pressed(aloud(page)), 'false');
  assert.equal(await page.locator('.spoken').count(), 0);
  await context.close();
  assert.deepEqual(complaints, []);
});

test('reading leaves out what is no text, reads nested lists once, and cuts a sentence that is long', async () => {
  const { context, page } = await visit(http(story), { prepare: voices(chinese) });
  await page.evaluate(() => {
    globalThis.arrive();
    const long = '很长的一句话，'.repeat(20) + '一'.repeat(130) + '。';
    document.querySelectorAll('.summary, .box').forEach((e) => e.remove());
    document.querySelector('.prose').innerHTML = `<p>“好。”他说<sup class="footnote-reference"><a href="#a">1</a></sup>！？——</p><pre><code>let a;</code></pre>
      <ul><li>甲<ul><li>乙</li></ul></li><li><p>丙</p></li></ul><table><tr><th>丁</th><td>2.5克</td></tr></table><p>${long}</p><section class="footnotes"><p>脚注</p></section>`;
  });
  await aloud(page).click();
  const said = await page.evaluate(() => {
    while (globalThis.saying()) globalThis.end();
    return globalThis.said.slice(1);
  });
  assert.deepEqual(said.slice(0, 7), ['“好。”', '他说！？', '甲', '乙', '丙', '丁', '2.5克']);
  assert.ok(said.slice(7).every((text) => text.length <= 60));
  assert.equal(said.slice(7).join(''), '很长的一句话，'.repeat(20) + '一'.repeat(130) + '。');
  assert.match(said[7], /，$/);
  await context.close();
});

test('reading stops when it is pressed again, when it fails, and when the page is left', async () => {
  const { context, page } = await visit(http(story), { prepare: voices(chinese) });
  await page.evaluate(() => globalThis.arrive());
  const state = () => page.evaluate(() => [globalThis.said.length, speechSynthesis.cancelled, document.querySelectorAll('.spoken').length, Boolean(globalThis.saying())]);
  await aloud(page).click();
  await page.evaluate(() => globalThis.end());
  assert.deepEqual(await state(), [2, 0, 1, true]);
  await aloud(page).click();
  assert.deepEqual([...await state(), await pressed(aloud(page))], [2, 1, 0, false, 'false']);
  await aloud(page).click();
  assert.deepEqual(await state(), [3, 1, 1, true]);
  assert.equal(await page.evaluate(() => globalThis.said[0] === globalThis.said[2]), true, 'from the start again');
  await page.evaluate(() => globalThis.saying().onerror({ error: 'synthesis-failed' }));
  assert.deepEqual([(await state())[2], await pressed(aloud(page))], [0, 'false']);
  await aloud(page).click();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
  assert.deepEqual([(await state())[3], await pressed(aloud(page))], [false, 'false']);
  await context.close();
});

test('the page follows what is read, gently unless motion is unwanted', async () => {
  for (const [reducedMotion, behavior] of [['no-preference', 'smooth'], ['reduce', 'auto']]) {
    const { context, page } = await visit(http(story), { reducedMotion, viewport: { width: 360, height: 500 }, prepare: voices(chinese) });
    await page.evaluate(() => globalThis.arrive());
    await aloud(page).click();
    const scrolled = await page.evaluate(() => {
      while (globalThis.saying()) globalThis.end();
      return [...new Set(globalThis.scrolled)];
    });
    assert.deepEqual(scrolled, [behavior]);
    await context.close();
  }
});

test('nothing is offered to be read without a Chinese voice of the machine itself, nor on any page but a story', async () => {
  const { context, page } = await visit(http(story), { prepare: voices({ lang: 'en-US', localService: true }, { lang: 'zh-HK', localService: true }, { lang: 'zh-CN', localService: false }) });
  await page.evaluate(() => globalThis.arrive());
  assert.ok(!await aloud(page).isVisible());
  await context.close();
  const some = await visit(http(home), { prepare: voices(chinese) });
  for (const path of kinds) {
    await some.page.goto(http(path));
    await some.page.evaluate(() => globalThis.arrive());
    assert.equal(await aloud(some.page).isVisible(), /\/(health|families|stories|pages)\/(?!index)/.test(path), path);
  }
  await some.context.close();
  const mute = await visit(http(story), { prepare: (ready) => ready.addInitScript(() => Object.defineProperty(globalThis, 'speechSynthesis', { value: undefined })) });
  assert.ok(!await aloud(mute.page).isVisible());
  await size(mute.page).click();
  assert.deepEqual([await chosen(mute.page), mute.complaints], [['1', ''], []]);
  await mute.context.close();
});

test('every private page has the way out with its words, and no other page has', async () => {
  const { context, page } = await visit(http(home), { viewport: { width: 360, height: 740 } });
  for (const path of kinds) {
    await page.goto(http(path));
    const isPrivate = path.includes('/youth/');
    assert.equal(await page.locator('.leave').count(), isPrivate ? 1 : 0, path);
    if (!isPrivate) continue;
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    for (const text of ['快速离开', '求助电话', '浏览记录仍会保留，可自行清除']) {
      const { top, bottom } = await page.locator('.leave').getByText(text).evaluate((e) => e.getBoundingClientRect().toJSON());
      assert.ok(top >= 0 && bottom <= 740, `${path}: ${text} is out of view`);
    }
    await page.locator('.leave').getByText('求助电话').click();
    await page.locator(':target').filter({ hasText: /电话|求助/ }).waitFor();
  }
  await context.close();
});

// All addresses that the browser could go back or forward to.
const entries = (page) => page.evaluate(() => navigation.entries().filter(({ url }) => url).map(({ url }) => new URL(url).pathname.replace('/sub/dir/', '')));
for (const [where, at] of [['http', http], ['a folder', file]]) {
  test(`the way out over ${where} replaces the page, and going back shows none that is private`, async () => {
    const { context, page, complaints } = await visit(at(story));
    await page.goto(at(youthListing));
    await page.locator('.card a', { hasText: '压力大睡不着' }).click();
    await page.waitForURL(at(youth));
    await page.locator('.leave-now').click();
    await page.waitForURL(at(home));
    if (at === http) assert.ok(!(await entries(page)).includes(youth), await entries(page));
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForURL(at(home));
    assert.equal(await page.locator('h1').count(), 1);
    if (at === http) assert.deepEqual((await entries(page)).filter((path) => path.includes('/youth/')), []);
    await page.goBack();
    await page.waitForURL(at(story));
    // Who comes by a link is let in again.
    await page.locator('.sections a', { hasText: '青春健康' }).click();
    await page.waitForURL(at(youthListing));
    await page.locator('.card a', { hasText: '压力大睡不着' }).click();
    await page.waitForURL(at(youth));
    await page.goBack();
    await page.waitForURL(at(youthListing));
    assert.ok(await page.locator('h1').isVisible());
    await context.close();
    assert.deepEqual(complaints, []);
  });
}

test('as one leaves, the page is gone at once, before the next has come', async () => {
  const { context, page } = await visit(http(youth));
  const left = await page.evaluate(() => {
    document.querySelector('.leave-now').click();
    return [document.title, document.body.checkVisibility()];
  });
  assert.deepEqual(left, ['湖南健康家庭', false]);
  await page.waitForURL(http(home));
  await context.close();
});

test('Esc three times within two seconds leaves, slower does not', async () => {
  const { context, page } = await visit(http(youth), { clock: true });
  const press = async (...pauses) => {
    for (const pause of pauses) {
      await page.clock.runFor(pause);
      await page.keyboard.press('Escape');
    }
  };
  await press(3000, 1001, 1001, 1001, 1900);
  assert.equal(page.url(), http(youth));
  // A key that is held down is one press.
  await page.clock.runFor(3000);
  for (let times = 0; times < 5; times++) await page.keyboard.down('Escape');
  await page.keyboard.up('Escape');
  assert.equal(page.url(), http(youth));
  await press(3000, 900, 900);
  await page.waitForURL(http(home));
  assert.ok(!(await entries(page)).includes(youth));
  await context.close();
});

test('Esc on other pages leaves nothing', async () => {
  const { context, page } = await visit(http(story));
  for (let times = 0; times < 4; times++) await page.keyboard.press('Escape');
  assert.equal(page.url(), http(story));
  await context.close();
});

test('Esc that closes the search does not count; then three leave, from the box too', async () => {
  const { context, page, box, offers } = await visit(http(youth), { clock: true });
  await box.focus();
  await box.fill('高血压');
  await page.clock.runFor(200);
  await offers.first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  assert.equal(await box.inputValue(), '高血压');
  await page.keyboard.press('Escape');
  assert.equal(await box.inputValue(), '');
  await page.keyboard.press('Escape');
  assert.equal(page.url(), http(youth));
  assert.ok(await page.locator('h1').isVisible());
  await page.keyboard.press('Escape');
  await page.waitForURL(http(home));
  await context.close();
});

test('the way out never covers what has the focus', async () => {
  for (const [width, level] of [[360, ''], [320, '2'], [1280, '']]) {
    const { context, page } = await visit(http(youth), { viewport: { width, height: 700 }, prepare: level ? store('size', level) : undefined });
    const covered = [];
    let stops = 0;
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let at = ''; at !== 'none'; stops++) {
        await page.keyboard.press(key);
        at = await page.evaluate(() => {
          const e = document.activeElement;
          if (e === document.body) return 'none';
          const { top, height } = e.getBoundingClientRect();
          const edge = document.querySelector('.leave').getBoundingClientRect().bottom;
          const isCovered = !e.closest('.leave, .skip') && top < edge && height < innerHeight - edge;
          return isCovered ? `${e.outerHTML.slice(0, 80)} from ${top} under ${edge}` : '';
        });
        if (at && at !== 'none') covered.push(at);
        assert.ok(stops < 300);
      }
    }
    assert.ok(stops > 40, `${stops} stops`);
    assert.deepEqual(covered, []);
    await context.close();
  }
});

test('without script the tools never appear, the page is whole, and the way out is a link', async () => {
  const { context, page } = await visit(http(story), { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  for (const path of kinds) {
    await page.goto(http(path));
    assert.equal(await page.locator('.tools').filter({ visible: true }).count(), 0, path);
    assert.ok(await page.locator('h1').isVisible());
  }
  await page.goto(http(youth));
  assert.match(await page.locator('.leave').innerText(), /浏览记录仍会保留，可自行清除$/);
  await page.getByRole('link', { name: '快速离开' }).click();
  assert.equal(page.url(), http(home));
  await context.close();
});

test('paper has neither tools nor way out, nor the reader’s colours and sizes', async () => {
  const { context, page } = await visit(http(youth), { colorScheme: 'dark', prepare: async (ready) => {
    await store('size', '2')(ready);
    await store('contrast', 'more')(ready);
  } });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.tools, .leave').filter({ visible: true }).count(), 0);
  const { backgroundColor, color, fontSize } = await page.evaluate(() => ({ ...getComputedStyle(document.body) }));
  assert.deepEqual([backgroundColor, color, Math.round(parseFloat(fontSize) * .75)], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 11]);
  await context.close();
});
