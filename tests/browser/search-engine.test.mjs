// The search engine by itself, in Node, on the built sites: what it finds is held against the texts. XUAN_PUBLIC names the output.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';

const root = process.env.XUAN_PUBLIC;
assert.ok(root, 'XUAN_PUBLIC must name the built output');

// A site's engine, and what it has asked for; `broken` names files that cannot be had.
function open(site) {
  const folder = join(root, site);
  const script = readdirSync(join(folder, 'assets')).find((name) => name.startsWith('search-engine-'));
  const asked = [];
  const broken = new Set();
  let payload;
  const context = vm.createContext({ xuanSearch: (name, value) => { payload = { name, value }; } });
  vm.runInContext(readFileSync(join(folder, 'assets', script), 'utf8'), context);
  const load = async (name) => {
    asked.push(name);
    if (broken.has(name)) throw new Error(`${name} is gone`);
    vm.runInContext(readFileSync(join(folder, 'search', `${name}.js`), 'utf8'), context);
    assert.equal(payload.name, name);
    return payload.value;
  };
  return { engine: context.XuanSearch.open(load), search: context.XuanSearch, load, asked, broken };
}

// Every document of a site, read from the fragment files themselves.
async function documents(site) {
  const { load } = open(site);
  const found = [];
  for (const folder of readdirSync(join(root, site, 'search'), { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(root, site, 'search', folder.name))) {
      found.push(...await load(`${folder.name}/${file.replace('.js', '')}`));
    }
  }
  return found.map(([url, title, , , , , text]) => ({ url, title, text }));
}

const plain = (value) => JSON.parse(JSON.stringify(value));

test('texts fold as the index folds them', async () => {
  const { search, load, engine } = open('changsha');
  const { fold } = await load('boot');
  // A query with a character that begins no pair brings the fold table.
  await engine.search('鬱鬱');
  const pairs = Array.from(await load(fold));
  for (let n = 0; n < pairs.length; n += 2) assert.equal(search.fold(pairs[n]), pairs[n + 1]);
  for (const [written, folded] of JSON.parse(readFileSync(new URL('../folding.json', import.meta.url), 'utf8'))) {
    assert.equal(search.fold(written), folded, written);
  }
});

for (const site of ['changsha', '']) {
  test(`every pair and every piece of a title finds just the pages that hold it, on ${site || 'the doors'}`, async () => {
    const all = await documents(site);
    const { engine, search } = open(site);
    await engine.search('健康');
    const folded = all.map(({ url, title, text }) => ({ url, plain: search.fold(`${title}\n${text}`) }));
    const queries = new Set();
    for (const { title } of all) {
      for (const run of search.fold(title).match(/[一-鿿]{2,}/g) || []) {
        for (let at = 0; at + 2 <= run.length; at++) queries.add(run.slice(at, at + 2));
        queries.add(run);
      }
    }
    assert.ok(queries.size > 50);
    for (const query of queries) {
      const truth = folded.filter((page) => page.plain.includes(query)).map((page) => page.url).sort();
      const answer = await engine.search(query, { limit: 1000 });
      assert.equal(answer.exact, true, query);
      assert.deepEqual(plain(answer.hits.filter((hit) => hit.exact).map((hit) => hit.url)).sort(), truth, query);
      assert.equal(answer.hits[0].exact, true, query);
    }
  });
}

test('a page is found by its title in pinyin and initials, by its topic and its county', async () => {
  const { engine } = open('changsha');
  for (const [query, url] of [['jianyan', 'health/less-salt.html'], ['xishou', 'health/handwashing.html'], ['gxy', 'health/blood-pressure.html'],
    ['liuyang', 'stories/jian-bu-zou.html'], ['GaoXueYa', 'health/blood-pressure.html'], ['gao xue ya', 'health/blood-pressure.html']]) {
    const answer = await engine.search(query);
    assert.ok(answer.pinyin, query);
    assert.ok(answer.hits.some((hit) => hit.url === url), query);
  }
});

test('a traditional query finds what the simplified one finds', async () => {
  const { engine } = open('changsha');
  const simplified = await engine.search('高血压');
  const traditional = await engine.search('高血壓');
  assert.deepEqual(plain(traditional.ids), plain(simplified.ids));
  assert.ok(traditional.exact);
});

