import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { readSpace } from '../../src/space-file/parse-space.ts';
import { exampleFamilies } from './example-families.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hpsearch-space-'));
  mkdirSync(join(folder, 'spaces'));
  writeFileSync(join(folder, 'iris.json'), '\uFEFF{"data": "iris",\r\n "space": {"units": 3}}');
  writeFileSync(join(folder, 'empty.json'), ' \n');
  writeFileSync(join(folder, 'latin1.json'), Buffer.from([0x7b, 0xe4, 0x7d]));
  writeFileSync(join(folder, 'table.csv'), '0.25,1\n'.repeat(150_000));
  writeFileSync(join(folder, 'bad.json'), '{"data": "iris",\r\n "space": {"units": 0}}');
});

afterAll(() => rmSync(folder, { recursive: true }));

function complaint(path: string): string {
  try {
    readSpace(path, exampleFamilies);
  } catch (error) {
    if (error instanceof FaultsError) return error.message.replaceAll(folder, '…');
    throw error;
  }
  return 'no fault';
}

test('a space file is read with its folder; a byte order mark and Windows line ends do no harm', () => {
  const path = join(folder, 'iris.json');
  const { spec, file, directory, locate } = readSpace(path, exampleFamilies);
  expect({ name: spec.name, file, directory }).toEqual({ name: 'iris', file: path, directory: folder });
  expect(locate('space.units')).toEqual({ line: 2, column: 12 });
});

test.each([
  [
    'table.csv',
    '…/table.csv: must be a space file, of at most 250000 bytes, got 1050000 (name the file that says where the data are, and not the data)',
  ],
  ['irsi.json', "…/irsi.json: does not exist (did you mean 'iris.json'?)"],
  ['nowhere/space.json', '…/nowhere/space.json: does not exist'],
  ['iris.json/space.json', '…/iris.json/space.json: does not exist'],
  ['spaces', '…/spaces: is a folder (name a space file in it)'],
  ['empty.json', '…/empty.json: is empty'],
  ['latin1.json', '…/latin1.json: is not text in UTF-8'],
  ['bad.json', '…/bad.json:2 space.units: must be at least 1, got 0'],
])('%s gives one clear message', (file, message) => {
  expect(complaint(join(folder, file))).toBe(message);
});

test.skipIf(process.getuid?.() === 0)('a file without permission to read is told apart', () => {
  const path = join(folder, 'secret.json');
  writeFileSync(path, '{}');
  chmodSync(path, 0);
  expect(complaint(path)).toBe('…/secret.json: may not be read: permission denied');
});
