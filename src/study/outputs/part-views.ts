import type { MultilabelTask, SingleTask, Task } from '../pipeline.ts';
import { labelClasses } from './prediction-region.ts';
import { columnsAt, joinColumns, partsOf, type Span } from './task-parts.ts';
import { outputWidth, predictionWidth, targetColumns } from './task-widths.ts';

/** Labelled rows. */
interface Targets {
  /** [rows, targets] */
  readonly y: Float32Array;
}

/** One target of a task, as if the task had no other; a label is a classification with the classes 0 and 1. */
export interface PartView {
  /** Absent where the task has one target. */
  readonly name?: string;
  readonly task: SingleTask;
  /** Its share of the loss. */
  readonly weight: number;
  /** The numbers of it that the network returns for a row, and as many targets of the loss; of a label one. */
  readonly span: Span;
  /** The same rows with its targets only. */
  rows<Split extends Targets>(split: Split): Split;
  /** Its outputs, from [rows, outputs] of the whole task. */
  outputs(all: Float32Array): Float32Array;
  /** Its predictions, from those of the whole task. */
  predictions(all: Float64Array): Float64Array;
}

/** The targets of a task, each as a task of its own. */
export function partViews(task: Task): readonly PartView[] {
  if (task.kind === 'multilabel') return task.labels.map((_, label) => labelView(task, label));
  if (task.kind !== 'joint') {
    return [
      {
        ...{ task, weight: 1, span: { offset: 0, width: outputWidth(task) } },
        rows: (split) => split,
        outputs: (all) => all,
        predictions: (all) => all,
      },
    ];
  }
  return partsOf(task).map((part, place) => ({
    name: part.name as string,
    task: (task.parts[place] as { task: SingleTask }).task,
    weight: part.weight,
    span: part.outputs,
    rows: (split) => ({ ...split, y: columnsAt(split.y, targetColumns(task), part.targets) }),
    outputs: (all) => columnsAt(all, outputWidth(task), part.outputs),
    predictions: (all) => columnsAt(all, predictionWidth(task), part.predictions),
  }));
}

function labelView({ labels }: MultilabelTask, label: number): PartView {
  const span = { offset: label, width: 1 };
  const { length } = labels;
  return {
    name: labels[label] as string,
    task: { kind: 'classification', classes: labelClasses },
    ...{ weight: 1 / length, span },
    rows: (split) => ({ ...split, y: columnsAt(split.y, length, span) }),
    // The log odds of 1 against a score of 0.
    outputs: (all) => pairs(columnsAt(all, length, span), () => 0),
    predictions: (all) => pairs(columnsAt(all, length, span), (probability) => 1 - probability),
  };
}

/** [rows, 2] with each value as the second one. */
function pairs<Values extends Float32Array | Float64Array>(
  values: Values,
  first: (second: number) => number,
): Values {
  const both = new (values.constructor as new (length: number) => Values)(2 * values.length);
  values.forEach((value, row) => {
    both[2 * row] = first(value);
    both[2 * row + 1] = value;
  });
  return both;
}

/** The predictions of a task from those of each of its `partViews`, in their order. */
export function joinPredictions(task: Task, parts: readonly ArrayLike<number>[], rows: number): Float64Array {
  const [only] = parts;
  if (task.kind === 'multilabel') {
    const spans = parts.map((values, label) => ({
      span: { offset: label, width: 1 },
      values: Float64Array.from({ length: rows }, (_, row) => values[2 * row + 1] as number),
    }));
    return joinColumns(spans, task.labels.length, rows);
  }
  if (task.kind !== 'joint') return Float64Array.from(only ?? []);
  const spans: { span: Span; values: ArrayLike<number> }[] = partsOf(task).map(({ predictions }, place) => ({
    span: predictions,
    values: parts[place] ?? [],
  }));
  return joinColumns(spans, predictionWidth(task), rows);
}
