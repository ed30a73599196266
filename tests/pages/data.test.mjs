// What machines read of the built pages: structured data, the tags of government sites, feeds and site maps. And what they must
// not read: a family in a search engine, a young reader's question in a title. XUAN_PUBLIC names the repository's own built sites.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DOMParser, parseHTML } from 'linkedom';
import { base, build, pages } from './site.mjs';

let site, roots, all;
before(async () => {
  assert.ok(process.env.XUAN_PUBLIC, 'XUAN_PUBLIC must name the built output');
  site = await build();
  roots = [process.env.XUAN_PUBLIC, site.root];
  all = [];
  for (const root of roots) for (const path of await pages(root)) all.push(look(root, path));
});
after(() => site?.remove());

// What the tests need of a page; the whole of a thousand pages would not fit.
function look(root, path) {
  const { document } = parseHTML(readFileSync(join(root, path), 'utf8'));
  const metas = new Map();
  for (const meta of document.querySelectorAll('meta[name]')) metas.set(meta.getAttribute('name'), [...metas.get(meta.getAttribute('name')) ?? [], meta.getAttribute('content')]);
  const texts = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.trim());
  return {
    root, path, metas,
    title: texts('title')[0], heading: (texts('h1')[0] ?? '').replace(/\s*示例$/, ''),
    canonical: document.querySelector('link[rel=canonical]')?.getAttribute('href') ?? null,
    noindex: /noindex/.test(metas.get('robots')?.join() ?? ''),
    data: texts('script[type="application/ld+json"]'),
    body: document.body.getAttribute('class') ?? '',
    notices: texts('.notices').join(), facts: texts('.facts dd'),
    authors: texts('.meta span').some((text) => text.startsWith('作者：')), cover: document.querySelector('figure.cover') !== null,
  };
}

const of = (kind) => all.find((page) => page.root === site.root && page.path === site.kinds[kind]);
const isFamily = (page) => page.body.includes('kind-families');
const isYouth = (page) => page.body.includes('kind-youth') || /\/adults\.html$/.test(page.path);
const nothing = (found) => assert.equal(found.length, 0, `\n${found.slice(0, 12).join('\n')}\n(${found.length} in all)`);
const isAbsolute = (text) => typeof text === 'string' && text.startsWith(base);
const isDate = (text) => typeof text === 'string' && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/.test(text) && !Number.isNaN(Date.parse(text));

// Every node that stands in a page's data, at any depth, and by its type.
function nodes(page) {
  const found = [];
  const walk = (value) => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value && typeof value === 'object') {
      if (value['@type']) found.push(value);
      Object.values(value).forEach(walk);
    }
  };
  for (const text of page.data) walk(JSON.parse(text));
  return found;
}
const types = (node) => [node['@type']].flat();
const articles = ['Article', 'NewsArticle', 'MedicalWebPage'];

test('structured data parses, in the terms of schema.org', () => {
  const found = [];
  for (const page of all) {
    for (const text of page.data) {
      try {
        assert.match(JSON.parse(text)['@context'], /^https?:\/\/schema\.org\/?$/);
      } catch (error) {
        found.push(`${page.path}: ${error.message}`);
      }
    }
  }
  nothing(found);
});

