import type { z } from 'zod';
import { extentOf, possibleValues } from '../../study/distribution-range.ts';
import type { SearchSpace } from '../../study/search-space.ts';
import { windowLengthParameter } from '../../study/searched/column-selection.ts';
import type { DataSpec, SplitSpec } from '../../study/study-spec.ts';
import type { windowSchema } from './window-schema.ts';

/**
 * Windows with the column of their times; the split follows these times unless it names a time, a group or a column, or
 * the paths assign it.
 */
export function completeWindow(
  window: z.infer<typeof windowSchema> | undefined,
  space: SearchSpace,
  { split, isAssigned }: { readonly split: SplitSpec; readonly isAssigned: boolean },
): Pick<DataSpec, 'window' | 'split'> {
  if (window === undefined) return { split };
  const time = window.time ?? split.time;
  if (time === undefined) throw new Error('windows were read without their times');
  const isFree =
    split.time === undefined && split.group === undefined && split.kind === 'fractions' && !isAssigned;
  return {
    window: { ...window, length: window.length ?? longestOf(space), time },
    split: isFree ? { ...split, stratify: false, time, timeOf: 'window' } : split,
  };
}

/** A trial takes the last rows of the longest window that the space has. */
function longestOf(space: SearchSpace): number {
  const searched = space.find(({ name }) => name === windowLengthParameter)?.distribution;
  if (searched === undefined) throw new Error('windows were read without their length');
  return extentOf(searched)?.max ?? Math.max(...(possibleValues(searched) ?? []).map(Number));
}
