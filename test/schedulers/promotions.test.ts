import { describe, expect, it } from 'vitest';
import { type TabledTrial, virtualSearch } from '../../bench/search/virtual-time.ts';
import { asha } from '../../src/schedulers/asha.ts';
import { hyperband } from '../../src/schedulers/hyperband.ts';
import { oneEpoch } from '../../src/schedulers/one-epoch.ts';
import { createPromotions, type RungResult } from '../../src/schedulers/promotions.ts';
import type { Halving } from '../../src/schedulers/scheduler.ts';
import { stopRule } from '../../src/search/budget/stop-rule.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { settingsOf } from '../../src/study/search/method-spec.ts';

const maxEpochs = 27;

function halvingOf(name: 'asha' | 'hyperband' | '1-epoch'): Halving {
  const scheduler = { asha, hyperband, '1-epoch': oneEpoch }[name];
  return scheduler.halving(settingsOf(name, scheduler.settings), maxEpochs);
}

/** Curves that fall by chance, with ties, early ends and failures. */
function tabledTrials(count: number, random: Random): TabledTrial[] {
  return Array.from({ length: count }, () => {
    const length = random.next() < 0.15 ? 1 + random.below(maxEpochs) : maxEpochs;
    const level = random.next();
    const curve = Array.from({ length }, (_, epoch) =>
      Number((level + random.next() / (epoch + 1)).toFixed(1)),
    );
    return { secondsPerEpoch: Math.exp(2 * random.next()), curve, hasFailed: random.next() < 0.1 };
  });
}

