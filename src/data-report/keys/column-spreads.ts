import { valuesAt } from '../../statistics/places.ts';
import type { Candidate } from './candidate.ts';

/** The numbers of a column that are not missing. */
export interface Spread {
  readonly count: number;
  readonly mean: number;
  /** The sum of their squared distances from the mean. */
  readonly total: number;
}

/** How the columns spread over the rows of candidates: computed once for all candidates that have every row. */
export class ColumnSpreads {
  readonly #known = new Map<Float64Array, { readonly rows: number; readonly spread: Spread }>();

  of(values: Float64Array, { rows }: Pick<Candidate, 'rows'>): Spread {
    const known = this.#known.get(values);
    const isOfAll = rows[rows.length - 1] === rows.length - 1;
    if (isOfAll && known?.rows === rows.length) return known.spread;
    const spread = spreadOf(valuesAt(values, rows));
    if (isOfAll) this.#known.set(values, { rows: rows.length, spread });
    return spread;
  }
}

export function spreadOf(numbers: Float64Array): Spread {
  let [sum, total, count] = [0, 0, 0];
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (Number.isNaN(number)) continue;
    sum += number;
    count++;
  }
  const mean = count === 0 ? 0 : sum / count;
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] as number;
    if (!Number.isNaN(number)) total += (number - mean) ** 2;
  }
  return { count, mean, total };
}