test('what structured data says of an article, its way and its publisher is complete', () => {
  const found = [];
  for (const page of all) {
    const wants = (node, what, holds) => { if (!holds) found.push(`${page.path}: ${types(node)}: ${what}: ${JSON.stringify(node).slice(0, 200)}`); };
    for (const node of nodes(page)) {
      if (types(node).some((type) => articles.includes(type))) {
        wants(node, 'headline', node.headline?.length > 0);
        wants(node, 'datePublished', isDate(node.datePublished));
        wants(node, 'dateModified', node.dateModified === undefined || isDate(node.dateModified) && node.dateModified >= node.datePublished);
        wants(node, 'inLanguage', node.inLanguage === 'zh-CN');
        wants(node, 'publisher', node.publisher?.name?.length > 0 || node.publisher?.['@id']?.length > 0);
        const address = node.mainEntityOfPage?.['@id'] ?? node.mainEntityOfPage ?? node.url;
        wants(node, 'mainEntityOfPage', isAbsolute(address) && address === page.canonical);
        wants(node, 'image', node.image === undefined || [node.image].flat().every((image) => isAbsolute(image.url ?? image)));
      } else if (types(node).includes('BreadcrumbList')) {
        wants(node, 'itemListElement', node.itemListElement?.length > 0);
        node.itemListElement.forEach((item, at) => {
          wants(node, `position ${at + 1}`, item.position === at + 1);
          wants(node, `name ${at + 1}`, (item.name ?? item.item?.name)?.length > 0);
          const address = item.item?.['@id'] ?? item.item;
          // Only the page itself, at the end, may stand without an address.
          wants(node, `item ${at + 1}`, isAbsolute(address) || address === undefined && at + 1 === node.itemListElement.length);
        });
      } else if (types(node).some((type) => ['Organization', 'GovernmentOrganization', 'WebSite'].includes(type))) {
        wants(node, 'name', node.name?.length > 0);
        wants(node, 'url', node.url === undefined ? node['@id'] === undefined : isAbsolute(node.url));
      }
    }
  }
  nothing(found);
});

for (const [kind, wanted] of [
  ['home', [['Organization', 'GovernmentOrganization']]],
  ['health', [articles, ['BreadcrumbList']]],
  ['story', [articles, ['BreadcrumbList']]],
  ['section', [['BreadcrumbList']]],
]) {
  test(`a page of the kind ${kind} carries structured data`, () => {
    const has = nodes(of(kind)).flatMap(types);
    for (const any of wanted) assert.ok(any.some((type) => has.includes(type)), `no ${any.join(' or ')} among ${has.join() || 'nothing'}`);
  });
}

test('an article names its reviewer where it has one, and the home an address of its organisation', () => {
  const article = nodes(of('elements')).find((node) => types(node).some((type) => articles.includes(type)));
  assert.match(JSON.stringify(article?.reviewedBy) ?? '', /赵医生/);
  const [organisation] = nodes(of('home')).filter((node) => /Organization$/.test(types(node).join()) && node.name);
  assert.equal(organisation?.url, `${base}changsha/`);
});

test('structured data names no reviewer of what no expert reviewed', () => {
  nothing(all.filter((page) => page.notices.includes('未经医学专家审核') && /reviewedBy|lastReviewed/.test(page.data.join())).map((page) => page.path));
});

test('structured data and tags name nobody of a family', () => {
  const found = [];
  for (const page of all.filter((one) => isFamily(one))) {
    const names = page.facts.flatMap((text) => [text.replace(/（.*/, ''), ...[...text.matchAll(/“(.+?)”为化名/g)].map((match) => match[1])]);
    const data = page.data.join();
    if (nodes(page).some((node) => types(node).includes('Person'))) found.push(`${page.path}: Person`);
    for (const name of names.filter((one) => one.length > 1)) {
      for (const [where, text] of [['structured data', data], ['Author', page.metas.get('Author')?.join() ?? '']]) {
        if (text.includes(name)) found.push(`${page.path}: ${where} names ${name}`);
      }
    }
    if (page.metas.has('Image')) found.push(`${page.path}: Image`);
  }
  nothing(found);
});

// 《政府网站发展指引》（国办发〔2017〕47号）附件“网页标签规范”.
function tags(page, wanted) {
  const found = [];
  for (const [name, rule] of Object.entries(wanted)) {
    const values = page.metas.get(name) ?? [];
    if (values.length !== 1) found.push(`${page.path}: ${name} stands ${values.length} times`);
    else if (!rule.test(values[0])) found.push(`${page.path}: ${name} is ${values[0]}`);
  }
  return found;
}

