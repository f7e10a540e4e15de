import { configurationOf } from '../samplers/configuration.ts';
import { historyOf, isVisible, pending, type SeenTrial } from '../samplers/history.ts';
import type { SampleRange, Store, Study } from '../store/store.ts';
import { lookbackOf } from '../study/search/search-spec.ts';
import { drawOf, type Trial } from '../study/trial.ts';
import type { Asking } from './asking.ts';
import { oneAtATime, type TrialQueue, type WaitingTrial, waitingTrials } from './schedules/trial-queue.ts';

/**
 * The trials of a sampler that learns from results. Each is sampled when a worker is free and the results that it may
 * see are available. Waiting trials of an interrupted search come first, with their stored configurations.
 */
export async function askedTrials(asking: Asking): Promise<TrialQueue> {
  const { store, study, spec, count } = asking;
  const seen = await seenTrials(store, study);
  const left = waitingTrials(store, study, () => count);
  const numbers = numbersIn(await store.missing(study.id, count));
  let hasLeft = true;
  let number = numbers.next();

  return {
    next: oneAtATime(async () => {
      const waiting = hasLeft ? await left.next() : undefined;
      hasLeft &&= waiting !== undefined;
      if (waiting !== undefined) return waiting;
      if (number.done) return undefined;
      if (!isVisible(number.value, seen, lookbackOf(spec))) return 'later';
      const trial = await askFor(asking, number.value, seen);
      number = numbers.next();
      return trial;
    }),
    done({ draw }, recorded) {
      if (recorded !== undefined) seen[draw] = seenTrial(draw, recorded);
    },
  };
}

/** Adds the trial to the study before it runs: an interrupted search resumes with this configuration. */
async function askFor(
  { store, study, sampler, spec }: Asking,
  number: number,
  seen: SeenTrial[],
): Promise<WaitingTrial | undefined> {
  const config = configurationOf(sampler, spec, number, historyOf(number, seen, lookbackOf(spec)));
  await store.addTrials(study.id, [{ trial: number, config }]);
  seen[number] = pending({ number, config });
  const [trial] = await store.waiting(study.id, { from: number, below: number + 1 }, 1);
  return trial && { ...trial, draw: number };
}

/** The study's sampled trials by number. */
async function seenTrials(store: Store, study: Study): Promise<SeenTrial[]> {
  const seen: SeenTrial[] = [];
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    if (draw !== undefined) seen[draw] = seenTrial(draw, trial);
  }
  return seen;
}

/** A trial that breaks a constraint is seen as a failed one: no sampler shall aim at it. */
function seenTrial(number: number, { config, state, value, infeasible }: Trial): SeenTrial {
  if (state === 'waiting' || state === 'running') return pending({ number, config });
  if (infeasible) return { number, config, state: 'failed', value: null };
  return { number, config, state, value };
}

function* numbersIn(ranges: readonly SampleRange[]): Generator<number, undefined> {
  for (const { from, below } of ranges) {
    for (let number = from; number < below; number++) yield number;
  }
  return undefined;
}
