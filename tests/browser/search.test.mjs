// The search as a reader uses it: the box of every page and the finder of search.html and of the doors, with the index that
// the build made. XUAN_PUBLIC names the built output.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { browser, file, http, isFocused, isShard, says, until, visit } from './visit.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

for (const [where, at] of [['a folder', file], ['a sub-directory under a strict policy', http]]) {
  test(`from ${where}, the box finds, the finder narrows, and a story opens`, async () => {
    const { context, page, asked, complaints, box, find, hits, offers, status } = await visit(at('changsha/health/index.html'));
    assert.deepEqual(asked.filter((url) => /search-engine|\/search\//.test(url)), [], 'nothing of the index before it is used');
    await box.fill('高血压');
    await offers.first().waitFor();
    assert.ok(await page.locator('[role=option] mark').count() > 0);
    assert.match(await offers.last().textContent(), /^查看全部 \d+ 条结果$/);
    await offers.first().click();
    await page.locator('article.story').waitFor();
    assert.match(page.url(), /changsha\/(health|youth|stories|families|pages)\/[^/]+\.html$/);

    await page.goto(at('changsha/search.html'));
    await find('健康');
    const all = Number((await status.textContent()).match(/找到 (\d+) 篇/)[1]);
    const value = page.locator('.found-groups [aria-pressed=false]').first();
    const count = Number(await value.locator('.number').textContent());
    assert.ok(count > 0 && count < all, `${count} of ${all}`);
    await value.click();
    await says(status, `找到 ${count} 篇`);
    assert.equal(await hits.count(), Math.min(count, 10));
    assert.equal(await page.locator('.found-chosen button').count(), 2);
    await page.getByRole('button', { name: '清除筛选' }).click();
    await says(status, `找到 ${all} 篇`);
    await hits.first().locator('a').click();
    await page.locator('article.story').waitFor();
    await context.close();
    assert.deepEqual(complaints, []);
  });
}

test('the doors find stories of every city, and narrow by city', async () => {
  const { context, page, complaints, box, find, status } = await visit(file('index.html'));
  assert.equal(await box.count(), 0);
  await find('健康');
  const city = page.locator('fieldset', { hasText: '岳阳市' }).getByRole('button', { name: /岳阳市/ });
  await city.click();
  await says(status, `找到 ${await city.locator('.number').textContent()} 篇`);
  await page.locator('.found-hits a').first().click();
  await page.locator('article.story').waitFor();
  assert.match(page.url(), /yueyang\//);
  await context.close();
  assert.deepEqual(complaints, []);
});

test('nothing is searched while a character is being composed, and once when it is', async () => {
  const { context, page, asked, box, offers, complaints } = await visit(http('changsha/index.html'), { clock: true });
  const session = await context.newCDPSession(page);
  await box.focus();
  for (const text of ['g', 'gao', 'gaoxueya']) {
    await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    await page.clock.runFor(3000);
  }
  // The input method's own Enter and arrows are not the page's.
  for (const key of ['Enter', 'ArrowDown']) {
    await box.evaluate((element, pressed) => element.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, keyCode: 229, bubbles: true, cancelable: true })), key);
  }
  await page.clock.runFor(3000);
  assert.deepEqual(await page.evaluate(() => globalThis.searched), []);
  assert.deepEqual(asked.filter(isShard), []);
  await session.send('Input.insertText', { text: '高血压' });
  await page.clock.runFor(119);
  assert.deepEqual(await page.evaluate(() => globalThis.searched), []);
  await page.clock.runFor(1);
  await offers.first().waitFor();
  await page.clock.runFor(3000);
  assert.deepEqual(await page.evaluate(() => globalThis.searched), ['高血压']);
  await context.close();
  assert.deepEqual(complaints, []);
});

test('two characters wait a moment, one character longer, Enter not at all', async () => {
  const { context, page, input, hits } = await visit(http('changsha/search.html'), { clock: true });
  const searched = () => page.evaluate(() => globalThis.searched);
  await input.pressSequentially('盐');
  await page.clock.runFor(599);
  assert.deepEqual(await searched(), []);
  await page.clock.runFor(1);
  await until(page, () => globalThis.answered.includes('盐'));
  await input.fill('血压');
  await page.clock.runFor(119);
  assert.deepEqual(await searched(), ['盐']);
  await page.clock.runFor(1);
  await until(page, () => globalThis.answered.includes('血压'));
  await input.fill('儿童');
  await input.press('Enter');
  await until(page, () => globalThis.answered.includes('儿童'));
  await hits.first().waitFor();
  await page.clock.runFor(3000);
  assert.deepEqual(await searched(), ['盐', '血压', '儿童']);
  await context.close();
});

