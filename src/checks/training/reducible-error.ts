import type { Dataset, Split } from '../../data/dataset.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { type PartView, partViews } from '../../study/outputs/part-views.ts';
import type { Metrics } from '../../study/trial.ts';

/**
 * Measures the share of the reducible training error that a model leaves: 1 for one that ignores its inputs, 0 for one that
 * is right wherever equal inputs permit it. The error is the share of wrong rows, or the squared error of values; of several
 * targets the share is that of the one that is fitted least, and of labels that of all together. `predicted` has the
 * predictions of the training rows, which the metrics are of.
 */
export function errorLeft({
  task,
  splits: { train },
}: Dataset): (metrics: Metrics, predicted: () => Predictions) => number {
  const groups = equalRows(train);
  const parts = partViews(task).map((view) => ({ view, ...rangeOfErrors(view, train, groups) }));
  const [only] = parts as [(typeof parts)[number]];
  if (only.view.name === undefined) {
    const isClass = only.view.task.kind === 'classification';
    return ({ valAccuracy = 0, valR2 = 0 }) =>
      shareLeft([{ ...only, reached: 1 - (isClass ? valAccuracy : valR2) }]);
  }
  return (_, predicted) => {
    const predictions = predicted();
    const reached = parts.map((part) => ({ ...part, reached: reachedBy(part.view, train, predictions) }));
    return task.kind === 'multilabel'
      ? shareLeft(reached)
      : Math.max(...reached.map((each) => shareLeft([each])));
  };
}

/** The errors of the best constant, and of the best function of the inputs: of classes, or in variances of the values. */
interface ErrorRange {
  readonly most: number;
  readonly least: number;
}

/** Groups of rows with equal inputs, each of which gets one prediction. */
type EqualRows = readonly (readonly number[])[];

function equalRows({ x, rows }: Split): EqualRows {
  const rowSize = x.length / rows;
  const groups = new Map<string, number[]>();
  for (let row = 0; row < rows; row++) {
    const key = x.subarray(row * rowSize, (row + 1) * rowSize).join();
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
  }
  return [...groups.values()];
}

function rangeOfErrors({ task, rows }: PartView, train: Split, groups: EqualRows): ErrorRange {
  const isClass = task.kind === 'classification';
  const ends = errorsOf(rows(train), groups, isClass);
  return isClass ? ends : { most: 1, least: ends.least / ends.most };
}

function shareLeft(parts: readonly (ErrorRange & { readonly reached: number })[]): number {
  const sum = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((total, part) => total + of(part), 0);
  const reducible = sum(({ most, least }) => most - least);
  return reducible > 0 ? Math.max(0, sum(({ reached, least }) => reached - least) / reducible) : 0;
}

function reachedBy({ task, rows, predictions }: PartView, train: Split, all: Predictions): number {
  const { accuracy = 0, r2 = 0 } = evaluate(task, predictions(all), rows(train).y, ['accuracy', 'r2']);
  return 1 - (task.kind === 'classification' ? accuracy : r2);
}

function errorsOf({ y, rows }: Split, groups: EqualRows, isClass: boolean): ErrorRange {
  const error = isClass ? wrongRows : squaredError;
  const least = groups.reduce((sum, group) => sum + error(group.map((row) => y[row] as number)), 0);
  return { most: error([...y]) / rows, least: least / rows };
}

function wrongRows(labels: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return labels.length - Math.max(...counts.values());
}

function squaredError(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
