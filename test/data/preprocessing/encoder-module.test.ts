import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { RowEncoder } from '../../../src/data/preprocessing/encoder.ts';
import { encoderModule } from '../../../src/data/preprocessing/encoder-module.ts';
import type { ColumnTransform } from '../../../src/study/pipeline.ts';

const columns: readonly ColumnTransform[] = [
  { kind: 'number', name: 'size', fill: 4.5, shift: 2.5, scale: 2 },
  { kind: 'category', name: 'code', values: ['1', '2', 'A', '9007199254740993'] },
  { kind: 'category', name: 'isOld', values: ['False', 'True'] },
];

const cells = [
  ...[1, 1.5, -0, Number.NaN, 1e300, 2 ** 53, 3n, true, false, null, undefined, {}, [1], new Date(0)],
  ...[
    '',
    ' 1 ',
    '01',
    '1.0',
    '1e0',
    '0x1',
    'A',
    'a',
    'NA',
    'nan',
    '?',
    '-',
    'inf',
    '1,5',
    '1e39',
    'True',
    'true',
  ],
  ...['9007199254740993', '9007199254740992'],
];

test('the module that exports carry stands alone, and is the encoder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-encoder-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'encode.mjs');
  const text = encoderModule();
  writeFileSync(file, text);
  expect(text).not.toMatch(/^import|sourceMappingURL/m);
  const module: { RowEncoder: typeof RowEncoder } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const results = [RowEncoder, module.RowEncoder].map((Encoder) => {
    const encoder = new Encoder(columns);
    const encoded = columns.flatMap((column) =>
      cells.map((cell) => {
        const x = new Float32Array(encoder.width);
        return [encoder.writerOf(column)(cell, x, 0), ...x];
      }),
    );
    return { encoded, width: encoder.width, unknown: [...encoder.unknownCategories] };
  });
  expect(results[1]).toEqual(results[0]);
});

test('a row is encoded by the names of its cells, and may leave some out', () => {
  const encoder = new RowEncoder(columns);
  expect(encoder.encode({ isOld: true, code: '1.0', size: '6.5', other: 1 })).toEqual([2, 1, 0, 0, 0, 0, 1]);
  const empty = { size: null, code: '', isOld: undefined };
  expect(encoder.encode(empty)).toEqual([1, 0, 0, 0, 0, 0, 0]);
  expect(() => encoder.encode({ Size: 1, code: '1', isOld: true })).toThrow(
    'size: must be in every row, as in training; null is a missing cell',
  );
  expect(() => encoder.encode({ ...empty, size: 'big' })).toThrow(
    'size: must be a number, as in training, got "big"',
  );
});
