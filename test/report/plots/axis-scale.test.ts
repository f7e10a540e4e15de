import { describe, expect, it } from 'vitest';
import { scaleOf, shareOf, ticksOf } from '../../../src/report/text/plots/axis-scale.ts';

describe('an axis', () => {
  it('is logarithmic where all values are positive and span more than a factor of 20', () => {
    expect(scaleOf([0.1, 2.1])).toEqual({ kind: 'log', low: 0.1, high: 2.1 });
    expect(scaleOf([0.1, 2]).kind).toBe('linear');
    expect(scaleOf([0, 100]).kind).toBe('linear');
    expect(scaleOf([-5, 100]).kind).toBe('linear');
  });

  it('puts equal values in its middle', () => {
    for (const value of [0, 3, -7, 1e300]) expect(shareOf(scaleOf([value, value]), value)).toBeCloseTo(0.5);
  });

  it('places values by their share, of logarithms on a logarithmic axis', () => {
    expect(shareOf({ kind: 'linear', low: 1, high: 3 }, 2.5)).toBeCloseTo(0.75);
    expect(shareOf({ kind: 'log', low: 0.01, high: 100 }, 1)).toBeCloseTo(0.5);
    expect(shareOf({ kind: 'log', low: 0.01, high: 100 }, 0)).toBeLessThan(0);
    expect(shareOf({ kind: 'linear', low: -1.5e308, high: 1.5e308 }, 0)).toBeCloseTo(0.5);
  });

  it('has round ticks within it, ascending, and no more than asked for', () => {
    expect(ticksOf({ kind: 'linear', low: 0, high: 11 }, 6)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(ticksOf({ kind: 'linear', low: 0.12, high: 0.47 }, 5)).toEqual([0.2, 0.3, 0.4]);
    expect(ticksOf({ kind: 'log', low: 0.04, high: 2.4 }, 6)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(ticksOf({ kind: 'log', low: 1e-9, high: 1e9 }, 6)).toEqual([1e-9, 1e-5, 1e-1, 1e3, 1e7]);
    for (let most = 2; most < 12; most++) {
      for (const scale of [scaleOf([-3, 8e5]), scaleOf([1e-7, 3]), scaleOf([5, 5]), scaleOf([0, 1e308])]) {
        const ticks = ticksOf(scale, most);
        expect(ticks.length).toBeLessThanOrEqual(most);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.every((tick) => tick >= scale.low && tick <= scale.high)).toBe(true);
        expect(ticks).toEqual([...ticks].sort((one, other) => one - other));
      }
    }
  });
});
