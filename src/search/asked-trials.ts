import { configurationOf } from '../samplers/configuration.ts';
import { historyOf, isVisible, pending, type SeenTrial } from '../samplers/history.ts';
import { rankedWithin } from '../samplers/rank-history.ts';
import { bracketOf } from '../schedulers/bracket-of.ts';
import { halvingOf } from '../schedulers/study-scheduler.ts';
import type { SampleRange } from '../store/store.ts';
import { lookbackOf } from '../study/search/search-spec.ts';
import type { StudySpec } from '../study/study-spec.ts';
import { drawOf, type Trial } from '../study/trial.ts';
import type { Asking } from './asking.ts';
import { sinceStage } from './sampled-ahead.ts';
import { oneAtATime, type TrialQueue, type WaitingTrial, waitingTrials } from './schedules/trial-queue.ts';

/**
 * The trials of a sampler that learns from results. Each is sampled when a worker is free and the results that it may
 * see are available. Waiting trials of an interrupted search come first, with their stored configurations.
 */
export async function askedTrials(asking: Asking): Promise<TrialQueue> {
  const { store, study, spec, from = 0, count } = asking;
  const seen = await seenTrials(asking);
  const left = waitingTrials(store, study, () => count, asking.orphans);
  const numbers = numbersIn(sinceStage(await store.missing(study.id, count), from));
  let hasLeft = true;
  let number = numbers.next();

  return {
    next: oneAtATime(async () => {
      const waiting = hasLeft ? await left.next() : undefined;
      hasLeft &&= waiting !== undefined;
      if (waiting !== undefined) return waiting;
      if (number.done) return undefined;
      if (!isVisible(number.value - from, seen, lookbackOf(spec))) return 'later';
      const trial = await askFor(asking, number.value, seen);
      number = numbers.next();
      return trial;
    }),
    done({ draw }, recorded) {
      if (recorded !== undefined && draw >= from) seen[draw - from] = seenTrial(draw - from, recorded);
    },
  };
}

/** Adds the trial to the study before it runs: an interrupted search resumes with this configuration. */
async function askFor(
  { store, study, sampler, spec, from = 0 }: Asking,
  draw: number,
  seen: SeenTrial[],
): Promise<WaitingTrial | undefined> {
  const number = draw - from;
  const history = historyOf(number, seen, lookbackOf(spec));
  const bracketFor = differingBrackets(spec);
  const comparable =
    bracketFor === undefined ? history : rankedWithin(history, (each) => bracketFor(each + from));
  const config = configurationOf(sampler, spec, number, comparable);
  await store.addTrials(study.id, [{ trial: draw, config }]);
  seen[number] = pending({ number, config });
  const [trial] = await store.waiting(study.id, { from: draw, below: draw + 1 }, 1);
  return trial && { ...trial, draw };
}

/** The bracket of each draw, where trials of different brackets first stop after different numbers of epochs. */
function differingBrackets(spec: StudySpec): ((draw: number) => number) | undefined {
  const brackets = halvingOf(spec)?.brackets ?? [];
  return new Set(brackets.map(({ rungs }) => rungs[0])).size > 1 ? bracketOf(brackets) : undefined;
}

/** The sampled trials of the stage, counted from its first one. */
async function seenTrials({ store, study, from = 0 }: Asking): Promise<SeenTrial[]> {
  const seen: SeenTrial[] = [];
  for (const trial of await store.trials(study.id)) {
    const draw = drawOf(trial);
    if (draw !== undefined && draw >= from) seen[draw - from] = seenTrial(draw - from, trial);
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
