import { computed } from '@preact/signals';
import { stateCodes, type TrialColumns, trialFlags } from '../../plots/columns/trial-columns.ts';
import type { Direction } from '../../study/objective.ts';
import { head, trials } from '../state/study-state.ts';

/** Numbers of the complete trials, best first, as study/ranking.ts orders them: infeasible ones last, ties by number. */
export function rankedTrials(columns: TrialColumns, direction: Direction): number[] {
  const { state, value, flags, trial } = columns;
  const complete = stateCodes.indexOf('complete');
  const sign = direction === 'minimize' ? 1 : -1;
  const places = [...trial.keys()].filter(
    (place) => state[place] === complete && Number.isFinite(value[place]),
  );
  const isInfeasible = (place: number) => (flags[place] as number) & trialFlags.infeasible;
  places.sort(
    (one, other) =>
      isInfeasible(one) - isInfeasible(other) ||
      sign * ((value[one] as number) - (value[other] as number)) ||
      one - other,
  );
  return places.map((place) => trial[place] as number);
}

/** The ranking of the shown study; empty until its trials are here. */
export const ranking = computed(() =>
  head.value === undefined || trials.value === undefined
    ? []
    : rankedTrials(trials.value, head.value.objective.direction),
);
