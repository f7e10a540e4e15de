import type { Distribution, Value } from '../../study/distribution.ts';

/** Optuna's distributions; its JSON has { name, attributes }. */
export type OptunaDistribution =
  | { readonly name: 'FloatDistribution'; readonly attributes: OptunaRange<number | null> }
  | { readonly name: 'IntDistribution'; readonly attributes: OptunaRange<number> }
  | { readonly name: 'CategoricalDistribution'; readonly attributes: { readonly choices: readonly Value[] } };

interface OptunaRange<Step> {
  readonly low: number;
  readonly high: number;
  readonly log: boolean;
  readonly step: Step;
}

/**
 * The closest distribution. Optuna has no normal: its range is that of the truncation, else from the smallest to the
 * largest of the `observed` values. Optuna has no weights of choices either.
 */
export function toOptuna(distribution: Distribution, observed: readonly Value[]): OptunaDistribution {
  switch (distribution.type) {
    case 'uniform':
      return float({ ...rangeOf(distribution), log: false, step: distribution.step ?? null });
    case 'logUniform':
      return float({ ...rangeOf(distribution), log: true, step: null });
    case 'int':
      return int({ ...rangeOf(distribution), log: false, step: distribution.step ?? 1 });
    case 'logInt':
      return int({ ...rangeOf(distribution), log: true, step: 1 });
    case 'normal':
    case 'logNormal': {
      const { min, max } = distribution;
      const numbers = observed.filter((value) => typeof value === 'number');
      const ends = numbers.reduce(
        ({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }),
        { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY },
      );
      const range = { low: min ?? ends.low, high: max ?? ends.high };
      return float({ ...range, log: distribution.type === 'logNormal', step: null });
    }
    // All trials must have the same choices; a student may have another value.
    case 'choice':
      return categories([...distribution.values, ...observed]);
    case 'fixed':
      return categories([distribution.value, ...observed]);
  }
}

/** A distribution that Optuna accepts for this value: our derived trials may leave the space. */
export function containing(distribution: OptunaDistribution, value: Value): OptunaDistribution {
  if (distribution.name === 'CategoricalDistribution' || typeof value !== 'number') return distribution;
  const { low, high } = distribution.attributes;
  if (value >= low && value <= high) return distribution;
  const isWhole = distribution.name === 'IntDistribution' && Number.isInteger(value);
  const point = { low: value, high: value, log: value > 0 };
  return joined(distribution, isWhole ? int({ ...point, step: 1 }) : float({ ...point, step: null }));
}

function categories(values: readonly Value[]): OptunaDistribution {
  return { name: 'CategoricalDistribution', attributes: { choices: [...new Set(values)] } };
}

function float(attributes: OptunaRange<number | null>): OptunaDistribution {
  return { name: 'FloatDistribution', attributes };
}

function int(attributes: OptunaRange<number>): OptunaDistribution {
  return { name: 'IntDistribution', attributes };
}

function rangeOf({ min, max }: { readonly min: number; readonly max: number }) {
  return { low: min, high: max };
}

/** Optuna's stored form of a value: the number, or the index among the choices. */
export function storedValue({ name, attributes }: OptunaDistribution, value: Value): number {
  return name === 'CategoricalDistribution' ? attributes.choices.indexOf(value) : Number(value);
}

/** The value that Optuna stored; undefined when it is not the index of a choice. */
export function givenValue({ name, attributes }: OptunaDistribution, stored: number): Value | undefined {
  if (name === 'CategoricalDistribution') return attributes.choices[Math.trunc(stored)];
  return name === 'IntDistribution' ? Math.trunc(stored) : stored;
}

/** The equivalent distribution of ours; a single possible value is fixed. */
export function fromOptuna({ name, attributes }: OptunaDistribution): Distribution {
  if (name === 'CategoricalDistribution') {
    const values = [...new Set(attributes.choices)];
    const [only, ...others] = values;
    return only !== undefined && others.length === 0
      ? { type: 'fixed', value: only }
      : { type: 'choice', values };
  }
  const { low: min, high: max, log } = attributes;
  if (min === max) return { type: 'fixed', value: min };
  const isFine = attributes.step === null || (name === 'IntDistribution' && attributes.step === 1);
  const step = isFine ? {} : { step: attributes.step ?? 1 };
  if (name === 'IntDistribution')
    return log ? { type: 'logInt', min, max } : { type: 'int', min, max, ...step };
  return log ? { type: 'logUniform', min, max } : { type: 'uniform', min, max, ...step };
}

/** A distribution that contains both: Optuna lets a trial narrow or widen a range. */
export function joined(one: OptunaDistribution, other: OptunaDistribution): OptunaDistribution {
  if (one.name === 'CategoricalDistribution' || other.name === 'CategoricalDistribution') {
    const both = [one, other].flatMap((each) =>
      each.name === 'CategoricalDistribution' ? each.attributes.choices : [],
    );
    return { name: 'CategoricalDistribution', attributes: { choices: [...new Set(both)] } };
  }
  const low = Math.min(one.attributes.low, other.attributes.low);
  const high = Math.max(one.attributes.high, other.attributes.high);
  const log = one.attributes.log && other.attributes.log;
  const isSame = one.attributes.low === other.attributes.low && one.attributes.high === other.attributes.high;
  if (one.name === 'FloatDistribution' || other.name === 'FloatDistribution') {
    return float({ low, high, log, step: isSame ? one.attributes.step : null });
  }
  return int({ low, high, log, step: isSame ? one.attributes.step : 1 });
}
