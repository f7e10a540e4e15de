import type { Dataset, Split } from '../../../data/dataset.ts';
import { nameOfRow, type RawData } from '../../../data/raw-data.ts';
import { perExample } from '../../../metrics/evaluate.ts';
import type { Exhibit } from '../../../reports/check-report.ts';
import { middleQuantile } from '../../../study/outputs/middle-quantile.ts';
import { scaledTarget } from '../../../study/outputs/target-scale.ts';
import { predictionWidth } from '../../../study/outputs/task-widths.ts';
import { taskNameOf } from '../../../study/task/task-name.ts';

const shownExamples = 10;
/** The share of the epochs that counts as the end. */
const endShare = 1 / 3;

/** One path for each watched row: `dynamics` has the predictions for these rows, epoch by epoch. */
export function pathsOf(dataset: Dataset, watched: Split, dynamics: readonly Float64Array[]): number[][] {
  return Array.from({ length: watched.rows }, (_, row) => pathOf(dataset, watched, dynamics, row));
}

/**
 * An example's probability of its true class, or its scaled prediction minus its scaled target, epoch by epoch; of counts
 * twice the difference of the square roots, whose standard deviation is 1; of several targets its loss.
 */
function pathOf({ task }: Dataset, { y }: Split, dynamics: readonly Float64Array[], row: number): number[] {
  if (task.kind === 'joint' || task.kind === 'multilabel') {
    return dynamics.map(
      (predictions) => perExample(task, predictions, y, ['loss']).loss?.[row] ?? Number.NaN,
    );
  }
  const target = y[row] as number;
  const start = row * predictionWidth(task);
  if (task.kind === 'classification') return dynamics.map((each) => each[start + target] as number);
  const place = start + (task.quantiles === undefined ? 0 : middleQuantile(task.quantiles));
  const values = dynamics.map((each) => each[place] as number);
  if (task.count) return values.map((value) => 2 * (Math.sqrt(value) - Math.sqrt(target)));
  return values.map((value) => scaledTarget(value, task) - target);
}

/** Over the last epochs, per epoch: the length of the path minus the net distance. A steady course has 0. */
export function oscillation(path: readonly number[]): number {
  const end = path.slice(-Math.max(3, Math.ceil(path.length * endShare)));
  const steps = end.slice(1).map((value, index) => value - (end[index] as number));
  const way = steps.reduce((sum, step) => sum + Math.abs(step), 0);
  const distance = Math.abs(steps.reduce((sum, step) => sum + step, 0));
  return (way - distance) / Math.max(steps.length, 1);
}

const pathNames = {
  classification: 'probability of the true class',
  ordinal: 'probability of the true class',
  count: 'prediction − target, in standard deviations of such a count',
  quantile: 'middle quantile − target, in standard deviations of the target',
  regression: 'prediction − target, in standard deviations of the target',
  joint: 'loss of the example',
  multilabel: 'loss of the example',
} as const;

/** The paths of at most ten of the rows; `firstEpoch` is the epoch of their first predictions. */
export function dynamicsExhibit(
  raw: RawData,
  { task }: Dataset,
  { y, row }: Split,
  paths: readonly number[][],
  firstEpoch: number,
): Exhibit {
  const named = (position: number) => {
    const said = task.kind === 'classification' ? ` (${task.classes[y[position] as number]})` : '';
    return `${nameOfRow(raw, row[position] as number)}${said}`;
  };
  return {
    kind: 'lines',
    title: 'predictions for fixed validation rows',
    xName: 'epoch',
    yName: pathNames[taskNameOf(task)],
    firstX: firstEpoch,
    series: evenly(paths.length).map((position) => ({
      name: named(position),
      values: paths[position] ?? [],
    })),
  };
}

/** Evenly spaced positions across all examples: files are often sorted by class. */
export function evenly(count: number, most = shownExamples): number[] {
  const shown = Math.min(most, count);
  return Array.from({ length: shown }, (_, index) => Math.floor((index * count) / shown));
}
