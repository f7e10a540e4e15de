import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import { openRows } from '../formats/open-rows.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { targetNames } from '../table/column-roles.ts';
import { readTable } from '../table/read-table.ts';
import { builtInFile } from './built-in-file.ts';

/** A table of the `datasets` folder; `defaultTarget` is the target of a request without one. */
export async function readBuiltInTable(
  spec: DataSpec,
  defaultTarget: string,
  reading: Reading,
): Promise<RawData> {
  const faults = new FaultList(spec.source);
  if (spec.path !== undefined) {
    faults.add({ field: 'data.path', constraint: 'must be absent for a built-in source', value: spec.path });
  }
  faults.throwIfAny();
  const target = spec.target ?? defaultTarget;
  const source = await openBuiltIn(spec, targetNames(target));
  return readTable(source, { ...spec, target }, reading);
}

/** The rows of the table, before any is read. */
export function openBuiltIn(
  { source }: Pick<DataSpec, 'source'>,
  targets: readonly string[],
): Promise<RowSource> {
  return openRows({ file: source, path: builtInFile(`${source}.csv`) }, { wanted: targets }, 'csv');
}
