import { describe, expect, it } from 'vitest';
import { likelyClasses, regionFrom } from '../../src/study/outputs/prediction-region.ts';
import { boundedInput, boundedPrediction, isFarOutside } from '../../src/study/outputs/training-range.ts';
import { valueInterval } from '../../src/study/outputs/value-interval.ts';
import type { Task } from '../../src/study/pipeline.ts';

type Regression = Extract<Task, { kind: 'regression' }>;
const price: Regression = { kind: 'regression', target: 'price', mean: 100, std: 20 };
const classes = ['a', 'b', 'c'];

describe('an interval', () => {
  it('is as wide on both sides, in the unit of the target', () => {
    expect(valueInterval([110], { level: 0.9, quantile: 0.5 }, price)).toEqual({ low: 100, high: 120 });
  });

  it('is computed on the scale of a transform', () => {
    const logarithm: Regression = { ...price, mean: 2, std: 0.5, transform: { kind: 'log' } };
    const { low, high } = valueInterval([10], { level: 0.9, quantile: 2 }, logarithm);
    expect(low).toBeCloseTo(10 / Math.E, 10);
    expect(high).toBeCloseTo(10 * Math.E, 10);
    expect(valueInterval([0], { level: 0.9, quantile: 2 }, logarithm)).toEqual({ low: 0, high: 0 });
  });
});

describe('a set of classes', () => {
  it('has those whose probability is at least 1 − the quantile, perhaps none', () => {
    const probabilities = [1, 0, 0, 0.25, 0.5, 0.25];
    expect(likelyClasses(probabilities, 1, classes, 0.75)).toEqual(classes);
    expect(likelyClasses(probabilities, 1, classes, 0.5)).toEqual(['b']);
    expect(likelyClasses(probabilities, 1, classes, 0.25)).toEqual([]);
  });

  it('has the class of the row whose score is the quantile, however a program rounds its probability', () => {
    const quantile = 1 - 0.25;
    for (const rounded of [0.25 - 6e-8, 0.25, 0.25 + 6e-8])
      expect(likelyClasses([1 - rounded, rounded], 0, ['a', 'b'], quantile)).toEqual(['a', 'b']);
  });
});

describe('an exported model', () => {
  const conformal = { rows: 9, levels: [{ level: 0.9, quantile: 0.5 }] };

  it('has regions of the levels that it stores', () => {
    expect(regionFrom({ task: price, conformal }, [0.5], 1 - 0.1)).toEqual({ low: 100, high: 120 });
    const task: Task = { kind: 'classification', classes };
    expect(regionFrom({ task, conformal }, [0.5, 0.5, 0], 0.9)).toEqual(['a', 'b']);
    expect(() => regionFrom({ task, conformal }, [0.5, 0.5, 0], 0.8)).toThrow(
      'the export has no quantile of level 0.8',
    );
  });

  it('has a region for each of several targets, and for each label', () => {
    const levels = (quantile: number) => [{ level: 0.9, quantile }];
    const parts = [
      { name: 'kind', weight: 0.5, task: { kind: 'classification', classes } as const },
      { name: 'price', weight: 0.5, task: price },
    ];
    const targets = [
      { name: 'kind', levels: levels(0.8) },
      { name: 'price', levels: levels(0.5) },
    ];
    const both = { task: { kind: 'joint', parts } as const, conformal: { rows: 9, levels: [], targets } };
    expect(regionFrom(both, [0.7, 0.25, 0.05, 0.5], 0.9)).toEqual({
      kind: ['a', 'b'],
      price: { low: 100, high: 120 },
    });
    expect(() => regionFrom(both, [0.7, 0.25, 0.05, 0.5], 0.8)).toThrow('no quantile of level 0.8');
    const ofLabels = [
      { name: 'x', levels: levels(0.3) },
      { name: 'y', levels: levels(0.6) },
    ];
    const labels = { task: { kind: 'multilabel', labels: ['x', 'y'] } as const };
    expect(
      regionFrom({ ...labels, conformal: { rows: 9, levels: [], targets: ofLabels } }, [0.9, 0.5], 0.9),
    ).toEqual({ x: ['1'], y: ['0', '1'] });
  });
});

describe('a training range', () => {
  const range = { least: -1, largest: 3 };

  it('is far from values that are further outside than it is wide', () => {
    expect([-5.1, -5, -1, 3, 7, 7.1, Number.NaN].map((value) => isFarOutside(value, range))).toEqual([
      true,
      ...[false, false, false, false, true, false],
    ]);
    expect(isFarOutside(2.5, { least: 2, largest: 2 })).toBe(true);
  });

  it('bounds inputs to itself, and predictions to one range beyond', () => {
    expect([-2, 0, 4, Number.NaN].map((value) => boundedInput(value, range))).toEqual([-1, 0, 3, Number.NaN]);
    expect([-6, 4, 8].map((value) => boundedPrediction(value, range))).toEqual([-5, 4, 7]);
  });
});
