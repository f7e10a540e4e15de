import type { RungJob, RungResult } from '../../schedulers/promotions.ts';
import type { Halving } from '../../schedulers/scheduler.ts';
import type { Store, Study } from '../../store/store.ts';
import { hasEnded, type Rung, type Trial } from '../../study/trial.ts';
import { type Guide, noGuide } from './guide.ts';
import { type RungBudget, spentOn } from './rung-budget.ts';
import type { Schedule, ScheduledTrial } from './schedule.ts';
import { createStateMemory } from './state-memory.ts';
import { endedByPerson, storedPromotions } from './stored-promotions.ts';
import { oneAtATime, type TrialQueue } from './trial-queue.ts';

/** A queue that may have a budget. */
export type RungQueue = TrialQueue & Partial<RungBudget>;

export interface RungScheduleInput {
  readonly store: Store;
  readonly study: Study;
  readonly halving: Halving;
  /** Number of trials of the search. */
  readonly count: number;
  /** Default: nobody steers the search. */
  readonly guide?: Pick<Guide, 'hasPruned'> | undefined;
}

/**
 * The schedule of successive halving. A promoted trial comes before a new one, those with the most epochs first; this
 * order decides only when results arrive, and never which. A sampler that learns sees the results of the first rungs.
 */
export async function rungSchedule(input: RungScheduleInput): Promise<(queue: RungQueue) => Schedule> {
  const { store, study, halving, count, guide = noGuide } = input;
  const stored = await storedPromotions(store, study, halving, count);
  const { promotions, begun } = stored;
  const interrupted = new Set(stored.interrupted);
  /** The trials that have a result, by draw. */
  const records = new Map([...begun].map(([draw, { trial }]) => [draw, trial]));
  const memory = createStateMemory();
  let running = 0;

  const promoted = ({ draw, rung, epochs }: RungJob): ScheduledTrial => {
    running += 1;
    interrupted.delete(draw);
    const trial = records.get(draw);
    if (trial === undefined) throw new Error(`no trial has the draw ${draw}`);
    const parked = memory.take(trial.trial);
    return { ...trial, ...atRung(draw, { rung, epochs }), ...(parked && { parked }) };
  };
  const atRung = (draw: number, rung: Rung) => ({ draw, rung, mayReturnState: memory.hasRoom() });
  const fresh = async (queue: TrialQueue): Promise<ScheduledTrial | 'later' | undefined> => {
    for (;;) {
      const next = await queue.next();
      if (next === undefined || next === 'later') return next;
      // A trial whose promoted training was interrupted waits too, and comes when it is promoted again.
      if (begun.has(next.draw)) continue;
      running += 1;
      const { rung, epochs } = promotions.first(next.draw);
      return { ...next, ...atRung(next.draw, { rung, epochs }) };
    }
  };

  /** Adds what is final to the budget, in an order that does not depend on arrival. */
  const settle = (queue: RungQueue) => {
    for (const { draw, results } of promotions.takeSettled()) {
      queue.settle?.(
        draw,
        results.map((result) => spentOn(result, records.get(result.draw) as Trial)),
      );
    }
  };

  return (queue) => {
    settle(queue);
    for (const [, { trial, first }] of begun) {
      queue.done({ ...trial, draw: first.draw }, atFirstRung(trial, first));
    }
    return {
      // A worker that has just stopped a training at a rung goes on with it at once if it is promoted.
      prefersResults: true,
      next: oneAtATime(async () => {
        const job = promotions.next(queue.firstRefused?.());
        if (job !== undefined) return promoted(job);
        const next = await fresh(queue);
        if (next !== undefined) return next;
        // A result that came while the queue answered may have promoted a trial.
        const late = promotions.next(queue.firstRefused?.());
        if (late !== undefined) return promoted(late);
        if (running > 0) return 'later';
        // An extra training that was interrupted goes on also where another trial has become complete since.
        const left = interrupted.size > 0 ? promotions.extra(interrupted) : undefined;
        const extra = left ?? promotions.extra();
        return extra && promoted(extra);
      }),
      shouldEnd: () => false,
      // Nothing is awaited before the result is added: a lane that asked meanwhile would find no trial that runs, and no
      // result either, and would promote an extra one.
      async ended({ rung: reached, ...trial }, recorded, parked) {
        running -= 1;
        if (parked !== undefined) memory.add(trial.trial, parked);
        const rung = reached?.rung ?? 0;
        if (!hasEnded(recorded)) {
          if (rung === 0) queue.done(trial, undefined);
          return [];
        }
        const { state, value } = recorded;
        const reachedRung = { draw: trial.draw, rung, value, isOver: state !== 'pruned' };
        const isPruned = state === 'pruned' && guide.hasPruned(trial.trial);
        const result = isPruned ? endedByPerson(reachedRung) : reachedRung;
        records.set(trial.draw, recorded);
        promotions.add(result);
        settle(queue);
        if (rung === 0) queue.done(trial, atFirstRung(recorded, result));
        const hopeless = promotions.takeHopeless().map((draw) => records.get(draw)?.trial ?? draw);
        const over = isPruned ? [...hopeless, trial.trial] : hopeless;
        const parkedInStore = over.filter((number) => memory.take(number) === undefined);
        if (parkedInStore.length > 0) await store.dropParked(study.id, parkedInStore);
        return [recorded];
      },
    };
  };
}

/**
 * A trial as samplers see it, with the value of its first rung. Nothing that it did later enters: what a sampler sees
 * shall not depend on when it looks.
 */
function atFirstRung({ trial, config, infeasible }: Trial, { value, isOver }: RungResult): Trial {
  return {
    ...{ trial, config, state: value === null ? 'failed' : 'complete', value },
    ...(isOver && infeasible && { infeasible }),
    ...{ metrics: {}, bestEpoch: null, epochs: null, parameters: null, seconds: null },
    ...{ backend: null, failure: null },
  };
}
