// A reader without a mouse: Tab and Enter alone, with the focus always to be seen and never covered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, open, reader, site } from './every-kind.mjs';

// What has the focus, and what is wrong with how it looks. Null when the focus has left the page.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const shows = (style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/, 0\)$|transparent/.test(style.outlineColor))
    || style.boxShadow !== 'none';
  const wrong = [];
  // A card's link shows its focus around the whole card.
  if (![null, '::before', '::after'].some((part) => shows(getComputedStyle(element, part)))) wrong.push('no outline');
  const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
  if (!box) wrong.push('no size');
  else {
    const points = [.5, .1, .9].flatMap((x) => [.5, .1, .9].map((y) => [box.left + box.width * x, box.top + box.height * y]));
    const seen = points.map(([x, y]) => document.elementFromPoint(x, y)).some((top) => top && (element.contains(top) || [...element.labels ?? []].some((label) => label.contains(top))));
    if (!seen) wrong.push(`covered, or out of sight at ${Math.round(box.left)},${Math.round(box.top)}`);
    if (element.tabIndex > 0) wrong.push('a place of its own in the order');
  }
  if (element.getAttribute('data-walked') === 'yes') return { again: true };
  element.setAttribute('data-walked', 'yes');
  const html = element.cloneNode(false).outerHTML.replace(' data-walked="yes"', '');
  return { text: (element.textContent || element.getAttribute('aria-label') || '').trim(), href: element.getAttribute('href') ?? '', id: element.id, tag: element.tagName, html, wrong };
}

// Presses Tab until the focus stands where it is wanted, or has been everywhere.
async function walk(page, wanted = () => false) {
  const found = [];
  for (let steps = 0; steps < 400; steps += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (!at || at.again) return { found, steps };
    found.push(...at.wrong.map((what) => `${new URL(page.url()).pathname}: ${what}: ${at.html}`));
    if (wanted(at)) return { found, steps, at };
  }
  return { found: [...found, `${page.url()}: the focus comes to no end`], steps: 400 };
}

for (const width of [360, 1280]) {
  test(`home, section, story and search are reached by Tab and Enter alone, ${width} px`, async () => {
    const context = await reader({ viewport: { width, height: 740 } });
    const page = await context.newPage();
    const found = [];
    const follow = async (wanted, address) => {
      const way = await walk(page, wanted);
      found.push(...way.found);
      assert.ok(way.at, `nothing on ${page.url()} leads to ${address}`);
      await page.keyboard.press('Enter');
      await page.waitForURL(address);
      await page.waitForLoadState('load');
    };
    await open(page, 'home');
    await follow(({ text, tag }) => tag === 'A' && text === '健康教育', '**/health/index.html');
    // The skip link first: past the masthead in two keys.
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main');
    await page.keyboard.press('Enter');
    await follow(({ href }) => /^[^#]*every-element\.html/.test(href) || /^(\.\.\/)?health\/(?!index|page-)/.test(href), /\/health\/(?!index|page-)[^/]+\.html$/);
    await follow(({ text, tag }) => tag === 'A' && text === '查找', '**/search.html');
    const ask = await walk(page, ({ id }) => id === 'query');
    found.push(...ask.found);
    assert.ok(ask.at, 'the focus never comes to the search');
    await page.keyboard.type('减盐');
    await page.locator('.found-hits a').first().waitFor();
    await page.locator('.found-groups fieldset').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await follow(({ href, tag }) => tag === 'A' && /health\/less-salt\.html/.test(href), '**/health/less-salt.html');
    assert.deepEqual(found, []);
    await context.close();
  });
}

for (const size of [null, '2']) {
  test(`Tab goes through every kind of page, the focus seen all the way${size ? ', in the largest type' : ''}`, async () => {
    const context = await reader({ viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const found = new Set();
    for (const kind of Object.keys(site.kinds)) {
      await open(page, kind);
      if (size) await page.evaluate((level) => document.documentElement.setAttribute('data-size', level), size);
      const links = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, summary, [tabindex="0"]')].filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled).length);
      const way = await walk(page);
      for (const what of way.found) found.add(`${kind}: ${what}`);
      if (way.steps < links) found.add(`${kind}: the focus came to ${way.steps} of ${links} places`);
    }
    await context.close();
    assert.equal(found.size, 0, `\n${[...found].slice(0, 20).join('\n')}\n(${found.size} in all)`);
  });
}
