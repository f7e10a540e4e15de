import { bracketOf } from '../../src/schedulers/bracket-of.ts';
import type { Promotions, RungJob } from '../../src/schedulers/promotions.ts';
import { createRung } from '../../src/schedulers/rung.ts';
import type { Halving } from '../../src/schedulers/scheduler.ts';
import type { Direction } from '../../src/study/objective.ts';

/** Successive halving as it is usual: a rung compares its trials in the order in which they arrive. For comparison only. */
export function plainPromotions({ brackets, eta }: Halving, direction: Direction): Promotions {
  const bracketFor = bracketOf(brackets);
  const ladders = brackets.map(({ rungs }) => rungs.map((epochs) => ({ epochs, rung: createRung(eta) })));
  const ready: RungJob[] = [];
  return {
    first: (draw) => ({ draw, rung: 0, epochs: ladders[bracketFor(draw)]?.[0]?.epochs ?? 0 }),
    add({ draw, rung, value }) {
      const ladder = ladders[bracketFor(draw)] ?? [];
      const [at, above] = [ladder[rung], ladder[rung + 1]];
      if (at === undefined || above === undefined) return;
      const loss = value === null ? Number.POSITIVE_INFINITY : direction === 'minimize' ? value : -value;
      const promoted = at.rung.enter({ draw, loss });
      if (promoted !== undefined) ready.push({ draw: promoted, rung: rung + 1, epochs: above.epochs });
    },
    next() {
      const most = ready.reduce((epochs, job) => Math.max(epochs, job.epochs), 0);
      const place = ready.findIndex(({ epochs }) => epochs === most);
      return place === -1 ? undefined : ready.splice(place, 1)[0];
    },
    extra: () => undefined,
    takeHopeless: () => [],
    takeSettled: () => [],
  };
}
