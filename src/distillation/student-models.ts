import { type Fault, FaultsError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { checkParameters } from '../space-file/check-parameters.ts';
import type { Store, Study } from '../store/store.ts';
import type { Value } from '../study/distribution.ts';
import type { SearchSpace } from '../study/search-space.ts';
import type { ModelFamily } from '../training/models/model-family.ts';
import { trainingParameters } from '../training/training-parameters.ts';
import { modelOf, type StudentModel, smallestGoodTrial } from './plan.ts';
import { requireInputs } from './student-inputs.ts';

/** A student with the configuration of the smallest trial within 1 % of the best. NoTrialCompletedError without one. */
export async function smallestGoodModel(store: Store, study: Study): Promise<StudentModel> {
  return modelOf(smallestGoodTrial(await store.trials(study.id), study.spec.objective));
}

/** A student with the configuration of this trial; UsageError when it is not complete. */
export async function modelOfTrial(store: Store, study: Study, number: number): Promise<StudentModel> {
  const trial = await store.trial(study.id, number);
  if (trial?.state === 'complete') return modelOf(trial);
  const reason = trial === undefined ? 'there is no such trial' : `trial ${number} is ${trial.state}`;
  throw new UsageError(message`${option('student', number)}: ${reason} in study '${study.name}'`);
}

const given = { file: 'config', option: 'config' } as const;

/** A student with this configuration; FaultsError with all values that the model's constraints refuse. */
export function givenModel(
  config: Readonly<Record<string, unknown>>,
  study: Study,
  family: ModelFamily,
): StudentModel {
  const values: Record<string, Value> = {};
  const strange: Fault[] = [];
  for (const [field, value] of Object.entries(config)) {
    if (isValue(value)) values[field] = value;
    else strange.push({ ...given, field, constraint: 'must be a number, a text, true or false', value });
  }
  const space: SearchSpace = Object.entries(values).map(([name, value]) => ({
    name,
    distribution: { type: 'fixed', value },
  }));
  const constraints = { ...trainingParameters, ...family.parameters };
  const located = { spec: { space, model: study.spec.model }, locate: () => undefined };
  const faults = [...strange, ...checkParameters(located, constraints, given.file).map(asGiven)];
  if (faults.length > 0) throw new FaultsError(faults);
  requireInputs(values, study);
  return { config: values, stream: 0, configOf: null };
}

function isValue(value: unknown): value is Value {
  return ['number', 'string', 'boolean'].includes(typeof value);
}

/** Removes the section "space" from the field, since a configuration has none. */
function asGiven(fault: Fault): Fault {
  return { ...fault, ...given, field: fault.field.replace(/^space\./, '') };
}
