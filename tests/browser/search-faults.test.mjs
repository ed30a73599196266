// The search when things go wrong: files that do not come, a site published anew, late answers, hostile and private questions.
// XUAN_PUBLIC names the built output.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { http, isShard, missing, root, says, server, until, visit } from './visit.mjs';

test('a file that does not come, or comes empty, is asked for again', async () => {
  for (const failure of [(response) => response.destroy(), missing, (response) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(';')]) {
    const { context, find } = await visit(http('changsha/search.html'));
    const failed = new Set();
    server.instead = (url) => {
      const name = url.split('?')[0];
      if (!/\/search\/|search-engine/.test(name) || failed.has(name)) return undefined;
      failed.add(name);
      return failure;
    };
    await find('高血压');
    assert.ok([...failed].some(isShard) && [...failed].some((url) => url.endsWith('boot.js')), [...failed].join());
    await context.close();
  }
});

test('a file that never ends is given up after 15 seconds and asked for again', async () => {
  const { context, page, input, status, hits } = await visit(http('changsha/search.html'), { clock: true });
  await input.focus();
  await until(page, () => globalThis.XuanSearch);
  let held = 0;
  server.instead = (url) => (isShard(url) && !url.includes('?') ? () => { held += 1; } : undefined);
  await input.fill('高血压');
  await page.clock.runFor(120);
  await until(page, () => globalThis.searched.length > 0);
  await page.clock.runFor(400);
  await says(status, '正在查找…');
  while (!await hits.count()) await page.clock.runFor(1000);
  assert.ok(held > 0);
  assert.match(await status.textContent(), /找到/);
  await context.close();
});

test('a file that is gone is told plainly, and can be tried again', async () => {
  const { context, page, input, status, hits } = await visit(http('changsha/search.html'));
  server.instead = (url) => (isShard(url) ? missing : undefined);
  await input.fill('高血压');
  await says(status, '查找数据暂时读不到');
  server.instead = () => undefined;
  await page.getByRole('button', { name: '再试一次' }).click();
  await hits.first().waitFor();
  assert.match(await status.textContent(), /找到/);

  await page.goto(http('changsha/index.html'));
  server.instead = (url) => (isShard(url) ? missing : undefined);
  await page.locator('.seek input').fill('高血压');
  await page.getByRole('option', { name: '再试一次' }).waitFor();
  server.instead = () => undefined;
  await page.getByRole('option', { name: '再试一次' }).click();
  await page.getByRole('option', { name: /查看全部/ }).waitFor();
  await context.close();
});

test('a site that was published anew meanwhile is read by its new names', async () => {
  const { context, find, status, asked } = await visit(http('changsha/search.html'));
  const old = (await readFile(join(root, 'search/boot.js'), 'utf8')).replace(/xuanSearch\( *"[^"]*"/, 'xuanSearch("boot"');
  server.instead = (url) => (url.endsWith('/boot.js') ? (response) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(old) : undefined);
  await find('高血压');
  assert.match(await status.textContent(), /找到/);
  assert.equal(asked.filter((url) => url.includes('boot.js?again=')).length, 1);
  await context.close();
});

test('a late answer never takes the place of a newer one', async () => {
  // Two questions, of which the first needs a shard that the second does not.
  const needs = new Map();
  for (const query of ['高血压', '月经', '疫苗', '跌倒', '溺水']) {
    const { context, page, asked, input } = await visit(http('changsha/search.html'));
    await input.fill(query);
    await until(page, (wanted) => globalThis.answered.includes(wanted), query);
    needs.set(query, asked.filter(isShard).map((url) => url.slice(-8)));
    await context.close();
  }
  const pairs = [...needs.keys()].flatMap((a) => [...needs.keys()].map((b) => [a, b, needs.get(a).find((name) => !needs.get(b).includes(name))]));
  const [early, late, shard] = pairs.find(([, , only]) => only) ?? assert.fail('all questions need the same shards');
  const { context, page, input, hits, status } = await visit(http('changsha/search.html'));
  let release;
  const held = new Promise((ready) => {
    server.instead = (url) => (url.endsWith(shard) ? (response) => {
      release = async () => {
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(join(root, 'changsha/search', shard)));
      };
      ready();
    } : undefined);
  });
  await input.fill(early);
  await held;
  await says(status, '正在查找…');
  await input.fill(late);
  await until(page, (wanted) => globalThis.answered.includes(wanted), late);
  await hits.first().waitFor();
  const shown = await page.locator('.found').textContent() + await page.locator('.found-hits').textContent();
  await release();
  await until(page, (wanted) => globalThis.answered.includes(wanted), early);
  assert.equal(await page.locator('.found').textContent() + await page.locator('.found-hits').textContent(), shown);
  await context.close();
});

