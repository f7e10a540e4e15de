import { toPredictions } from '../../metrics/predictions.ts';
import { counted, figure } from '../../reports/figure.ts';
import { singleTask } from '../../study/outputs/single-task.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { taskLoss } from '../../training/loop/loss.ts';
import { enteringTensors, outputsOf } from '../../training/probes/outputs.ts';
import { type PullOnLayer, pullsOnLastLayer, scaleLastLayer } from '../../training/probes/pulls.ts';
import type { LayersModel } from '../../training/tensorflow.ts';
import type { CheckContext, Verdict } from '../check.ts';
import { trainingSample } from './checked-trial.ts';

const rows = 8;
/** The largest output is scaled to this, so that most outputs exceed any clipping that training would meet. */
const pushedOutput = 100;

/**
 * Tests the task's loss, whose gradient never vanishes, through the model, whose outputs are shifted in both
 * directions.
 */
export function judgeModel(context: CheckContext, model: LayersModel): Verdict | undefined {
  const { backend, dataset } = context;
  const { tf } = backend;
  const task = singleTask(dataset.task, 'this check');
  const sample = trainingSample(context, rows);
  const largest = Math.max(...outputsOf(tf, model, dataset, sample).values.map(Math.abs));
  const batch = enteringTensors(tf, dataset, sample);
  const factors = [1, Math.max(pushedOutput / (largest || 1), 1), -1];
  const pushed = factors.map((factor) => {
    scaleLastLayer(tf, model, factor);
    return pullsOnLastLayer(tf, model, taskLoss(tf, task), batch) ?? [];
  });
  const isLost = (row: number) =>
    pushed.some(
      (pulls) => isPulled(pulls[row]) !== true && isWrong(task, sample.y[row] as number, pulls[row]),
    );
  const lost = Array.from({ length: sample.rows }, (_, row) => row).filter(
    // An output without any gradient is not connected to the last layer at all: other checks detect that.
    (row) => pushed.some((pulls) => isPulled(pulls[row])) && isLost(row),
  );
  if (lost.length === 0) return undefined;
  return {
    status: 'fail',
    message: `when the outputs are pushed to ${figure(pushedOutput)}, ${lost.length} of ${counted(sample.rows, 'wrong prediction')} get no gradient through the model`,
    advice:
      'Look for a clip or an activation behind the last layer with weights: beyond it nothing is learned.',
    numbers: { lost: lost.length },
  };
}

function isPulled(pull: PullOnLayer | undefined): boolean {
  return pull !== undefined && pull.pull !== 0;
}

function isWrong(
  task: SingleTask,
  target: number,
  { outputs }: PullOnLayer = { outputs: new Float32Array(), pull: 0 },
): boolean {
  if (task.kind === 'regression') {
    const value = outputs[0] === undefined ? target : task.count ? Math.exp(outputs[0]) : outputs[0];
    return Math.abs(value - target) > 0.1;
  }
  return (toPredictions(task, outputs)[target] ?? 1) < 0.9;
}
