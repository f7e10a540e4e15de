import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { requirePlaceFor, writePage } from '../../src/commands/html-file.ts';
import { UsageError } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-html-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a page has a place before it is made, or is refused', () => {
  expect(() => requirePlaceFor(join(folder, 'page.html'))).not.toThrow();
  expect(() => requirePlaceFor('page.html')).not.toThrow();
  const lost = join(folder, 'none', 'page.html');
  expect(() => requirePlaceFor(lost)).toThrow(
    new UsageError(`--html: ${lost} cannot be written: there is no folder ${join(folder, 'none')}`),
  );
  expect(() => requirePlaceFor(folder)).toThrow(
    new UsageError(`--html: ${folder} cannot be written: it is a folder`),
  );
});

test('a page is written over an older one, and what hinders it is the user’s to mend', () => {
  const file = join(folder, 'page.html');
  for (const page of ['first', 'second']) writePage(file, page);
  expect(readFileSync(file, 'utf8')).toBe('second');
  expect(() => writePage(folder, 'page')).toThrow(UsageError);
});