test('hostile questions neither break nor inject', async () => {
  const { context, page, complaints, input } = await visit(http('changsha/search.html'));
  const hostile = ['健'.repeat(10000), 'a'.repeat(10000), '\ud800', '健\udc00康', '健康\ud83d', '.*+?^${}()|[]\\', '(健|康)+$', '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>', '健康<b>粗</b>', 'javascript:alert(1)', '\u0000', '健\u0000康', '😀👨‍👩‍👧', '　 \t ', '__proto__', 'constructor', '%E0%A4%A', '\u202e\u200b', '&lt;i&gt;'];
  const tags = () => page.evaluate(() => document.querySelectorAll('main img, main iframe, main b, main i, main svg').length);
  const known = await tags();
  for (const query of hostile) {
    await input.evaluate((element, value) => {
      globalThis.answered.length = 0;
      element.value = value;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
      element.form.requestSubmit();
    }, query);
    if (query.trim()) await until(page, () => globalThis.answered.length > 0);
    await until(page, (blank) => blank === (document.querySelector('.finding').dataset.state === ''), !query.trim());
    await page.locator('.found-copy').evaluate((element) => element.click());
    await until(page, (blank) => blank || /^(已复制|请复制)/.test(document.querySelector('.found-status').textContent), !query.trim());
    assert.equal(await tags(), known, query.slice(0, 40));
    assert.equal(page.url(), http('changsha/search.html'));
  }
  for (const hash of ['#q=%E0%A4%A', '#q=%', '#q=%00', '#q=', '#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', '#q=%ED%A0%80', '#q=a%26b#c']) {
    await page.goto(http('changsha/index.html'));
    await page.goto(http('changsha/search.html') + hash);
    await until(page, (blank) => blank || globalThis.answered.length > 0, hash === '#q=');
    assert.equal(await tags(), known, hash);
  }
  await context.close();
  assert.deepEqual(complaints, []);
});

test('a question leaves no trace in addresses, requests, storage or cookies', async () => {
  const refuse = () => Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('refused', 'SecurityError'); } });
  for (const refused of [false, true]) {
    const { context, page, asked, box, offers, hits } = await visit(http('changsha/index.html'));
    if (refused) {
      await context.addInitScript(refuse);
      await page.reload();
    }
    await box.fill('高血压');
    await offers.last().click();
    await page.waitForURL(/search\.html$/);
    await hits.first().waitFor();
    const kept = await page.evaluate((without) => JSON.stringify([location.href, document.title, document.cookie, name, { ...localStorage }, without || { ...sessionStorage }]), refused);
    assert.doesNotMatch(kept, /高血压|%E9%AB%98|gaoxueya/i);
    assert.deepEqual(asked.filter((url) => /高|%E9%AB%98/i.test(url)), []);
    assert.equal(await page.evaluate(() => history.state.query), '高血压');
    await hits.first().locator('a').click();
    await page.locator('article.story').waitFor();
    assert.doesNotMatch(await page.evaluate(() => location.href + document.referrer + name), /%E9%AB%98|高血压/);
    // The search page is empty for whoever opens it next.
    await page.goto(http('changsha/search.html'));
    assert.equal(await page.locator('#query').inputValue(), '');
    await context.close();
  }
});
