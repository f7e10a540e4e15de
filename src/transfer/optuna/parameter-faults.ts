import { type Fault, FaultsError } from '../../faults/errors.ts';
import type { OptunaParameter, OptunaStudy } from '../../store/optuna/optuna-study.ts';
import type { Value } from '../../study/distribution.ts';
import type { OptunaDistribution } from './distributions.ts';
import { enqueuedValues } from './enqueued-values.ts';
import { readDistribution } from './read-distribution.ts';

const mostChoices = 10_000;

/** FaultsError that names the rows of parameters with an invalid distribution, or a value that it cannot give. */
export function refuseBadParameters({ trials }: OptunaStudy, file: string): void {
  const faults = trials.flatMap((trial): Fault[] => {
    const { parameters } = trial;
    const enqueued = enqueuedValues(trial);
    const names = new Set<string>();
    return parameters.flatMap((parameter) => {
      const isTaken = names.has(parameter.name);
      names.add(parameter.name);
      const broken = isTaken
        ? (['param_name', 'must be there once in a trial'] as const)
        : brokenConstraint(parameter, enqueued.get(parameter.name));
      if (broken === undefined) return [];
      const [column, constraint] = broken;
      const value = { param_name: parameter.name, param_value: parameter.value }[String(column)];
      const field = `table trial_params, param_id ${parameter.id}, ${column}`;
      return [{ file, field, constraint, value: value ?? parameter.distribution }];
    });
  });
  if (faults.length > 0) throw new FaultsError(faults);
}

type Broken = readonly [column: 'param_name' | 'param_value' | 'distribution_json', constraint: string];

/** Optuna lets `enqueued` values lie outside the range, and runs them. */
function brokenConstraint(
  { value, distribution }: OptunaParameter,
  enqueued: Value | undefined,
): Broken | undefined {
  const read = readDistribution(distribution);
  const constraint = read === undefined ? "must be a distribution of Optuna's" : brokenDistribution(read);
  if (constraint !== undefined) return ['distribution_json', constraint];
  const outside = read === undefined ? undefined : brokenValue(read, value, value === enqueued);
  return outside === undefined ? undefined : ['param_value', outside];
}

function brokenValue(
  { name, attributes }: OptunaDistribution,
  value: number,
  isEnqueued: boolean,
): string | undefined {
  if (name === 'CategoricalDistribution') {
    const places = attributes.choices.length;
    if (Number.isInteger(value) && value >= 0 && value < places) return undefined;
    return `must be the place of a choice, from 0 to ${places - 1}`;
  }
  const { low, high, log, step } = attributes;
  const isWhole = name === 'IntDistribution';
  if (isWhole && !Number.isInteger(value)) return 'must be a whole number';
  if (isEnqueued) return undefined;
  // Logarithms and exponentials miss the bounds by a few units in the last place.
  const slack = isWhole ? 0 : 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  if (value < low - slack || value > high + slack)
    return `must be from ${low} to ${high}, as its distribution is`;
  const steps = (value - low) / (step ?? 1);
  const isFine = step === null || log || value === high || Math.abs(steps - Math.round(steps)) < 1e-6;
  return isFine ? undefined : `must be from ${low} to ${high} in steps of ${step}, as its distribution is`;
}

function brokenDistribution(distribution: OptunaDistribution): string | undefined {
  if (distribution.name === 'CategoricalDistribution') {
    const { length } = distribution.attributes.choices;
    return length > 0 && length <= mostChoices ? undefined : `must have 1 to ${mostChoices} choices`;
  }
  const { low, high, log, step } = distribution.attributes;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return 'must have finite ends';
  if (low > high) return 'must have a low that is at most its high';
  if (log && low <= 0) return 'must have a low above 0 where log is true';
  if (step !== null && !(step > 0 && Number.isFinite(step))) return 'must have a step above 0';
  const isWhole = [low, high, step].every(Number.isSafeInteger);
  return distribution.name === 'IntDistribution' && !isWhole ? 'must have whole numbers' : undefined;
}
