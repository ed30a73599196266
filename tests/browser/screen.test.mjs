// The village screen as it hangs on a wall: opened from a folder, left alone for months, steered by a few keys.
// The time is the page's own fake clock.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { browser, file, http, root, visit } from './visit.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const sizes = [{ width: 1920, height: 1080 }, { width: 1366, height: 768 }, { width: 1080, height: 1920 }];
const still = { reducedMotion: 'reduce' };

// A screen with its clock stopped; says which slide is on it, and that there is one alone.
async function screen(options = {}, address = file('changsha/screen.html')) {
  const opened = await visit(address, { clock: true, viewport: sizes[0], ...still, ...options });
  const { page } = opened;
  const shown = () => page.evaluate(() => {
    const seen = [...document.querySelectorAll('.slide')].map((slide, at) => (slide.offsetParent ? at : -1)).filter((at) => at >= 0);
    return seen.length === 1 ? seen[0] : seen;
  });
  const count = await page.locator('.slide').count();
  const pass = (seconds) => page.clock.runFor(seconds * 1000);
  await page.reload();
  return { ...opened, shown, count, pass };
}

// How long each slide stays, as the page is written: 10 s and 60 ms a character, 12 s at least and 30 s at most.
const stays = (page) => page.evaluate(() => [...document.querySelectorAll('.slide')].map((slide) => Math.min(30, Math.max(12, 10 + 0.06 * slide.dataset.characters))));

