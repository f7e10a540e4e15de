import { figure } from '../reports/figure.ts';
import { hypergeometricAtMost } from '../statistics/significance.ts';
import type { DistributionOf, Value } from '../study/distribution.ts';
import type { Refined, SeenValues } from './refine-numbers.ts';

/** The chance that as few of the best trials have a value though it is as good as the others: hypergeometric. */
const chance = 0.05;
/** A value stays if its share among the best trials is at least this part of its share among all. */
const leastShare = 0.25;

/** Without the values that the best trials hardly have, where that is more than chance. */
export function fewerValues(
  distribution: DistributionOf<'choice'>,
  { all, best, first }: SeenValues<Value>,
): Refined | undefined {
  const countIn = (values: readonly Value[], value: Value) => values.filter((each) => each === value).length;
  const isBad = (value: Value) => {
    const marked = countIn(all, value);
    const share = marked / all.length;
    const count = countIn(best, value);
    if (value === first || share === 0 || count >= leastShare * share * best.length) return false;
    return hypergeometricAtMost(count, { drawn: best.length, marked, total: all.length }) < chance;
  };
  const kept = distribution.values.map((value) => !isBad(value));
  const values = distribution.values.filter((_, at) => kept[at]);
  if (values.length === distribution.values.length || values.length === 0) return undefined;
  const left = distribution.values.filter((_, at) => !kept[at]);
  const told = left.map((value) => `${shown(value)} in ${countIn(best, value)}`).join(', ');
  const reason = `left out: ${told} of the best ${best.length} trials`;
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
