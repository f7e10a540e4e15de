import { parseArgs } from 'node:util';
import { gainsOver } from '../../src/ensemble/example-scores.ts';
import { measureGains } from '../../src/ensemble/gains.ts';
import { judgeRows, reliabilityOf } from '../../src/serving/evaluation/class-evaluation.ts';
import { measureClasses } from '../../src/serving/evaluation/class-intervals.ts';
import { measureValues } from '../../src/serving/evaluation/value-intervals.ts';
import { type Interval, meanInterval } from '../../src/statistics/mean-interval.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { coverImportance } from './importance.ts';
import {
  type ClassShape,
  classPopulation,
  errorShapeNames,
  normal,
  sampleClasses,
  samplesOfValues,
} from './populations.ts';
import { coverTestRows } from './test-rows.ts';
import { classTruths, gainTruths } from './truths.ts';

const { values } = parseArgs({
  options: {
    repeats: { type: 'string', default: '1000' },
    samples: { type: 'string', default: '200' },
    only: { type: 'string', default: 'classes,values,gains,seeds' },
    rows: { type: 'string', default: '30,300,3000' },
  },
});
const repeats = Number(values.repeats);
const samples = Number(values.samples);
const sizes = values.rows.split(',').map(Number);

type Intervals = Readonly<Record<string, Interval>>;

/** Shares of the intervals that hold the truth, and their mean width; a line for each metric. */
function cover(
  title: string,
  truths: Readonly<Record<string, number>>,
  rows: number,
  intervalsOf: (random: Random) => Intervals,
): void {
  const tallies = new Map(Object.keys(truths).map((name) => [name, { held: 0, below: 0, width: 0 }]));
  for (let repeat = 0; repeat < repeats; repeat++) {
    const intervals = intervalsOf(randomFor('coverage', title, rows, repeat));
    for (const [name, tally] of tallies) {
      const { low, high } = intervals[name] as Interval;
      const truth = truths[name] as number;
      if (truth < low) tally.below++;
      if (low <= truth && truth <= high) tally.held++;
      tally.width += high - low;
    }
  }
  for (const [name, { held, below, width }] of tallies) {
    const numbers = [held / repeats, below / repeats, width / repeats, truths[name] as number];
    console.log([name, title, rows, ...numbers.map((each) => each.toPrecision(3))].join(' | '));
  }
}

/** The last three have the calibration errors 0.03, 0.08 and 0.16, the others nearly none. */
const classShapes: readonly ClassShape[] = [
  { classes: 2, scale: 1.5 },
  { classes: 2, scale: 5 },
  { classes: 10, scale: 6 },
  { classes: 10, scale: 15 },
  { classes: 10, scale: 6, temperature: 1.25 },
  { classes: 10, scale: 12, temperature: 2 },
  { classes: 2, scale: 4, temperature: 2.5 },
];

function coverClasses(): void {
  for (const shape of classShapes) {
    const population = classPopulation(shape);
    const truths = classTruths(population);
    const { classes } = shape;
    const title = `${classes} classes, accuracy ${(truths.accuracy as number).toFixed(3)}`;
    for (const rows of sizes) {
      cover(title, truths, rows, (random) => {
        const { y, predictions } = sampleClasses(population, rows, random);
        const judged = judgeRows(predictions[0] as Float64Array, y, classes);
        return measureClasses(judged, reliabilityOf(judged), random, samples);
      });
    }
  }
}

function coverValues(): void {
  for (const shape of errorShapeNames) {
    const { actual, predicted } = samplesOfValues(shape, 4_000_000, randomFor('coverage', 'truth'));
    const truths = Object.fromEntries(
      Object.entries(measureValues(predicted, actual)).map(([name, { value }]) => [name, value]),
    );
    for (const rows of sizes) {
      cover(`errors ${shape}`, truths, rows, (random) => {
        const sample = samplesOfValues(shape, rows, random);
        return measureValues(sample.predicted, sample.actual);
      });
    }
  }
}

const gainShapes: readonly ClassShape[] = [
  { classes: 2, scale: 3, noise: [0.5, 1] },
  { classes: 10, scale: 6, noise: [0.9, 1] },
  { classes: 10, scale: 12, noise: [1, 2] },
  { classes: 10, scale: 12, noise: [0.2, 0.3] },
];

function coverGains(): void {
  for (const shape of gainShapes) {
    const population = classPopulation(shape);
    const names = Array.from({ length: shape.classes }, (_, c) => String(c));
    const task = { kind: 'classification', classes: names } as const;
    for (const rows of sizes) {
      cover(`${shape.classes} classes, noise ${shape.noise}`, gainTruths(population), rows, (random) => {
        const { y, predictions } = sampleClasses(population, rows, random);
        const [one, other] = predictions as [Float64Array, Float64Array];
        return measureGains(gainsOver(task, one, other, y));
      });
    }
  }
}

/** Student's t of the values of seeds. */
function coverSeeds(): void {
  for (const rows of [3, 5, 10, ...sizes]) {
    const draw = (of: (random: Random) => number) => (random: Random) => ({
      mean: meanInterval(Array.from({ length: rows }, () => of(random))),
    });
    cover('normal', { mean: 0 }, rows, draw(normal));
    cover(
      'log-normal, deviation 0.25',
      { mean: Math.exp(0.25 ** 2 / 2) },
      rows,
      draw((random) => Math.exp(0.25 * normal(random))),
    );
  }
}

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  classes: coverClasses,
  values: coverValues,
  gains: coverGains,
  seeds: coverSeeds,
  importance: () => coverImportance(sizes, repeats),
  test: () => coverTestRows(sizes, repeats),
};

console.log('metric | data | rows | covered | truth below | width | truth');
for (const part of values.only.split(',')) await parts[part]?.();
