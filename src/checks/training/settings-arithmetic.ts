import { figure, percent } from '../../reports/figure.ts';
import { epsilon, optimizerSettings } from '../../training/optimizers/optimizer.ts';
import { createSchedule } from '../../training/optimizers/schedule.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial } from '../model/checked-trial.ts';
import { completeConfigurationOf } from './real-run.ts';

/** A setting that keeps a trial from learning however the data are. */
export interface Brake {
  readonly message: string;
  readonly advice: string;
}

/** A step below this share of the highest learning rate learns nothing. */
const idleRate = 1e-3;
const mostIdle = 0.5;
const leastStep = 0.5;

/** The first setting of the middle of the space that cannot work, by its own arithmetic; no training shows it sooner. */
export async function brakeOf(context: CheckContext): Promise<Brake | undefined> {
  return idleSchedule(context) ?? longMomentum(context) ?? (await vanishingClip(context));
}

/** A `step` schedule multiplies by its factor twice, and sits there for two thirds of the steps. */
function idleSchedule(context: CheckContext): Brake | undefined {
  const complete = completeConfigurationOf(context);
  const { schedule, scheduleFactor } = complete;
  const rateAt = createSchedule(complete);
  const steps = 300;
  const rates = Array.from({ length: steps }, (_, step) => rateAt(step + 1, steps));
  const highest = Math.max(...rates);
  const idle = rates.filter((rate) => rate < idleRate * highest).length / steps;
  if (idle <= mostIdle) return undefined;
  return {
    message: `with schedule ${schedule} and scheduleFactor ${figure(scheduleFactor as number)}, ${percent(idle)} of a trial’s steps have less than a thousandth of its learning rate: they learn nothing`,
    advice: 'Raise scheduleFactor, to 0.1 for example, or leave the schedule out.',
  };
}

/** Velocity is a sum over about 1 / (1 − momentum) steps (Polyak 1964). */
function longMomentum(context: CheckContext): Brake | undefined {
  const { dataset, spec } = context;
  const complete = completeConfigurationOf(context);
  const { rule, momentum } = optimizerSettings(complete);
  const steps =
    spec.training.maxEpochs * Math.ceil(dataset.splits.train.rows / (complete.batchSize as number));
  const summed = Math.round(1 / (1 - momentum));
  if (rule === 'adam' || summed <= steps / 2) return undefined;
  return {
    message: `momentum ${momentum} sums the gradients of ${summed} steps, and a trial has at most ${steps}: its steps grow to the end and turn too late`,
    advice: 'Lower the range of momentum in the space: 0.9 is usual, and 0.99 is much.',
  };
}

/** Adam divides a gradient by its own size plus epsilon: clipped far below epsilon, it makes hardly a step. */
async function vanishingClip(context: CheckContext): Promise<Brake | undefined> {
  const { rule, clipNorm } = optimizerSettings(completeConfigurationOf(context));
  if (rule === 'sgd' || clipNorm === 0) return undefined;
  const weights = await withUntrained(checkedTrial(context), ({ model }) => model.countParams());
  const each = clipNorm / Math.sqrt(weights);
  const share = each / (each + epsilon);
  if (share >= leastStep) return undefined;
  return {
    message: `clipNorm ${figure(clipNorm)} leaves each of ${weights} weights a gradient of about ${figure(each)}, below the epsilon ${figure(epsilon)} of ${rule}: steps have ${percent(share)} of their length`,
    advice: 'Raise clipNorm, to 1 for example, or leave it out.',
  };
}
