import type { Split, Task } from '../../../data/dataset.ts';
import { evaluate } from '../../../metrics/evaluate.ts';
import { toPredictions } from '../../../metrics/predictions.ts';
import type { Metrics } from '../../../study/trial.ts';
import { ownLoss } from '../../../training/loop/own-loss.ts';
import { leastLoss } from '../../../training/probes/least-loss.ts';
import { enteringTensors } from '../../../training/probes/outputs.ts';
import { releasing } from '../../../training/release.ts';
import type { CheckContext } from '../../check.ts';
import { completeConfigurationOf } from '../real-run.ts';

/** In nats: with eight examples none can be wrong at a mean below ln 2 / 8. */
const nearZero = 0.05;
/** The joint loss of several targets. */
const nearZeroTogether = 0.02;
const nearOne = 0.99;
/** Share of the way from the loss of outputs of 0 to the least of a module's own loss that may be left. */
const nearLeast = 0.02;

/** The least that a module's own loss can reach on the examples, and how well their labels are predicted there. */
export interface Reachable {
  readonly start: number;
  readonly least: number;
  readonly metrics: Metrics;
}

/** Undefined without a loss of the module's own: the task's can always fall to 0. */
export async function reachableOf(context: CheckContext, few: Split): Promise<Reachable | undefined> {
  const { backend, dataset, family } = context;
  const { tf } = backend;
  if (family.loss === undefined) return undefined;
  const loss = ownLoss(tf, family.loss, completeConfigurationOf(context));
  return releasing(tf, async () => {
    const { y } = enteringTensors(tf, dataset, few);
    const targets = { values: y.dataSync() as Float32Array, width: y.shape[1] as number };
    const { task } = dataset;
    const { start, least, outputs } = leastLoss(tf, loss, { targets, weights: few.lossWeight });
    return { start, least, metrics: evaluate(task, toPredictions(task, outputs.values), few.y) };
  });
}

/**
 * Judged by the examples' predictions; or by the step's loss, for a model whose layers behave differently in training.
 * With a loss of the module's own, also by its distance from the least that it can reach.
 */
export function isMemorised(task: Task, metrics: Metrics, reachable?: Reachable): boolean {
  const { loss, valLoss, valAccuracy, valR2 } = metrics as Record<string, number>;
  if (reachable === undefined) {
    // Shares of the variance of regressions, and nats of classes and labels.
    if (task.kind === 'joint') return Math.min(loss as number, valLoss as number) < nearZeroTogether;
    if (task.kind === 'regression') return (valR2 as number) > nearOne;
    return Math.min(loss as number, valLoss as number) < nearZero;
  }
  const { start, least, metrics: there } = reachable;
  const isNear = (loss as number) - least <= nearLeast * Math.max(start - least, 0);
  if (task.kind === 'classification') return isNear && valAccuracy === 1;
  if (task.kind !== 'regression') return isNear;
  return isNear || ((valR2 as number) > nearOne && (there.r2 as number) > nearOne);
}

/** True where rightly predicted labels still have low probabilities at the least of the module's own loss. */
export function isUnsure({ kind }: Task, { metrics }: Reachable): boolean {
  return kind === 'classification' && metrics.accuracy === 1 && (metrics.loss as number) > Math.LN2;
}
