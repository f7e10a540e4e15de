import { describe, expect, it } from 'vitest';
import { virtualCurveSearch } from '../../bench/search/virtual-curves.ts';
import type { TabledTrial } from '../../bench/search/virtual-time.ts';
import { medianRule } from '../../src/schedulers/median-rule.ts';
import { patient } from '../../src/schedulers/patient.ts';
import type { CurveRule } from '../../src/schedulers/scheduler.ts';
import { createVerdicts, type Ended } from '../../src/schedulers/verdicts.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';

const pruned: Ended = { isCompared: true, judged: 'every' };
const complete: Ended = { isCompared: true, judged: 'all but the last' };
const failed: Ended = { isCompared: false, judged: 'every' };
const settings = { startupTrials: 3, warmupEpochs: 1, patience: 1 };
const rules: Record<string, () => CurveRule> = {
  median: () => medianRule('minimize', settings),
  patient: () => patient.curves(settings, 'minimize'),
};

function tabledTrials(count: number, random: Random): TabledTrial[] {
  return Array.from({ length: count }, () => {
    const level = random.next();
    const curve = Array.from(
      { length: 3 + random.below(15) },
      (_, epoch) => level + random.next() / (epoch + 1),
    );
    return { secondsPerEpoch: Math.exp(2 * random.next()), curve, hasFailed: random.next() < 0.1 };
  });
}

describe('verdicts', () => {
  it.each(['median', 'patient'])('of %s are the same at 1 to 64 workers and after kills', (name) => {
    const createRule = rules[name] as () => CurveRule;
    for (let world = 0; world < 4; world++) {
      const random = randomFor('verdicts', world);
      const trials = tabledTrials(60, random);
      const common = { createRule, direction: 'minimize', lookback: 8 } as const;
      const alone = virtualCurveSearch(trials, { ...common, workers: 1 });
      expect(alone.wastedEpochs).toBe(0);
      expect(alone.epochs).not.toEqual(trials.map(({ curve }) => curve.length));
      for (const workers of [2, 4, 16, 64]) {
        const times = trials.map((trial) => ({ ...trial, secondsPerEpoch: random.next() }));
        expect(virtualCurveSearch(times, { ...common, workers }).epochs).toEqual(alone.epochs);
      }
      for (const workers of [1, 3, 16]) {
        const kills = Array.from({ length: 2000 }, (_, event) => event).filter(() => random.next() < 0.05);
        expect(virtualCurveSearch(trials, { ...common, workers, kills }).epochs).toEqual(alone.epochs);
      }
    }
  });

  /** Ends a trial whose last value is above those of all others that are as long. */
  const worst = (): CurveRule => {
    const curves: (readonly number[])[] = [];
    return {
      add: (curve) => curves.push(curve),
      judge: () => {
        const known = [...curves];
        return (curve) => {
          const others = known.flatMap((each) => each[curve.length - 1] ?? []);
          return others.length > 0 && others.every((value) => value < (curve.at(-1) as number));
        };
      },
    };
  };

  it('compare with the trials up to n − lookback, and cut back what was trained before they were known', () => {
    const verdicts = createVerdicts(worst, 'minimize', 2);
    expect([verdicts.report(2, 0, 5), verdicts.report(2, 0, 9), verdicts.report(2, 0, 7)]).toEqual(
      Array(3).fill(false),
    );
    expect(verdicts.end(2, [[5, 9, 7]], complete)).toEqual([]);
    // Trial 1 is compared with nothing, and trial 0 has not ended.
    expect(verdicts.end(1, [[0, 0]], complete)).toEqual([{ draw: 1, cut: undefined }]);
    expect(verdicts.settledBelow).toBe(0);
    expect(verdicts.end(0, [[6, 8, 6]], complete)).toEqual([
      { draw: 0, cut: undefined },
      { draw: 2, cut: { fold: 0, epochs: 2 } },
    ]);
    expect(verdicts.settledBelow).toBe(3);
    // Trial 4 sees trial 2 as it was cut, and a late report of an ended trial changes nothing.
    expect(verdicts.report(2, 0, 99)).toBe(false);
    expect([9, 10, 7].map((value) => verdicts.report(4, 0, value))).toEqual([true, true, true]);
  });

  it('leave out failed trials, unless they should have ended before', () => {
    const verdicts = createVerdicts(worst, 'minimize', 1);
    expect(verdicts.end(0, [[1, 1]], failed)).toEqual([{ draw: 0, cut: undefined }]);
    expect(verdicts.report(1, 0, 2)).toBe(false);
    verdicts.end(1, [[2, 1]], complete);
    expect(verdicts.end(2, [[1, 3, 1]], failed)).toEqual([{ draw: 2, cut: { fold: 0, epochs: 2 } }]);
  });

  it('pass no verdict on the last epoch of a training that is over, nor on an outcome that is final', () => {
    const cutOf = (folds: readonly (readonly number[])[], ended: Ended) => {
      const verdicts = createVerdicts(worst, 'minimize', 1);
      const better = folds.map((own) => own.map(() => 0));
      better.at(-1)?.splice(0, 1, 9);
      verdicts.end(0, better, complete);
      return verdicts.end(1, folds, ended)[0]?.cut;
    };
    expect(cutOf([[1, 2]], complete)).toBeUndefined();
    expect(cutOf([[1, 2]], pruned)).toEqual({ fold: 0, epochs: 2 });
    expect(cutOf([[1, 2, 3]], complete)).toEqual({ fold: 0, epochs: 2 });
    expect(cutOf([[1, 2, 3]], { isCompared: true, judged: 'none' })).toBeUndefined();
    expect(cutOf([[2], [1, 2]], complete)).toEqual({ fold: 0, epochs: 1 });
  });

  it('compare the mean of the folds so far with that of as many folds of others', () => {
    const verdicts = createVerdicts(worst, 'minimize', 1);
    verdicts.end(
      0,
      [
        [4, 2],
        [6, 8, 1],
      ],
      complete,
    );
    expect([5, 1].map((value) => verdicts.report(1, 0, value))).toEqual([true, true]);
    const calm = createVerdicts(worst, 'minimize', 1);
    calm.end(
      0,
      [
        [4, 2],
        [6, 8, 1],
      ],
      complete,
    );
    expect([4, 1].map((value) => calm.report(1, 0, value))).toEqual([false, false]);
    // Means of the first two folds: 5, 5 and 1.5 of trial 0; 5, 5 and then 6 of trial 1, whose first fold keeps its best.
    expect([6, 9].map((value) => calm.report(1, 1, value))).toEqual([false, false]);
    expect(calm.report(1, 1, 11)).toBe(true);
    expect(
      calm.end(
        1,
        [
          [4, 1],
          [6, 9, 11],
        ],
        pruned,
      ),
    ).toEqual([{ draw: 1, cut: { fold: 1, epochs: 3 } }]);
  });
});
