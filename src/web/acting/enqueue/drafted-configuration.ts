import { type ConfigurationFault, checkConfiguration } from '../../../study/check-configuration.ts';
import { type Distribution, quantile, type Value } from '../../../study/distribution.ts';
import {
  type Configuration,
  isActive,
  type Parameter,
  type SearchSpace,
} from '../../../study/search-space.ts';

/** The values of a form's fields as texts; a parameter without one is left to the search. */
export type Draft = Readonly<Record<string, string>>;

export interface ReadDraft {
  /** The given values alone. */
  readonly config: Configuration;
  readonly faults: readonly ConfigurationFault[];
  /** The parameters that have a field: their conditions hold. Fixed ones have none. */
  readonly shown: readonly Parameter[];
  /** Parameters whose condition does not hold, or depends on a parameter that is left to the search. */
  readonly hidden: readonly Parameter[];
}

/** The configuration that a form describes, checked as the server checks it. */
export function readDraft(space: SearchSpace, draft: Draft): ReadDraft {
  const given: Record<string, Value> = {};
  const shown: Parameter[] = [];
  const hidden: Parameter[] = [];
  for (const parameter of space) {
    const { name, distribution } = parameter;
    if (distribution.type === 'fixed') {
      if (isActive(parameter, given)) given[name] = distribution.value;
      continue;
    }
    const isShown = isActive(parameter, given);
    (isShown ? shown : hidden).push(parameter);
    const text = draft[name]?.trim() ?? '';
    if (isShown && text !== '') given[name] = readValue(distribution, text);
  }
  const { config, faults } = checkConfiguration(space, given, { isPartial: true });
  return { config, faults, shown, hidden };
}

/** A text that is no number stays a text, and is refused with the parameter's constraint. */
function readValue(distribution: Distribution, text: string): Value {
  if (distribution.type === 'choice')
    return distribution.values.find((value) => String(value) === text) ?? text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** A draft with the values of a configuration. */
export function draftOf(config: Configuration): Draft {
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]));
}

/** "appears where optimizer is sgd". */
export function conditionText({ when = {} }: Parameter): string {
  return Object.entries(when)
    .map(([name, values]) => `${name} is ${values.join(' or ')}`)
    .join(' and ');
}

/** Steps of a slider over the distribution's quantiles. */
export const sliderSteps = 500;

/** The number at a slider's place, of four digits where any number is possible. */
export function numberAt(distribution: Distribution, step: number): number {
  const value = Number(quantile(distribution, Math.min(1 - 1e-9, step / sliderSteps)));
  return Number.isInteger(value) || 'step' in distribution ? value : Number(value.toPrecision(4));
}

/** The first place of a slider whose number is as large: they increase, so it is found by halving. */
export function stepOf(distribution: Distribution, value: number): number {
  let [low, high] = [0, sliderSteps];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (numberAt(distribution, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
