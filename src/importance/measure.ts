import { UsageError } from '../faults/errors.ts';
import type {
  ParameterEffect,
  ParameterImportanceReport,
} from '../reports/learned/parameter-importance-report.ts';
import { level } from '../statistics/mean-interval.ts';
import { randomFor } from '../statistics/random.ts';
import type { Direction } from '../study/objective.ts';
import { isRanked, type RankedTrial, rankTrials } from '../study/ranking.ts';
import type { SearchSpace } from '../study/search-space.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import { bestShareOf } from './best-share.ts';
import { bestValuesOf } from './best-values.ts';
import { importanceMethods } from './catalogue.ts';
import type { Effect, ImportanceMethod, Observation } from './importance.ts';
import { parameterGrid } from './parameter-grid.ts';

/** With fewer trials every parameter seems to matter. */
export const fewestTrials = 10;
/** One trial that holds more of the squares than this decides the variance of all. */
const largestPart = 0.5;

export interface MeasureOptions {
  readonly method: string;
  /** The share of the trials that count as the best. */
  readonly best?: number | undefined;
  readonly pairs: boolean;
}

/**
 * Which parameters of a study matter, by a method of the catalogue. Equal trials give an equal report. UsageError below
 * ten trials that the method looks at: those that have ended, one of them complete, or for fanova the complete ones; and
 * for a space without a parameter to search.
 */
export function measureImportance(
  { name, spec }: { readonly name: string; readonly spec: Pick<StudySpec, 'space' | 'objective'> },
  trials: readonly Trial[],
  { method: named, best, pairs }: MeasureOptions,
): ParameterImportanceReport {
  const method: ImportanceMethod = importanceMethods[named as keyof typeof importanceMethods];
  const { metric, direction } = spec.objective;
  if (spec.space.every(({ distribution }) => parameterGrid(distribution) === undefined)) {
    throw new UsageError(
      `study '${name}' must have a parameter with several values to show what matters, and its space fixes all`,
    );
  }
  const { drawn, ranked } = drawnTrials(trials, direction);
  const [looked, kind] = method.needsValues ? [ranked.length, 'complete'] : [drawn.length, 'ended'];
  if (looked < fewestTrials || ranked.length === 0) {
    const needed = looked < fewestTrials ? `${fewestTrials} ${kind} trials` : 'a complete trial';
    const has = looked < fewestTrials ? looked : 'none';
    throw new UsageError(`study '${name}' must have ${needed} to show what matters, and has ${has}`);
  }
  const bestShare = best ?? bestShareOf(drawn.length);
  const observations = drawn.map((trial) => observed(trial, direction === 'minimize' ? 1 : -1));
  const measured = method.measure({
    ...{ space: spec.space, observations, bestShare, isPairwise: pairs },
    random: (key) => randomFor('importance', key),
  });
  const bestConfigs = ranked
    .slice(0, measured.best ?? Math.ceil(bestShare * ranked.length))
    .map(({ config }) => config);
  return {
    ...{ study: name, metric, direction, method: method.name },
    ...{ trials: measured.trials, best: measured.best ?? null, level },
    effects: measured.effects.map((effect) => described(effect, spec.space, bestConfigs)),
    notes: measured.best === undefined ? outlierNotes(drawn) : fewNotes(drawn.length, ranked.length),
  };
}

/**
 * The trials that have ended, without continuations and students, which were not drawn from the space; and the complete
 * ones of them, best first.
 */
export function drawnTrials(
  trials: readonly Trial[],
  direction: Direction,
): { readonly drawn: readonly Trial[]; readonly ranked: readonly RankedTrial[] } {
  const drawn = trials.filter(
    ({ origin, state }) =>
      (origin === undefined || origin === 'imported') && state !== 'waiting' && state !== 'running',
  );
  return { drawn, ranked: rankTrials(drawn, direction).filter(isRanked) };
}

function observed(trial: Trial, sign: 1 | -1): Observation {
  return { config: trial.config, loss: isRanked(trial) ? sign * trial.value : undefined };
}

function described(
  effect: Effect,
  space: SearchSpace,
  best: Parameters<typeof bestValuesOf>[1],
): ParameterEffect {
  const [first, second] = effect.parameters;
  const parameter = space.find(({ name }) => name === first);
  const isSingle = parameter !== undefined && second === undefined;
  return {
    ...effect,
    when: (isSingle && parameter.when) || null,
    best: isSingle ? bestValuesOf(parameter, best) : null,
  };
}

/** A search with rungs completes few of its trials. */
function fewNotes(ended: number, complete: number): string[] {
  if (complete >= fewestTrials) return [];
  return [
    `only ${complete} of ${ended} trials ${complete === 1 ? 'is' : 'are'} complete: the others, pruned or failed, rank below`,
  ];
}

function outlierNotes(trials: readonly Trial[]): string[] {
  const ranked = trials.filter(isRanked);
  const mean = ranked.reduce((sum, { value }) => sum + value, 0) / ranked.length;
  const squares = ranked.map(({ value }) => (value - mean) ** 2);
  const total = squares.reduce((sum, square) => sum + square, 0);
  const largest = Math.max(...squares);
  if (!(largest > largestPart * total)) return [];
  const { trial, value } = ranked[squares.indexOf(largest)] as Trial;
  const part = Math.round((100 * largest) / total);
  return [
    `trial ${trial}, whose value is ${value}, has ${part} % of the variance: the shares are mostly those of this trial; ped-anova does not depend on how bad a trial is`,
  ];
}
