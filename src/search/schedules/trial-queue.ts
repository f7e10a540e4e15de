import type { Store, Study } from '../../store/store.ts';
import { drawOf, type Trial } from '../../study/trial.ts';

/** A sampled trial that is waiting for a worker; `draw` is the sampler's count. */
export type WaitingTrial = Trial & { readonly draw: number };

/** The source of trials for the lanes of a search. Several lanes may ask at once. */
export interface TrialQueue {
  /** The next trial to claim and run; 'later' while it needs results of trials that run; undefined when none is left. */
  next(): Promise<WaitingTrial | 'later' | undefined>;
  /** Called after each trial from `next` with its record, if any: the next trial may need its result. */
  done(trial: WaitingTrial, recorded: Trial | undefined): void;
}

/** Page size: a queue may hold a million trials. */
const pageSize = 100;

/** The waiting sampled trials in the order of their numbers, up to the current value of `below`. */
export function waitingTrials(store: Store, study: Study, below: () => number): TrialQueue {
  let page: WaitingTrial[] = [];
  let from = 0;
  return {
    next: oneAtATime(async () => {
      if (page.length === 0) {
        const waiting = await store.waiting(study.id, { from, below: below() }, pageSize);
        page = waiting.map((trial) => ({ ...trial, draw: drawOf(trial) as number }));
      }
      const next = page.shift();
      if (next !== undefined) from = next.draw + 1;
      return next;
    }),
    done() {},
  };
}

/** Serialises the calls of `work` in their order. */
export function oneAtATime<Given extends unknown[], Result>(
  work: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...given) => {
    const result = last.then(() => work(...given));
    last = result.catch(() => undefined);
    return result;
  };
}
