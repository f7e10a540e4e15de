import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesMatching, isGlob } from '../../src/files/glob.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const files = [
  'a1.csv',
  'a2.csv',
  'a10.csv.gz',
  'b[1].csv',
  '.hidden.csv',
  'deep/a3.csv',
  'deep/er/a4.csv',
  'note.txt',
];

function folder(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'deep', 'er'), { recursive: true });
  for (const file of files) writeFileSync(join(root, file), '');
  return root;
}

test.each([
  ['*.csv', ['a1.csv', 'a2.csv', 'b[1].csv']],
  ['a?.csv', ['a1.csv', 'a2.csv']],
  ['a*.csv*', ['a1.csv', 'a10.csv.gz', 'a2.csv']],
  ['a[13-9].csv', ['a1.csv']],
  ['a[!1].csv', ['a2.csv']],
  ['{a1,b*}.csv', ['a1.csv', 'b[1].csv']],
  ['**/a*.csv', ['a1.csv', 'a2.csv', 'deep/a3.csv', 'deep/er/a4.csv']],
  ['*/a*.csv', ['deep/a3.csv']],
  ['.*.csv', ['.hidden.csv']],
  ['none/*.csv', []],
  ['note.txt/*', []],
  ['a+(1).csv*', []],
])('%s matches %j', (pattern, expected) => {
  const root = folder();
  expect(filesMatching(pattern, root).map((path) => relative(root, path))).toEqual(expected);
  expect(filesMatching(join(root, pattern), '/').map((path) => relative(root, path))).toEqual(expected);
});

test('a file whose name has brackets is no glob', () => {
  const root = folder();
  expect(isGlob('b[1].csv', root)).toBe(false);
  expect(isGlob('a[1].csv', root)).toBe(true);
  expect(isGlob('a1.csv', root)).toBe(false);
});