test('coming back from a story brings back question, choices, number of results and place', async () => {
  const { context, page, input, hits, find } = await visit(http('index.html'), { viewport: { width: 360, height: 740 } });
  await find('健康');
  await page.locator('.found-facets summary').click();
  const counts = (await page.locator('.found-groups .number').allTextContents()).map(Number);
  await page.locator('.found-groups [aria-pressed=false]').nth(counts.indexOf(Math.max(...counts))).click();
  await page.locator('.found-chosen button').first().waitFor();
  await page.locator('.found-more').click();
  await until(page, () => document.querySelectorAll('.found-hits > li').length > 10);
  const last = hits.nth(await hits.count() - 2).locator('a');
  await last.scrollIntoViewIfNeeded();
  const number = await hits.count();
  const chips = await page.locator('.found-chosen').textContent();
  const place = await page.evaluate(() => Math.round(scrollY));
  assert.ok(place > 500, `${place}`);
  await last.click();
  await page.locator('article.story').waitFor();
  for (const again of [() => page.goBack(), () => page.reload()]) {
    await again();
    await until(page, (count) => document.querySelectorAll('.found-hits > li').length === count, number);
    await until(page, (wanted) => Math.abs(scrollY - wanted) < 3, place);
    assert.equal(await input.inputValue(), '健康');
    assert.equal(await page.locator('.found-chosen').textContent(), chips);
  }
  // A place that was scrolled to, where nothing was clicked.
  await page.mouse.wheel(0, -300);
  await until(page, (old) => scrollY < old && Math.abs(history.state.top - scrollY) < 1, place);
  const moved = await page.evaluate(() => scrollY);
  await page.reload();
  await until(page, (wanted) => Math.abs(scrollY - wanted) < 3, moved);
  await context.close();
});

test('by keyboard alone from the masthead to a story', async () => {
  const { context, page, box, input, hits, offers } = await visit(file('changsha/stories/index.html'));
  for (let n = 0; n < 6 && !await isFocused(box); n++) await page.keyboard.press('Tab');
  assert.ok(await isFocused(box), 'the box is a few tabs away');
  await page.keyboard.type('高血压');
  await offers.first().waitFor();
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('ArrowDown');
  assert.equal(await box.getAttribute('aria-activedescendant'), await offers.first().getAttribute('id'));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await offers.last().getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  assert.equal(await box.inputValue(), '高血压');
  await page.keyboard.press('Escape');
  assert.equal(await box.inputValue(), '');
  await page.keyboard.type('高血压');
  await offers.first().waitFor();
  await page.keyboard.press('Enter');

  await page.waitForURL(/search\.html$/);
  await hits.first().waitFor();
  assert.equal(await input.inputValue(), '高血压');
  assert.ok(await isFocused(input));
  await page.keyboard.press('ArrowDown');
  assert.ok(await isFocused(hits.first().locator('a')));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Escape');
  assert.ok(await isFocused(input));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('article.story').waitFor();

  await page.keyboard.press('Tab');
  await box.focus();
  await page.keyboard.type('高血压');
  await offers.first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.endsWith('search.html'));
  await page.locator('article.story').waitFor();
  await context.close();
});

test('leaving the box closes its list, and a later answer does not open it again', async () => {
  const { context, page, box, offers } = await visit(http('changsha/index.html'));
  await box.fill('健康');
  await offers.first().waitFor();
  await page.keyboard.press('Tab');
  await offers.first().waitFor({ state: 'hidden' });
  await box.fill('血压');
  await box.blur();
  await until(page, () => globalThis.answered.includes('血压'));
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await context.close();
});

test('a choice keeps the keyboard focus where it was made', async () => {
  const { context, page, find, status } = await visit(http('index.html'));
  await find('健康');
  const toggle = page.locator('.found-groups button', { hasText: '健康教育' }).first();
  await toggle.focus();
  await page.keyboard.press('Space');
  await page.locator('.found-groups [aria-pressed=true]').waitFor();
  assert.ok(await isFocused(toggle));
  await page.keyboard.press('Space');
  await page.locator('.found-groups [aria-pressed=true]').waitFor({ state: 'detached' });
  assert.ok(await isFocused(toggle));
  const more = page.getByRole('button', { name: '更多', exact: true }).first();
  await more.focus();
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelector('.found-groups').contains(document.activeElement));
  await toggle.focus();
  await page.keyboard.press('Space');
  await page.locator('.found-chosen button').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('.found-chosen button').first().waitFor({ state: 'detached' });
  assert.ok(await isFocused(status));
  await context.close();
});

test('where nothing is found, the page says so and helps', async () => {
  const { context, page, input, status } = await visit(http('changsha/search.html'));
  await input.fill('龘靐齉盐');
  await says(status, '没有找到');
  await page.getByText('少打几个字').waitFor();
  assert.match(await page.locator('.found-topics li').first().textContent(), /减盐/);
  assert.equal(await page.locator('.found-none a[href="tel:120"]').count(), 1);
  assert.equal(await page.locator('.found-hits').isVisible(), false);
  await input.fill('');
  await page.locator('.found-none').waitFor({ state: 'hidden' });
  assert.equal(await status.textContent(), '');
  await context.close();
});

