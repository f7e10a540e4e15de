import type { Task } from '../../data/dataset.ts';
import { toPredictions } from '../../metrics/predictions.ts';
import { counted, figure } from '../../reports/figure.ts';
import type { PartView } from '../../study/outputs/part-views.ts';
import type { Loss } from '../../training/loop/batch-loss.ts';
import { taskLoss } from '../../training/loop/loss.ts';
import { sigmoidCrossEntropy } from '../../training/loop/sigmoid-cross-entropy.ts';
import { enteringTensors, outputsOf } from '../../training/probes/outputs.ts';
import {
  type LearningLayer,
  learningLayers,
  type PullOnLayer,
  pullsOnLayer,
  scaleLayer,
} from '../../training/probes/pulls.ts';
import type { LayersModel, Tensor, Tf } from '../../training/tensorflow.ts';
import type { CheckContext, Verdict } from '../check.ts';
import { trainingSample } from './checked-trial.ts';

const rows = 8;
/** The largest output is scaled to this, so that most outputs exceed any clipping that training would meet. */
const pushedOutput = 100;

/**
 * Tests the loss of a target, whose gradient never vanishes, through the model, whose outputs are shifted in both
 * directions. The model is as before afterwards, but for rounding.
 */
export function judgeModel(context: CheckContext, model: LayersModel, view: PartView): Verdict | undefined {
  const { backend, dataset } = context;
  const { tf } = backend;
  const sample = trainingSample(context, rows);
  const { y } = view.rows(sample);
  const outputs = view.outputs(outputsOf(tf, model, dataset, sample).values);
  const largest = outputs.reduce((most, output) => Math.max(most, Math.abs(output)), 0);
  const batch = enteringTensors(tf, dataset, sample);
  const loss = lossOfPart(tf, dataset.task, view);
  const pullsOn = (layer: LearningLayer) => pullsOnLayer(tf, model, layer, loss, batch);
  const layers = learningLayers(model);
  // The last layer may be that of another target.
  const layer = (view.name && layers.find((each) => pullsOn(each).some(isPulled))) || layers[0];
  if (layer === undefined) return undefined;
  const push = Math.max(pushedOutput / (largest || 1), 1);
  const pushed = [1, push, -1].map((factor) => {
    scaleLayer(tf, layer, factor);
    return pullsOn(layer);
  });
  scaleLayer(tf, layer, -1 / push);
  const isLost = (row: number) =>
    pushed.some((pulls) => isPulled(pulls[row]) !== true && isWrong(view, y[row] as number, pulls[row]));
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

/** The loss of the outputs of one target alone. */
function lossOfPart(tf: Tf, all: Task, { task, span: { offset, width } }: PartView): Loss {
  if (all.kind !== 'joint' && all.kind !== 'multilabel') return taskLoss(tf, task);
  const loss = all.kind === 'multilabel' ? sigmoidCrossEntropy(tf) : taskLoss(tf, task);
  const own = (tensor: Tensor) => {
    const others = new Array<number>(tensor.rank - 1);
    return tf.slice(tensor, [...others.fill(0), offset], [...others.fill(-1), width]);
  };
  return (outputs, targets) => loss(own(outputs), own(targets));
}

function isWrong({ task, ...view }: PartView, target: number, pull: PullOnLayer | undefined): boolean {
  const outputs = view.outputs(pull?.outputs ?? new Float32Array());
  if (task.kind === 'regression') {
    const value = outputs[0] === undefined ? target : task.count ? Math.exp(outputs[0]) : outputs[0];
    return Math.abs(value - target) > 0.1;
  }
  return (toPredictions(task, outputs)[target] ?? 1) < 0.9;
}
