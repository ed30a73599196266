// Every kind of page as its reader sets it: without script, at 400 % zoom, in the largest type, with wider spacing (WCAG 2.2,
// 1.4.4, 1.4.10, 1.4.12). Nothing is lost, cut off or written over, and only tables and code scroll sideways.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { base, open, reader, site } from './every-kind.mjs';

const nothing = (found) => assert.equal(found.length, 0, `\n${found.slice(0, 20).join('\n')}\n(${found.length} in all)`);

// What does not fit on the page as it stands.
function misfits() {
  const found = [];
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  const name = (element) => `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''}${[...element.classList].map((one) => `.${one}`).join('')}`;
  if (wide > 0) {
    const beyond = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1).map(name);
    found.push(`scrolls sideways by ${wide} px: ${[...new Set(beyond)].slice(0, 5)}`);
  }
  // What stays in place while the page scrolls leaves room for the page.
  let fixed = 0;
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (['fixed', 'sticky'].includes(style.position) && box.width > innerWidth / 2) fixed += box.height;
    if (['auto', 'scroll'].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1 && !element.matches('.table, pre')) found.push(`${name(element)} scrolls sideways`);
  }
  if (fixed > innerHeight / 2) found.push(`${Math.round(fixed)} px of ${innerHeight} px stay in place`);

  const texts = [];
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || parent.closest('.sr, .skip, script, style, option, details:not([open]) > :not(summary)')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // The glyphs themselves, without the room that a font leaves above and below.
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
      .map(({ left, right, top, bottom, height }) => ({ left, right, top: top + height * .2, bottom: bottom - height * .2 }));
    // A summary that is cut after so many lines is whole on its own page; a table and code can be scrolled.
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.webkitLineClamp !== 'none') { boxes.length = 0; break; }
      const clips = [style.overflowX, style.overflowY].map((way) => ['hidden', 'clip'].includes(way));
      const scrolls = [style.overflowX, style.overflowY].some((way) => ['auto', 'scroll'].includes(way));
      const { left, right, top, bottom } = box.getBoundingClientRect();
      const cut = boxes.some((text) => (clips[0] && !scrolls && (text.left < left - 1 || text.right > right + 1)) || (clips[1] && (text.top < top - 1 || text.bottom > bottom + 1)));
      if (cut) { found.push(`${name(box)} cuts off “${node.data.trim().slice(0, 20)}”`); break; }
      if (scrolls) { boxes.length = 0; break; }
    }
    for (const box of boxes) texts.push({ ...box, node });
  }
  texts.sort((one, other) => one.top - other.top);
  texts.forEach((one, at) => {
    for (const other of texts.slice(at + 1)) {
      if (other.top >= one.bottom) break;
      const over = Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 && Math.min(one.bottom, other.bottom) - other.top > 2;
      if (over && one.node !== other.node) found.push(`“${one.node.data.trim().slice(0, 20)}” is written over “${other.node.data.trim().slice(0, 20)}”`);
    }
  });
  return [...new Set(found)];
}

// A reader's own style sheet, which no policy of the page forbids.
function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
  document.adoptedStyleSheets = [sheet];
}

// A look at every kind of page, in each size of type.
async function everyKind(options, sizes, prepare) {
  const context = await reader(options);
  const page = await context.newPage();
  const found = new Map();
  for (const kind of Object.keys(site.kinds)) {
    await open(page, kind);
    if (prepare) await page.evaluate(prepare);
    // The village screen has its own sizes and no tools.
    const own = kind === 'screen' ? [null] : sizes;
    for (const size of own) {
      await page.evaluate((level) => (level ? document.documentElement.setAttribute('data-size', level) : document.documentElement.removeAttribute('data-size')), size);
      for (const what of await page.evaluate(misfits)) found.set(what, [...found.get(what) ?? [], `${kind}${size ? `, elder ${size}` : ''}`]);
    }
  }
  await context.close();
  return [...found].map(([what, where]) => `${what} (${where.slice(0, 3).join('; ')}${where.length > 3 ? `; ${where.length} times` : ''})`);
}

const all = [null, '1', '2'];

test('at 400 % zoom nothing is lost, and no page scrolls sideways', async () => {
  nothing(await everyKind({ viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }, [null]));
});

test('on the narrowest phone nothing is lost in any size of type', async () => {
  nothing(await everyKind({ viewport: { width: 320, height: 640 } }, all));
});

for (const width of [360, 1280]) {
  test(`with wider spacing nothing is lost in any size of type, ${width} px`, async () => {
    nothing(await everyKind({ viewport: { width, height: 740 } }, all, space));
  });
}

test('without script every kind of page can be read, every link leads on, and nothing waits for a script', async () => {
  const context = await reader({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const found = [];
  for (const [kind, path] of Object.entries(site.kinds)) {
    await open(page, kind);
    const seen = await page.evaluate(() => {
      const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility({ visibilityProperty: true }));
      return {
        headings: shown('h1').length,
        text: document.querySelector('main').innerText.length,
        idle: shown('button, input:not([disabled]), select, textarea, [role=search], [role=toolbar]').map((element) => element.outerHTML.slice(0, 120)),
        links: [...document.querySelectorAll('a[href]')].map((link) => [link.getAttribute('href'), link.href]),
        // Whatever only a script can show hides its words for good; what folds by itself (`details`) does not.
        hidden: [...document.querySelectorAll('main [hidden]:not(.finding, .finding *)')].map((element) => element.outerHTML.slice(0, 120)),
        ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
        offered: shown('main a[href]').map((link) => link.getAttribute('href')),
      };
    });
    const wants = (what, holds) => { if (!holds) found.push(`${kind}: ${what}`); };
    wants(`${seen.headings} headings`, seen.headings === 1);
    wants(`${seen.text} characters`, seen.text > 20);
    for (const html of seen.idle) wants(`does nothing: ${html}`, false);
    for (const html of seen.hidden) wants(`never shown: ${html}`, false);
    for (const [written, address] of seen.links) {
      const { origin, pathname, hash } = new URL(address);
      if (`${origin}/` !== base) {
        wants(`${written} leads nowhere`, /^(https?|tel|mailto):/.test(written));
        continue;
      }
      const target = decodeURIComponent(pathname).slice(1).replace(/(^|\/)$/, '$1index.html');
      const there = (await stat(join(site.root, target)).catch(() => null))?.isFile();
      wants(`${written} is not there`, there);
      const id = decodeURIComponent(hash.slice(1));
      if (there && id) wants(`${written} has no such place`, target === path ? seen.ids.includes(id) : readFileSync(join(site.root, target), 'utf8').includes(`id="${id}"`));
    }
    if (kind === 'search') {
      for (const folder of ['topics', 'counties', 'audiences']) wants(`offers no ${folder}`, seen.offered.some((href) => href.startsWith(`${folder}/`)));
    }
    if (kind === 'doors') wants('offers no city', seen.offered.filter((href) => /^[a-z]+\/(index\.html)?$/.test(href)).length >= 14);
  }
  await context.close();
  nothing(found);
});
