import { NoTrialCompletedError } from '../faults/errors.ts';
import type { TriedStudent } from '../reports/distill-report.ts';
import { meanOf } from '../statistics/mean.ts';
import { randomFor } from '../statistics/random.ts';
import type { DistillationSettings } from '../study/distillation.ts';
import { isBetter, type Objective } from '../study/objective.ts';
import { isRanked, rankTrials } from '../study/ranking.ts';
import type { Configuration } from '../study/search-space.ts';
import { drawOf, type Trial } from '../study/trial.ts';

/** A configuration that students may have. */
export interface StudentModel {
  readonly config: Configuration;
  /** The keys that random streams derive from. */
  readonly stream: number;
  /** The trial that has it; null where it was given. */
  readonly configOf: number | null;
}

/** A model that listens to its teacher in one way. */
export interface Candidate extends DistillationSettings {
  readonly model: StudentModel;
}

export interface Choices {
  /** At least one. */
  readonly models: readonly StudentModel[];
  readonly temperatures: readonly number[];
  readonly mixtures: readonly number[];
  /** So many at random; all pairs of temperature and mixture where it is left out and there is one model. */
  readonly tries?: number | undefined;
  readonly seed: number;
}

/** As many as are drawn from a space when nobody says how many. */
export const defaultTries = 8;

/** The candidates: the first models where there are several, each with the next pair of a random order. */
export function planCandidates({ models, temperatures, mixtures, tries, seed }: Choices): Candidate[] {
  const pairs = temperatures.flatMap((temperature) => mixtures.map((mixture) => ({ temperature, mixture })));
  const order = randomFor(seed, 'distill', 'pairs').shuffle(pairs.map((_, index) => index));
  const [first] = models;
  if (models.length === 1 && first !== undefined) {
    const tried = order.slice(0, tries ?? pairs.length).sort((one, other) => one - other);
    return tried.map((index) => ({ ...(pairs[index] as DistillationSettings), model: first }));
  }
  return models.slice(0, tries ?? defaultTries).map((model, at) => {
    const pair = pairs[order[at % order.length] as number] as DistillationSettings;
    return { ...pair, model };
  });
}

/** How much worse than the best a trial may be to give its configuration to a student. */
const shareOfBest = 0.01;

/**
 * Of the sampled trials whose value is within 1 % of the best one's, that with the fewest parameters; of equals the best.
 * NoTrialCompletedError when none is complete.
 */
export function smallestGoodTrial(trials: readonly Trial[], { direction }: Objective): Trial {
  const ranked = rankTrials(trials, direction)
    .filter(isRanked)
    .filter(({ origin }) => origin === undefined);
  const [best] = ranked;
  if (best === undefined) throw new NoTrialCompletedError('no trial is complete');
  const margin = shareOfBest * Math.abs(best.value);
  const good = ranked.filter(({ value }) => !isBetter(direction, best.value, value, margin));
  return good.reduce((least, each) => (sizeOf(each) < sizeOf(least) ? each : least));
}

function sizeOf({ parameters }: Trial): number {
  return parameters ?? Number.POSITIVE_INFINITY;
}

export function modelOf(trial: Trial): StudentModel {
  return { config: trial.config, stream: drawOf(trial) ?? trial.trial, configOf: trial.trial };
}

/** A candidate's value for each seed; null for a training that failed. */
export function triedStudent(
  { model, temperature, mixture }: Candidate,
  values: readonly (number | null)[],
): TriedStudent {
  const known = values.filter((value) => value !== null);
  const mean = known.length < values.length ? null : meanOf(known);
  return { config: model.config, temperature, mixture, values, mean };
}

/** Where the best mean stands, the first of equals; undefined when there is none. */
export function bestIndex(values: readonly (number | null)[], { direction }: Objective): number | undefined {
  let best: { readonly index: number; readonly value: number } | undefined;
  values.forEach((value, index) => {
    if (value === null) return;
    if (best === undefined || isBetter(direction, value, best.value)) best = { index, value };
  });
  return best?.index;
}