test('a synonym finds what the word itself does not, after it, and says so', async () => {
  const { engine } = open('changsha');
  const answer = await engine.search('血压高 吃咸了');
  assert.ok(answer.hits.some((hit) => hit.url === 'health/less-salt.html'));
  assert.ok(answer.also.length > 0);
  const exact = await engine.search('高血压');
  const order = exact.hits.map((hit) => hit.exact);
  assert.deepEqual(plain(order), plain(order.slice().sort((a, b) => b - a)));
});

test('what stands nowhere is never called exact', async () => {
  const { engine } = open('changsha');
  for (const query of ['疟疾血症', '月球背面', '鑫淼', 'zzxxqq', '血高压血']) {
    const answer = await engine.search(query);
    assert.ok(!answer.exact || answer.total === 0, query);
  }
});

test('facets count the found pages, and a choice keeps those of its value', async () => {
  const { engine } = open('');
  const answer = await engine.search('健康');
  const facets = await engine.facets(answer);
  assert.deepEqual(plain(facets.map((facet) => facet.id)).sort(), ['audience', 'city', 'section', 'topic', 'year']);
  for (const facet of facets.filter(({ id }) => ['section', 'city'].includes(id))) {
    for (const value of facet.values) {
      const chosen = { [facet.id]: [value.name] };
      const kept = await engine.search('健康', { chosen });
      assert.equal(kept.total, value.count, value.name);
      const again = (await engine.facets(kept)).find(({ id }) => id === facet.id);
      assert.deepEqual(plain(again.values.map(({ count }) => count)), plain(facet.values.map(({ count }) => count)), 'a facet does not narrow itself');
    }
  }
});

test('a file that cannot be had is an error now, and asked for again with the next query', async () => {
  const { engine, asked, broken } = open('changsha');
  await engine.search('洗手');
  const shard = asked.find((name) => name !== 'boot' && !name.includes('/'));
  const fresh = open('changsha');
  fresh.broken.add(shard);
  await assert.rejects(fresh.engine.search('洗手'), /is gone/);
  fresh.broken.delete(shard);
  assert.ok((await fresh.engine.search('洗手')).total > 0);
  assert.equal(broken.size, 0);
});

test('no query breaks it', async () => {
  const { engine, search } = open('changsha');
  const hostile = ['', ' ', '，。！', '健'.repeat(10_000), '\ud800', '\udfff健康', '\0', '.*+?^${}()|[]\\', '<script>alert(1)</script>', '__proto__', 'constructor',
    '\u202e健康', '👨‍👩‍👧', 'a'.repeat(5000), '健 '.repeat(500), 'ﷺ', '%E0%A4%A', '健康\n盐', '𠀀𠀁', '1', '٣'];
  for (const query of hostile) {
    const answer = await engine.search(query);
    assert.equal(typeof answer.total, 'number');
    for (const hit of answer.hits) {
      const parts = search.snippet(hit.text, answer.marks, 90);
      const text = parts.map((part) => part.text).join('').replace(/^…|…$/g, '');
      assert.ok(hit.text.replace(/\n/g, ' ').includes(text), query);
      assert.equal(search.mark(hit.title, answer.marks).map((part) => part.text).join(''), hit.title);
    }
  }
  assert.equal((await engine.search('健'.repeat(10_000))).cut, true);
});

test('a question asks for at most eight files of the index and twenty fragments', async () => {
  const { engine, asked } = open('');
  await engine.search('孩子晚上总是睡不好第二天上课没有精神应该怎么办才好呢');
  const index = asked.filter((name) => !name.includes('/'));
  assert.ok(index.length <= 8 + 5, `${index}`);
  assert.ok(asked.length - index.length <= 20);
});

test('the client takes at most 8,000 bytes, compressed', () => {
  const folder = join(root, 'changsha', 'assets');
  const scripts = readdirSync(folder).filter((name) => name.startsWith('search-'));
  assert.equal(scripts.length, 2);
  const bytes = scripts.map((name) => execFileSync('gzip', ['-9'], { input: readFileSync(join(folder, name)) }).length);
  assert.ok(bytes[0] + bytes[1] <= 8000, `${bytes}`);
});
