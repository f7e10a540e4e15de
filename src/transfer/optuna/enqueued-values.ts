import type { OptunaTrial } from '../../store/optuna/optuna-study.ts';
import { readPythonJson } from '../../store/optuna/python-json.ts';
import type { Value } from '../../study/distribution.ts';
import { isRecord, scalarOf } from './read-distribution.ts';

/** The enqueued values of a trial, by parameter: a system attribute that is kept after the trial has run. */
export function enqueuedValues({ systemAttributes }: OptunaTrial): ReadonlyMap<string, Value> {
  const fixed = readPythonJson(systemAttributes.fixed_params ?? 'null');
  if (!isRecord(fixed)) return new Map();
  return new Map(Object.entries(fixed).map(([name, value]) => [name, scalarOf(value)]));
}
