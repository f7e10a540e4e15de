import { extentOf } from '../../plots/axes/scale.ts';
import type { StudyOverview } from '../../plots/columns/overview-block.ts';
import { stateCodes, type TrialColumns } from '../../plots/columns/trial-columns.ts';
import { improvements } from '../../plots/summaries/best-so-far.ts';
import { isFeasible } from '../../plots/summaries/trial-groups.ts';
import type { ChartLine } from '../charts/chart-line.ts';

export interface StudyCourses {
  /** The best value so far by the number of trials that have ended, and by the seconds since the first began. */
  readonly byTrial: ChartLine;
  /** Without points where the times are not known. */
  readonly bySeconds: ChartLine;
  /** The share of the trials whose value is as good or better, by value. */
  readonly distribution: ChartLine;
}

/** How the search of a study went, as three lines. */
export function coursesOf(study: StudyOverview): StudyCourses {
  const { trials } = study;
  const ended = [...trials.trial.keys()].filter((place) => hasEnded(trials, place));
  const at = (place: number) => trials.endedAt[place] as number;
  const inTime = ended
    .filter((place) => Number.isFinite(at(place)))
    .sort((one, other) => at(one) - at(other));
  const { min: start } = extentOf([...trials.startedAt, ...trials.endedAt]);
  const counts = new Map(ended.map((place, index) => [place, index + 1]));
  return {
    byTrial: bestLine(study, ended, (place) => counts.get(place) as number),
    bySeconds: bestLine(study, inTime, (place) => at(place) - start),
    distribution: distributionLine(study, ended),
  };
}

function hasEnded({ state }: TrialColumns, place: number): boolean {
  const name = stateCodes[state[place] as number];
  return name === 'complete' || name === 'pruned' || name === 'failed';
}

/** A step at each improvement, up to the last trial. */
function bestLine(study: StudyOverview, places: readonly number[], x: (place: number) => number): ChartLine {
  const found = improvements(study, places);
  const [last, best] = [places.at(-1), found.at(-1)];
  const points = found.map(({ place, value }): [number, number] => [x(place), value]);
  if (last !== undefined && best !== undefined && best.place !== last) points.push([x(last), best.value]);
  return { name: study.head.name, isStep: true, points };
}

/** Trials without a value count as worse than all. Ascending in value, as a line has to be. */
function distributionLine({ head, trials }: StudyOverview, ended: readonly number[]): ChartLine {
  const isLeastBest = head.objective.direction === 'minimize';
  const values = ended
    .filter((place) => isFeasible(trials, place))
    .map((place) => trials.value[place] as number)
    .sort((one, other) => (isLeastBest ? one - other : other - one));
  const points = values.map((value, index): [number, number] => [value, (index + 1) / ended.length]);
  return { name: head.name, isStep: isLeastBest, points: isLeastBest ? points : points.toReversed() };
}
