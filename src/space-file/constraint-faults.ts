import { nearValue, unquotedNumber } from '../faults/did-you-mean.ts';
import type { Distribution, Value } from '../study/distribution.ts';
import { extentOf, possibleValues } from '../study/distribution-range.ts';
import {
  brokenBound,
  brokenConstraint,
  type NumericConstraint,
  type ParameterConstraint,
} from '../study/parameter-constraint.ts';
import type { Path } from './document/space-document.ts';
import type { Finding } from './finding.ts';

/** The ways the values of `distribution` can break `constraint`. `path` is the parameter's. */
export function constraintFaults(
  path: Path,
  distribution: Distribution,
  constraint: ParameterConstraint,
): Finding[] {
  if (distribution.type === 'fixed') return valueFault(path, distribution.value, constraint);
  if (distribution.type === 'choice') {
    return distribution.values.flatMap((value, index) =>
      valueFault([...path, 'values', index], value, constraint),
    );
  }
  switch (constraint.type) {
    case 'any':
      return [];
    case 'choice':
      return rangeForChoice(path, distribution, constraint.values);
    case 'integer':
      return [...fractionFault(path, distribution), ...boundFaults(path, distribution, constraint)];
    case 'number':
      return boundFaults(path, distribution, constraint);
  }
}

function valueFault(path: Path, value: Value, constraint: ParameterConstraint): Finding[] {
  const broken = brokenConstraint(constraint, value);
  if (broken === undefined) return [];
  const hint = constraint.type === 'choice' ? nearValue(value, constraint.values) : unquotedNumber(value);
  return [{ path, constraint: broken, value, hint }];
}

/** A range passes for a constraint on certain values if it gives no others. */
function rangeForChoice(path: Path, distribution: Distribution, allowed: readonly Value[]): Finding[] {
  const isServed = possibleValues(distribution)?.every((value) => allowed.includes(value)) ?? false;
  if (isServed) return [];
  const constraint = `must be a choice of ${allowed.join(', ')}`;
  return [{ path: [...path, 'type'], constraint, value: distribution.type }];
}

/** Stepped ranges pass when they start on a whole number and their step is a whole number. */
function fractionFault(path: Path, distribution: Distribution): Finding[] {
  const { type } = distribution;
  if (type === 'int' || type === 'logInt') return [];
  const isStepped = type === 'uniform' && distribution.step !== undefined;
  if (isStepped && Number.isInteger(distribution.min) && Number.isInteger(distribution.step)) return [];
  const way = type.startsWith('log') ? 'use logInt' : 'use int or logInt';
  return [{ path: [...path, 'type'], constraint: 'must give whole numbers', value: type, hint: way }];
}

/** Compares each end of the range with the constraint's; an end that a normal leaves open must be closed. */
function boundFaults(path: Path, distribution: Distribution, constraint: NumericConstraint): Finding[] {
  const extent = extentOf(distribution);
  if (extent === undefined) return [];
  return (['min', 'max'] as const).flatMap((end) => {
    const broken = brokenBound(constraint, end, extent[end]);
    if (broken === undefined) return [];
    if (end in distribution) return [{ path: [...path, end], constraint: broken, value: extent[end] }];
    const open = `must be given: values ${broken}, and a ${distribution.type} without it goes beyond`;
    return [{ path: [...path, end], constraint: open }];
  });
}
