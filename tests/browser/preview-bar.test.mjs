// The bar of the preview, and the list of errors over its page.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fine, here, html, lacking, port, site, until, visit, wrong } from './preview-visit.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

test('a mistake shows over the page as text, and goes with the mistake', async (t) => {
  const { page, dialog, update, clean } = await visit(t);
  const hostile = '<img src=x onerror="alert(1)"><script>alert(2)</script>';
  await update({ errors: [wrong(), wrong({ code: 'other', what: hostile, mend: hostile, suggestion: hostile, file: hostile, line: 1,
    excerpt: { line: hostile, start: 1, length: 3 } })] });
  await dialog.waitFor();
  assert.equal(await dialog.getAttribute('aria-label'), '2 处错误');
  assert.ok(await dialog.evaluate((element) => element.getRootNode().activeElement === element));
  const first = dialog.locator('li').first();
  assert.equal(await first.locator('h3').textContent(), '没有“减言”这个主题');
  assert.equal(await first.locator('.where code').textContent(), 'content/changsha/health/a.md:3:4');
  assert.equal(await first.locator('pre code').innerHTML(), '主题：<mark class="">减言</mark>');
  assert.equal(await first.locator('.mend').textContent(), '改法：是不是“减盐”？改成已有的主题');
  assert.equal(await dialog.locator('li').nth(1).locator('h3').textContent(), hostile);
  assert.equal(await dialog.locator('img, script').count(), 0);
  assert.equal(await page.locator('.wrong').textContent(), '2 处错误');
  assert.equal(await page.locator('#text').isVisible(), true);
  await update({ errors: [] });
  assert.equal(await dialog.isVisible(), false);
  assert.equal(await page.locator('.wrong').isVisible(), false);
  await clean();
});

test('a closed list stays closed until there is another mistake', async (t) => {
  const { page, dialog, update, clean } = await visit(t);
  await update({ errors: [wrong()] });
  await page.keyboard.press('Escape');
  assert.equal(await dialog.isVisible(), false);
  await update({ errors: [wrong({ line: 5, fresh: false })] });
  assert.equal(await dialog.isVisible(), false);
  await update({ errors: [wrong(), wrong({ what: '另一处' })] });
  assert.equal(await dialog.locator('li').count(), 2);
  // While it is open it follows the errors, and keeps the focus in it.
  await dialog.getByRole('button', { name: '复制位置' }).nth(1).focus();
  await update({ errors: [wrong({ what: '另一处', suggestion: null })] });
  assert.deepEqual(await dialog.locator('h3').allTextContents(), ['另一处']);
  assert.ok(await dialog.evaluate((element) => element.getRootNode().activeElement === element));
  await dialog.getByRole('button', { name: '关闭' }).click();
  assert.equal(await dialog.isVisible(), false);
  // Mended and made again, it is another mistake.
  await update({ errors: [] });
  await update({ errors: [wrong({ what: '另一处' })] });
  assert.equal(await dialog.isVisible(), true);
  await clean();
});

test('the list takes the focus from nobody who types, and gives it back', async (t) => {
  site.files[here] = html({ body: '<p id="text"><a href="#x">链接</a></p><input id="box">' });
  const { page, dialog, update, clean } = await visit(t);
  const has = (selector) => page.evaluate((wanted) => document.activeElement === document.querySelector(wanted), selector);
  await page.locator('#box').focus();
  await update({ errors: [wrong()] });
  await dialog.waitFor();
  assert.ok(await has('#box'));
  await page.keyboard.press('Escape');
  assert.equal(await dialog.isVisible(), false);
  await update({ errors: [] });
  await page.locator('#text a').focus();
  await update({ errors: [wrong()] });
  assert.ok(await has('xuan-preview'));
  await page.keyboard.press('Escape');
  assert.ok(await has('#text a'));
  // What the page itself does with the key is the page's.
  await update({ errors: [wrong({ what: '又一处' })] });
  await page.evaluate(() => document.addEventListener('keydown', (event) => event.preventDefault(), { capture: true, once: true }));
  await page.keyboard.press('Escape');
  assert.equal(await dialog.isVisible(), true);
  await clean();
});

