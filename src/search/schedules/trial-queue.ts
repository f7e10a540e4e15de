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

/**
 * The waiting sampled trials in the order of their numbers, up to the current value of `below`. `orphans` waited when the
 * search began, and are given also when they have ended since.
 */
export function waitingTrials(
  store: Store,
  study: Study,
  below: () => number,
  orphans: readonly Trial[] = [],
): TrialQueue {
  const ownOrphans = orphans.map(withDraw);
  let page: WaitingTrial[] = [];
  let from = 0;
  const readPage = async () => {
    const limit = below();
    const waiting = (await store.waiting(study.id, { from, below: limit }, pageSize)).map(withDraw);
    const end = waiting.length < pageSize ? limit : (waiting.at(-1)?.draw ?? 0) + 1;
    const known = new Set(waiting.map(({ draw }) => draw));
    const others = ownOrphans.filter(({ draw }) => draw >= from && draw < end && !known.has(draw));
    page = [...waiting, ...others].sort((one, other) => one.draw - other.draw);
  };
  return {
    next: oneAtATime(async () => {
      if (page.length === 0) await readPage();
      const next = page.shift();
      if (next !== undefined) from = next.draw + 1;
      return next;
    }),
    done() {},
  };
}

function withDraw(trial: Trial): WaitingTrial {
  return { ...trial, draw: drawOf(trial) as number };
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
