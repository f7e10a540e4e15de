import type { Dataset, Split, Task } from '../data/dataset.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { outputWidth, targetColumns } from '../study/outputs/task-widths.ts';
import type { Augmentation, FillRows } from './augmentation/augmentation.ts';
import type { Tensor, Tf } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';
import { sizeOf } from './wasm-kernels/shape.ts';

/** Writes an input of a step: a batch's rows or a dropout mask. With a `machine`, `values` is a view of its heap. */
export type Fill = (values: Float32Array, machine?: Machine) => void;

/**
 * Makes the input tensors of a step. An ordinary step gets new ones. A recorded step gets tensors that are refilled, by
 * the same functions in the same order, at every replay.
 */
export interface Inputs {
  tensor(shape: readonly number[], fill: Fill): Tensor;
}

export function freshInputs(tf: Tf): Inputs {
  return {
    tensor(shape, fill) {
      const values = new Float32Array(sizeOf(shape));
      fill(values);
      return tf.tensor(values, [...shape]);
    },
  };
}

/** Fresh inputs that are filled in place on the machine's heap, by its routines if possible. */
export function heapInputs(tf: Tf, machine: Machine): Inputs {
  return {
    tensor(shape, fill) {
      const tensor = tf.tensor(new Float32Array(sizeOf(shape)), [...shape]);
      fill(machine.floats(machine.address(tensor), sizeOf(shape)), machine);
      return tensor;
    },
  };
}

/** Inputs of a loss that not every training has. */
export interface LossInputs {
  /** A teacher's soft targets, [rows, outputs]. */
  readonly soft?: Tensor | undefined;
  /** The rows' weights, [rows, 1]; their mean over all training rows is 1. */
  readonly weights?: Tensor | undefined;
}

/**
 * Inputs [rows, ...inputShape], targets [rows, outputs] and, if the split has them, a teacher's soft targets
 * [rows, outputs] and the weights of the loss [rows, 1]. `rowsNow` is called whenever the tensors are filled and must
 * always return the same number of rows. An augmentation changes what is filled in.
 */
export function tensorsOf(
  inputs: Inputs,
  { task, inputShape }: Pick<Dataset, 'task' | 'inputShape'>,
  split: Split,
  rowsNow: () => Int32Array,
  augmentation?: Augmentation,
): { readonly x: Tensor; readonly y: Tensor } & LossInputs {
  const { length } = rowsNow();
  const width = outputWidth(task);
  const filled = (shape: readonly number[], fill: FillRows) =>
    inputs.tensor([length, ...shape], (to) => fill(to, rowsNow()));
  const altered = augmentation ?? { inputs: unchanged, other: unchanged };
  const further = (values: Float32Array | undefined, columns: number) =>
    values &&
    filled(
      [columns],
      altered.other((to, rows) => fillRows(to, values, columns, rows)),
    );
  const x = filled(
    inputShape,
    altered.inputs((to, rows) => fillInputs(to, split, rows)),
  );
  const y = filled(
    [width],
    altered.other((to, rows) => fillTargets(to, task, split, rows)),
  );
  return { x, y, soft: further(split.soft, width), weights: further(split.lossWeight, 1) };
}

const unchanged = (fill: FillRows) => fill;

/** Fills [rows, width] with the given rows of `from`. */
export function fillRows(values: Float32Array, from: Float32Array, width: number, rows: Int32Array): void {
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position] as number;
    values.set(from.subarray(row * width, (row + 1) * width), position * width);
  }
}

/** Fills [rows, ...inputShape] with the given rows of a split. */
function fillInputs(values: Float32Array, split: Split, rows: Int32Array): void {
  fillRows(values, split.x, split.x.length / split.rows, rows);
}

/**
 * Fills [rows, outputs] with one-hot classes, scaled regression targets, once for each quantile, or labels: of several
 * targets one after another.
 */
function fillTargets(values: Float32Array, task: Task, split: Split, rows: Int32Array): void {
  const width = outputWidth(task);
  const columns = targetColumns(task);
  values.fill(0);
  for (const { task: own, outputs, targets } of partsOf(task)) {
    for (let position = 0; position < rows.length; position++) {
      const from = (rows[position] as number) * columns + targets.offset;
      const to = position * width + outputs.offset;
      if (own.kind === 'classification') values[to + (split.y[from] as number)] = 1;
      else if (own.kind === 'regression') values.fill(split.y[from] as number, to, to + outputs.width);
      else for (let at = 0; at < targets.width; at++) values[to + at] = split.y[from + at] as number;
    }
  }
}
