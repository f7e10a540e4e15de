import type { Store, Study } from '../store/store.ts';
import { drawOf, type Trial } from '../study/trial.ts';

/** A sampled trial that waits for a worker; `draw` is the sampler's count. */
export type WaitingTrial = Trial & { readonly draw: number };

/** Where the lanes of a search get their trials. Several lanes may ask at once. */
export interface TrialQueue {
  /** The next trial, for the lane to claim and run; undefined when there is none left, or once `stop` is aborted. */
  next(stop: AbortSignal): Promise<WaitingTrial | undefined>;
  /** Called after each trial that `next` gave, as it was recorded, if it was: the next trial may need its result. */
  done(trial: WaitingTrial, recorded: Trial | undefined): void;
}

/** A queue is read in pages: it may hold a million trials. */
const pageSize = 100;

/** The sampled trials that wait, in the order of their numbers, as far as the number that `below` gives then. */
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

/** `work` for one caller after the other, in the order of their calls. */
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
