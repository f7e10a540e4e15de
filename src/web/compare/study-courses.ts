import { extentOf } from '../../plots/axes/scale.ts';
import { stateCodes, type TrialColumns, trialFlags } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { ChartLine } from '../charts/chart-line.ts';

/** A study of which the course is drawn. */
export interface ComparedStudy {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
}

export interface StudyCourses {
  /** The best value so far by the number of trials that have ended, and by the seconds since the first began. */
  readonly byTrial: ChartLine;
  readonly bySeconds: ChartLine;
  /** The share of the trials whose value is as good or better, by value. */
  readonly distribution: ChartLine;
}

/** How the search of a study went, as three lines. */
export function coursesOf({ head, trials }: ComparedStudy): StudyCourses {
  const { name, objective } = head;
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const complete = stateCodes.indexOf('complete');
  const isCounted = (place: number) =>
    trials.state[place] === complete &&
    Number.isFinite(trials.value[place]) &&
    ((trials.flags[place] as number) & trialFlags.infeasible) === 0;
  const ended = [...trials.trial.keys()].filter(
    (place) =>
      (stateCodes[trials.state[place] as number] ?? 'waiting') !== 'waiting' &&
      trials.state[place] !== stateCodes.indexOf('running'),
  );
  const inTime = ended
    .filter((place) => Number.isFinite(trials.endedAt[place]))
    .sort((one, other) => (trials.endedAt[one] as number) - (trials.endedAt[other] as number));
  const { min: start } = extentOf([...trials.startedAt, ...trials.endedAt]);
  const best = (places: readonly number[], x: (place: number, index: number) => number): ChartLine => {
    let reached = Number.POSITIVE_INFINITY;
    const points = places.map((place, index): [number, number] => {
      if (isCounted(place)) reached = Math.min(reached, sign * (trials.value[place] as number));
      return [x(place, index), Number.isFinite(reached) ? sign * reached : Number.NaN];
    });
    return { name, isStep: true, points };
  };
  const values = ended
    .filter(isCounted)
    .map((place) => trials.value[place] as number)
    .sort((one, other) => sign * (one - other));
  return {
    byTrial: best(ended, (_, index) => index + 1),
    bySeconds: best(inTime, (place) => (trials.endedAt[place] as number) - start),
    distribution: distributionOf(name, values, ended.length, sign),
  };
}

/** Trials without a value count as worse than all. Ascending in value, as a line has to be. */
function distributionOf(name: string, values: readonly number[], trials: number, sign: number): ChartLine {
  const points = values.map((value, index): [number, number] => [value, (index + 1) / trials]);
  return { name, isStep: sign > 0, points: sign > 0 ? points : points.toReversed() };
}
