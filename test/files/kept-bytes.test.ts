import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptBytes } from '../../src/files/chunk-cache/kept-bytes.ts';

const key = 'a'.repeat(64);

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Makes these bytes, and counts how often. */
function maker(bytes: Uint8Array) {
  const made = { count: 0, make: async () => bytes };
  made.make = async () => {
    made.count++;
    return bytes;
  };
  return made;
}

test('bytes are made once, and found again by their key', async () => {
  const folder = join(newFolder(), 'new');
  const own = maker(Uint8Array.of(1, 2, 3));
  for (let time = 0; time < 3; time++) {
    expect([...(await keptBytes(folder, key, own.make))]).toEqual([1, 2, 3]);
  }
  expect(own.count).toBe(1);
  expect([...(await keptBytes(folder, 'b'.repeat(64), async () => Uint8Array.of(4)))]).toEqual([4]);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(statSync(join(folder, key)).mode & 0o777).toBe(0o600);
});

test.each([
  ['changed', (bytes: Buffer) => bytes.fill(9, 0, 1)],
  ['cut', (bytes: Buffer) => bytes.subarray(0, 20)],
  ['empty', () => Buffer.alloc(0)],
])('a %s file is made again', async (_title, damage) => {
  const folder = newFolder();
  const own = maker(Uint8Array.of(1, 2, 3));
  await keptBytes(folder, key, own.make);
  writeFileSync(join(folder, key), damage(readFileSync(join(folder, key))));
  for (let time = 0; time < 2; time++) {
    expect([...(await keptBytes(folder, key, own.make))]).toEqual([1, 2, 3]);
  }
  expect(own.count).toBe(2);
});

test('a folder that cannot be made keeps nothing', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const own = maker(Uint8Array.of(5));
  expect([...(await keptBytes(join(file, 'inside'), key, own.make))]).toEqual([5]);
});
