import { describe, expect, it } from 'vitest';
import type { Curve, Pruner } from '../../src/pruners/pruner.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Direction } from '../../src/study/objective.ts';

const directions: readonly Direction[] = ['minimize', 'maximize'];

/** Random searches, the same at each run: a running trial's curve and those of up to twelve finished ones. */
function situations(): { curve: Curve; finished: readonly Curve[] }[] {
  const random = randomFor('pruner contract');
  const curve = (epochs: number): Curve =>
    Object.freeze(Array.from({ length: epochs }, () => Math.round(random.next() * 20) - 10));
  return Array.from({ length: 300 }, () => ({
    curve: curve(random.below(12)),
    finished: Object.freeze(Array.from({ length: random.below(13) }, () => curve(random.below(12)))),
  }));
}

/** The contract of src/pruners/pruner.ts, for any implementation. */
export function describePruner(name: string, pruner: Pruner): void {
  describe(`the ${name} pruner`, () => {
    it('has the name by which the catalogue knows it', () => {
      expect(pruner.name).toBe(name);
    });

    it.each(directions)('judges by its arguments alone, and leaves them as they are, to %s', (direction) => {
      const verdicts = () =>
        situations().map(({ curve, finished }) => pruner.shouldPrune(curve, finished, direction));
      const once = verdicts();
      expect(once.every((verdict) => typeof verdict === 'boolean')).toBe(true);
      expect(verdicts()).toEqual(once);
    });

    it('judges a search to maximize as one to minimize upside down', () => {
      for (const { curve, finished } of situations()) {
        const down = pruner.shouldPrune(curve, finished, 'minimize');
        const negated = (values: Curve) => values.map((value) => -value);
        expect(pruner.shouldPrune(negated(curve), finished.map(negated), 'maximize')).toBe(down);
      }
    });

    it.each(directions)('lets a trial go on that is the best of all, or the only one, to %s', (direction) => {
      const best = direction === 'minimize' ? -11 : 11;
      for (const { curve, finished } of situations()) {
        expect(pruner.shouldPrune([...curve, best], finished, direction)).toBe(false);
        expect(pruner.shouldPrune(curve, [], direction)).toBe(false);
      }
    });
  });
}
