// Reads the files of a zip archive by its central directory (APPNOTE.TXT, sections 4.3.12 and 4.3.16), checks and all.
import assert from 'node:assert/strict';
import { inflateRawSync } from 'node:zlib';

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

// The check of PNG and zip.
export function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

// The files by their names; folders are left out.
export function unzip(archive) {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  assert.ok(end >= 0, 'an archive has an end');
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(archive.readUInt32LE(at), 0x02014b50);
    const [flags, method, check, packed, size] = [archive.readUInt16LE(at + 8), archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 16),
      archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const [ofName, ofExtra, ofComment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + ofName);
    const local = archive.readUInt32LE(at + 42);
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const body = archive.subarray(begin, begin + packed);
    at += 46 + ofName + ofExtra + ofComment;
    if (name.endsWith('/')) continue;
    assert.ok(/^[\x20-\x7e]*$/.test(name) || flags & 0x800, `${name} is marked as UTF-8`);
    assert.ok(!name.startsWith('/') && !name.split('/').includes('..') && !name.includes('\\'), name);
    const bytes = method === 8 ? inflateRawSync(body) : Buffer.from(body);
    assert.deepEqual([bytes.length, crc32(bytes)], [size, check], name);
    assert.ok(!files.has(name), name);
    files.set(name, bytes);
  }
  return files;
}
