import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { firstLineOf, ownerOf } from '../../src/files/file-kind.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

it('reads a first line that is whole, and no part of a longer one', () => {
  const file = join(temporaryFolder(), 'table');
  const firstLine = (text: string) => {
    writeFileSync(file, text);
    return firstLineOf(file);
  };
  expect(firstLine('naïve,b\r\n1,2')).toBe('naïve,b');
  expect(firstLine('no end')).toBe('no end');
  expect(firstLine(`${'ä'.repeat(1000)}\n`)).toHaveLength(1000);
  // Half as many characters as bytes.
  expect(firstLine('ä'.repeat(2 ** 20))).toBeUndefined();
});

it("knows a database's companions by their names", () => {
  expect(ownerOf('a/b.db-wal')).toBe('a/b.db');
  expect(ownerOf('b.db-journal')).toBe('b.db');
  expect(ownerOf('-wal')).toBeUndefined();
  expect(ownerOf('b-walnut')).toBeUndefined();
});
