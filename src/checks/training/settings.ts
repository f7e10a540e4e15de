import { augmentParameters } from '../../study/augment-parameters.ts';
import type { Value } from '../../study/distribution.ts';
import { brokenConstraint, type ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { Configuration } from '../../study/search-space.ts';
import { trainingParameters } from '../../training/training-parameters.ts';
import type { CheckContext } from '../check.ts';
import { completeConfigurationOf } from './real-run.ts';

/** Training rows as they are. */
const withoutAugmentation: Configuration = Object.fromEntries(
  Object.entries(augmentParameters).map(([name, { default: off }]) => [name, off]),
);

/** Names of our families' parameters, and common names in user modules. */
const regulariser = /dropout|weightDecay|clipNorm|^l[12]$|regulari[sz]|noise|labelSmoothing/i;

/** The middle of the space with every regulariser off, as far as a parameter can switch it off. */
export function withoutRegularisers(context: CheckContext): Configuration {
  const complete = completeConfigurationOf(context);
  const off = Object.keys(complete).filter(
    (name) => regulariser.test(name) && typeof complete[name] === 'number' && allows(context, name, 0),
  );
  return {
    ...complete,
    ...withoutAugmentation,
    schedule: 'constant',
    ...Object.fromEntries(off.map((name) => [name, 0])),
  };
}

/**
 * The settings of the middle of the space that regularise or slow its training down, with the values that switch them
 * off.
 */
export function settingsOff(context: CheckContext): Configuration {
  const complete = completeConfigurationOf(context);
  const off = withoutRegularisers(context);
  const names = Object.keys(off).filter((name) => off[name] !== complete[name]);
  const hasMomentum =
    complete.optimizer !== 'adam' && complete.optimizer !== 'adamw' && complete.momentum !== 0;
  return {
    ...Object.fromEntries(names.map((name) => [name, off[name] as Value])),
    ...(hasMomentum && { momentum: 0 }),
  };
}

/** Width first: more width never makes a network harder to train, but more depth may. */
export const sizes = [
  /^(units\d*|filters|hidden|width|channels|neurons|hiddenUnits|heads)$/i,
  /^(layers|blocks|depth)$/i,
];

/**
 * The middle of the space with twice the units and filters, or twice the layers when it has neither; and the names of
 * the doubled parameters. Undefined when no parameter sets the model's size.
 */
export function withDoubleSize(
  context: CheckContext,
): { readonly config: Configuration; readonly doubled: readonly string[] } | undefined {
  const complete = completeConfigurationOf(context);
  for (const size of sizes) {
    const doubled = Object.keys(complete).filter((name) => {
      const value = complete[name];
      return size.test(name) && typeof value === 'number' && value > 0 && allows(context, name, 2 * value);
    });
    if (doubled.length === 0) continue;
    const larger = doubled.map((name): [string, Value] => [name, 2 * (complete[name] as number)]);
    return { config: { ...complete, ...Object.fromEntries(larger) }, doubled };
  }
  return undefined;
}

/** A parameter without a constraint may take no other values than its space gives. */
export function allows({ family }: CheckContext, name: string, value: number): boolean {
  const constraints: ParameterConstraints = { ...family.parameters, ...trainingParameters };
  const constraint = constraints[name];
  return (
    constraint !== undefined &&
    (constraint.type === 'any' || brokenConstraint(constraint, value) === undefined)
  );
}
