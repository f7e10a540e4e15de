import { describe, expect, test } from 'vitest';
import { fitsTrainingSet } from '../../../src/checks/training/fits-training-set.ts';
import { beyondSpace, largestOfSpace } from '../../../src/checks/training/largest-model.ts';
import { errorLeft } from '../../../src/checks/training/reducible-error.ts';
import type { Dataset, Split } from '../../../src/data/dataset.ts';
import type { SearchSpace } from '../../../src/study/search-space.ts';
import { givenContext, verdictOn } from './given-context.ts';

describe('the training rows', () => {
  test('are fitted by a model that is large enough', async () => {
    const verdict = await verdictOn(fitsTrainingSet);
    expect(verdict).toMatchObject({ status: 'pass', numbers: { rows: 90 } });
    expect(verdict.message).toMatch(
      /^9\d % of the reducible error of 90 training rows is gone in \d+ steps$/,
    );
  });

  test('are not fitted by two units for ten digits, and by many', async () => {
    const given = {
      data: { source: 'digits' },
      config: { learningRate: 0.003, layers: 1, units: 2 },
    } as const;
    const verdict = await verdictOn(fitsTrainingSet, given);
    expect(verdict).toMatchObject({
      status: 'warn',
      advice: expect.stringContaining('raise the largest units'),
    });
    expect(verdict.message).toMatch(/, and 9\d % with units 2 → 64$/);
    const context = await givenContext(given);
    const where = { parameters: { max: 1000 } };
    const limited = { ...context, spec: { ...context.spec, where } };
    expect(await verdictOn(fitsTrainingSet, limited)).toMatchObject({ status: 'pass' });
  });

  test('are not asked of a linear model', async () => {
    const given = { model: 'linear', config: { learningRate: 0.003 } };
    expect(await verdictOn(fitsTrainingSet, given)).toMatchObject({ status: 'skip' });
  });
});

test('the largest model has the largest sizes of the space, without regularisers', async () => {
  const context = await givenContext({ config: { learningRate: 1e-4, optimizer: 'sgd', dropout: 0.4 } });
  const sized: SearchSpace = [
    { name: 'layers', distribution: { type: 'choice', values: [1, 3, 2] } },
    { name: 'units', distribution: { type: 'logInt', min: 8, max: 40 } },
    { name: 'batchSize', distribution: { type: 'choice', values: [8, 512] } },
  ];
  const given = { ...context, spec: { ...context.spec, space: [...context.spec.space, ...sized] } };
  const largest = largestOfSpace(given);
  expect(largest).toMatchObject({ layers: 3, units: 40, batchSize: 32, dropout: 0 });
  expect(largest).toMatchObject({ optimizer: 'adam', learningRate: 3e-3 });
  expect(beyondSpace(given, largest)).toEqual({ ...largest, units: 160 });
  expect(beyondSpace(given, { layers: 20, units: 65_536 })).toBeUndefined();
  expect(beyondSpace(given, { layers: 4, units: 65_536 })).toMatchObject({ layers: 8 });
});

describe('the share of the reducible error that is left', () => {
  const split = (y: number[]): Split => ({
    ...{ rows: y.length, row: new Int32Array(y.length), y: Float32Array.from(y) },
    x: Float32Array.from(y, (_, row) => Math.min(row, 3)),
  });
  const dataset = (task: Dataset['task'], y: number[]): Dataset => ({
    ...({ task, inputShape: [1] } as unknown as Dataset),
    splits: { train: split(y), validation: split(y), test: split(y) },
  });

  const none = () => new Float64Array();

  test('leaves out the wrong rows that equal inputs force', () => {
    const task = { kind: 'classification', classes: ['a', 'b'] } as const;
    // The last three rows have equal inputs: one of them is always wrong. The best constant is wrong in three of six.
    const classes = dataset(task, [0, 0, 1, 0, 1, 1]);
    expect(errorLeft(classes)({ valAccuracy: 0.5 }, none)).toBeCloseTo(1, 12);
    expect(errorLeft(classes)({ valAccuracy: 5 / 6 }, none)).toBeCloseTo(0, 12);
    expect(errorLeft(classes)({ valAccuracy: 4 / 6 }, none)).toBeCloseTo(0.5, 12);
  });

  test('leaves out the squares within equal inputs', () => {
    const task = { kind: 'regression', target: 'y', mean: 0, std: 1 } as unknown as Dataset['task'];
    // The squares around the mean of 2 are 10; those of the last three rows around their own mean of 3 are 2.
    const values = dataset(task, [0, 1, 2, 2, 3, 4]);
    expect(errorLeft(values)({ valR2: 0 }, none)).toBeCloseTo(1, 12);
    expect(errorLeft(values)({ valR2: 1 - 2 / 10 }, none)).toBeCloseTo(0, 12);
    expect(errorLeft(values)({ valR2: 0.4 }, none)).toBeCloseTo(0.5, 12);
  });
});
