import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import { readBuiltInTable } from './built-in-table.ts';

/** 150 flowers, four lengths in centimetres; predicts the species unless the request names another target. */
export function readIris(spec: DataSpec): Promise<RawData> {
  return readBuiltInTable(spec, 'species');
}
