import type { z } from 'zod';
import type { DataSpec, SplitSpec } from '../../study/study-spec.ts';
import type { windowSchema } from './window-schema.ts';

/**
 * Windows with the column of their times; the split follows these times unless it names a time, a group or a column, or
 * the paths assign it.
 */
export function completeWindow(
  window: z.infer<typeof windowSchema> | undefined,
  split: SplitSpec,
  isAssigned: boolean,
): Pick<DataSpec, 'window' | 'split'> {
  if (window === undefined) return { split };
  const time = window.time ?? split.time;
  if (time === undefined) throw new Error('windows were read without their times');
  const isFree =
    split.time === undefined && split.group === undefined && split.kind === 'fractions' && !isAssigned;
  return {
    window: { ...window, time },
    split: isFree ? { ...split, stratify: false, time } : split,
  };
}
