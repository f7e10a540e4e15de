import type { Value } from '../distribution.ts';
import {
  brokenConstraint,
  type ParameterConstraint,
  type ParameterConstraints,
} from '../parameter-constraint.ts';

/** Common names in user modules, whose parameters may not say that they are regularisers. */
const usualName = /dropout|weightDecay|^l[12]$|regulari[sz]|noise|labelSmoothing/i;

/** The value at which a regulariser has no effect; undefined for every other parameter. */
function offValueOf(name: string, constraint: ParameterConstraint): Value | undefined {
  if (constraint.type === 'any' || constraint.off !== undefined) {
    return constraint.type === 'any' ? undefined : constraint.off;
  }
  const isUsual = constraint.type === 'number' && usualName.test(name);
  return isUsual && brokenConstraint(constraint, 0) === undefined ? 0 : undefined;
}

/** The values that switch off all regularisers among these parameters. */
export function regularisersOff(constraints: ParameterConstraints): ReadonlyMap<string, Value> {
  const off = Object.entries(constraints).map(
    ([name, constraint]) => [name, offValueOf(name, constraint)] as const,
  );
  return new Map(off.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}
