import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import { arrayScalings } from '../preprocessing/fit-arrays.ts';

/** Throws a FaultsError, with `file` as its name, when a request for arrays has options that only tables have. */
export function refuseColumnOptions(spec: DataSpec, file: string): void {
  const faults = new FaultList(file);
  const constraint = 'must be absent for arrays';
  const hint = 'they have no columns';
  const { split } = spec;
  if (split.kind === 'column')
    faults.add({ field: 'data.split.column', constraint, value: split.column, hint });
  for (const key of ['group', 'time'] as const) {
    const value = split[key];
    if (value !== undefined) faults.add({ field: `data.split.${key}`, constraint, value, hint });
  }
  for (const scaling of [spec.scaling, ...(spec.scalings ?? [])]) {
    if (arrayScalings.some((each) => each === scaling)) continue;
    const allowed = `must be one of ${arrayScalings.join(', ')} for arrays`;
    faults.add({ field: 'data.scaling', constraint: allowed, value: scaling });
  }
  faults.throwIfAny();
}
