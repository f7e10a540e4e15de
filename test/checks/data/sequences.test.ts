import { describe, expect, test } from 'vitest';
import { dataChecks } from '../../../src/checks/data-checks.ts';
import type { SourceRows } from '../../../src/data/load-dataset.ts';
import type { RawPart } from '../../../src/data/raw-data.ts';
import { checkPipeline } from '../pipelines/check-pipeline.ts';
import { verdictOn } from './given-check.ts';

const rows = 40;
const places = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, row) => from + row);

function arraysOf(parts: readonly RawPart[]): SourceRows {
  return {
    raw: {
      file: 'made',
      inputs: { kind: 'arrays', parts },
      target: { kind: 'classification', classes: ['a', 'b'], labels: places(0, rows).map((row) => row % 2) },
      rowNumbers: places(0, rows),
    },
    rows: { train: places(0, 20), validation: places(20, 30), test: places(30, rows) },
  };
}

const part = (
  name: string,
  shape: readonly number[],
  cellOf: (row: number, place: number) => number,
): RawPart => {
  const size = shape.reduce((product, each) => product * each, 1);
  const values = Float32Array.from({ length: rows * size }, (_, at) =>
    cellOf(Math.floor(at / size), at % size),
  );
  return { name, shape, values };
};
const varied = (row: number, place: number) => Math.sin(7 * row + 3 * place);

describe('constant-columns', () => {
  test('names constant arrays, places and features of sequences', async () => {
    const source = arraysOf([
      part('mask', [4], () => 1),
      part('meta', [3], (row, place) => (place === 1 ? 5 : varied(row, place))),
      part('signal', [6, 2], (row, place) => (place % 2 === 0 ? 0 : varied(row, place))),
    ]);
    expect(await verdictOn('constant-columns', source)).toMatchObject({
      status: 'warn',
      message: '3 of 6 features with a single value in all training rows: mask, meta[1], signal[·,0]',
    });
  });

  test('looks at the steps of padded sequences alone', async () => {
    const steps = part('steps', [5, 3], (row, place) => {
      if (Math.floor(place / 3) > row % 5) return 0;
      return [varied(row, place), 5, 1][place % 3] as number;
    });
    const source = arraysOf([{ ...steps, padding: { pad: 'after' } }]);
    expect(await verdictOn('constant-columns', source)).toMatchObject({
      status: 'warn',
      message: '1 of 2 features with a single value in all training rows: steps[·,1]',
    });
  });

  test('passes where all vary, and for pictures with a dark border', async () => {
    const isBorder = (place: number) => place < 4 || place % 4 === 0;
    const source = arraysOf([
      part('picture', [4, 4], (row, place) => (isBorder(place) ? 0 : Math.abs(varied(row, place)))),
      part('pixels', [64], (row, place) => (place < 8 ? 0 : varied(row, place))),
    ]);
    expect(await verdictOn('constant-columns', source)).toMatchObject({ status: 'pass' });
  });
});

describe('token-ids', () => {
  const check = dataChecks.filter(({ name }) => name === 'token-ids');
  const words = 'one two three four five six seven eight nine ten'.split(' ');
  const textOf = (row: number, isOther: boolean) =>
    Array.from({ length: 4 + (row % 5) }, (_, at) =>
      isOther ? `other${row}${at}` : words[(3 * row + at * (1 + (row % 3))) % words.length],
    ).join(' ');
  const tableOf = (isOther: (row: number) => boolean) => ({
    columns: ['text', 'size', 'part', 'topic'],
    rows: Array.from({ length: 200 }, (_, row) => {
      const split = row < 120 ? 'train' : row < 160 ? 'validation' : 'test';
      return [textOf(row, isOther(row)), String(row % 7), split, row % 2 === 0 ? 'odd' : 'even'];
    }),
  });
  const resultFor = async (isOther: (row: number) => boolean, length = 8) => {
    const column = { type: 'text', as: 'tokens', length };
    const data = {
      ...{ source: 'csv', path: 'table.csv', target: 'topic', columns: { text: column } },
      split: { column: 'part' },
    };
    const learningRate = { type: 'logUniform', min: 1e-3, max: 1e-2 };
    const space = { data, model: { type: 'text' }, space: { learningRate } };
    const [result] = await checkPipeline({ title: 'texts', space, table: () => tableOf(isOther) }, 0, check);
    return `${result?.status}: ${result?.message}`;
  };

  test('says which share of the tokens is unknown, and of the texts cut or empty', async () => {
    expect(await resultFor(() => false)).toBe(
      'pass: text text: tokens unknown: 0 % of train, 0 % of validation, 0 % of test, 0 % of the training texts are cut; 0 % of the rows at most are empty',
    );
  });

  test('warns of unknown words outside of training, and of texts that are cut', async () => {
    expect(await resultFor((row) => row >= 160 && row % 2 === 0)).toMatch(
      /^warn: (4|5)\d\S* % of the tokens of text text outside of the training rows are unknown$/,
    );
    expect(await resultFor(() => false, 5)).toBe(
      'warn: 60 % of the training rows of text text are cut after 5 tokens',
    );
  });
});
