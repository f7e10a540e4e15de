import type { Dataset, Split } from '../../data/dataset.ts';
import { singleTask } from '../../study/outputs/single-task.ts';
import type { Metrics } from '../../study/trial.ts';

/**
 * Measures the share of the reducible training error that a model leaves: 1 for one that ignores its inputs, 0 for one that
 * is right wherever equal inputs permit it. The error is the share of wrong rows, or the squared error of values.
 */
export function errorLeft({ task: all, splits: { train } }: Dataset): (metrics: Metrics) => number {
  const task = singleTask(all, 'this check');
  const isClass = task.kind === 'classification';
  const ends = errorsOf(train, isClass);
  const [most, least] = isClass ? [ends.most, ends.least] : [1, ends.least / ends.most];
  return ({ valAccuracy = 0, valR2 = 0 }) => {
    const reached = 1 - (isClass ? valAccuracy : valR2);
    return most > least ? Math.max(0, (reached - least) / (most - least)) : 0;
  };
}

/** The errors of the best constant, and of the best function of the inputs: rows with equal inputs get one prediction. */
function errorsOf(split: Split, isClass: boolean): { readonly most: number; readonly least: number } {
  const rowSize = split.x.length / split.rows;
  const groups = new Map<string, number[]>();
  for (let row = 0; row < split.rows; row++) {
    const key = split.x.subarray(row * rowSize, (row + 1) * rowSize).join();
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(split.y[row] as number);
  }
  const error = isClass ? wrongRows : squaredError;
  const all = error([...split.y]);
  const least = [...groups.values()].reduce((sum, group) => sum + error(group), 0);
  return { most: all / split.rows, least: least / split.rows };
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
