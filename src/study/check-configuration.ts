import type { Distribution, Value } from './distribution.ts';
import { gridSteps, gridValue } from './distribution.ts';
import { extentOf, isDiscrete } from './distribution-range.ts';
import { type Configuration, isActive, type Parameter, type SearchSpace } from './search-space.ts';

/** The constraint of the space that a parameter's value breaks. */
export interface ConfigurationFault {
  readonly name: string;
  readonly constraint: string;
  readonly value?: Value;
}

/**
 * Checks given values as a configuration of the space and reports every fault. A fixed parameter may be left out, and in
 * a partial configuration any other too. A number within a billionth of a step of a grid point becomes that point.
 */
export function checkConfiguration(
  space: SearchSpace,
  given: Readonly<Record<string, Value>>,
  { isPartial = false } = {},
): { readonly config: Configuration; readonly faults: readonly ConfigurationFault[] } {
  const config: Record<string, Value> = {};
  const faults: ConfigurationFault[] = [];
  for (const parameter of space) {
    const { name, distribution, when } = parameter;
    // A condition on a faulty parameter cannot be evaluated.
    if (Object.keys(when ?? {}).some((other) => faults.some((fault) => fault.name === other))) continue;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (!isActive(parameter, config)) {
      const constraint = inactiveConstraint(parameter, isPartial ? config : undefined);
      if (value !== undefined) faults.push({ name, constraint, value });
      continue;
    }
    const taken = value ?? (distribution.type === 'fixed' ? distribution.value : undefined);
    const point = taken === undefined ? undefined : pointAt(distribution, taken);
    if (point !== undefined) config[name] = point;
    else if (taken === undefined) {
      if (!isPartial) faults.push({ name, constraint: 'must be given' });
    } else faults.push({ name, constraint: rangeConstraint(distribution), value: taken });
  }
  return { config, faults };
}

/** `partial` is a configuration in which the parameters of the condition may be missing. */
function inactiveConstraint({ when = {} }: Parameter, partial?: Configuration): string {
  const missing = Object.keys(when).filter((name) => partial !== undefined && !Object.hasOwn(partial, name));
  if (missing.length > 0) return `must come with ${missing.join(' and ')}, on which it depends`;
  const told = Object.entries(when).map(([name, values]) => `${name} is ${values.join(' or ')}`);
  return `must be left out: it has a value only where ${told.join(' and ')}`;
}

/** The value of the distribution that `value` stands for; undefined when there is none. */
function pointAt(distribution: Distribution, value: Value): Value | undefined {
  switch (distribution.type) {
    case 'fixed':
      return value === distribution.value ? value : undefined;
    case 'choice':
      return distribution.values.includes(value) ? value : undefined;
    case 'logInt':
      return Number.isInteger(value) && isWithin(distribution, value) ? value : undefined;
    case 'int':
    case 'uniform': {
      if (!isDiscrete(distribution)) return isWithin(distribution, value) ? value : undefined;
      if (typeof value !== 'number') return undefined;
      const { min, step = 1 } = distribution;
      const index = Math.round((value - min) / step);
      const point =
        index >= 0 && index <= gridSteps(distribution) ? gridValue(distribution, index) : undefined;
      return point !== undefined && Math.abs(point - value) < 1e-9 * step ? point : undefined;
    }
    default:
      return isWithin(distribution, value) ? value : undefined;
  }
}

function isWithin(distribution: Distribution, value: Value): boolean {
  const extent = extentOf(distribution);
  return typeof value === 'number' && extent !== undefined && value >= extent.min && value <= extent.max;
}

function rangeConstraint(distribution: Distribution): string {
  if (distribution.type === 'fixed') return `must be ${distribution.value}, which the space fixes`;
  if (distribution.type === 'choice') return `must be one of ${distribution.values.join(', ')}`;
  const isWhole = distribution.type === 'int' || distribution.type === 'logInt';
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = extentOf(distribution) ?? {};
  const ends = [
    ...(Number.isFinite(min) ? [`from ${min}`] : []),
    ...(Number.isFinite(max) ? [`to ${max}`] : []),
    ...('step' in distribution ? [`in steps of ${distribution.step}`] : []),
  ];
  return ['must be', isWhole ? 'a whole number' : 'a number', ...ends].join(' ');
}
