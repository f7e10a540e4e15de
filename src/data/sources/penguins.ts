import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readBuiltInTable } from './built-in-table.ts';

/**
 * 344 penguins with missing cells, numbers and categories; the default target is the species. With the target
 * `bodyMassGrams` it is a regression on the 342 that were weighed.
 */
export function readPenguins(spec: DataSpec, _: string, reading: Reading): Promise<RawData> {
  return readBuiltInTable(spec, 'species', reading);
}
