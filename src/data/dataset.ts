import { createHash } from 'node:crypto';
import type { ColumnTransform, Preprocessing, Task } from '../study/pipeline.ts';

export type { ColumnTransform, Preprocessing, Task };

/**
 * One split. All arrays stand on SharedArrayBuffers, so that threads read the same memory.
 * x: [rows, ...inputShape] row-major; y: [rows], a class index or the scaled target;
 * row: [rows], each example's index in the source (0-based, header not counted).
 */
export interface Split {
  readonly rows: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly row: Int32Array;
  /** What a teacher says of the rows, [rows, outputs] probabilities or scaled values; absent but while a student learns. */
  readonly soft?: Float32Array;
}

export const splitNames = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];

/** A loaded, split and scaled data set; survives a structured clone to a thread without a copy. */
export interface Dataset {
  readonly task: Task;
  /** [features] or [height, width, channels]. */
  readonly inputShape: readonly number[];
  readonly preprocessing: Preprocessing;
  readonly splits: Readonly<Record<SplitName, Split>>;
}

/**
 * A digest of everything that a model can see of a data set, to tell whether a study's data has changed: rows,
 * their splits, targets and preprocessing. The same on every machine of the same byte order.
 */
export function fingerprint({ splits, ...rest }: Dataset): string {
  const hash = createHash('sha256').update(JSON.stringify(rest));
  for (const name of splitNames) {
    const { x, y, row } = splits[name];
    for (const part of [x, y, row]) hash.update(JSON.stringify([name, part.length])).update(part);
  }
  return hash.digest('hex');
}
