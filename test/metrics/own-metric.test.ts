import { describe, expect, test } from 'vitest';
import { contributionsOf, standardErrorOf } from '../../src/metrics/contributions.ts';
import { evaluate, measures } from '../../src/metrics/evaluate.ts';
import type { MetricInput, OwnMetric } from '../../src/metrics/own-metric.ts';
import type { Task } from '../../src/study/pipeline.ts';

const classes: Task = { kind: 'classification', classes: ['a', 'b'], threshold: 0.4 };
const price: Task = { kind: 'regression', target: 'price', mean: 10, std: 2 };
const y = Float32Array.of(0, 1, 1, 0);
const probabilities = Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.3, 0.7);

function recording(value: (input: MetricInput) => number): OwnMetric & { inputs: MetricInput[] } {
  const inputs: MetricInput[] = [];
  return {
    name: 'own',
    direction: 'maximize',
    inputs,
    compute(input) {
      inputs.push(input);
      return value(input);
    },
  };
}

const share = ({ predictions, targets }: MetricInput) => {
  const rows = predictions as Float64Array[];
  const right = rows.filter((row, at) => (row[1] as number) >= 0.5 === (targets[at] === 1));
  return right.length / rows.length;
};

describe('a module’s own metric', () => {
  test('receives the classes’ probabilities a row, and the indices of the classes', () => {
    const metric = recording(share);
    expect(evaluate(classes, probabilities, y, ['loss', 'own'], undefined, [metric])).toMatchObject({
      own: 0.5,
    });
    expect(metric.inputs[0]).toEqual({
      predictions: [
        [0.9, 0.1],
        [0.2, 0.8],
        [0.6, 0.4],
        [0.3, 0.7],
      ].map((row) => Float64Array.from(row)),
      targets: Float64Array.from(y),
      weights: undefined,
      task: 'classification',
      classes: ['a', 'b'],
      threshold: 0.4,
    });
  });

  test('receives the numbers of a regression in the target’s own units', () => {
    const metric = recording(() => 1);
    evaluate(price, Float64Array.of(11, 13), Float32Array.of(0, 1), ['own'], undefined, [metric]);
    expect(metric.inputs[0]).toMatchObject({
      predictions: Float64Array.of(11, 13),
      targets: Float64Array.of(10, 12),
      task: 'regression',
    });
  });

  test('may change what it receives: other metrics and its next resamples see none of it', () => {
    const probable = probabilities.slice();
    const changing = recording(({ predictions, targets }) => {
      const sum = (predictions as Float64Array[]).reduce(
        (all, row) => all + (row[1] as number),
        targets[0] as number,
      );
      (predictions as Float64Array[]).reverse()[0]?.fill(0);
      (targets as Float64Array).fill(7);
      return sum;
    });
    const measure = measures(classes, probable, y, ['own'], [changing]).own;
    const all = measure?.();
    expect([measure?.(), measure?.([1, 1, 1, 1]), measure?.([1, 1, 1, 0.5])]).toEqual([all, all, all]);
    expect(probable).toEqual(probabilities);
  });

  test('is measured only where it is named', () => {
    const metric = recording(share);
    expect(evaluate(classes, probabilities, y, ['loss'], undefined, [metric])).not.toHaveProperty('own');
    expect(metric.inputs).toEqual([]);
  });

  test('gets a row of a whole weight as often as it counts, and other weights as they are', () => {
    const metric = recording(share);
    const measure = measures(classes, probabilities, y, ['own'], [metric]).own;
    expect(measure?.([2, 0, 1, 1])).toBe(0.5);
    expect(metric.inputs[0]?.targets).toEqual(Float64Array.of(0, 0, 1, 0));
    expect(metric.inputs[0]?.weights).toBeUndefined();
    measure?.([0.5, 0, 1, 1]);
    expect(metric.inputs[1]?.targets).toEqual(Float64Array.of(0, 1, 0));
    expect(metric.inputs[1]?.weights).toEqual(Float64Array.of(0.5, 1, 1));
  });

  test('counts a resample that it cannot measure like all rows; all rows must be measured', () => {
    const needsAll = recording((input) => {
      if (input.targets.length < 4) throw new Error('too few rows');
      return 7;
    });
    const measure = measures(classes, probabilities, y, ['own'], [needsAll]).own;
    expect(measure?.([1, 0, 1, 1])).toBe(7);
    const never = recording(() => {
      throw new Error('no luck');
    });
    expect(() => evaluate(classes, probabilities, y, ['own'], undefined, [never])).toThrow('no luck');
  });

  test('has the standard error of the share of rows that it is', () => {
    const rows = 40;
    const labels = Float32Array.from({ length: rows }, (_, row) => row % 2);
    const said = Float64Array.from({ length: 2 * rows }, (_, at) =>
      at % 2 === (Math.floor(at / 2) % 4 === 0 ? 1 : Math.floor(at / 2) % 2) ? 0.9 : 0.1,
    );
    const error = (name: string, own?: readonly OwnMetric[]) =>
      standardErrorOf(
        contributionsOf({ ...classes, threshold: 0.5 }, said, { y: labels }, name, own) as Float64Array,
      );
    expect(error('own', [recording(share)])).toBeCloseTo(error('accuracy') as number, 10);
  });
});