test('slides change by themselves in their time and go round for ever', async () => {
  const { context, page, shown, count, pass, complaints } = await screen();
  assert.ok(count >= 8 && count <= 16, `${count} slides`);
  const times = await stays(page);
  for (let round = 0; round < 2; round += 1) {
    for (let at = 0; at < count; at += 1) {
      assert.equal(await shown(), at);
      await pass(times[at] - 0.5);
      assert.equal(await shown(), at, 'not before its time');
      await pass(0.5);
    }
  }
  assert.equal(await shown(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('it plays over http in a sub-directory too', async () => {
  const { context, page, shown, pass, complaints } = await screen({}, http('changsha/screen.html'));
  await pass((await stays(page))[0]);
  assert.equal(await shown(), 1);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('after a day and a night there is as much on the page as at first, and one timer', async () => {
  const { context, page, count, pass, complaints } = await screen({ timers: true });
  const session = await context.newCDPSession(page);
  const nodes = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { nodes: all, jsEventListeners } = await session.send('Memory.getDOMCounters');
    return { all, jsEventListeners };
  };
  await page.evaluate(() => {
    globalThis.waiting = new Set();
    const { setTimeout: set, clearTimeout: clear } = globalThis;
    globalThis.most = 0;
    globalThis.setTimeout = (act, time) => {
      const timer = set(() => { globalThis.waiting.delete(timer); act(); }, time);
      globalThis.waiting.add(timer);
      globalThis.most = Math.max(globalThis.most, globalThis.waiting.size);
      return timer;
    };
    globalThis.clearTimeout = (timer) => { globalThis.waiting.delete(timer); clear(timer); };
  });
  const round = (await stays(page)).reduce((all, one) => all + one, 0);
  await pass(round);
  const before = await nodes();
  await pass(24 * 3600);
  const after = await nodes();
  assert.equal(await page.locator('.slide').count(), count);
  assert.ok(after.all <= before.all + 50 && after.jsEventListeners === before.jsEventListeners, JSON.stringify({ before, after }));
  assert.equal(await page.evaluate(() => globalThis.most), 1);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('space and the button pause, and go on with the same slide', async () => {
  const { context, page, shown, pass, complaints } = await screen();
  const button = page.locator('.screen-pause');
  await page.keyboard.press('Space');
  assert.equal(await button.textContent(), '继续');
  await pass(300);
  assert.equal(await shown(), 0);
  await page.mouse.move(300, 300);
  await page.mouse.move(320, 310);
  await button.click();
  assert.equal(await button.textContent(), '暂停');
  await pass(30);
  assert.notEqual(await shown(), 0);
  // Space on a button presses that button once, and nothing else.
  await button.focus();
  await page.keyboard.press('Space');
  assert.equal(await button.textContent(), '继续');
  assert.equal(await page.locator('.slides').getAttribute('aria-live'), 'polite');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('arrow keys go on and back, round both ends, and a turned slide has its whole time', async () => {
  const { context, page, shown, count, pass, complaints } = await screen();
  await pass(10);
  await page.keyboard.press('ArrowRight');
  await pass(11);
  assert.equal(await shown(), 1);
  for (const [key, at] of [['ArrowLeft', 0], ['ArrowLeft', count - 1], ['ArrowDown', 0], ['PageDown', 1], ['ArrowUp', 0]]) {
    await page.keyboard.press(key);
    assert.equal(await shown(), at, key);
  }
  await page.keyboard.press('Alt+ArrowRight');
  assert.equal(await shown(), 0, 'the browser keeps its own keys');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await pass(300);
  assert.equal(await shown(), 1, 'turning by hand leaves it paused');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the controls show when the pointer moves or a key is pressed, and rest again', async () => {
  const { context, page, pass, complaints } = await screen();
  const seen = () => page.locator('.screen-controls').evaluate((controls) => getComputedStyle(controls).opacity);
  assert.equal(await seen(), '0');
  await page.mouse.move(300, 300);
  await page.mouse.move(320, 310);
  assert.equal(await seen(), '1');
  await pass(5);
  assert.equal(await seen(), '0');
  await page.keyboard.press('Tab');
  assert.equal(await seen(), '1');
  await page.locator('.screen-on').focus();
  await pass(5);
  assert.equal(await seen(), '1', 'what has the focus is seen');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('F fills the screen, and again leaves it', async () => {
  const { context, page, complaints } = await screen();
  for (const full of [true, false]) {
    await page.keyboard.press('f');
    await page.waitForFunction((wanted) => Boolean(document.fullscreenElement) === wanted, full);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test('where there is no wake lock, no full screen and no second slide, nothing is said', async () => {
  const context = await browser.newContext({ viewport: sizes[1] });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'wakeLock', { value: undefined });
    Object.defineProperty(Document.prototype, 'fullscreenEnabled', { value: false });
    Element.prototype.requestFullscreen = undefined;
  });
  for (const left of [1, 0]) {
    await page.route('**/screen.html', async (route) => {
      const text = await readFile(join(root, 'changsha/screen.html'), 'utf8');
      let seen = 0;
      const body = text.replace(/<article[^]*?<\/article>/g, (slide) => ((seen += 1) <= left ? slide : ''));
      await route.fulfill({ body, contentType: 'text/html; charset=utf-8' });
    });
    await page.goto(file('changsha/screen.html'));
    await page.keyboard.press('f');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('.slide:visible').count(), left);
    assert.equal(await page.locator('.screen-full').isVisible(), false);
    await page.unroute('**/screen.html');
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test('without script all slides stand below one another and are readable', async () => {
  for (const viewport of [...sizes, { width: 360, height: 640 }]) {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport });
    const page = await context.newPage();
    await page.goto(file('changsha/screen.html'));
    const boxes = await Promise.all((await page.locator('.slide').all()).map((slide) => slide.boundingBox()));
    assert.ok(boxes.length >= 8);
    boxes.forEach((box, at) => {
      assert.ok(box.width > viewport.width * 0.9 && box.height > 200, `${at}: ${JSON.stringify(box)}`);
      if (at) assert.ok(box.y >= boxes[at - 1].y + boxes[at - 1].height - 1, `${at} is below the one before`);
    });
    assert.equal(await page.locator('.screen-controls').isVisible(), false);
    assert.equal(await page.locator('.screen-progress').isVisible(), false);
    await page.locator('.slide a').last().click();
    assert.match(page.url(), /\/(health|stories)\/[^/]+\.html$/);
    await context.close();
  }
});

// What runs over: the stage scrolls, or a text is wider than its place.
const overflow = (page) => page.evaluate(() => {
  const stage = document.querySelector('.slides');
  const found = [];
  if (stage.scrollHeight > stage.clientHeight) found.push(`${stage.scrollHeight - stage.clientHeight} px too high`);
  if (document.documentElement.scrollHeight > innerHeight) found.push('the page scrolls');
  for (const element of document.querySelectorAll('.is-now *, .screen-head *, .screen-foot *')) {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    if (left < 0 || right > innerWidth + 1 || top < 0 || bottom > innerHeight + 1) found.push(element.outerHTML.slice(0, 60));
  }
  return found;
});

test('no text runs over on any city’s screen, and points are large enough for four metres', async () => {
  const cities = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory() && !['assets', 'campaigns', 'search'].includes(entry.name));
  assert.ok(cities.length >= 14);
  for (const viewport of sizes) {
    const context = await browser.newContext({ viewport, ...still });
    const page = await context.newPage();
    for (const { name } of cities) {
      await page.goto(file(`${name}/screen.html`));
      const count = await page.locator('.slide').count();
      for (let at = 0; at < count; at += 1) {
        assert.deepEqual(await overflow(page), [], `${name} ${at} at ${viewport.width}`);
        const size = await page.locator('.is-now').locator('.slide-points, .slide-summary').evaluate((text) => parseFloat(getComputedStyle(text).fontSize));
        // 2.4 % of the width lying and 3.7 % standing: 2.5 cm and more on a television of 55 inches.
        assert.ok(size >= viewport.width * (viewport.width > viewport.height ? 0.024 : 0.037), `${name} ${at}: ${size} px at ${viewport.width}`);
        await page.keyboard.press('ArrowRight');
      }
    }
    await context.close();
  }
});

test('the longest slide that is made fits beside a picture, and what were longer could be scrolled', async () => {
  for (const viewport of sizes) {
    const { context, page } = await screen({ viewport });
    await page.keyboard.press('Space');
    while (!(await page.locator('.is-now img').count())) await page.keyboard.press('ArrowRight');
    const fill = (characters) => page.evaluate((all) => {
      const slide = document.querySelector('.is-now');
      const points = slide.querySelector('.slide-points');
      const each = Math.floor((all - 30) / 5);
      slide.querySelector('h2 a').textContent = '健康家庭'.repeat(8).slice(0, 30);
      points.innerHTML = `<li>${'每天多走一走，少放一勺盐。'.repeat(99).slice(0, each)}</li>`.repeat(5);
      dispatchEvent(new Event('resize'));
    }, characters);
    // Other fonts run wider: a little more than the longest that is made (`LONGEST` in `render/screen.rs`).
    await fill(280);
    assert.deepEqual(await overflow(page), [], `${viewport.width}`);
    await fill(3000);
    const scrolls = await page.evaluate(() => {
      const stage = document.querySelector('.slides');
      stage.scrollTop = 1e6;
      const last = document.querySelector('.is-now .slide-foot').getBoundingClientRect();
      return last.bottom <= stage.getBoundingClientRect().bottom + 1;
    });
    assert.ok(scrolls, 'the end can be reached');
    await context.close();
  }
});

test('a window that grows makes the text large again', async () => {
  const { context, page } = await screen({ viewport: { width: 1366, height: 400 } });
  await page.setViewportSize(sizes[0]);
  await page.waitForFunction(() => !document.querySelector('.is-now').matches('.slide-longer, .slide-longest'));
  assert.deepEqual(await overflow(page), []);
  await context.close();
});

test('every slide shows its labels, and the foot line whom to call', async () => {
  const { context, page } = await screen();
  const slides = await page.locator('.slide').evaluateAll((all) => all.map((slide) => ({
    kind: slide.className.match(/kind-(\w+)/)[1], text: slide.textContent.replace(/\s+/g, ' '), marked: Boolean(slide.querySelector('h2 .sample-mark')) })));
  for (const { kind, text, marked } of slides) {
    assert.match(kind, /^(health|stories)$/);
    assert.equal(marked, /示例稿，仅作演示/.test(text) || (kind === 'health' && / 示例 /.test(text)), text);
    if (kind === 'health') assert.ok(text.includes('示例稿，未经医学专家审核') && text.includes('本文由人工智能辅助写作'), text);
  }
  const foot = await page.locator('.screen-foot').textContent();
  assert.match(foot, /120\s[^]*12320/);
  assert.match(await page.locator('.screen-head').textContent(), /长沙市[^]*\d{4}年\d+月\d+日 发布/);
  await context.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    for (const viewport of [sizes[0], { width: 360, height: 640 }]) {
      const context = await browser.newContext({ viewport, colorScheme, ...still, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(file('changsha/screen.html'));
      await page.addScriptTag({ path: axe });
      for (let at = 0; at < 4; at += 1) {
        await page.keyboard.press('ArrowRight');
        await page.locator('.screen-pause').focus();
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
      }
      await context.close();
    }
  });
}

test('where motion is unwelcome nothing fades', async () => {
  for (const [reducedMotion, name] of [['reduce', 'none'], ['no-preference', 'slide-in']]) {
    const { context, page } = await screen({ reducedMotion });
    assert.equal(await page.locator('.is-now').evaluate((slide) => getComputedStyle(slide).animationName), name);
    await context.close();
  }
});

test('the script is small, and loaded here alone', async () => {
  const assets = await readdir(join(root, 'changsha/assets'));
  const script = await readFile(join(root, 'changsha/assets', assets.find((name) => /^screen-.*\.js$/.test(name))));
  assert.ok(gzipSync(script, { level: 9 }).length <= 2048);
  const home = await readFile(join(root, 'changsha/index.html'), 'utf8');
  assert.ok(!/assets\/screen-/.test(home) && home.includes('href="screen.html"'));
});
