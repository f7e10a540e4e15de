import type { Random } from '../../src/statistics/random.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';
import type { EpochRecord } from '../../src/study/trial.ts';

/**
 * A space with a known truth: learningRate matters most, then units; dropout matters little, and weightDecay, batchSize
 * and momentum not at all. The best trials hug the upper end of units.
 */
export const space: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-5, max: 0.1 } },
  { name: 'units', distribution: { type: 'logInt', min: 16, max: 256 } },
  { name: 'layers', distribution: { type: 'int', min: 1, max: 3 } },
  { name: 'dropout', distribution: { type: 'uniform', min: 0, max: 0.6 } },
  { name: 'batchSize', distribution: { type: 'choice', values: [32, 64, 128] } },
  { name: 'weightDecay', distribution: { type: 'logUniform', min: 1e-6, max: 0.1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd', 'rmsprop'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.99 }, when: { optimizer: ['sgd'] } },
  { name: 'activation', distribution: { type: 'fixed', value: 'relu' } },
];

/** The loss of a classifier of ten classes that has learned nothing. */
const untrained = Math.log(10);

/** Training diverges above this learning rate, in half of the trials. */
export const divergesAbove = 0.06;

export interface Course {
  /** The epoch whose loss is not finite; undefined for a training that ends well. */
  readonly divergesAt: number | undefined;
  /** Epochs 1 … epochs. */
  readonly history: readonly EpochRecord[];
}

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(random.next())) * Math.cos(2 * Math.PI * random.next());

/** The loss that a training with this configuration ends near. */
export function floorOf(config: Configuration, random: Random): number {
  const { learningRate, units, dropout, layers } = config as Record<string, number>;
  const fromBest = Math.log10((learningRate as number) / 4e-3);
  const width = 0.35 * (16 / (units as number));
  const rest = 0.03 * (dropout as number) + 0.004 * (3 - (layers as number));
  const loss = (0.04 + 0.25 * fromBest ** 2 + width + rest) * Math.exp(0.12 * normal(random));
  return untrained * (1 - Math.exp(-loss / untrained));
}

/** The epochs of a training: the loss falls to its floor, faster with a larger learning rate, and may rise again. */
export function courseOf(config: Configuration, epochs: number, random: Random): Course {
  const floor = floorOf(config, random);
  const speed = 1 + 6 / (1 + 2000 * (config.learningRate as number));
  const overfit = 0.002 * floor * Math.max(0, normal(random));
  const diverges = (config.learningRate as number) > divergesAbove && random.next() < 0.5;
  const divergesAt = diverges ? 1 + random.below(Math.min(5, epochs)) : undefined;
  const history = Array.from({ length: (divergesAt ?? epochs + 1) - 1 }, (_, place): EpochRecord => {
    const epoch = place + 1;
    const mean = floor + (untrained - floor) * Math.exp(-epoch / speed) + overfit * epoch;
    const valLoss = mean * Math.exp(0.03 * normal(random));
    const valAccuracy = Math.round(359 * Math.exp(-0.6 * valLoss)) / 359;
    return { epoch, metrics: { loss: 0.8 * mean, valLoss, valAccuracy } };
  });
  return { divergesAt, history };
}
