import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openRows } from '../../../src/data/formats/open-rows.ts';
import { readBitRuns } from '../../../src/data/formats/parquet/bit-runs.ts';
import { readSource } from '../../../src/data/load-dataset.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { csvDirectory, dataSpec } from '../data-spec.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/formats/${name}`, import.meta.url));

async function rowsAt(path: string): Promise<Record<string, unknown>[]> {
  const { names, batches } = await openRows({ file: 'table.parquet', path }, { wanted: ['y'] });
  const rows: Record<string, unknown>[] = [];
  for await (const { cells } of batches) {
    rows.push(...cells.map((row) => Object.fromEntries(row.map((cell, at) => [names[at] as string, cell]))));
  }
  return rows;
}

/** As pyarrow 25 writes two nulls in LZ4: their dictionary has no byte, and its stream is one byte, a 0. */
test('a column of nulls in LZ4 is read', async () => {
  const path = join(csvDirectory(''), 'table.parquet');
  const table =
    'UEFSMRUEFQAVAkwVABUAEgAAABUAFQ4VECwVBBUQFQYVBhwAAABwAgAAAAQAABUEGSw1ABgGc2NoZW1hFQIAFQolAhgBYQAWBBkcGRwmABwVChk1' +
    'AAYQGRgBYRUOFgQWUBZUJiYmCCksFQQVABUCABUAFRAVAgA8KQYZJgQAAAAAFlAWBCYIFlQAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI1' +
    'LjAuMRkcHAAAAIQAAABQQVIx';
  writeFileSync(path, Buffer.from(table, 'base64'));
  expect(await rowsAt(path)).toEqual([{ a: null }, { a: null }]);
});

/** As pyarrow 25 writes them: pages of version 1 unpacked, and of version 2 in zstd; two row groups each. */
test.each(['types-none.parquet', 'types-zstd.parquet'])(
  'the cells of %s are those that were written',
  async (name) => {
    const rows = await rowsAt(fixture(name));
    const day = 24 * 3600 * 1000;
    expect(rows).toEqual(
      Array.from({ length: 40 }, (_, row) => ({
        whole: row % 7 === 3 ? null : row,
        big: String(9_007_199_254_740_993n + BigInt(2 * (row % 3))),
        price: row === 5 ? null : (row + 7) / 100,
        huge: `${12_345_678_901_234_567_890n + BigInt(row)}.12`,
        when: row === 1 ? null : new Date(Date.UTC(2024, 0, 1, 12, 30) + row * day),
        day: new Date(Date.UTC(2024, 1, 1) + row * day),
        flag: row % 5 === 4 ? null : row % 2 === 0,
        word: row % 9 === 8 ? null : ['red', 'grün', 'blau'][row % 3],
        code: row % 2 ? 'grün' : 'red',
        ratio: row % 4 === 1 ? null : row / 8,
        y: row % 2 ? 'yes' : 'no',
      })),
    );
  },
);

test('nested columns are refused by name, and may be excluded', async () => {
  const directory = csvDirectory('');
  copyFileSync(fixture('nested.parquet'), join(directory, 'nested.parquet'));
  const spec = dataSpec({ source: 'parquet', path: 'nested.parquet', target: 'y' });
  const error = await readSource(spec, directory).catch((thrown: unknown) => thrown);
  expect(
    error instanceof FaultsError && error.faults.map(({ field, value }) => [field, JSON.stringify(value)]),
  ).toEqual([
    ['tags', '"a list, map or record"'],
    ['at', '"a list, map or record"'],
  ]);
  await readSource({ ...spec, exclude: ['tags', 'at'] }, directory);
});

/** HPSEARCH_LONG=1: three times as many. */
const changes = process.env.HPSEARCH_LONG === '1' ? 300 : 100;

test('a file with one changed byte is read or refused, and soon', async () => {
  const path = join(csvDirectory(''), 'table.parquet');
  const random = randomFor('damaged Parquet');
  for (const name of ['types-none.parquet', 'types-zstd.parquet']) {
    const sound = readFileSync(fixture(name));
    for (let change = 0; change < changes; change++) {
      const damaged = Buffer.from(sound);
      damaged[random.below(sound.length)] = [0x00, 0x7f, 0x80, 0xff][random.below(4)] as number;
      writeFileSync(path, damaged);
      const error = await rowsAt(path).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined) expect(error).toBeInstanceOf(FaultsError);
    }
  }
}, 30_000);

test.each([
  [[0x08, 0x05], 3, 4, [5, 5, 5, 5]],
  [[0x03, 0b10_001_000, 0b1_100_011_0, 0b111_110_10], 3, 8, [0, 1, 2, 3, 4, 5, 6, 7]],
  [[0x03, 0x0f], 1, 6, [1, 1, 1, 1, 0, 0]],
  [[0x04, 0x01, 0x03, 0x02], 1, 5, [1, 1, 0, 1, 0]],
  [[0x03, 1, 2, 255, 4, 5, 6, 7, 8], 8, 8, [1, 2, 255, 4, 5, 6, 7, 8]],
  [[0x03, 1, 2, 255, 255, 5, 0], 16, 3, [513, 65535, 5]],
  [[0x02, 0xef, 0xbe, 0xad, 0x3e], 30, 1, [0x3eadbeef]],
])('the runs %j of %i bits are %i values', (bytes, width, count, values) => {
  expect([...readBitRuns({ bytes: Uint8Array.from(bytes), at: 0 }, width, count)]).toEqual(values);
});

test.each([
  ['declares billions of values', [0xfe, 0xff, 0xff, 0xff, 0x0f, 0x01]],
  ['has no values', [0x00, 0x01]],
  ['packs none', [0x01, 0x01]],
  ['ends early', [0x03]],
  ['has an endless length', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
])('a run that %s is an error', (_, bytes) => {
  expect(() => readBitRuns({ bytes: Uint8Array.from(bytes), at: 0 }, 1, 8)).toThrow(Error);
});
