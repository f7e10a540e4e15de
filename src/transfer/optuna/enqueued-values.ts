import type { OptunaTrial } from '../../store/optuna/optuna-study.ts';
import { readPythonJson } from '../../store/optuna/python-json.ts';
import type { Value } from '../../study/distribution.ts';
import { isRecord, scalarOf } from './read-distribution.ts';

/** The values that a trial was told to try, by parameter: a system attribute that stays when it has run. */
export function enqueuedValues({ systemAttributes }: OptunaTrial): ReadonlyMap<string, Value> {
  const fixed = readPythonJson(systemAttributes.fixed_params ?? 'null');
  if (!isRecord(fixed)) return new Map();
  return new Map(Object.entries(fixed).map(([name, value]) => [name, scalarOf(value)]));
}
