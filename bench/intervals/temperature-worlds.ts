import type { Predictions } from '../../src/metrics/predictions.ts';
import { normalQuantile } from '../../src/statistics/normal-quantile.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { meanPredictions, withTemperature } from '../../src/training/combine.ts';

/** Rows with known class probabilities, models of them, and labels of which some are wrong. */
export interface World {
  readonly name: string;
  readonly classes: number;
  /** Deviation of the true logits. */
  readonly scale: number;
  /** The models' logits are the true ones with noise, times this: above 1 they are too sure. */
  readonly confidence: number;
  readonly noise: number;
  /** Share of the rows whose label is drawn at random. */
  readonly flips: number;
  /** Deviation of the logarithm of each row's own factor of the logits: some rows are far surer than others. */
  readonly heavy?: number;
}

const world = (name: string, classes: number, rest: Omit<World, 'name' | 'classes'>): World => ({
  ...{ name, classes },
  ...rest,
});

export const worlds: readonly World[] = [
  world('calibrated', 2, { scale: 2, confidence: 1, noise: 0.5, flips: 0 }),
  world('slightly too sure', 3, { scale: 2, confidence: 1.2, noise: 0.5, flips: 0 }),
  world('too sure', 3, { scale: 2, confidence: 2, noise: 0.5, flips: 0 }),
  world('too unsure', 2, { scale: 2, confidence: 0.5, noise: 0.5, flips: 0 }),
  world('ten classes, too unsure', 10, { scale: 6, confidence: 0.5, noise: 2, flips: 0.02 }),
  world('nearly separable', 2, { scale: 8, confidence: 1, noise: 1, flips: 0 }),
  world('nearly separable, too unsure', 2, { scale: 8, confidence: 0.4, noise: 1, flips: 0 }),
  world('separable, too sure, wrong labels', 2, { scale: 12, confidence: 1, noise: 1, flips: 0.02 }),
  world('separable, too unsure, wrong labels', 2, { scale: 12, confidence: 0.3, noise: 1, flips: 0.02 }),
  world('heavy tails, wrong labels', 2, { scale: 5, confidence: 0.5, noise: 1, flips: 0.01, heavy: 1 }),
  world('heavier tails, wrong labels', 3, { scale: 5, confidence: 0.8, noise: 1, flips: 0.01, heavy: 1.5 }),
];

const models = 20;
const members = 5;
const newRows = 4000;

export interface Simulated {
  readonly classes: number;
  /** The mean of the five models of the lowest loss on these rows, which are also to choose the temperature. */
  readonly validation: Predictions;
  readonly y: Float32Array;
  /** By how much a temperature raises the mean loss of new rows. */
  harmOf(temperature: number): number;
}

export function simulate(world: World, rows: number, seed: number): Simulated {
  const { classes, name } = world;
  const all = Array.from({ length: models }, (_, model) => model);
  const seen = draw(world, rows, randomFor('temperature', name, rows, seed), all);
  const losses = seen.predictions.map((each) => lossOf(each, seen.y, classes));
  const best = all
    .sort((one, other) => (losses[one] as number) - (losses[other] as number))
    .slice(0, members);
  const held = draw(world, newRows, randomFor('temperature', name, rows, seed, 'new'), best);
  const unseen = mean(held.predictions);
  const uncalibrated = lossOf(unseen, held.y, classes);
  return {
    classes,
    validation: mean(best.map((model) => seen.predictions[model] as Predictions)),
    y: seen.y,
    harmOf: (temperature) =>
      lossOf(withTemperature(unseen, classes, temperature), held.y, classes) - uncalibrated,
  };
}

function draw(
  { classes, scale, confidence, noise, flips, heavy = 0 }: World,
  rows: number,
  random: Random,
  which: readonly number[],
) {
  const normal = () => normalQuantile(random.next());
  const y = new Float32Array(rows);
  const predictions = which.map(() => new Float64Array(rows * classes));
  for (let row = 0; row < rows; row++) {
    const factor = scale * Math.exp(heavy * normal());
    const logits = Float64Array.from({ length: classes }, () => factor * normal());
    y[row] = random.next() < flips ? random.below(classes) : labelOf(softmax(logits.slice()), random);
    for (const each of predictions) {
      const own = each.subarray(row * classes, (row + 1) * classes);
      for (let label = 0; label < classes; label++)
        own[label] = confidence * ((logits[label] as number) + noise * normal());
      softmax(own);
    }
  }
  return { y, predictions };
}

function labelOf(probabilities: Float64Array, random: Random): number {
  let left = random.next();
  const label = probabilities.findIndex((probability) => {
    left -= probability;
    return left < 0;
  });
  return label < 0 ? probabilities.length - 1 : label;
}

/** In place: new arrays would take most of the time. */
function softmax(logits: Float64Array): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < logits.length; at++) largest = Math.max(largest, logits[at] as number);
  let mass = 0;
  for (let at = 0; at < logits.length; at++) {
    logits[at] = Math.exp((logits[at] as number) - largest);
    mass += logits[at] as number;
  }
  for (let at = 0; at < logits.length; at++) logits[at] = (logits[at] as number) / mass;
  return logits;
}

function lossOf(probabilities: Predictions, y: Float32Array, classes: number): number {
  const total = y.reduce(
    (sum, label, row) => sum - Math.log(Math.max(1e-300, probabilities[row * classes + label] as number)),
    0,
  );
  return total / y.length;
}

function mean(predictions: readonly Predictions[]): Predictions {
  return meanPredictions(
    predictions,
    predictions.map(() => 1 / predictions.length),
  );
}
