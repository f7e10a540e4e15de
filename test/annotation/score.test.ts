import { expect, test } from 'vitest';
import { agreementOf, scoreAnswers } from '../../src/annotation/score.ts';
import type { SourceRows } from '../../src/data/load-dataset.ts';
import type { RawTarget } from '../../src/data/raw-data.ts';
import type { Measured } from '../../src/reports/evaluation-report.ts';

const none = new Int32Array();

/** Rows 100, 101, … of a source. */
function sourceOf(target: RawTarget, weights?: readonly number[]): SourceRows {
  const count = target.kind === 'classification' ? target.labels.length : target.values.length;
  const rowNumbers = Int32Array.from({ length: count }, (_, row) => 100 + row);
  const column = { name: 'w' } as never;
  return {
    raw: {
      ...{ file: 't.csv', inputs: { kind: 'table', columns: [] }, target, rowNumbers },
      ...(weights && { weights: { values: Float64Array.from(weights), column } }),
    },
    rows: { train: none, validation: rowNumbers.map((_, row) => row), test: none },
  };
}

const classes = ['a', 'b', 'c'];
const flowers = sourceOf({
  kind: 'classification',
  classes,
  labels: Int32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2, 2),
});
const named = (labels: readonly number[]) =>
  new Map(labels.map((label, row) => [100 + row, classes[label] as string]));
const first = named([0, 0, 1, 1, 1, 1, 2, 2, 0, 2]);

// scikit-learn 1.x (accuracy_score, f1_score, matthews_corrcoef, cohen_kappa_score), scipy's binomtest for intervals.
test('classes are scored as scikit-learn scores them, with the exact interval of a share', () => {
  const names = ['accuracy', 'f1', 'matthews'];
  const { accuracy, f1, matthews } = scoreAnswers(flowers, first, { names, isWeighted: false });
  expect(accuracy?.value).toBeCloseTo(0.8, 12);
  expect(accuracy?.low).toBeCloseTo(0.4439045376923585, 9);
  expect(accuracy?.high).toBeCloseTo(0.9747892736731665, 9);
  expect(f1?.value).toBeCloseTo(0.7936507936507936, 12);
  expect(matthews?.value).toBeCloseTo(0.7121212121212122, 12);
  for (const { value, low, high } of [f1, matthews] as Measured[]) {
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
});

test('only answered rows count, by their numbers', () => {
  const some = new Map([...first].filter(([row]) => row === 102 || row === 103 || row === 109));
  const { accuracy } = scoreAnswers(flowers, some, { names: ['accuracy'], isWeighted: false });
  expect(accuracy?.value).toBeCloseTo(2 / 3, 12);
  expect(scoreAnswers(flowers, new Map(), { names: ['accuracy'], isWeighted: false })).toEqual({});
});

test("agreement with oneself is Cohen's kappa; that of one class alone is whole", () => {
  const agreement = agreementOf(flowers, first, named([0, 1, 1, 1, 1, 1, 2, 2, 0, 0]));
  expect(agreement).toMatchObject({ examples: 10, share: { value: 0.8 } });
  expect(agreement).toHaveProperty('kappa', expect.closeTo(0.6923076923076923, 12));
  const equal = named(Array(10).fill(1));
  expect(agreementOf(flowers, equal, equal)).toMatchObject({ share: { value: 1 }, kappa: 1 });
  expect(agreementOf(flowers, first, new Map())).toBeNull();
});

const lengths = [10, 12, 9, 20, 31, 15.5];
const guesses = new Map([11, 12, 7, 24, 30, 15].map((value, row) => [100 + row, value]));

test('values are scored in the units of the target, weighted where metrics are', () => {
  const target: RawTarget = { kind: 'regression', name: 'y', values: Float64Array.from(lengths) };
  const source = sourceOf(target, [1, 2, 1, 0.5, 3, 1]);
  const names = ['mae', 'r2'];
  const { mae, r2 } = scoreAnswers(source, guesses, { names, isWeighted: false });
  expect(mae?.value).toBeCloseTo(1.4166666666666667, 12);
  expect(r2?.value).toBeCloseTo(0.9349177330895795, 12);
  expect(scoreAnswers(source, guesses, { names, isWeighted: true }).mae?.value).toBeCloseTo(1, 9);
  const again = new Map([12, 12, 8, 22, 30, 15].map((value, row) => [100 + row, value]));
  expect(agreementOf(source, guesses, again)).toMatchObject({
    examples: 6,
    difference: { value: expect.closeTo(4 / 6, 12) as number },
  });
});
