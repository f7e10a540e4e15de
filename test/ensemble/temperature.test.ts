import { describe, expect, it } from 'vitest';
import { simulate, worlds } from '../../bench/intervals/temperature-worlds.ts';
import { chooseTemperature } from '../../src/ensemble/temperature.ts';
import { fitTemperature, labelledLogits } from '../../src/ensemble/temperature-fit.ts';
import { toPredictions } from '../../src/metrics/predictions.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { combine, withTemperature } from '../../src/training/combine.ts';
import { price, twoClasses } from './example-models.ts';

const task = (classes: number) =>
  ({ kind: 'classification', classes: Array.from({ length: classes }, (_, c) => `class ${c}`) }) as const;

/** Logits whose labels follow them at `temperature`: the temperature that a fit has to find. */
function sampled(random: Random, rows: number, classes: number, temperature: number) {
  const logits = Float64Array.from({ length: rows * classes }, () => 6 * (random.next() - 0.5));
  const probabilities = toPredictions(task(classes), logits);
  const truth = toPredictions(
    task(classes),
    logits.map((logit) => logit / temperature),
  );
  const y = Float32Array.from({ length: rows }, (_, row) => {
    let left = random.next();
    for (let c = 0; c < classes - 1; c++) {
      left -= truth[row * classes + c] as number;
      if (left < 0) return c;
    }
    return classes - 1;
  });
  return { probabilities, y, classes };
}

/** Straight from its definition. */
function nll(probabilities: Float64Array, y: Float32Array, classes: number, temperature: number): number {
  const total = [...y].reduce((sum, label, row) => {
    const powers = [...probabilities.subarray(row * classes, (row + 1) * classes)].map(
      (p) => p ** (1 / temperature),
    );
    return sum - Math.log((powers[label] as number) / powers.reduce((all, power) => all + power, 0));
  }, 0);
  return total / y.length;
}

const instances = Array.from({ length: 6 }, (_, seed) => {
  const random = randomFor('temperature', seed);
  return sampled(random, 60 + random.below(60), 2 + random.below(4), 0.4 + 2 * random.next());
});

const fitOf = (probabilities: Float64Array, y: Float32Array, classes: number) =>
  fitTemperature(labelledLogits(probabilities, y, classes));

describe('the fitted temperature', () => {
  it('has the lowest negative log-likelihood of a fine grid', () => {
    for (const { probabilities, y, classes } of instances) {
      const fitted = fitOf(probabilities, y, classes);
      const grid = Array.from({ length: 121 }, (_, step) => Math.exp(-3 + step / 20));
      const losses = grid.map((temperature) => nll(probabilities, y, classes, temperature));
      expect(nll(probabilities, y, classes, fitted)).toBeLessThanOrEqual(Math.min(...losses) + 1e-12);
      expect(Math.abs(Math.log(fitted / (grid[losses.indexOf(Math.min(...losses))] as number)))).toBeLessThan(
        1 / 20,
      );
    }
  });

  it('with wrong rows and a prior has the lowest sum of its definition, by a fine grid', () => {
    for (const { probabilities, y, classes } of instances.slice(0, 3)) {
      const second = Float32Array.from(y, (_, row) => {
        const own = [...probabilities.subarray(row * classes, (row + 1) * classes)];
        return own.indexOf(own.toSorted((one, other) => other - one)[1] as number);
      });
      const objective = (temperature: number) =>
        y.length * nll(probabilities, y, classes, temperature) +
        7 * nll(probabilities, second, classes, temperature) +
        Math.log(temperature) ** 2 / (2 * 0.1 ** 2);
      const grid = Array.from({ length: 61 }, (_, step) => Math.exp(-1.5 + step / 20));
      const fitted = fitTemperature(labelledLogits(probabilities, y, classes), {
        wrongRows: 7,
        deviation: 0.1,
      });
      expect(objective(fitted)).toBeLessThanOrEqual(Math.min(...grid.map(objective)) + 1e-9);
    }
  });

  it('is never worse than temperature 1 on the examples that it was fitted to', () => {
    for (const { probabilities, y, classes } of instances) {
      const fitted = nll(probabilities, y, classes, fitOf(probabilities, y, classes));
      expect(fitted).toBeLessThanOrEqual(nll(probabilities, y, classes, 1) + 1e-15);
    }
  });

  it.each([0.5, 1, 2])('finds the temperature %d that the labels were drawn with', (temperature) => {
    const { probabilities, y, classes } = sampled(randomFor('truth', temperature), 8000, 3, temperature);
    expect(fitOf(probabilities, y, classes) / temperature).toBeCloseTo(1, 1);
  });

  it('takes probabilities of exactly one and zero', () => {
    expect(fitOf(Float64Array.of(1, 0, 1, 0), Float32Array.of(0, 0), 2)).toBeGreaterThan(0);
    expect(Number.isFinite(fitOf(Float64Array.of(1, 0, 1, 0), Float32Array.of(0, 1), 2))).toBe(true);
  });
});

