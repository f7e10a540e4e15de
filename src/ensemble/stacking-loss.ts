import { actualValues } from '../metrics/predictions.ts';
import { meanOf } from '../statistics/mean.ts';
import type { ConvexLoss } from '../statistics/simplex-fit.ts';
import { columnsAt, partsOf } from '../study/outputs/task-parts.ts';
import { predictionWidth, targetColumns } from '../study/outputs/task-widths.ts';
import type { JointTask, MultilabelTask, SingleTask, Task } from '../study/pipeline.ts';
import type { LabelledPredictions } from './method.ts';

/** Keeps the curvature of the logarithm finite. */
const smallestProbability = 1e-100;

/** The training loss of each number of the judge's view of predictions, convex in it. */
export function stackingLoss(examples: LabelledPredictions): ConvexLoss {
  const loss = unweightedLoss(examples);
  const { weight } = examples;
  if (weight === undefined) return loss;
  const mean = meanOf(weight);
  // The view of several targets has all predictions of a row.
  const columns = viewWidth(examples.task);
  const share = (example: number) => (weight[Math.floor(example / columns)] as number) / mean;
  return {
    scale: loss.scale,
    slope: (value, example) => share(example) * loss.slope(value, example),
    curvature: (value, example) => share(example) * loss.curvature(value, example),
  };
}

function viewWidth(task: Task): number {
  return task.kind === 'classification' ? 1 : predictionWidth(task);
}

function unweightedLoss({ task, y }: Pick<LabelledPredictions, 'task' | 'y'>): ConvexLoss {
  if (task.kind === 'classification') return crossEntropy;
  if (task.kind === 'joint' || task.kind === 'multilabel') return lossOfColumns(task, y);
  const actual = actualValues(task, y);
  if (task.count) return poissonLoss(actual);
  if (task.quantiles) return smoothPinball(task.quantiles, actual);
  return {
    scale: task.transform === undefined ? task.std ** 2 : varianceOf(actual),
    slope: (value, example) => 2 * (value - (actual[example] as number)),
    curvature: () => 2,
  };
}

/** The loss of several targets as a sum over all predictions of a row. */
function lossOfColumns(task: JointTask | MultilabelTask, y: Float32Array): ConvexLoss {
  const width = predictionWidth(task);
  const columns = targetColumns(task);
  const losses = partsOf(task).flatMap(({ task: own, weight, targets, predictions }) => {
    const ofPart = columnsAt(y, columns, targets);
    const lossAt = own.kind === 'regression' ? valueLoss(own, ofPart) : classLoss(own, ofPart);
    return Array.from({ length: predictions.width }, (_, place) => {
      const { slope, curvature } = lossAt(place);
      return {
        slope: (value: number, row: number) => weight * slope(value, row),
        curvature: (value: number, row: number) => weight * curvature(value, row),
      };
    });
  });
  const at = (example: number) => losses[example % width] as RowLoss;
  return {
    scale: 1,
    slope: (value, example) => at(example).slope(value, Math.floor(example / width)),
    curvature: (value, example) => at(example).curvature(value, Math.floor(example / width)),
  };
}

/** The loss of one number of the predictions of a row. */
type RowLoss = Omit<ConvexLoss, 'scale'>;

/** On the scale of training: in variances or deviations of the target, and of counts as it is. */
function valueLoss(
  task: Extract<SingleTask, { kind: 'regression' }>,
  y: Float32Array,
): (place: number) => RowLoss {
  const { scale, slope, curvature } = unweightedLoss({ task, y });
  const width = task.quantiles?.length ?? 1;
  const unit = task.count ? 1 : 1 / (scale * width);
  return (place) => ({
    slope: (value, row) => unit * slope(value, row * width + place),
    curvature: (value, row) => unit * curvature(value, row * width + place),
  });
}

function classLoss(
  task: Exclude<SingleTask, { kind: 'regression' }> | MultilabelTask,
  y: Float32Array,
): (place: number) => RowLoss {
  const isOfLabels = task.kind === 'multilabel';
  const width = isOfLabels ? task.labels.length : 1;
  const absent = isOfLabels ? againstLabel : noLoss;
  return (place) => {
    const isTrue = (row: number) => (isOfLabels ? y[row * width + place] === 1 : y[row] === place);
    const lossAt = (row: number) => (isTrue(row) ? crossEntropy : absent);
    return {
      slope: (value, row) => lossAt(row).slope(value, 0),
      curvature: (value, row) => lossAt(row).curvature(value, 0),
    };
  };
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}

/** The Poisson deviance of a mixture of means. */
function poissonLoss(actual: Float64Array): ConvexLoss {
  const ratio = (mean: number, row: number) => (actual[row] as number) / Math.max(mean, smallestProbability);
  return {
    scale: meanOf(actual) || 1,
    slope: (mean, row) => 2 * (1 - ratio(mean, row)),
    curvature: (mean, row) => (2 * ratio(mean, row)) / Math.max(mean, smallestProbability),
  };
}

/** The share of the targets' deviation within which the corner of the pinball loss is rounded. */
const corner = 0.02;

/** The pinball losses of [rows, quantiles], whose corner is rounded: weights would otherwise have no curvature. */
function smoothPinball(quantiles: readonly number[], actual: Float64Array): ConvexLoss {
  const deviation = Math.sqrt(varianceOf(actual)) || 1;
  const width = corner * deviation;
  const short = (value: number, at: number) =>
    ((actual[Math.floor(at / quantiles.length)] as number) - value) / width;
  return {
    scale: deviation,
    slope(value, at) {
      const part = Math.max(-1, Math.min(1, short(value, at)));
      return 0.5 - (quantiles[at % quantiles.length] as number) - part / 2;
    },
    curvature: (value, at) => (Math.abs(short(value, at)) < 1 ? 0.5 / width : 0),
  };
}

/** The probability of a class that is not true: the true one's has all of the loss. */
const noLoss: ConvexLoss = { scale: 1, slope: () => 0, curvature: () => 0 };

/** −ln of the remainder of the probability of a label that the row does not have. */
const againstLabel: ConvexLoss = {
  scale: 1,
  slope: (value) => 1 / Math.max(1 - value, smallestProbability),
  curvature: (value) => 1 / Math.max(1 - value, smallestProbability) ** 2,
};

/** −ln of the true class's probability. */
const crossEntropy: ConvexLoss = {
  scale: 1,
  slope: (value) => -1 / Math.max(value, smallestProbability),
  curvature: (value) => 1 / Math.max(value, smallestProbability) ** 2,
};
