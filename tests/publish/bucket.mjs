// A small S3 client of the tests' own, signed by AWS Signature Version 4, so that what is read back was not read by the program.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { KEY } from './servers.mjs';

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
const encode = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const path = (key) => key.split('/').map(encode).join('/');

// A bucket behind an address.
export function bucket(base, name = 'site') {
  const ask = async (method, key = '', { query = {}, headers = {}, body = '' } = {}) => {
    const host = new URL(base).host;
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const all = { ...headers, host, 'x-amz-content-sha256': hash(body), 'x-amz-date': date };
    const names = Object.keys(all).sort();
    const words = Object.keys(query).sort().map((word) => `${encode(word)}=${encode(query[word])}`).join('&');
    const place = `/${name}${key && `/${path(key)}`}`;
    const request = [method, place, words, ...names.map((header) => `${header}:${all[header]}`), '', names.join(';'), hash(body)].join('\n');
    const scope = `${date.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const secret = scope.split('/').reduce((key, part) => hmac(key, part), `AWS4${KEY.secret}`);
    const signature = hmac(secret, ['AWS4-HMAC-SHA256', date, scope, hash(request)].join('\n')).toString('hex');
    const { host: _, ...sent } = all;
    const authorization = `AWS4-HMAC-SHA256 Credential=${KEY.id}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    const answer = await fetch(`${base}${place}${words && `?${words}`}`, { method, headers: { ...sent, authorization }, body: body || undefined });
    return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const done = async (method, key, options, statuses = [200, 204]) => {
    const answer = await ask(method, key, options);
    assert.ok(statuses.includes(answer.status), `${method} ${key}: ${answer.status} ${answer.body}`);
    return answer;
  };
  const unescape = (text) => text.replace(/&(lt|gt|amp|quot|#34|#39);/g, (_, name) => ({ lt: '<', gt: '>', amp: '&', quot: '"', '#34': '"', '#39': "'" })[name]);
  // The keys, page by page.
  const list = async (prefix = '') => {
    const keys = [];
    for (let token = ''; ;) {
      const text = String((await done('GET', '', { query: { 'list-type': '2', prefix, ...token && { 'continuation-token': token } } })).body);
      keys.push(...[...text.matchAll(/<Key>(.*?)<\/Key>/g)].map(([, key]) => unescape(key)));
      token = unescape(/<NextContinuationToken>(.*?)</.exec(text)?.[1] ?? '');
      if (!token) return keys;
    }
  };
  const get = (key) => done('GET', key);
  // Everything below a prefix, each file read for itself.
  const all = async (prefix = '') => {
    const found = new Map();
    const keys = await list(prefix);
    const next = async () => {
      for (let key = keys.pop(); key !== undefined; key = keys.pop()) found.set(key.slice(prefix.length), (await get(key)).body);
    };
    await Promise.all(Array.from({ length: 16 }, next));
    return found;
  };
  const put = (key, body, headers = {}) => done('PUT', key, { body, headers });
  return { ask, list, get, all, put, remove: (key) => done('DELETE', key), make: () => done('PUT', '', {}, [200, 409]) };
}
