import { augmentParameters } from '../../study/augment-parameters.ts';
import type { Distribution, Value } from '../../study/distribution.ts';
import { extentOf, possibleValues } from '../../study/distribution-range.ts';
import type { Configuration } from '../../study/search-space.ts';
import type { StudySpec } from '../../study/study-spec.ts';

/** From off to strongest. */
const flips: readonly Value[] = [false, 'horizontal', true, 'vertical', 'both'];

/** The strongest value of each parameter of augmentation in a space, whatever its condition; those that are off are left out. */
export function strongestAugmentation({ space }: Pick<StudySpec, 'space'>): Configuration {
  const strongest = space
    .filter(({ name }) => Object.hasOwn(augmentParameters, name))
    .map(({ name, distribution }): [string, Value] => [name, strongestOf(distribution)]);
  return Object.fromEntries(strongest.filter(([, value]) => value !== false && value !== 0));
}

function strongestOf(distribution: Distribution): Value {
  const extent = extentOf(distribution);
  if (extent !== undefined) return extent.max;
  const values = possibleValues(distribution) ?? [];
  const strength = (value: Value) => (typeof value === 'number' ? value : flips.indexOf(value));
  return values.reduce((best, value) => (strength(value) > strength(best) ? value : best), values[0] ?? 0);
}
