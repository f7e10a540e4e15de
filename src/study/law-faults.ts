import type { Fault } from '../errors.ts';
import type { Distribution, Value } from './distribution.ts';
import { extentOf, possibleValues } from './distribution-range.ts';
import { didYouMean } from './nearest-word.ts';
import { brokenBound, brokenLaw, type NumericLaw, type ParameterLaw } from './parameter-law.ts';

/** A fault before it is known where in the file its field stands. */
export type UnplacedFault = Pick<Fault, 'field' | 'law' | 'value'> & { readonly hint?: string | undefined };

/** How the values that `distribution` can give break `law`. `field` is the parameter's: space.units. */
export function lawFaults(field: string, distribution: Distribution, law: ParameterLaw): UnplacedFault[] {
  if (distribution.type === 'fixed') return valueFault(field, distribution.value, law);
  if (distribution.type === 'choice') {
    return distribution.values.flatMap((value, index) => valueFault(`${field}.values.${index}`, value, law));
  }
  switch (law.type) {
    case 'any':
      return [];
    case 'choice':
      return rangeForChoice(field, distribution, law.values);
    case 'integer':
      return [...fractionFault(field, distribution), ...boundFaults(field, distribution, law)];
    case 'number':
      return boundFaults(field, distribution, law);
  }
}

function valueFault(field: string, value: Value, law: ParameterLaw): UnplacedFault[] {
  const broken = brokenLaw(law, value);
  if (broken === undefined) return [];
  const words = law.type === 'choice' ? law.values.map(String) : [];
  return [{ field, law: broken, value, hint: didYouMean(value, words) }];
}

/** A range serves where only certain values are taken, if it gives no others. */
function rangeForChoice(
  field: string,
  distribution: Distribution,
  allowed: readonly Value[],
): UnplacedFault[] {
  const isServed = possibleValues(distribution)?.every((value) => allowed.includes(value)) ?? false;
  if (isServed) return [];
  const law = `must be a choice of ${allowed.join(', ')}`;
  return [{ field: `${field}.type`, law, value: distribution.type }];
}

/** Stepped ranges pass when they start on a whole number and go on in whole steps. */
function fractionFault(field: string, distribution: Distribution): UnplacedFault[] {
  const { type } = distribution;
  if (type === 'int' || type === 'logInt') return [];
  const isStepped = type === 'uniform' && distribution.step !== undefined;
  if (isStepped && Number.isInteger(distribution.min) && Number.isInteger(distribution.step)) return [];
  const way = type.startsWith('log') ? 'use logInt' : 'use int or logInt';
  return [{ field: `${field}.type`, law: 'must give whole numbers', value: type, hint: way }];
}

/** Each end of the range against the law's; an end that a normal leaves open must be closed. */
function boundFaults(field: string, distribution: Distribution, law: NumericLaw): UnplacedFault[] {
  const extent = extentOf(distribution);
  if (extent === undefined) return [];
  return (['min', 'max'] as const).flatMap((end) => {
    const broken = brokenBound(law, end, extent[end]);
    if (broken === undefined) return [];
    if (end in distribution) return [{ field: `${field}.${end}`, law: broken, value: extent[end] }];
    const open = `must be given: values ${broken}, and a ${distribution.type} without it goes beyond`;
    return [{ field: `${field}.${end}`, law: open }];
  });
}