describe('the temperature of an ensemble', () => {
  /** [rows, 2] with this probability of class 0, which all rows have but the last `wrong`. */
  const alike = (rows: number, probability: number, wrong: number) => {
    const predictions = Float64Array.from({ length: 2 * rows }, (_, at) =>
      at % 2 === 0 ? probability : 1 - probability,
    );
    return chooseTemperature(
      predictions,
      Float32Array.from({ length: rows }, (_, row) => (row < rows - wrong ? 0 : 1)),
      2,
    );
  };

  it.each([1, 30, 107, 5000])('stays 1 where all of %d rows are right, however unsure they were', (rows) => {
    expect(alike(rows, 0.7, 0)).toEqual({ temperature: 1, reason: 'noWrongRow', rows, wrong: 0 });
  });

  it('stays 1 where one freak row alone asks for more', () => {
    const predictions = Float64Array.from({ length: 214 }, (_, at) => (at % 2 === 0 ? 1 - 1e-6 : 1e-6));
    const y = new Float32Array(107);
    y[40] = 1;
    expect(fitOf(predictions, y, 2)).toBeGreaterThan(2);
    expect(chooseTemperature(predictions, y, 2)).toEqual({
      ...{ temperature: 1, reason: 'oneRow', rows: 107, wrong: 1 },
    });
    y[41] = 1;
    expect(chooseTemperature(predictions, y, 2)).toMatchObject({ reason: 'overconfident', wrong: 2 });
  });

  it('falls below 1 only where the rows that may be wrong leave a gain', () => {
    // 3 wrong rows may be 7.75 at 95 %, of 107 more than 5 %; 3 of 1070 may be 0.7 %.
    expect(alike(107, 0.95, 3)).toMatchObject({ temperature: 1, reason: 'notShown' });
    const { temperature, reason } = alike(1070, 0.95, 3);
    expect(reason).toBe('underconfident');
    // The odds that make 7.75 of 1074.75 rows wrong: 7.754 by R's qgamma(0.95, 4).
    expect(temperature).toBeCloseTo(Math.log(19) / Math.log((1074.754 - 7.754) / 7.754), 3);
  });

  it('stays 1 where the predictions tell nothing', () => {
    expect(alike(50, 0.5, 20)).toMatchObject({ temperature: 1, reason: 'notShown' });
  });

  it('of one row is 1', () => {
    expect(alike(1, 0.9, 1)).toMatchObject({ temperature: 1, reason: 'oneRow' });
  });

  it('never raises the loss on new rows by more than noise in 220 data sets, and lowers it where it can', () => {
    const harms = worlds.map((world) => ({
      name: world.name,
      all: Array.from({ length: 20 }, (_, seed) => {
        const { validation, y, classes, harmOf } = simulate(world, seed % 2 === 0 ? 107 : 300, seed);
        return harmOf(chooseTemperature(validation, y, classes).temperature);
      }),
    }));
    expect(Math.max(...harms.flatMap(({ all }) => all))).toBeLessThan(0.01);
    const means = Object.fromEntries(
      harms.map(({ name, all }) => [name, all.reduce((sum, each) => sum + each, 0) / all.length]),
    );
    expect(Math.max(...Object.values(means))).toBeLessThan(0.001);
    expect(means['too sure']).toBeLessThan(-0.05);
    expect(means['too unsure']).toBeLessThan(-0.02);
    expect(means['ten classes, too unsure']).toBeLessThan(-0.04);
  }, 60_000);
});

describe('a temperature', () => {
  it('divides logits, by hand: at ½ odds of 3 become odds of 9', () => {
    const scaled = withTemperature(Float64Array.of(0.75, 0.25), 2, 0.5);
    expect([...scaled]).toEqual([expect.closeTo(0.9, 15), expect.closeTo(0.1, 15)]);
  });

  it('keeps sums of one and the order of classes, however far it goes', () => {
    for (const temperature of [0.05, 20]) {
      const scaled = withTemperature(Float64Array.of(1e-200, 0.4, 0.6), 3, temperature);
      expect(scaled.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(scaled[2]).toBeGreaterThan(scaled[1] as number);
    }
  });

  it('of one changes no bit', () => {
    const probabilities = Float64Array.of(0.1, 0.9);
    expect(withTemperature(probabilities, 2, 1)).toEqual(probabilities);
  });
});

describe('what an ensemble predicts', () => {
  const members = [Float64Array.of(0.5, 0.5), Float64Array.of(1, 0)];

  it('is the weighted mean, then scaled: by hand ½ · (½, ½) + ½ · (1, 0) is odds of 3', () => {
    const predicted = combine(twoClasses, members, [0.5, 0.5], 0.5);
    expect([...predicted]).toEqual([expect.closeTo(0.9, 15), expect.closeTo(0.1, 15)]);
  });

  it('is the mean alone for a regression', () => {
    expect([...combine(price, [Float64Array.of(4), Float64Array.of(8)], [0.25, 0.75], null)]).toEqual([7]);
  });

  it('leaves out who has no weight, whatever it says', () => {
    expect([...combine(price, [Float64Array.of(4), Float64Array.of(Number.NaN)], [1, 0], null)]).toEqual([4]);
  });
});
