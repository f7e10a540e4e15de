import { describe, expect, it } from 'vitest';
import type { Curve, Scheduler } from '../../src/schedulers/scheduler.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Direction } from '../../src/study/objective.ts';
import { brokenConstraint } from '../../src/study/parameter-constraint.ts';
import { settingsOf } from '../../src/study/search/method-spec.ts';

const directions: readonly Direction[] = ['minimize', 'maximize'];

/** Random searches, the same at each run: a running trial's curve and those of up to twelve earlier ones. */
function situations(): { curve: Curve; earlier: readonly Curve[] }[] {
  const random = randomFor('scheduler contract');
  const curve = (epochs: number): Curve =>
    Object.freeze(Array.from({ length: epochs }, () => Math.round(random.next() * 20) - 10));
  return Array.from({ length: 300 }, () => ({
    curve: curve(1 + random.below(20)),
    earlier: Object.freeze(Array.from({ length: random.below(13) }, () => curve(random.below(16)))),
  }));
}

/** The contract of src/schedulers/scheduler.ts, for any implementation. */
export function describeScheduler(name: string, scheduler: Scheduler): void {
  const settings = settingsOf(name, scheduler.settings);

  describe(`the ${name} scheduler`, () => {
    it('has the name by which the catalogue knows it, and defaults within its constraints', () => {
      expect(scheduler.name).toBe(name);
      for (const constraint of Object.values(scheduler.settings)) {
        expect(brokenConstraint(constraint, constraint.default)).toBeUndefined();
      }
    });

    it('compares on rungs or by curves, not both', () => {
      expect(scheduler.halving === undefined || scheduler.curves === undefined).toBe(true);
    });
  });

  const { halving, curves } = scheduler;
  if (halving !== undefined) {
    it.each([1, 2, 3, 9, 27, 40, 100, 5000])('has ascending rungs up to %d epochs', (maxEpochs) => {
      const { brackets, eta } = halving(settings, maxEpochs);
      expect(halving(settings, maxEpochs)).toEqual({ brackets, eta });
      expect(eta).toBeGreaterThanOrEqual(2);
      expect(brackets.length).toBeGreaterThan(0);
      for (const { rungs, weight } of brackets) {
        expect(rungs.at(-1)).toBe(maxEpochs);
        expect(rungs[0]).toBeGreaterThanOrEqual(1);
        expect(rungs).toEqual([...new Set(rungs)].sort((one, other) => one - other));
        expect(Number.isInteger(weight) && weight > 0).toBe(true);
      }
    });
  }
  if (curves !== undefined) {
    const judge = (earlier: readonly Curve[], direction: Direction) => {
      const rule = curves(settings, direction);
      for (const each of earlier) rule.add(each);
      return { rule, isOver: rule.judge() };
    };

    it.each(directions)('judges by the curves added before, and never by later ones, to %s', (direction) => {
      const verdicts = situations().map(({ curve, earlier }) => {
        const { rule, isOver } = judge(earlier, direction);
        const verdict = isOver(curve);
        for (const later of [-99, 99]) for (let more = 0; more < 9; more++) rule.add(Array(20).fill(later));
        expect(isOver(curve)).toBe(verdict);
        return verdict;
      });
      expect(new Set(verdicts).size).toBe(2);
    });

    it('judges a search to maximize as one to minimize upside down', () => {
      const negated = (values: Curve) => values.map((value) => -value);
      for (const { curve, earlier } of situations()) {
        const down = judge(earlier, 'minimize').isOver(curve);
        expect(judge(earlier.map(negated), 'maximize').isOver(negated(curve))).toBe(down);
      }
    });

    it.each(directions)('lets a trial go on that is the best of all, or the only one, to %s', (direction) => {
      const best = direction === 'minimize' ? -11 : 11;
      for (const { curve, earlier } of situations()) {
        expect(judge(earlier, direction).isOver([...curve, best])).toBe(false);
        expect(judge([], direction).isOver(curve)).toBe(false);
      }
    });
  }
}
