// `xuan serve` itself in a real browser, over a copy of the repository's own workspace. XUAN_PROGRAM names the program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './chromium.mjs';

const program = process.env.XUAN_PROGRAM;
assert.ok(program, 'XUAN_PROGRAM must name the program');
const repository = fileURLToPath(new URL('../..', import.meta.url));
const story = 'content/changsha/health/less-salt.md';
const address = 'changsha/health/less-salt.html';

let browser, root, base, served;
let said = '';
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'xuan-preview-'));
  for (const folder of ['content', 'themes']) await cp(join(repository, folder), join(root, folder), { recursive: true });
  served = spawn(program, ['serve', '--root', root, '--port', '0', '--no-open', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'pipe'] });
  served.stdout.on('data', (text) => { said += text; });
  served.stderr.on('data', (text) => { said += text; });
  await until(() => /is ready .*?(http:\S+)/.test(said), 'the preview is ready');
  [, base] = /is ready .*?(http:\S+)/.exec(said);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  served?.kill('SIGKILL');
  await rm(root, { recursive: true, force: true });
});

const until = async (check, what) => {
  for (const start = Date.now(); !await check(); await new Promise((done) => setTimeout(done, 20))) {
    assert.ok(Date.now() - start < 20000, `${what}\n${said}`);
  }
};
const read = (path) => readFile(join(root, path), 'utf8');
const write = (path, text) => writeFile(join(root, path), text);

// A page that is followed, and that fails its test for whatever it complained of.
async function visit(t, path = address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(base + path);
  await page.locator('.bar').waitFor();
  return { page, bar: page.locator('.bar'), dialog: page.getByRole('dialog'), clean: () => assert.deepEqual(complaints, []) };
}

test('a saved story changes the open page in place, the scroll kept', async (t) => {
  const before = await read(story);
  const { page, bar, clean } = await visit(t);
  await page.evaluate(() => { globalThis.mark = 1; scrollTo(0, 600); });
  const scroll = await page.evaluate(() => scrollY);
  assert.ok(scroll > 100);
  await write(story, `${before}\n保存以后才有的一段。\n`);
  await page.getByText('保存以后才有的一段。').waitFor();
  assert.deepEqual(await page.evaluate(() => [globalThis.mark, scrollY]), [1, scroll]);
  assert.match(await bar.textContent(), /长沙市/);
  await until(() => /Updated content\/changsha\/health\/less-salt\.md → \/changsha\/health\/less-salt\.html \(\d+ ms\)/.test(said), 'one line');
  await write(story, before);
  await page.getByText('保存以后才有的一段。').waitFor({ state: 'detached' });
  clean();
});

test('a mistake lies over the last good page until it is mended', async (t) => {
  const before = await read(story);
  const { page, dialog, clean } = await visit(t);
  const text = await page.locator('main').textContent();
  await write(story, before.replace(/^topics:.*$/m, 'topics: 减言'));
  await dialog.waitFor();
  const told = await dialog.textContent();
  assert.match(told, /减言/);
  assert.match(told, /less-salt\.md:\d+/);
  assert.equal(await page.locator('main').textContent(), text);
  await write(story, before);
  await dialog.waitFor({ state: 'detached' });
  clean();
});

test('a style sheet is swapped without a reload, and a template takes effect', async (t) => {
  const { page, clean } = await visit(t);
  await page.evaluate(() => { globalThis.mark = 1; });
  const style = 'themes/default/static/site.css';
  const css = await read(style);
  await write(style, `${css}\nh1 { letter-spacing: 7px; }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px');
  assert.equal(await page.evaluate(() => globalThis.mark), 1);
  await write(style, css);
  const template = 'themes/default/templates/base.html';
  const html = await read(template);
  await write(template, html.replace('</main>', '<p id="of-template">模板改过了</p></main>'));
  await page.locator('#of-template').waitFor();
  await write(template, '{{ 坏 了 }}');
  await page.getByRole('dialog').waitFor();
  await write(template, html);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('#of-template').waitFor({ state: 'detached' });
  clean();
});

test('the bar leads to the same page of another city', async (t) => {
  const { page, bar, clean } = await visit(t);
  const choice = await bar.locator('option').evaluateAll((options) => options.find((option) => option.textContent.includes('岳阳')).value);
  await bar.locator('select').selectOption(choice);
  await page.waitForURL(`${base}yueyang/health/less-salt.html`);
  await page.locator('.bar').waitFor();
  clean();
});

test('drafts are shown and marked, and go when they are deleted', async (t) => {
  const draft = 'content/changsha/stories/preview-draft.md';
  await write(draft, '---\ntitle: 还没写完\ndate: 2021-05-29\nunit: 浏阳\ndraft: 是\n---\n\n写到一半。\n');
  await until(async () => (await fetch(`${base}changsha/stories/preview-draft.html`)).status === 200, 'the draft is served');
  const { page, bar } = await visit(t, 'changsha/stories/preview-draft.html');
  await bar.filter({ hasText: 'draft' }).waitFor();
  await rm(join(root, draft));
  await until(async () => (await fetch(`${base}changsha/stories/preview-draft.html`)).status === 404, 'the draft is gone');
  await page.getByText('写到一半。').waitFor();
});

test('the search finds what was saved a moment ago', async (t) => {
  const before = await read(story);
  await write(story, `${before}\n琥珀色的盐罐。\n`);
  const { page, clean } = await visit(t, 'changsha/search.html');
  await until(async () => (await fetch(`${base}${address}`).then((answer) => answer.text())).includes('琥珀色'), 'the text is served');
  const input = page.locator('.finding input').first();
  await input.fill('琥珀色的盐罐');
  await page.locator('.found-hits a').first().waitFor();
  assert.match(await page.locator('.found-hits a').first().getAttribute('href'), /less-salt\.html$/);
  await write(story, before);
  clean();
});

test('Ctrl-C ends it and frees the port', async () => {
  const begun = Date.now();
  const ended = new Promise((done) => served.once('exit', (code) => done(code)));
  served.kill('SIGINT');
  assert.equal(await ended, 0);
  assert.ok(Date.now() - begun < 5000);
  await assert.rejects(fetch(base));
});