test('every page of a city carries the tags of a government site, the number only where there is one', () => {
  const found = [];
  const common = { SiteName: /湖南健康家庭/, SiteDomain: /^jiankang\.example$/ };
  for (const page of all.filter(({ path }) => path.includes('/') && path !== site.kinds.moved)) {
    found.push(...tags(page, page.root === site.root ? { ...common, SiteIDCode: /^4300000001$/ } : common));
    if (page.root !== site.root && page.metas.has('SiteIDCode')) found.push(`${page.path}: SiteIDCode, though none is set`);
  }
  nothing(found);
});

test('a listing carries the tags of a column', () => {
  const topics = { ColumnName: /./, ColumnKeywords: /./ };
  nothing([
    ...tags(of('section'), { ...topics, ColumnName: /^健康教育$/, ColumnDescription: /./, ColumnType: /./ }),
    ...tags(of('second'), { ...topics, ColumnName: /^健康教育$/, ColumnDescription: /./, ColumnType: /./ }),
    ...tags(of('topic'), { ...topics, ColumnName: /减盐/ }),
    ...tags(of('county'), { ...topics, ColumnName: /芙蓉/ }),
  ]);
});

test('a story carries the tags of an article', () => {
  nothing([
    ...tags(of('elements'), {
      ArticleTitle: /^一篇什么都有的稿件/, PubDate: /^2026-11-20 08:30$/, ContentSource: /^示例医院$/, Keywords: /^检查[,，;]\s*主题$/,
      Author: /王医生/, Description: /^这一篇只用来检查主题/, Image: /^https:\/\/jiankang\.example\/changsha\/assets\//, Url: /every-element\.html$/, ColumnName: /^健康教育$/,
    }),
    ...tags(of('story'), {
      ArticleTitle: /^把讲座办到院子里$/, PubDate: /^2026-11-18 09:05$/, ContentSource: /芙蓉区/, Author: /^周宣传员$/, Description: /./, Url: /real-story\.html$/,
    }),
    // A date without a time is told to the minute all the same.
    ...tags(of('health'), { PubDate: /^2026-\d\d-\d\d \d\d:\d\d$/, ContentSource: /./, Keywords: /./, Url: /less-salt\.html$/ }),
  ]);
  const bare = of('sample');
  assert.deepEqual(['Author', 'Image'].filter((name) => bare.metas.has(name)), [], 'a tag without a value');
  assert.deepEqual(all.flatMap((page) => [...page.metas].filter(([, values]) => values.some((value) => !value?.trim())).map(([name]) => `${page.path}: ${name}`)), []);
});

// An XML document of a built folder.
const xml = (root, path) => new DOMParser().parseFromString(readFileSync(join(root, path), 'utf8'), 'text/xml');
const named = (name) => roots.flatMap((root) => readdirSync(root, { recursive: true }).filter((path) => path.endsWith(name)).sort().map((path) => [root, path]));
const children = (element, name) => [...element.children].filter((child) => child.localName === name || child.nodeName === name);
const text = (element, name) => children(element, name)[0]?.textContent ?? '';
const served = (root, address) => {
  const path = decodeURIComponent(address.slice(base.length)).replace(/(^|\/)$/, '$1index.html');
  return all.find((page) => page.root === root && page.path === path);
};

