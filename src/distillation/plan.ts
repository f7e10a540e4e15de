import { NoTrialCompletedError } from '../faults/errors.ts';
import type { TriedStudent } from '../reports/distill-report.ts';
import { meanOf } from '../statistics/mean.ts';
import { randomFor } from '../statistics/random.ts';
import type { DistillationSettings } from '../study/distillation.ts';
import { isBetter, type Objective } from '../study/objective.ts';
import { isRanked, rankTrials } from '../study/ranking.ts';
import type { Configuration } from '../study/search-space.ts';
import { drawOf, type Trial } from '../study/trial.ts';

/** A candidate configuration for students. */
export interface StudentModel {
  readonly config: Configuration;
  /** The key of its random streams. */
  readonly stream: number;
  /** The trial with this configuration; null when it was given. */
  readonly configOf: number | null;
}

/** A model with one temperature and mixture. */
export interface Candidate extends DistillationSettings {
  readonly model: StudentModel;
}

export interface Choices {
  /** At least one. */
  readonly models: readonly StudentModel[];
  readonly temperatures: readonly number[];
  readonly mixtures: readonly number[];
  /** Number of students to sample at random. Default: all pairs of temperature and mixture if there is one model. */
  readonly tries?: number | undefined;
  readonly seed: number;
}

/** Default number of students sampled from a space. */
export const defaultTries = 8;

/** The candidates: the first models when there are several, each with the next pair of a random order. */
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

/** A trial at most this much worse than the best may give its configuration to a student. */
const shareOfBest = 0.01;

/**
 * The sampled trial with the fewest parameters among those within 1 % of the best value; of equal ones the best.
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

/** The index of the best mean, the first of equal ones; undefined when there is none. */
export function bestIndex(values: readonly (number | null)[], { direction }: Objective): number | undefined {
  let best: { readonly index: number; readonly value: number } | undefined;
  values.forEach((value, index) => {
    if (value === null) return;
    if (best === undefined || isBetter(direction, value, best.value)) best = { index, value };
  });
  return best?.index;
}