describe('promotions', () => {
  it.each(['asha', 'hyperband', '1-epoch'] as const)(
    'of %s are the same at 1 to 64 workers and after kills at any event',
    (name) => {
      const halving = halvingOf(name);
      for (let world = 0; world < 6; world++) {
        const random = randomFor('promotions', name, world);
        const direction = world % 2 === 0 ? 'minimize' : 'maximize';
        const trials = tabledTrials(100, random);
        const alone = virtualSearch(trials, { halving, direction, workers: 1 });
        for (const workers of [2, 3, 4, 16, 64]) {
          const times = trials.map((trial) => ({ ...trial, secondsPerEpoch: random.next() }));
          const { results } = virtualSearch(times, { halving, direction, workers });
          expect(results).toEqual(alone.results);
        }
        for (const workers of [1, 3, 16]) {
          const kills = Array.from({ length: 500 }, (_, event) => event).filter(() => random.next() < 0.3);
          expect(virtualSearch(trials, { halving, direction, workers, kills }).results).toEqual(
            alone.results,
          );
        }
      }
    },
  );

  it.each(['asha', 'hyperband', '1-epoch'] as const)(
    'of %s within a budget too, which reads only what follows from earlier draws',
    (name) => {
      const halving = halvingOf(name);
      for (const [world, budget] of [{ until: 0.2 }, { patience: 20 }, { epochs: 300 }].entries()) {
        const random = randomFor('budget', name, world);
        const trials = tabledTrials(150, random);
        const objective = { metric: 'loss', direction: 'minimize' } as const;
        for (const lookback of [1, 8]) {
          const createRule = () => stopRule({ budget, objective, lookback, hasRungs: true });
          const settings = { halving, direction: 'minimize', createRule } as const;
          const alone = virtualSearch(trials, { ...settings, workers: 1 });
          const firsts = alone.results.filter(({ rung }) => rung === 0).length;
          expect(firsts).toBeLessThan(150);
          if (budget.epochs !== undefined) expect(Math.abs(alone.epochs - 300)).toBeLessThan(2 * maxEpochs);
          for (const workers of [2, 4, 16, 64]) {
            const times = trials.map((trial) => ({ ...trial, secondsPerEpoch: random.next() }));
            expect(virtualSearch(times, { ...settings, workers }).results).toEqual(alone.results);
          }
          for (let event = 0; event < alone.results.length; event += 7) {
            const kills = [event, event + 2];
            expect(virtualSearch(trials, { ...settings, workers: 3, kills }).results).toEqual(alone.results);
          }
        }
      }
    },
  );

  it('are the same after a kill at every single event', () => {
    const halving = halvingOf('asha');
    const trials = tabledTrials(40, randomFor('every event'));
    const settings = { halving, direction: 'minimize', workers: 4 } as const;
    const { results } = virtualSearch(trials, settings);
    for (let event = 0; event < results.length; event++) {
      expect(virtualSearch(trials, { ...settings, kills: [event] }).results).toEqual(results);
    }
  });

  it('train one in eta of each rung further, the best by value, at once when these come first', () => {
    const promotions = createPromotions(halvingOf('asha'), 'minimize', 9);
    const promoted = (draw: number, value: number | null) => {
      promotions.add({ draw, rung: 0, value, isOver: false });
      return promotions.next();
    };
    expect([promoted(0, 5), promoted(1, 4)]).toEqual([undefined, undefined]);
    expect(promoted(2, 6)).toEqual({ draw: 1, rung: 1, epochs: 3 });
    // Draw 4 waits for draw 3, which its rung compares before.
    expect(promoted(4, 1)).toBeUndefined();
    expect(promoted(3, 2)).toEqual({ draw: 3, rung: 1, epochs: 3 });
    expect(promotions.next()).toEqual({ draw: 4, rung: 1, epochs: 3 });
  });

  it('take the smaller draw of equal values, and no failure', () => {
    const promotions = createPromotions(halvingOf('asha'), 'maximize', 9);
    for (const draw of [0, 1, 2]) promotions.add({ draw, rung: 0, value: 1, isOver: false });
    expect(promotions.next()?.draw).toBe(0);
    const failing = createPromotions(halvingOf('asha'), 'minimize', 9);
    for (const draw of [0, 1, 2]) failing.add({ draw, rung: 0, value: null, isOver: true });
    expect(failing.next()).toBeUndefined();
    expect(failing.extra()).toBeUndefined();
  });

  it('need no training of a trial that has ended: its value counts above', () => {
    const promotions = createPromotions(
      { eta: 2, brackets: [{ rungs: [1, 2, 4], weight: 1 }] },
      'minimize',
      8,
    );
    promotions.add({ draw: 0, rung: 0, value: 0, isOver: true });
    for (const draw of [1, 2, 3]) promotions.add({ draw, rung: 0, value: draw, isOver: false });
    const next = promotions.next();
    expect(next).toEqual({ draw: 1, rung: 1, epochs: 2 });
    // Draw 0 is the best of the two at the second rung, and has nothing left to train.
    promotions.add({ draw: 1, rung: 1, value: 0.5, isOver: false });
    expect(promotions.next()).toBeUndefined();
  });

  it('name the parked trials that none can promote any more', () => {
    const promotions = createPromotions(halvingOf('asha'), 'minimize', 9);
    const values = [5, 1, 6, 7, 8, 2, 9, 9, 9];
    const add = (draw: number, isOver = false) =>
      promotions.add({ draw, rung: 0, value: values[draw] ?? 0, isOver });
    for (const draw of [0, 1, 2, 3, 4]) add(draw, draw === 3);
    // Three of nine can be promoted from the first rung; 3 has ended and has no parked state.
    expect(promotions.takeHopeless()).toEqual([4]);
    expect(promotions.takeHopeless()).toEqual([]);
    add(5);
    expect(promotions.takeHopeless()).toEqual([2]);
  });

  it('name the same further trial before and after a restart when all promoted ones have failed', () => {
    const [live, resumed] = [0, 1].map(() => createPromotions(halvingOf('asha'), 'minimize', 15));
    const add = (result: RungResult) => {
      live?.add(result);
      live?.takeHopeless();
      resumed?.add(result);
    };
    for (let draw = 0; draw < 15; draw++) add({ draw, rung: 0, value: (draw * 7) % 15, isOver: false });
    for (let job = live?.next(); job !== undefined; job = live?.next()) {
      add({ ...job, value: null, isOver: true });
    }
    const best = { draw: 3, rung: 1, epochs: 3 };
    expect([live?.extra(), resumed?.extra()]).toEqual([best, best]);
    expect(live?.extra(new Set([1]))?.draw).toBe(1);
  });

  it('of fewer trials than a rung needs: the best goes on, rung by rung', () => {
    const promotions = createPromotions(halvingOf('asha'), 'minimize', 2);
    promotions.add({ draw: 0, rung: 0, value: 2, isOver: false });
    promotions.add({ draw: 1, rung: 0, value: 1, isOver: false });
    expect(promotions.next()).toBeUndefined();
    for (const [rung, epochs] of [
      [1, 3],
      [2, 9],
    ] as const) {
      expect(promotions.extra()).toEqual({ draw: 1, rung, epochs });
      promotions.add({ draw: 1, rung, value: 1, isOver: false });
    }
    expect(promotions.extra()).toEqual({ draw: 1, rung: 3, epochs: 27 });
    promotions.add({ draw: 1, rung: 3, value: null, isOver: true });
    expect(promotions.extra()).toEqual({ draw: 0, rung: 1, epochs: 3 });
  });

  it('train the best one further also where a smaller search has done so with another', () => {
    const promotions = createPromotions(halvingOf('asha'), 'minimize', 2);
    // A search of draw 0 alone has trained it to its end.
    for (const rung of [0, 1, 2, 3]) promotions.add({ draw: 0, rung, value: 2, isOver: rung === 3 });
    promotions.add({ draw: 1, rung: 0, value: 1, isOver: false });
    expect(promotions.extra()).toEqual({ draw: 1, rung: 1, epochs: 3 });
    for (const rung of [1, 2, 3]) promotions.add({ draw: 1, rung, value: 1, isOver: rung === 3 });
    expect(promotions.extra()).toBeUndefined();
  });

  it('are a fold: more trials later give what all at once give', () => {
    const halving = halvingOf('asha');
    const trials = tabledTrials(120, randomFor('extended'));
    const settings = { halving, direction: 'minimize', workers: 3 } as const;
    const all = virtualSearch(trials, settings).results;
    const some = virtualSearch(trials.slice(0, 60), settings).results;
    const known = new Set(all.map((result) => JSON.stringify(result)));
    expect(some.filter((result) => !known.has(JSON.stringify(result)))).toEqual([]);
  });
});
