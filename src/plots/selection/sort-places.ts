import { stateCodes, type TrialColumns, trialFlags } from '../columns/trial-columns.ts';
import type { StudyHead } from '../study-head.ts';
import type { TrialFact } from './trial-facts.ts';

/** The places of all trials, ordered as `rankTrials` orders trials. */
export function rankedPlaces({ objective }: StudyHead, trials: TrialColumns): Uint32Array {
  const { state, value, flags } = trials;
  const sign = objective.direction === 'minimize' ? 1 : -1;
  const complete = stateCodes.indexOf('complete');
  // Feasible complete trials, infeasible ones, and the others.
  const groups = state.map((code, place) => {
    if (code !== complete || !Number.isFinite(value[place])) return 2;
    return (flags[place] as number) & trialFlags.infeasible ? 1 : 0;
  });
  return Uint32Array.from(state.keys()).sort((one, other) => {
    const apart = (groups[one] as number) - (groups[other] as number);
    if (apart !== 0) return apart;
    const byValue = groups[one] === 2 ? 0 : sign * ((value[one] as number) - (value[other] as number));
    return byValue || one - other;
  });
}

/** The places in the order of a fact; trials that lack it are last in both directions, and equal ones keep their order. */
export function placesBy(fact: TrialFact, places: Uint32Array, isDescending: boolean): Uint32Array {
  const sign = isDescending ? -1 : 1;
  const keys = new Map<number, number | string>();
  for (const place of places) keys.set(place, keyOf(fact, place));
  return Uint32Array.from([...places].sort((one, other) => compare(keys.get(one), keys.get(other), sign)));
}

/** Texts by their alphabet; an empty text and NaN are missing. */
function keyOf(fact: TrialFact, place: number): number | string {
  return fact.text === undefined ? fact.number(place) : fact.text(place);
}

function compare(one: number | string | undefined, other: number | string | undefined, sign: number): number {
  const [isMissing, isOtherMissing] = [one, other].map((key) => key === '' || Number.isNaN(key));
  if (isMissing || isOtherMissing) return Number(isMissing) - Number(isOtherMissing);
  if (typeof one === 'string') return sign * one.localeCompare(String(other));
  return sign * (Number(one) - Number(other));
}
