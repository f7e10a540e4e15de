import { expect, it } from 'vitest';
import { createRung } from '../../src/schedulers/rung.ts';
import { randomFor } from '../../src/statistics/random.ts';

/** The trials of the best ⌊n / eta⌋ that have not been promoted yet, by sorting all of them. */
function sorted(losses: readonly number[], eta: number): (number | undefined)[] {
  const promoted = new Set<number>();
  return losses.map((_, last) => {
    const known = losses.slice(0, last + 1).map((loss, draw) => ({ loss, draw }));
    known.sort((one, other) => one.loss - other.loss || one.draw - other.draw);
    const best = known.slice(0, Math.floor(known.length / eta)).map(({ draw }) => draw);
    const fresh = best.filter((draw) => !promoted.has(draw));
    expect(fresh.length).toBeLessThanOrEqual(1);
    for (const draw of fresh) promoted.add(draw);
    return fresh[0];
  });
}

it.each([2, 3, 10])(
  'the best of %d have always been promoted, one trial an entry, also after forgetting',
  (eta) => {
    for (let world = 0; world < 30; world++) {
      const random = randomFor('rung', world);
      const losses = Array.from({ length: 40 }, () => random.below(15));
      const [rung, forgetful] = [createRung(eta), createRung(eta)];
      const entries = losses.map((loss, draw) => ({ loss, draw }));
      const expected = sorted(losses, eta);
      expect(entries.map((entry) => rung.enter(entry))).toEqual(expected);
      const promoted = entries.map((entry) => {
        forgetful.forget(losses.length);
        return forgetful.enter(entry);
      });
      expect(promoted).toEqual(expected);
    }
  },
);
