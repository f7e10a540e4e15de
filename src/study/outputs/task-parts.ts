import type { MultilabelTask, SingleTask, Task } from '../pipeline.ts';
import { outputWidth, predictionWidth, targetColumns } from './task-widths.ts';

/** A part of a task, and its place in the outputs, the targets and the predictions of a row. */
export interface PlacedPart {
  /** Absent where the task is a single one. */
  readonly name?: string;
  readonly task: SingleTask | MultilabelTask;
  /** Its share of the loss. */
  readonly weight: number;
  /** The numbers that the network returns for it. */
  readonly outputs: Span;
  /** Its numbers of `y`. */
  readonly targets: Span;
  readonly predictions: Span;
}

/** A run of the numbers of a row. */
export interface Span {
  readonly offset: number;
  readonly width: number;
}

/** The parts of several targets; any other task is its own only part. */
export function partsOf(task: Task): readonly PlacedPart[] {
  if (task.kind !== 'joint') return [placed({ task, weight: 1 }, { outputs: 0, targets: 0, predictions: 0 })];
  const at = { outputs: 0, targets: 0, predictions: 0 };
  return task.parts.map((part) => {
    const place = placed(part, at);
    at.outputs += place.outputs.width;
    at.targets += place.targets.width;
    at.predictions += place.predictions.width;
    return place;
  });
}

function placed(
  part: Pick<PlacedPart, 'name' | 'task' | 'weight'>,
  at: Readonly<Record<'outputs' | 'targets' | 'predictions', number>>,
): PlacedPart {
  const { task } = part;
  return {
    ...part,
    outputs: { offset: at.outputs, width: outputWidth(task) },
    targets: { offset: at.targets, width: targetColumns(task) },
    predictions: { offset: at.predictions, width: predictionWidth(task) },
  };
}

/** The numbers of one part of all rows, [rows, span.width], from [rows, width]. */
export function columnsAt<Values extends Float32Array | Float64Array>(
  values: Values,
  width: number,
  { offset, width: own }: Span,
): Values {
  if (own === width) return values;
  const rows = values.length / width;
  const part = new (values.constructor as new (length: number) => Values)(rows * own);
  for (let row = 0; row < rows; row++) {
    const start = row * width + offset;
    part.set(values.subarray(start, start + own), row * own);
  }
  return part;
}

/** [rows, width] from the numbers of parts, each [rows, span.width]. */
export function joinColumns(
  parts: readonly { readonly span: Span; readonly values: ArrayLike<number> }[],
  width: number,
  rows: number,
): Float64Array {
  const all = new Float64Array(rows * width);
  for (const { span, values } of parts) {
    for (let at = 0; at < values.length; at++) {
      const row = Math.floor(at / span.width);
      all[row * width + span.offset + (at % span.width)] = values[at] as number;
    }
  }
  return all;
}