test('what was done with the question is said', async () => {
  const { context, input, status } = await visit(http('index.html'));
  await input.fill('gaoxueya');
  await says(status, '按拼音查找');
  await input.fill('拉肚子');
  await says(status, /也查了：.*腹泻/);
  await input.fill('健康'.repeat(150));
  await says(status, '只用了前 200 个字');
  await input.fill('健康龘靐齉麤');
  await says(status, /没有完全一致的结果|没有找到/);
  await context.close();
});

test('a link with #q= is understood and leaves the address, and 复制链接 makes one', async () => {
  const { context, page, input, hits, find, status } = await visit(http('changsha/search.html'), { permissions: ['clipboard-read', 'clipboard-write'] });
  await find('高血压 & 盐');
  await page.getByRole('button', { name: '复制链接' }).click();
  await says(status, '已复制');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(link, `${http('changsha/search.html')}#q=${encodeURIComponent('高血压 & 盐')}`);
  await page.goto(http('changsha/index.html'));
  await page.goto(link);
  await hits.first().waitFor();
  assert.equal(await input.inputValue(), '高血压 & 盐');
  assert.equal(page.url(), http('changsha/search.html'));
  // The same page is given another link.
  await page.evaluate(() => { location.hash = '#q=%E6%9C%88%E7%BB%8F'; });
  await until(page, () => globalThis.answered.includes('月经'));
  assert.equal(page.url(), http('changsha/search.html'));
  await page.goBack();
  await until(page, () => document.querySelector('#query').value === '高血压 & 盐');
  await context.close();
});

test('where the clipboard is refused, the link can be copied by hand', async () => {
  const { context, page, find, status } = await visit(file('changsha/search.html'));
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
    document.execCommand = () => false;
  });
  await find('高血压');
  await page.getByRole('button', { name: '复制链接' }).click();
  await says(status, '请复制下面框里的网址');
  assert.match(await page.locator('.found-link').inputValue(), /search\.html#q=%E9%AB%98/);
  assert.equal(await page.evaluate(() => String(getSelection())), await page.locator('.found-link').inputValue());
  await context.close();
});

test('without script there is no box, no empty place for it, and the lists are there', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of ['changsha/index.html', 'changsha/search.html', 'index.html']) {
    await page.goto(file(path));
    for (const part of await page.locator('.seek, .finding').all()) assert.equal(await part.boundingBox(), null);
  }
  await page.goto(file('changsha/search.html'));
  await page.getByRole('link', { name: /^减盐/ }).click();
  assert.match(page.url(), /topics\//);
  await context.close();
});

test('the box keeps the place that the page left for it', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.route(/search-[0-9a-f]+\.js$/, (route) => route.abort());
  await page.goto(http('changsha/index.html'));
  const high = () => page.locator('.masthead').evaluate((element) => element.offsetHeight);
  const reserved = await high();
  await page.unroute(/search-[0-9a-f]+\.js$/);
  await page.reload();
  await page.locator('.seek input').waitFor();
  assert.equal(await high(), reserved);
  await context.close();
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing in the search at ${width} px, ${colorScheme}`, async () => {
      const { context, page, box, offers, input, find } = await visit(file('changsha/index.html'), { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      const found = [];
      const judge = async (state) => {
        await page.addScriptTag({ path: axe });
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        for (const { id, nodes } of violations) found.push(`${state}: ${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) found.push(`${state}: scrolls sideways by ${wide} px`);
      };
      await box.fill('健康');
      await offers.first().waitFor();
      await page.keyboard.press('ArrowDown');
      await judge('list open');
      const { bottom } = await page.locator('.seek-pop').evaluate((element) => element.getBoundingClientRect());
      assert.ok(bottom <= 800, `the list ends at ${bottom}`);
      await page.goto(file('changsha/search.html'));
      await find('健康');
      if (width === 360) await page.locator('.found-facets summary').click();
      await page.locator('.found-groups [aria-pressed=false]').first().click();
      await page.locator('.found-groups [aria-pressed=true]').waitFor();
      await judge('results');
      const small = await page.locator('.finding a, .finding button, .finding summary').evaluateAll((all) => all
        .filter((element) => element.offsetParent && element.getBoundingClientRect().height < 44).map((element) => element.outerHTML));
      assert.deepEqual(small, []);
      await input.fill('龘靐齉');
      await page.locator('.found-none').waitFor();
      await judge('nothing found');
      await context.close();
      assert.deepEqual(found, []);
    });
  }
}
