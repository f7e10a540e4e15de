import { figure } from '../reports/figure.ts';
import type { DistributionOf, Value } from '../study/distribution.ts';
import type { Refined, SeenValues } from './refine-numbers.ts';

/** The chance that none of the best trials has a value though it is as good as the others. */
const chance = 0.05;

/** Without the values that no best trial has, where that is more than chance. */
export function fewerValues(
  distribution: DistributionOf<'choice'>,
  { all, best, first }: SeenValues<Value>,
): Refined | undefined {
  const isBad = (value: Value) => {
    const share = all.filter((each) => each === value).length / all.length;
    return value !== first && !best.includes(value) && (1 - share) ** best.length < chance;
  };
  const kept = distribution.values.map((value) => !isBad(value));
  const values = distribution.values.filter((_, at) => kept[at]);
  if (values.length === distribution.values.length || values.length === 0) return undefined;
  const left = distribution.values.filter((_, at) => !kept[at]).map(shown);
  const reason = `none of the best ${best.length} trials has ${left.join(' or ')}`;
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    return { kind: 'fixed', after: { type: 'fixed', value: only }, reason };
  }
  const weights = distribution.weights?.filter((_, at) => kept[at]);
  return { kind: 'narrowed', after: { type: 'choice', values, ...(weights && { weights }) }, reason };
}

function shown(value: Value): string {
  return typeof value === 'number' ? figure(value) : String(value);
}
