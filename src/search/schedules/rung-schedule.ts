import type { RungJob, RungResult } from '../../schedulers/promotions.ts';
import type { Halving } from '../../schedulers/scheduler.ts';
import type { Store, Study } from '../../store/store.ts';
import { hasEnded, type Trial } from '../../study/trial.ts';
import type { Schedule, ScheduledTrial } from './schedule.ts';
import { storedPromotions } from './stored-promotions.ts';
import { oneAtATime, type TrialQueue } from './trial-queue.ts';

export interface RungScheduleInput {
  readonly store: Store;
  readonly study: Study;
  readonly halving: Halving;
  /** Number of trials of the search. */
  readonly count: number;
}

/**
 * The schedule of successive halving. A promoted trial comes before a new one, those with the most epochs first; this
 * order decides only when results arrive, and never which. A sampler that learns sees the results of the first rungs.
 */
export async function rungSchedule(input: RungScheduleInput): Promise<(queue: TrialQueue) => Schedule> {
  const { store, study, halving, count } = input;
  const stored = await storedPromotions(store, study, halving, count);
  const { promotions, begun } = stored;
  const numbers = new Map([...begun].map(([draw, { trial }]) => [draw, trial.trial]));
  const interrupted = new Set(stored.interrupted);
  let running = 0;

  const promoted = async ({ draw, rung, epochs }: RungJob): Promise<ScheduledTrial> => {
    running += 1;
    interrupted.delete(draw);
    const trial = await store.trial(study.id, numbers.get(draw) ?? draw);
    if (trial === undefined) throw new Error(`no trial has the draw ${draw}`);
    return { ...trial, draw, rung: { rung, epochs } };
  };
  const fresh = async (queue: TrialQueue): Promise<ScheduledTrial | 'later' | undefined> => {
    for (;;) {
      const next = await queue.next();
      if (next === undefined || next === 'later') return next;
      // A trial whose promoted training was interrupted waits too, and comes when it is promoted again.
      if (begun.has(next.draw)) continue;
      running += 1;
      const { rung, epochs } = promotions.first(next.draw);
      numbers.set(next.draw, next.trial);
      return { ...next, rung: { rung, epochs } };
    }
  };

  return (queue) => {
    for (const [, { trial, first }] of begun) {
      queue.done({ ...trial, draw: first.draw }, atFirstRung(trial, first));
    }
    return {
      next: oneAtATime(async () => {
        const job = promotions.next();
        if (job !== undefined) return promoted(job);
        const next = await fresh(queue);
        if (next !== undefined) return next;
        if (running > 0) return 'later';
        // An extra training that was interrupted goes on also where another trial has become complete since.
        const left = interrupted.size > 0 ? promotions.extra(interrupted) : undefined;
        const extra = left ?? promotions.extra();
        return extra && promoted(extra);
      }),
      shouldEnd: () => false,
      async ended({ rung: reached, ...trial }, recorded) {
        running -= 1;
        const rung = reached?.rung ?? 0;
        if (!hasEnded(recorded)) {
          if (rung === 0) queue.done(trial, undefined);
          return [];
        }
        const { state, value } = recorded;
        const result = { draw: trial.draw, rung, value, isOver: state !== 'pruned' };
        promotions.add(result);
        if (rung === 0) queue.done(trial, atFirstRung(recorded, result));
        const hopeless = promotions.takeHopeless().map((draw) => numbers.get(draw) ?? draw);
        if (hopeless.length > 0) await store.dropParked(study.id, hopeless);
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
