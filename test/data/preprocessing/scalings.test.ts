import { describe, expect, test } from 'vitest';
import { applyPreprocessing, featureNames } from '../../../src/data/preprocessing/apply-preprocessing.ts';
import { chooseScaling } from '../../../src/data/preprocessing/choose-scaling.ts';
import { inputNamesOf, numberWriter } from '../../../src/data/preprocessing/column-inputs.ts';
import { fitPreprocessing } from '../../../src/data/preprocessing/fit-preprocessing.ts';
import { fitScale } from '../../../src/data/preprocessing/fit-scale.ts';
import type { NumberColumn, RawTable } from '../../../src/data/raw-data.ts';
import { widthOf } from '../../../src/study/column-width.ts';
import type { Scaling } from '../../../src/study/scaling.ts';

const values = [1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 1000];

function table(numbers: readonly number[], more: Partial<NumberColumn> = {}): RawTable {
  return {
    kind: 'table',
    columns: [{ kind: 'number', name: 'x', values: Float64Array.from(numbers), ...more }],
  };
}

function scaledBy(scaling: Scaling, numbers: readonly number[] = values, more: Partial<NumberColumn> = {}) {
  const inputs = table(numbers, more);
  const rows = Int32Array.from(numbers.keys());
  const preprocessing = fitPreprocessing(inputs, rows, scaling);
  return { x: [...applyPreprocessing(inputs, preprocessing, rows)], names: featureNames({ preprocessing }) };
}

/** Values of scikit-learn 1.9.1. */
describe('scaling like scikit-learn', () => {
  test.each<[Scaling, readonly number[]]>([
    // RobustScaler, times the distance of a normal distribution's quartiles.
    [
      'robust',
      [
        -0.37771426, -0.32375508, -0.32375508, -0.2697959, -0.16187754, 0, 0.2697959, 0.70146934, 1.40293868,
        2.53608146, 53.52750658,
      ],
    ],
    // StandardScaler of numpy.log1p.
    [
      'log1p',
      [
        -1.10868804, -0.871644, -0.871644, -0.70345858, -0.46641454, -0.2293705, 0.02893489, 0.29317558,
        0.56461911, 0.83939382, 2.52509726,
      ],
    ],
  ])('%s', (scaling, expected) => {
    const { x } = scaledBy(scaling);
    for (const [row, value] of expected.entries()) expect(x[row]).toBeCloseTo(value, 5);
  });

  // QuantileTransformer(output_distribution='normal'), whose ends are at 5.2 where ours are at the quantile of 1 / (2 n).
  test('quantile', () => {
    const { x } = scaledBy('quantile');
    const inner = [
      -1.03643339, -1.03643339, -0.52440051, -0.2533471, 0, 0.2533471, 0.52440051, 0.84162123, 1.28155157,
    ];
    for (const [row, value] of inner.entries()) expect(x[row + 1]).toBeCloseTo(value, 5);
    expect(x[0]).toBeCloseTo(-1.69062, 4);
    expect(x.at(-1)).toBeCloseTo(1.69062, 4);
  });
});

test('quantiles are linear between the training values and constant beyond them', () => {
  const inputs = table([0, 10, 20, 30, 40, -5, 100, 15]);
  const preprocessing = fitPreprocessing(inputs, Int32Array.of(0, 1, 2, 3, 4), 'quantile');
  const x = applyPreprocessing(inputs, preprocessing, Int32Array.of(0, 1, 2, 5, 6, 7));
  expect(x[3]).toBe(x[0]);
  expect(x[4]).toBeCloseTo(1.28155, 4);
  expect(x[5]).toBeCloseTo(((x[1] as number) + (x[2] as number)) / 2, 6);
});

test.each<[string, readonly number[], string]>([
  ['evenly spread numbers', Array.from({ length: 200 }, (_, row) => row), 'standard'],
  ['incomes', Array.from({ length: 200 }, (_, row) => Math.exp(row / 20) * 100), 'log1p'],
  [
    'numbers around 0 with long tails',
    Array.from({ length: 200 }, (_, row) => ((row % 20) - 10) * (row % 40 === 0 ? 100 : 1)),
    'quantile',
  ],
  ['a rare truth value', Array.from({ length: 200 }, (_, row) => Number(row % 50 === 0)), 'standard'],
])('auto takes for %s', (_, numbers, expected) => {
  expect(chooseScaling(Float64Array.from(numbers))).toBe(expected);
});

test("a column's own scaling goes before that of the data", () => {
  expect(scaledBy('standard', values, { scaling: 'none' }).x).toEqual(values);
});

test('an indicator is an input of its own, if a training cell is missing', () => {
  const missing = scaledBy('none', [1, Number.NaN, 3], { hasIndicator: true });
  expect(missing).toEqual({ names: ['x', 'x is missing'], x: [1, 0, 2, 1, 3, 0] });
  expect(scaledBy('none', [1, 2, 3], { hasIndicator: true }).names).toEqual(['x']);
});

test('a date becomes the parts that vary, and a missing one is in the middle of them', () => {
  const days = [19783, 19784, 19785, Number.NaN];
  const { names, x } = scaledBy('standard', days, { form: { type: 'date', format: 'yyyy-MM-dd' } });
  expect(names).toEqual(['x.weekdaySin', 'x.weekdayCos', 'x.days']);
  expect(x.slice(9)).toEqual([0, 0, 0]);
  // 1, 2 and 3 March 2024 are Friday, Saturday and Sunday.
  expect(x[0]).toBeCloseTo(Math.sin((2 * Math.PI * 4) / 7), 6);
});

describe('pieces', () => {
  const cells = Float64Array.from({ length: 81 }, (_, row) => row / 10);
  const { pieces = [], shift, scale } = fitScale(cells, 'piecewise');

  test('end at the eighths of the rows, beside the standardised number', () => {
    expect(pieces).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect({ shift, scale }).toEqual(fitScale(cells, 'standard'));
  });

  test.each([
    [-5, [0, 0, 0, 0, 0, 0, 0, 0]],
    [2.25, [1, 1, 0.25, 0, 0, 0, 0, 0]],
    [100, [1, 1, 1, 1, 1, 1, 1, 1]],
    // A missing cell is the fill.
    [Number.NaN, [1, 1, 1, 0.5, 0, 0, 0, 0]],
  ])('of %d fill up in their order', (value, expected) => {
    const column = { kind: 'number', name: 'a', fill: 3.5, shift: 0, scale: 1, pieces } as const;
    const x = new Array<number>(widthOf(column)).fill(0);
    numberWriter(column)(value, x, 0);
    expect(x).toEqual([Number.isNaN(value) ? 3.5 : value, ...expected]);
    expect(inputNamesOf(column)).toHaveLength(x.length);
  });

  test('stand before the indicator', () => {
    const column = {
      kind: 'number',
      name: 'a',
      fill: 0,
      shift: 0,
      scale: 1,
      pieces,
      indicator: true,
    } as const;
    const x = new Array<number>(widthOf(column)).fill(0);
    numberWriter(column)(Number.NaN, x, 0);
    expect(x.at(-1)).toBe(1);
    expect(x).toHaveLength(10);
  });

  test('are none of two values, and few of few', () => {
    expect(fitScale(Float64Array.of(0, 1, 1, 0), 'piecewise').pieces).toBeUndefined();
    expect(fitScale(Float64Array.of(0, 1, 2, 0, 1, 2), 'piecewise').pieces?.length).toBeLessThan(9);
  });
});
