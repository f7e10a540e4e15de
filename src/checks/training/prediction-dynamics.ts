import { figure } from '../../reports/figure.ts';
import { meanOf } from '../../statistics/mean.ts';
import { taskNameOf } from '../../study/task/task-name.ts';
import type { Check } from '../check.ts';
import { dynamicsExhibit, oscillation, pathsOf } from './exhibits/dynamics-exhibit.ts';
import { realRun } from './real-run.ts';

/**
 * Limit of the oscillation per epoch, as a probability or in standard deviations of the target. On 40 real tables with
 * the default space, three splits each, the median was 0.034 and the maximum 0.117.
 */
const jittery = 0.2;

const advice =
  'predictions that still jump from epoch to epoch ask for a lower learning rate or a larger batch';

const units = {
  classification: ' in probability',
  ordinal: ' in probability',
  count: ' standard deviations of such a count',
  quantile: ' standard deviations of the target',
  regression: ' standard deviations of the target',
  joint: ' of the loss',
  multilabel: ' of the loss',
} as const;

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
    const paths = pathsOf(dataset, watched, dynamics);
    const exhibits = [dynamicsExhibit(context.source.raw, dataset, watched, paths, 0)];
    const jitter = meanOf(paths.map(oscillation));
    const unit = units[taskNameOf(dataset.task)];
    const message = `at the end they move to and fro by ${figure(jitter)}${unit} an epoch (${watched.rows} validation rows)`;
    const numbers = { jitter, examples: watched.rows, epochs: dynamics.length - 1 };
    return jitter <= jittery
      ? { status: 'pass', message, numbers, exhibits }
      : { status: 'warn', message, advice, numbers, exhibits };
  },
};
