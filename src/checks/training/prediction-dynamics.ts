import type { Dataset, Split } from '../../data/dataset.ts';
import { nameOfRow, type RawData } from '../../data/raw-data.ts';
import type { Exhibit } from '../../reports/check-report.ts';
import { figure } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import { scaledTarget } from '../../study/outputs/target-scale.ts';
import type { Check } from '../check.ts';
import { realRun } from './real-run.ts';

const shownExamples = 10;
/** The share of the epochs that counts as the end. */
const endShare = 1 / 3;
/**
 * Limit of the oscillation per epoch, as a probability or in standard deviations of the target. On 40 real tables with
 * the default space, three splits each, the median was 0.034 and the maximum 0.117.
 */
const jittery = 0.2;

const advice =
  'predictions that still jump from epoch to epoch ask for a lower learning rate or a larger batch';

/** Karpathy's fixed batch: the movement of its predictions shows how steadily the network learns. */
export const predictionDynamics: Check = {
  name: 'prediction-dynamics',
  hypothesis: 'the predictions for fixed examples settle as the training goes on',
  isCheap: false,
  async run(context) {
    const { dataset, watched, dynamics, course } = await realRun(context);
    if (course.divergedLoss !== undefined) {
      return { status: 'skip', message: 'the middle of the space diverges: see check loss-falls' };
    }
    const paths = Array.from({ length: watched.rows }, (_, row) => pathOf(dataset, watched, dynamics, row));
    const exhibits = [exhibitOf(context.source.raw, dataset, watched, paths)];
    const jitter = meanOf(paths.map(oscillation));
    const unit =
      dataset.task.kind === 'regression' ? ' standard deviations of the target' : ' in probability';
    const message = `at the end they move to and fro by ${figure(jitter)}${unit} an epoch (${watched.rows} validation rows)`;
    const numbers = { jitter, examples: watched.rows, epochs: dynamics.length - 1 };
    return jitter <= jittery
      ? { status: 'pass', message, numbers, exhibits }
      : { status: 'warn', message, advice, numbers, exhibits };
  },
};

/** An example's probability of its true class, or its scaled prediction minus its scaled target, epoch by epoch. */
function pathOf({ task }: Dataset, { y }: Split, dynamics: readonly Float64Array[], row: number): number[] {
  const target = y[row] as number;
  return dynamics.map((predictions) =>
    task.kind === 'classification'
      ? (predictions[row * task.classes.length + target] as number)
      : scaledTarget(predictions[row] as number, task) - target,
  );
}

/** Over the last epochs, per epoch: the length of the path minus the net distance. A steady course has 0. */
function oscillation(path: readonly number[]): number {
  const end = path.slice(-Math.max(3, Math.ceil(path.length * endShare)));
  const steps = end.slice(1).map((value, index) => value - (end[index] as number));
  const way = steps.reduce((sum, step) => sum + Math.abs(step), 0);
  const distance = Math.abs(steps.reduce((sum, step) => sum + step, 0));
  return (way - distance) / Math.max(steps.length, 1);
}

function exhibitOf(raw: RawData, { task }: Dataset, { y, row }: Split, paths: readonly number[][]): Exhibit {
  const named = (position: number) => {
    const said = task.kind === 'classification' ? ` (${task.classes[y[position] as number]})` : '';
    return `${nameOfRow(raw, row[position] as number)}${said}`;
  };
  return {
    kind: 'lines',
    title: 'predictions for fixed validation rows',
    xName: 'epoch',
    yName:
      task.kind === 'classification'
        ? 'probability of the true class'
        : 'prediction − target, in standard deviations of the target',
    firstX: 0,
    series: evenly(paths.length).map((position) => ({
      name: named(position),
      values: paths[position] ?? [],
    })),
  };
}

/** Evenly spaced positions across all examples: files are often sorted by class. */
function evenly(count: number): number[] {
  const shown = Math.min(shownExamples, count);
  return Array.from({ length: shown }, (_, index) => Math.floor((index * count) / shown));
}
