import { normalQuantile } from '../../src/statistics/normal-quantile.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';

const rows = 200_000;

/** Rows whose classes have known probabilities, and what models say of them. */
export interface ClassPopulation {
  readonly classes: number;
  /** [rows, classes] */
  readonly truth: Float64Array;
  readonly models: readonly Float64Array[];
}

export interface ClassShape {
  readonly classes: number;
  /** Deviation of the logits: how much the inputs tell. */
  readonly scale: number;
  /** The logits of the truth are those of the model divided by it: above 1 the model is too sure. */
  readonly temperature?: number;
  /** A model for each: deviation of what is added to the logits. */
  readonly noise?: readonly number[];
}

export function classPopulation({
  classes,
  scale,
  temperature = 1,
  noise = [0],
}: ClassShape): ClassPopulation {
  const random = randomFor('coverage', classes, scale * 100, temperature * 100);
  const logits = Float64Array.from({ length: rows * classes }, () => scale * normal(random));
  const truth = softmax(
    logits.map((each) => each / temperature),
    classes,
  );
  const models = noise.map((deviation) =>
    softmax(
      logits.map((each) => each + (deviation === 0 ? 0 : deviation * normal(random))),
      classes,
    ),
  );
  return { classes, truth, models };
}

/** A sample of rows with labels drawn by their true probabilities. */
export function sampleClasses({ classes, truth, models }: ClassPopulation, count: number, random: Random) {
  const y = new Float32Array(count);
  const predictions = models.map(() => new Float64Array(count * classes));
  for (let at = 0; at < count; at++) {
    const row = random.word() % rows;
    let left = random.next();
    let label = 0;
    while (label < classes - 1 && left >= (truth[row * classes + label] as number)) {
      left -= truth[row * classes + label++] as number;
    }
    y[at] = label;
    models.forEach((model, index) => {
      predictions[index]?.set(model.subarray(row * classes, (row + 1) * classes), at * classes);
    });
  }
  return { y, predictions };
}

const errorShapes = {
  normal: (random: Random) => [normal(random), 0.5 * normal(random)],
  't of 5 degrees': (random: Random) => [normal(random), 0.5 * student5(random)],
  exponential: (random: Random) => [-Math.log(random.next()), 0.4 * (-Math.log(random.next()) - 1)],
  'growing with a log-normal target': (random: Random) => {
    const target = Math.exp(0.8 * normal(random));
    return [target, 0.3 * target * normal(random)];
  },
} as const;

export type ErrorShape = keyof typeof errorShapes;
export const errorShapeNames = Object.keys(errorShapes) as ErrorShape[];

/** Targets, and predictions that are off by errors of that shape. */
export function samplesOfValues(shape: ErrorShape, count: number, random: Random) {
  const actual = new Float64Array(count);
  const predicted = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const [target, error] = errorShapes[shape](random) as [number, number];
    actual[row] = target;
    predicted[row] = target + error;
  }
  return { actual, predicted };
}

export function normal(random: Random): number {
  return normalQuantile(Math.max(random.next(), 1e-300));
}

function student5(random: Random): number {
  const squares = Array.from({ length: 5 }, () => normal(random) ** 2);
  return normal(random) / Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / 5);
}

function softmax(logits: Float64Array, classes: number): Float64Array {
  const result = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const largest = Math.max(...logits.subarray(start, start + classes));
    let sum = 0;
    for (let at = start; at < start + classes; at++) {
      sum += result[at] = Math.exp((logits[at] as number) - largest);
    }
    for (let at = start; at < start + classes; at++) result[at] = (result[at] as number) / sum;
  }
  return result;
}
