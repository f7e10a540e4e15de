import { describe, expect, it } from 'vitest';
import { predictionFrom } from '../../../src/study/outputs/exported-prediction.ts';
import { ownValue, scaledTarget } from '../../../src/study/outputs/target-scale.ts';
import type { TargetTransform, Task } from '../../../src/study/pipeline.ts';

const task = (mean: number, std: number, transform?: TargetTransform) =>
  ({ kind: 'regression', target: 'y', mean, std, ...(transform && { transform }) }) satisfies Task;

describe('a scaled target', () => {
  it.each([
    ['standardised', task(3.2e11, 900), [3.2e11 - 1500, 3.2e11, 3.2e11 + 77]],
    ['log', task(2, 0.5, { kind: 'log' }), [1e-3, 7, 1e6]],
    ['log1p', task(2, 0.5, { kind: 'log1p' }), [-0.5, 0, 1e6]],
    ['power', task(2, 0.5, { kind: 'power', lambda: 0.3 }), [-40, 0, 1e6]],
  ] as const)('%s comes back through 32 bits', (_, given, values) => {
    for (const value of values) {
      const back = ownValue(Math.fround(scaledTarget(value, given)), given);
      const size = given.transform === undefined ? given.std : Math.abs(value);
      expect(Math.abs(back - value)).toBeLessThanOrEqual(2e-6 * Math.max(size, 1e-3));
    }
  });

  it('of a power with a bounded range is limited', () => {
    const bounded = task(0, 1, { kind: 'power', lambda: -0.5, high: 300 });
    expect(ownValue(10, bounded)).toBe(300);
  });
});

describe('the prediction from exported outputs', () => {
  it('is the weighted mean of the own values of members', () => {
    const given = { task: task(0, 1, { kind: 'log' }), memberWeights: [0.25, 0.75] };
    expect(predictionFrom(given, [0, Math.log(5)])).toBeCloseTo(0.25 + 0.75 * 5, 12);
    expect(predictionFrom({ task: task(10, 2) }, [3])).toBe(16);
  });

  it('is the most probable class, or with a threshold the second class that reaches it', () => {
    const classes = { kind: 'classification', classes: ['no', 'yes'] } as const;
    expect(predictionFrom({ task: classes }, [0.6, 0.4])).toBe('no');
    expect(predictionFrom({ task: classes }, [0.5, 0.5])).toBe('no');
    expect(predictionFrom({ task: { ...classes, threshold: 0.4 } }, [0.6, 0.4])).toBe('yes');
    expect(predictionFrom({ task: { ...classes, threshold: 0.7 } }, [0.4, 0.6])).toBe('no');
  });
});
