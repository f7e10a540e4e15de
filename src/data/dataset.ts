import { createHash } from 'node:crypto';
import type { ColumnTransform, Preprocessing, TargetTransform, Task } from '../study/pipeline.ts';

export type { ColumnTransform, Preprocessing, TargetTransform, Task };

/**
 * One split, on SharedArrayBuffers, so that threads read the same memory. x: [rows, ...inputShape] row-major; y:
 * [rows, targetColumns(task)], a class index or the scaled value of each target, 0 or 1 for each label; row: [rows], each
 * example's index in the source (0-based, header not counted).
 */
export interface Split {
  readonly rows: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly row: Int32Array;
  /**
   * A teacher's predictions, [rows, outputs] probabilities or scaled values; present only while a student is trained.
   */
  readonly soft?: Float32Array;
  /**
   * [rows] weights of the training loss; their mean over the training rows is 1. Absent when all rows count alike.
   */
  readonly lossWeight?: Float32Array;
  /** [rows] weights of the metrics, as the data have them; absent when all rows count alike. */
  readonly weight?: Float64Array;
}

/**
 * One model of a cross-validation: indices into the training split of the rows that it is trained on, and into the
 * validation split of the rows that it is judged by. In memory that threads share.
 */
export interface Fold {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

export const splitNames = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitNames)[number];
export type BySplit<T> = Readonly<Record<SplitName, T>>;

export function bySplit<T>(of: (split: SplitName) => T): BySplit<T> {
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

/**
 * A loaded, split and scaled data set. A structured clone to a thread shares its memory. With folds, the training split
 * has all rows that are not test rows, and the validation split those of them that some fold judges, which are all but
 * for folds by time: its predictions are out-of-fold, each row's by models that were not trained on it.
 */
export interface Dataset {
  readonly task: Task;
  /** As in a Pipeline: the shape of a row, [numbers of a row] for several inputs. */
  readonly inputShape: readonly number[];
  readonly preprocessing: Preprocessing;
  readonly splits: Readonly<Record<SplitName, Split>>;
  /** One for each model of a trial, repeat by repeat; absent where a trial has one model. */
  readonly folds?: readonly Fold[];
}

/**
 * A digest of everything that a model sees of a data set (rows, splits, targets, preprocessing), to detect whether a
 * study's data have changed. The same on all machines of the same byte order.
 */
export function fingerprint({ splits, folds = [], ...rest }: Dataset): string {
  const hash = createHash('sha256').update(JSON.stringify(rest));
  for (const name of splitNames) {
    const { x, y, row, lossWeight, weight } = splits[name];
    for (const part of [x, y, row, lossWeight, weight]) {
      if (part !== undefined) hash.update(JSON.stringify([name, part.length])).update(part);
    }
  }
  for (const { train, validation } of folds) {
    for (const part of [train, validation]) hash.update(JSON.stringify(['fold', part.length])).update(part);
  }
  return hash.digest('hex');
}