test('errors elsewhere are a number in the bar, and shown on request', async (t) => {
  const { page, bar, dialog, update, clean } = await visit(t);
  await update({ errors: [wrong({ here: false, fresh: false, file: null, line: 0, excerpt: null, severity: 'failure', suggestion: null })] });
  assert.equal(await dialog.isVisible(), false);
  assert.match(await bar.textContent(), /可以发布/);
  await page.locator('.wrong').click();
  assert.equal(await dialog.locator('h3').textContent(), '电脑出了问题：没有“减言”这个主题');
  assert.equal(await dialog.locator('.where, pre').count(), 0);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.wrong').evaluate((element) => element.getRootNode().activeElement === element), true);
  await clean();
});

test('the mark stands on the right characters, and the end of a line can be marked', async (t) => {
  const { dialog, update, clean } = await visit(t);
  const excerpts = [{ line: '😀😀主题：减言', start: 5, length: 2 }, { line: '标题', start: 2, length: 0 }, { line: '短', start: 99, length: 9 }];
  await update({ errors: excerpts.map((excerpt, at) => wrong({ what: String(at), excerpt })) });
  assert.deepEqual(await dialog.locator('mark').allTextContents(), ['减言', '', '']);
  assert.deepEqual(await dialog.locator('pre code').allTextContents(), ['😀😀主题：减言', '标题', '短']);
  const width = await dialog.locator('mark').nth(1).evaluate((element) => element.getBoundingClientRect().width);
  assert.ok(width > 4, `${width} px`);
  await clean();
});

test('the place of a mistake is copied, with and without a clipboard', async (t) => {
  const { page, dialog, update, clean } = await visit(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await update({ errors: [wrong(), wrong({ what: '整个文件', file: 'content/site.yaml', line: 0 })] });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await dialog.getByRole('button', { name: '复制位置' }).first().click();
  await until(async () => await copied() === 'content/changsha/health/a.md:3');
  assert.equal(await dialog.getByRole('button', { name: '已复制' }).count(), 1);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); });
  await dialog.getByRole('button', { name: '复制位置' }).first().click();
  await until(async () => await copied() === 'content/site.yaml');
  await clean();
});

test('the bar says whose the page is, whether it goes out, and what it lacks', async (t) => {
  const { page, bar, update, clean } = await visit(t);
  const [which, state] = [page.locator('.which'), page.locator('.state')];
  assert.equal(await which.textContent(), '长沙市 · 本市稿');
  assert.equal(await state.textContent(), '可以发布');
  assert.equal(await page.locator('.lacking').isVisible(), false);
  await update({ page: { ...fine, whose: 'province', waits: ['草稿', '2027-01-01 才发布'] } });
  assert.equal(await which.textContent(), '长沙市 · 省里的共享稿');
  assert.equal(await state.textContent(), '不会发布：草稿、2027-01-01 才发布');
  assert.equal(await bar.getAttribute('data-state'), 'waits');
  assert.equal(await page.title(), '〔草稿〕减盐');
  await update({ page: { ...fine, whose: 'override', lacks: [lacking, { ...lacking, what: '还没有审核' }] } });
  assert.equal(await which.textContent(), '长沙市 · 本市改写稿');
  assert.equal(await page.title(), '减盐');
  const button = page.getByRole('button', { name: '还缺 2 项' });
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await button.press('Enter');
  assert.equal(await button.getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await page.locator('.lacks li').first().locator('> *').allTextContents(), ['图片没有说明文字', '写一句图里有什么', 'content/changsha/health/a.md:12']);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.lacks').isVisible(), false);
  await button.click();
  await update({ page: { ...fine, lacks: [] } });
  assert.equal(await page.locator('.lacks').isVisible(), false);
  await update({ errors: [wrong()] });
  assert.equal(await state.textContent(), '有错误，改好才能发布');
  await update({ errors: [], page: { ...fine, file: null, whose: '', city: null, cities: [] } });
  assert.equal(await which.textContent(), '自动生成的页');
  assert.equal(await page.locator('.switch').isVisible(), false);
  await update({ lang: 'en', page: { ...fine, waits: ['draft'], lacks: [lacking] } });
  assert.match(await bar.textContent(), /^previewChangsha|^preview长沙市 · the city’s own pagenot released: draft1 still lacking/);
  assert.equal(await page.title(), '[draft] 减盐');
  await clean();
});

