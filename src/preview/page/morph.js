// Carries what changed between two versions of a page into the document that shows it, node by node.
//
// The reader and the page's own scripts change the document too: a question is typed, a list unfolds, results are drawn.
// So the new version is never compared with the document, but with a mirror: an inert copy of the version before, each
// node of which knows its twin in the document. Where old and new agree, the twin is left alone, whatever it has become.

const own = 'script[src="/__xuan/preview.js"]';

// Takes out what no version may differ in: the preview's script with all that the parser put after it, and the content of
// noscript, which is text to a document with scripts and elements to a DOMParser.
const clean = (page) => {
  const script = page.querySelector(own);
  while (script && script.nextSibling) script.nextSibling.remove();
  if (script) script.remove();
  for (const element of page.querySelectorAll('noscript')) element.textContent = '';
};

const isSame = (old, next) => old.isEqualNode(next);
const isKind = (old, next) => old.nodeName === next.nodeName && old.rel === next.rel;
const isKin = (old, next) => isKind(old, next) && (old.nodeType !== Node.ELEMENT_NODE
  || ['id', 'class', 'name', 'property'].every((name) => old.getAttribute(name) === next.getAttribute(name)));

// For each of the new children the old child that becomes it, if any: the most alike first.
const match = (old, next) => {
  const left = new Set(old);
  const found = next.map(() => null);
  for (const fits of [isSame, isKin, isKind]) {
    next.forEach((node, at) => {
      if (found[at]) return;
      for (const candidate of left) {
        if (!fits(candidate, node)) continue;
        found[at] = candidate;
        left.delete(candidate);
        break;
      }
    });
  }
  return { found, left };
};

// The most of `places` that already stand in rising order. Those nodes stay where they are, for a node that is moved loses
// its focus, and a video stops.
const steady = (places) => {
  const best = [];
  places.forEach((place, at) => {
    best[at] = { place, length: 1, before: null };
    for (const run of best.slice(0, at)) {
      if (run.place < place && run.length >= best[at].length) best[at] = { place, length: run.length + 1, before: run };
    }
  });
  const kept = new Set();
  for (let run = best.reduce((a, b) => (b.length > a.length ? b : a), { length: 0 }); run; run = run.before) kept.add(run.place);
  return kept;
};

export class Mirror {
  // `copy` is a clone of the document from before its scripts ran. `twins` has the document's node for each of its nodes,
  // and pair(copy, live) adds those of two equal trees.
  constructor(copy, twins, pair) {
    Object.assign(this, { copy, twins, pair, sheets: new WeakMap(), first: true, changed: false });
    clean(copy);
  }

  // Whether `next` has a script that this document has not run. A script without `src` never runs under the site's policy.
  hasOtherScripts(next) {
    clean(next);
    const scripts = (page) => [...page.querySelectorAll('script[src]')].map((script) => script.outerHTML);
    const had = new Set(scripts(this.copy));
    return scripts(next).some((script) => !had.has(script));
  }

  // Makes the document show `next`, a document that a DOMParser made; tells whether there was anything to do.
  apply(next) {
    const { activeElement } = document;
    clean(next);
    this.changed = false;
    this.sync(this.copy.documentElement, next.documentElement);
    this.first = false;
    if (activeElement && activeElement.isConnected && activeElement !== document.activeElement) activeElement.focus({ preventScroll: true });
    return this.changed;
  }

  // What was there before the parser came to our script may be the work of an extension or of a script in the head. So the
  // first version that is fetched takes nothing away from the frame of the document: it only corrects its content.
  isForeign(parent) {
    return this.first && ['HTML', 'HEAD', 'BODY'].includes(parent.nodeName);
  }

  sync(old, next) {
    const live = this.twins.get(old);
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data === next.data) return;
      old.data = next.data;
      live.data = next.data;
      this.changed = true;
      return;
    }
    const isOtherSheet = old.matches('link[rel~=stylesheet]') && old.getAttribute('href') !== next.getAttribute('href');
    if (isOtherSheet) this.twins.set(old, this.successor(old, live));
    this.syncAttributes(old, next);
    this.syncChildren(old, next);
    if (isOtherSheet) live.after(this.twins.get(old));
  }

  syncAttributes(old, next) {
    const live = this.isForeign(old) ? null : this.twins.get(old);
    for (const { name } of [...old.attributes]) {
      if (next.hasAttribute(name)) continue;
      old.removeAttribute(name);
      if (live) live.removeAttribute(name);
      this.changed = true;
    }
    for (const attribute of next.attributes) {
      if (old.getAttribute(attribute.name) === attribute.value) continue;
      // A parsed name may be one that setAttribute refuses; and the policy forbids style, which no page of ours has.
      old.setAttributeNodeNS(this.copy.importNode(attribute, true));
      if (live && attribute.name !== 'style') live.setAttributeNodeNS(document.importNode(attribute, true));
      this.changed = true;
    }
  }

  syncChildren(old, next) {
    const was = [...old.childNodes];
    const is = [...next.childNodes];
    const least = Math.min(was.length, is.length);
    let head = 0, tail = 0;
    while (head < least && isSame(was[head], is[head])) head++;
    while (tail < least - head && isSame(was[was.length - 1 - tail], is[is.length - 1 - tail])) tail++;
    const before = was.slice(head, was.length - tail);
    const after = is.slice(head, is.length - tail);
    const { found, left } = match(before, after);
    for (const node of left) this.remove(node);
    const stays = steady(found.filter(Boolean).map((node) => before.indexOf(node)));
    // From the end, so that the node which each must precede is already in its place.
    let following = was[was.length - tail] || null;
    for (let at = after.length - 1; at >= 0; at--) {
      const node = found[at];
      if (!node) following = this.insert(old, after[at], following);
      else {
        if (!stays.has(before.indexOf(node))) this.place(old, node, following);
        if (!isSame(node, after[at])) this.sync(node, after[at]);
        following = node;
      }
    }
  }

  remove(node) {
    // Only of the body is the content the page's own for certain.
    const isKept = this.isForeign(node.parentNode) && node.parentNode.nodeName !== 'BODY';
    if (!isKept) for (const live of this.sheets.get(node) || [this.twins.get(node)]) live.remove();
    node.remove();
    this.changed = true;
  }

  insert(parent, next, following) {
    const node = this.copy.importNode(next, true);
    const live = document.importNode(next, true);
    this.pair(node, live);
    this.place(parent, node, following);
    return node;
  }

  // Scripts may have put nodes of their own between the twins, or taken twins away: the nearest neighbour still there counts.
  place(parent, node, following) {
    const [place, live] = [this.twins.get(parent), this.twins.get(node)];
    const isThere = (neighbour) => this.twins.get(neighbour).parentNode === place;
    parent.insertBefore(node, following);
    this.changed = true;
    for (let to = node.nextSibling; to; to = to.nextSibling) {
      if (isThere(to)) return void place.insertBefore(live, this.twins.get(to));
    }
    for (let to = node.previousSibling; to; to = to.previousSibling) {
      if (isThere(to)) return void this.twins.get(to).after(live);
    }
    place.prepend(live);
  }

  // The link that takes over from a style sheet's: the sheet in force goes when the new one has arrived, so that the page is
  // never seen without; and one that cannot be had changes nothing.
  successor(old, live) {
    const link = live.cloneNode();
    const chain = this.sheets.get(old) || [live];
    chain.push(link);
    this.sheets.set(old, chain);
    link.addEventListener('load', () => {
      for (const former of chain.splice(0, chain.indexOf(link))) former.remove();
    });
    return link;
  }
}
