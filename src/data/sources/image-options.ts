import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';

export const digitClasses = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Throws a FaultsError when a request for images has options that only tables have. */
export function refuseTableOptions(spec: DataSpec): void {
  const faults = new FaultList(spec.source);
  const constraint = 'must be absent for images';
  const hint = 'they have no columns';
  if (spec.path !== undefined && spec.source !== 'images') {
    faults.add({ field: 'data.path', constraint: 'must be absent for built-in images', value: spec.path });
  }
  if (spec.target !== undefined) faults.add({ field: 'data.target', constraint, value: spec.target, hint });
  if (spec.exclude.length > 0) faults.add({ field: 'data.exclude', constraint, value: spec.exclude, hint });
  if (spec.split.kind === 'column') {
    faults.add({ field: 'data.split.column', constraint, value: spec.split.column, hint });
  }
  for (const key of ['group', 'time'] as const) {
    const value = spec.split[key];
    if (value !== undefined) faults.add({ field: `data.split.${key}`, constraint, value, hint });
  }
  if (spec.task === 'regression') {
    faults.add({ field: 'data.task', constraint: 'must be classification for images', value: spec.task });
  }
  faults.throwIfAny();
}