test('every feed is a whole Atom feed', () => {
  const found = [];
  assert.ok(named('feed.xml').length > 0);
  for (const [root, path] of named('feed.xml')) {
    const feed = xml(root, path).documentElement;
    const wants = (what, holds) => { if (!holds) found.push(`${path}: ${what}`); };
    const ids = new Set();
    const check = (element, where) => {
      for (const name of ['id', 'title', 'updated']) wants(`${where}: one ${name}`, children(element, name).length === 1 && text(element, name).length > 0);
      wants(`${where}: id is absolute and its own`, isAbsolute(text(element, 'id')) && !ids.has(text(element, 'id')));
      ids.add(text(element, 'id'));
      for (const name of ['updated', 'published']) {
        const value = text(element, name);
        wants(`${where}: ${name} is a time of RFC 3339`, value === '' && name === 'published' || isDate(value) && value.length > 10);
      }
      for (const link of children(element, 'link')) wants(`${where}: link is absolute`, isAbsolute(link.getAttribute('href')));
      return children(element, 'link').map((link) => [link.getAttribute('rel') ?? 'alternate', link.getAttribute('href')]);
    };
    wants('is Atom', feed.localName === 'feed' && feed.getAttribute('xmlns') === 'http://www.w3.org/2005/Atom');
    const links = check(feed, 'feed');
    wants('says where it stands', links.some(([rel, href]) => rel === 'self' && href === base + path));
    const entries = children(feed, 'entry');
    wants('has entries', entries.length > 0);
    wants('has an author, or each entry has', text(feed, 'author').length > 0 || entries.every((entry) => text(entry, 'author').length > 0));
    const newest = entries.map((entry) => Date.parse(text(entry, 'updated'))).sort((one, other) => other - one)[0];
    wants('is not older than an entry', Date.parse(text(feed, 'updated')) >= newest);
    entries.forEach((entry, at) => {
      const alternates = check(entry, `entry ${at + 1}`).filter(([rel]) => rel === 'alternate');
      wants(`entry ${at + 1}: one link to a page that is there`, alternates.length === 1 && served(root, alternates[0][1]));
      // A family's photograph is on its own page only.
      const picture = /<img|&lt;img/.test(entry.innerHTML) || children(entry, 'link').some((link) => link.getAttribute('rel') === 'enclosure');
      wants(`entry ${at + 1}: a family's picture`, !(picture && alternates.some(([, href]) => href.includes('/families/'))));
    });
  }
  nothing(found);
});

test('every site map names just the pages that search engines may keep, each once, by its own address', () => {
  const found = [];
  assert.ok(named('sitemap.xml').length > 0);
  for (const [root, path] of named('sitemap.xml')) {
    const map = xml(root, path).documentElement;
    assert.equal(map.getAttribute('xmlns'), 'http://www.sitemaps.org/schemas/sitemap/0.9', path);
    if (map.localName === 'sitemapindex') continue;
    const named = children(map, 'url').map((url) => text(url, 'loc'));
    for (const address of named) {
      const page = served(root, address);
      if (!isAbsolute(address)) found.push(`${path}: ${address} is not absolute`);
      else if (!page) found.push(`${path}: ${address} is not there`);
      else if (page.noindex) found.push(`${path}: ${address} asks not to be indexed`);
      else if (page.canonical && page.canonical !== address) found.push(`${path}: ${address} calls itself ${page.canonical}`);
    }
    for (const url of children(map, 'url')) if (children(url, 'lastmod').some((date) => !isDate(date.textContent))) found.push(`${path}: ${text(url, 'lastmod')}`);
    if (new Set(named).size !== named.length) found.push(`${path}: an address twice`);
    // A later page of a listing, and a note beside its article, are found from there.
    const folder = path.slice(0, -'sitemap.xml'.length);
    for (const page of all.filter((one) => one.root === root && one.path.startsWith(folder) && one.path.includes('/') === folder.includes('/'))) {
      if (!/page-\d+|\/adults\.html$/.test(page.path) && !page.noindex && page.canonical?.startsWith(base + folder) && !named.includes(page.canonical)) found.push(`${path}: lacks ${page.canonical}`);
    }
  }
  nothing(found);
});

test('a family and a sample stay out of search engines', () => {
  const families = all.filter((page) => /\/families\/(?!index|page-)/.test(page.path));
  assert.ok(families.length > 10);
  nothing(families.filter((page) => !page.noindex || !isFamily(page)).map((page) => page.path));
  nothing(all.filter((page) => /^【示例】/.test(page.title) && !page.noindex).map((page) => page.path));
});

test('the title of a page for the young tells no history what was read', () => {
  const young = all.filter((page) => isYouth(page) && /\/youth\/(?!index|page-)/.test(page.path));
  assert.ok(young.length > 10);
  const about = (page) => page.heading.replace(/：\s*家长教师提示$/, '');
  nothing(young.filter((page) => page.title.includes(about(page))).map((page) => `${page.path}: ${page.title}`));
});
