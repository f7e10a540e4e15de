import { describe, expect, it } from 'vitest';
import { bestShare, heightsOf, rangeBetween } from '../../src/plots/parallel/brush-range.ts';
import { type ParallelAxis, parallelAxes } from '../../src/plots/parallel/parallel-axes.ts';
import { gripHeights, stepBound } from '../../src/plots/parallel/step-bound.ts';
import { exampleView } from './example-view.ts';

const view = exampleView({ trials: 200 });
const axisOf = (name: string) => parallelAxes(view, {}).find((axis) => axis.name === name) as ParallelAxis;

describe('a range of an axis', () => {
  it('is between two heights, in either order, with bounds of four digits that lie outside of it', () => {
    const axis = axisOf('learningRate');
    expect(rangeBetween(axis, 0.25, 0.5)).toEqual({ low: 0.001, high: 0.01 });
    expect(rangeBetween(axis, 0.5, 0.25)).toEqual({ low: 0.001, high: 0.01 });
    expect(rangeBetween(axis, 0.3, 0.4)).toEqual({ low: 0.002511, high: 0.00631 });
    expect(rangeBetween(axis, -1, 2)).toEqual({ low: 1e-5, high: 0.1 });
  });

  it('has at least one of the whole numbers', () => {
    const axis = axisOf('layers');
    expect(rangeBetween(axis, 0, 0.6)).toEqual({ low: 2, high: 3 });
    expect(rangeBetween(axis, 0.8, 0.9)).toEqual({ low: 1, high: 1 });
    expect(rangeBetween(axisOf('optimizer'), 0.45, 0.45)).toEqual({ low: 1, high: 1 });
  });

  it('is given back by its heights', () => {
    for (const name of ['learningRate', 'layers', 'optimizer', 'value']) {
      const axis = axisOf(name);
      const range = rangeBetween(axis, 0.2, 0.7);
      const [top, bottom] = heightsOf(axis, range);
      expect(rangeBetween(axis, top, bottom)).toEqual(range);
      expect(bottom).toBeGreaterThan(top);
    }
  });

  it('holds all trials between its heights, at the ends of the axis too', () => {
    const axis = axisOf('value');
    const { low, high } = rangeBetween(axis, 0, 1);
    const values = view.trials.value.filter((value) => !Number.isNaN(value));
    expect(values.every((value) => value >= low && value <= high)).toBe(true);
  });
});

describe('the best trials', () => {
  it.each([0.5, 0.1, 0.01])('are a share of %d of those with a value', (share) => {
    const { low, high } = bestShare(view.head, view.trials, share) as { low: number; high: number };
    const values = view.trials.value.filter((value) => !Number.isNaN(value));
    const inside = values.filter((value) => value >= low && value <= high).length;
    expect(inside).toBeGreaterThanOrEqual(Math.ceil(share * values.length));
    expect(inside).toBeLessThanOrEqual(Math.ceil(share * values.length) + 1);
    expect(low).toBeLessThanOrEqual(Math.min(...values));
  });
});

describe('keys on an axis', () => {
  it('move one bound, which the other one stops', () => {
    const axis = axisOf('learningRate');
    const lower = stepBound(axis, undefined, 'high', 'PageDown');
    expect(lower?.low).toBe(1e-5);
    expect(lower?.high).toBeCloseTo(0.1 / 10 ** 0.4, 3);
    expect(stepBound(axis, { low: 0.001, high: 0.0011 }, 'low', 'PageUp')).toEqual({
      low: 0.0011,
      high: 0.0011,
    });
    expect(stepBound(axis, { low: 0.001, high: 0.01 }, 'low', 'Home')).toEqual({ low: 1e-5, high: 0.01 });
    expect(stepBound(axis, undefined, 'low', 'a')).toBeUndefined();
  });

  it('move by whole numbers, upwards on the picture', () => {
    expect(stepBound(axisOf('layers'), { low: 1, high: 3 }, 'low', 'ArrowUp')).toEqual({ low: 2, high: 3 });
    expect(stepBound(axisOf('optimizer'), undefined, 'high', 'ArrowDown')).toEqual({ low: 0, high: 1 });
    const objective = axisOf('value');
    const range = { low: 0.1, high: 1 };
    expect(stepBound(objective, range, 'low', 'ArrowDown')?.low).toBeGreaterThan(0.1);
    expect(gripHeights(objective, range)[0]).toBeLessThan(gripHeights(objective, range)[1]);
  });
});
