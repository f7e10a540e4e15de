import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asha } from '../../src/schedulers/asha.ts';
import { bracketOf } from '../../src/schedulers/bracket-of.ts';
import { schedulers } from '../../src/schedulers/catalogue.ts';
import { hyperband } from '../../src/schedulers/hyperband.ts';
import { medianRule } from '../../src/schedulers/median-rule.ts';
import { oneEpoch } from '../../src/schedulers/one-epoch.ts';
import { patient } from '../../src/schedulers/patient.ts';
import type { Scheduler } from '../../src/schedulers/scheduler.ts';
import type { Direction } from '../../src/study/objective.ts';
import { describeScheduler } from '../contracts/scheduler.ts';

for (const [name, scheduler] of Object.entries<Scheduler>(schedulers)) describeScheduler(name, scheduler);

const rungsOf = (scheduler: Scheduler, settings: Record<string, number>, maxEpochs: number) =>
  scheduler.halving?.(settings, maxEpochs).brackets.map(({ rungs }) => rungs);

describe('rungs', () => {
  it('are rounded from the last one down', () => {
    expect(rungsOf(asha, { eta: 3, minEpochs: 1 }, 27)).toEqual([[1, 3, 9, 27]]);
    expect(rungsOf(asha, { eta: 3, minEpochs: 1 }, 40)).toEqual([[1, 4, 13, 40]]);
    expect(rungsOf(asha, { eta: 2, minEpochs: 5 }, 100)).toEqual([[6, 12, 25, 50, 100]]);
    expect(rungsOf(asha, { eta: 3, minEpochs: 10 }, 27)).toEqual([[27]]);
    expect(rungsOf(oneEpoch, { eta: 10 }, 27)).toEqual([[1, 27]]);
  });

  it('of hyperband are those of asha from each one on, with the shares of Li et al. for 81 epochs', () => {
    expect(rungsOf(hyperband, { eta: 3, minEpochs: 1 }, 81)).toEqual([
      [1, 3, 9, 27, 81],
      [3, 9, 27, 81],
      [9, 27, 81],
      [27, 81],
      [81],
    ]);
    const { brackets } = hyperband.halving({ eta: 3, minEpochs: 1 }, 81);
    expect(brackets.map(({ weight }) => weight)).toEqual([81, 34, 15, 8, 5]);
  });

  it('get their brackets in exact shares, in every prefix of the draws', () => {
    const brackets = [81, 34, 15, 8, 5].map((weight) => ({ rungs: [1], weight }));
    const of = bracketOf(brackets);
    const counts = brackets.map(() => 0);
    for (let draw = 0; draw < 500; draw++) {
      counts[of(draw)] = (counts[of(draw)] as number) + 1;
      counts.forEach((count, bracket) => {
        const share = ((draw + 1) * (brackets[bracket]?.weight ?? 0)) / 143;
        expect(Math.abs(count - share)).toBeLessThan(1);
      });
    }
    expect(of(0)).toBe(0);
  });
});

interface OptunaCase {
  readonly direction: Direction;
  readonly earlier: readonly number[][];
  readonly curve: readonly number[];
  /** The first epoch at which Optuna's pruner ends the trial. */
  readonly median: number | null;
  readonly patient: number | null;
}

describe('rules on curves', () => {
  const cases = JSON.parse(
    readFileSync(new URL('../fixtures/schedulers/optuna-verdicts.json', import.meta.url), 'utf8'),
  ) as OptunaCase[];

  it.each(['median', 'patient'] as const)('%s ends trials at the epochs of Optuna 5.0.0', (name) => {
    for (const { direction, earlier, curve, [name]: expected } of cases) {
      const rule = schedulers[name].curves({ startupTrials: 5, warmupEpochs: 5, patience: 2 }, direction);
      for (const each of earlier) rule.add(each);
      const isOver = rule.judge();
      const at = curve.findIndex((_, index) => isOver(curve.slice(0, index + 1)));
      expect(at === -1 ? null : at + 1).toBe(expected);
    }
    expect(new Set(cases.map(({ [name]: expected }) => expected)).size).toBeGreaterThan(3);
  });

  it('median compares the best so far, with the mean of the middle two of an even number, and a tie trains on', () => {
    const rule = medianRule('minimize', { startupTrials: 1, warmupEpochs: 0 });
    for (const curve of [[1], [3], [2], [4]]) rule.add(curve);
    const isOver = rule.judge();
    expect([[2.5], [2.6], [9, 9]].map(isOver)).toEqual([false, true, false]);
  });

  it('patient waits for as many epochs without an improvement', () => {
    const settings = { startupTrials: 1, warmupEpochs: 0, patience: 1 };
    const rule = patient.curves(settings, 'minimize');
    rule.add([0, 0, 0, 0, 0]);
    const isOver = rule.judge();
    expect([[9], [9, 9], [8, 9, 9], [9, 9, 8]].map((curve) => isOver(curve))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });
});
