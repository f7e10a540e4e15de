import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readBuiltInTable } from './built-in-table.ts';

/** 150 flowers, four lengths in centimetres; the default target is the species. */
export function readIris(spec: DataSpec, _: string, reading: Reading): Promise<RawData> {
  return readBuiltInTable(spec, 'species', reading);
}
