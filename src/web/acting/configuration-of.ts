import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { Value } from '../../study/distribution.ts';
import type { Configuration } from '../../study/search-space.ts';

/** The configuration of a trial of the columns, fixed values included; undefined where they have no such trial. */
export function configurationOf(
  { axes, fixed }: Pick<StudyHead, 'axes' | 'fixed'>,
  trials: Pick<TrialColumns, 'trial' | 'parameters'>,
  trial: number,
): Configuration | undefined {
  const place = placeOf(trials, trial);
  if (place < 0) return undefined;
  const config: Record<string, Value> = { ...fixed };
  for (const { name, kind, values } of axes) {
    const number = trials.parameters[name]?.[place] ?? Number.NaN;
    const value = kind === 'choice' ? values[number] : number;
    if (value !== undefined && !Number.isNaN(value)) config[name] = value;
  }
  return config;
}

/** The place of a trial in columns, which are in the order of their numbers; −1 where there is none. */
export function placeOf({ trial: numbers }: Pick<TrialColumns, 'trial'>, trial: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < trial) low = middle + 1;
    else high = middle;
  }
  return numbers[low] === trial ? low : -1;
}
