import { type Fault, FaultsError } from '../../faults/errors.ts';
import type { OptunaParameter, OptunaStudy } from '../../store/optuna/optuna-study.ts';
import type { OptunaDistribution } from './distributions.ts';
import { readDistribution } from './read-distribution.ts';

const mostChoices = 10_000;

/** FaultsError naming the rows of parameters whose distribution is none, or that have a value which it cannot give. */
export function refuseBadParameters({ trials }: OptunaStudy, file: string): void {
  const faults = trials.flatMap(({ parameters }): Fault[] => {
    const names = new Set<string>();
    return parameters.flatMap((parameter) => {
      const isTaken = names.has(parameter.name);
      names.add(parameter.name);
      const broken = isTaken
        ? (['param_name', 'must be there once in a trial'] as const)
        : brokenLaw(parameter);
      if (broken === undefined) return [];
      const [column, law] = broken;
      const value = { param_name: parameter.name, param_value: parameter.value }[String(column)];
      const field = `table trial_params, param_id ${parameter.id}, ${column}`;
      return [{ file, field, law, value: value ?? parameter.distribution }];
    });
  });
  if (faults.length > 0) throw new FaultsError(faults);
}

type Broken = readonly [column: 'param_name' | 'param_value' | 'distribution_json', law: string];

function brokenLaw({ value, distribution }: OptunaParameter): Broken | undefined {
  const read = readDistribution(distribution);
  const law = read === undefined ? "must be a distribution of Optuna's" : brokenDistribution(read);
  if (law !== undefined) return ['distribution_json', law];
  if (read?.name !== 'CategoricalDistribution') return undefined;
  const places = read.attributes.choices.length;
  if (Number.isInteger(value) && value >= 0 && value < places) return undefined;
  return ['param_value', `must be the place of a choice, from 0 to ${places - 1}`];
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
