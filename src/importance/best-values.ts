import type { BestValues } from '../reports/learned/parameter-importance-report.ts';
import type { Value } from '../study/distribution.ts';
import { type Configuration, isActive, type Parameter } from '../study/search-space.ts';

/** The values that the best trials give a parameter; null where none of them has it. */
export function bestValuesOf(parameter: Parameter, best: readonly Configuration[]): BestValues | null {
  const values = best.flatMap((config) => {
    const value = config[parameter.name];
    return value === undefined || !isActive(parameter, config) ? [] : [value];
  });
  if (values.length === 0) return null;
  if (parameter.distribution.type === 'choice') return { values: countsOf(values) };
  const sorted = Float64Array.from(values, Number).sort();
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { low: at(0.1), median: at(0.5), high: at(0.9) };
}

/** The commonest first, ties in the order of the trials. */
function countsOf(values: readonly Value[]): { value: Value; trials: number }[] {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, trials]) => ({ value, trials }))
    .sort((one, other) => other.trials - one.trials);
}
