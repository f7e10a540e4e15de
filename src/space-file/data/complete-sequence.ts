import type { z } from 'zod';
import type { DataSpec } from '../../study/study-spec.ts';
import type { sequenceSchema } from './sequence-schema.ts';

/** Sequences with the column of their times. */
export function completeSequence(
  sequence: z.infer<typeof sequenceSchema> | undefined,
  splitTime: string | undefined,
): Pick<DataSpec, 'sequence'> {
  if (sequence === undefined) return {};
  const { by, time = splitTime } = sequence;
  if (by === undefined || time === undefined) throw new Error('sequences were read without their series');
  return { sequence: { ...sequence, by, time } };
}
