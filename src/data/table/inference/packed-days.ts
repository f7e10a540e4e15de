import { readDate } from '../../cells/date.ts';
import type { ColumnBuilder } from '../column-builder.ts';
import { declared } from '../declaration-text.ts';
import type { InferredColumn } from './inferred-column.ts';

const fewestDays = 20;
const mostOdd = 0.1;

/**
 * Whole numbers that are all days from 1900 to 2100, such as 20240131; turns them into days since 1970. A few others
 * among them are a fault; undefined where there are more.
 */
export function inferPackedDays(builder: ColumnBuilder, numbers: Float64Array): InferredColumn | undefined {
  const { name, distinct, numberCount } = builder;
  const { dayCount, oddDays } = builder.digits;
  if (numberCount < fewestDays || distinct < fewestDays || dayCount < (1 - mostOdd) * numberCount)
    return undefined;
  if (dayCount < numberCount) {
    const constraint = 'must be a day such as 20240131, as the rest of its column is';
    const hint = `leave the cell empty if it is missing, or set data.columns to ${declared(name, 'integer')}`;
    return { kind: 'broken', broken: { cells: oddDays, constraint, hint } };
  }
  for (const [row, number] of numbers.entries()) {
    if (!Number.isNaN(number)) numbers[row] = readDate(String(number), 'yyyyMMdd') as number;
  }
  const because = 'yyyyMMdd, as all of its numbers are';
  return { kind: 'number', type: 'date', form: { type: 'date', format: 'yyyyMMdd' }, because };
}