test('the switch leads to the same page of another city, or to its home', async (t) => {
  site.files['/zhuzhou/health/a.html'] = site.files['/yueyang/index.html'] = html();
  const { page, clean } = await visit(t);
  const cities = page.getByLabel('换城市');
  assert.deepEqual(await cities.locator('option').allTextContents(), ['长沙市', '岳阳市（无此页，去首页）', '株洲市']);
  assert.equal(await cities.inputValue(), here);
  await cities.selectOption('株洲市');
  await page.waitForURL('**/zhuzhou/health/a.html');
  await page.getByLabel('换城市').selectOption({ index: 1 });
  await page.waitForURL('**/yueyang/index.html');
  await clean();
});

test('a page leads to no foreign host', async (t) => {
  const { page, update, clean } = await visit(t);
  await update({ page: { ...fine, moved: 'https://example.com/', cities: [fine.cities[0], { name: '外', url: 'javascript:alert(1)' }, { name: '坏', url: 'http://[' }] } });
  await page.getByLabel('换城市').selectOption('外');
  await page.getByLabel('换城市').selectOption('坏');
  assert.match(page.url(), /a\.html$/);
  assert.equal(await page.getByLabel('换城市').inputValue(), here);
  await clean();
});

test('the folded bar stays folded in the next page, and nothing else is stored', async (t) => {
  site.files['/zhuzhou/health/a.html'] = html();
  const { page, bar, clean } = await visit(t);
  const stored = () => page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]));
  assert.equal(await stored(), '[{},{},""]');
  await page.getByRole('button', { name: '收起' }).click();
  const tab = page.getByRole('button', { name: /^预览/ });
  assert.ok(await tab.evaluate((element) => element.getRootNode().activeElement === element));
  await page.goto(`http://127.0.0.1:${port}/zhuzhou/health/a.html`);
  await tab.waitFor();
  assert.equal(await bar.locator('.strip').isVisible(), false);
  await tab.click();
  await bar.locator('.strip').waitFor();
  assert.equal(await stored(), '[{},{},""]');
  await clean();
});

test('the bar covers neither the end of the page nor a print', async (t) => {
  site.files[here] = html({ body: `${'<p>行</p>'.repeat(60)}<p id="text">末行</p>` });
  site.page = { ...fine, waits: ['草稿', '还没有审核'], lacks: [lacking] };
  for (const width of [360, 1280]) {
    const { page, bar, clean } = await visit(t, { viewport: { width, height: 700 } });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const [strip, last] = [await bar.boundingBox(), await page.locator('#text').boundingBox()];
    assert.ok(last.y + last.height <= strip.y, `${width}: ${last.y + last.height} > ${strip.y}`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    if (width === 1280) assert.ok(strip.height < 60, `one line, not ${strip.height} px`);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await bar.isVisible(), false);
    await clean();
  }
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing in the bar and the list at ${width} px, ${colorScheme}`, async (t) => {
      site.page = { ...fine, waits: ['草稿'], lacks: [lacking, lacking] };
      const { page, dialog, update } = await visit(t, { viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
      await page.addScriptTag({ path: axe });
      const check = async (what) => {
        const { violations } = await page.evaluate(() => globalThis.axe.run());
        assert.deepEqual(violations.map(({ id, nodes }) => `${what}: ${id}: ${nodes.map((node) => node.html).join(' | ')}`), []);
      };
      await check('draft');
      await page.locator('.lacking').click();
      await check('lacks');
      await update({ page: { ...fine } });
      await check('ready');
      await update({ errors: [wrong(), wrong({ what: '第二处', here: false })] });
      await dialog.waitFor();
      await check('errors');
      await page.keyboard.press('Escape');
      await page.locator('.hide').click();
      await check('folded');
    });
  }
}
