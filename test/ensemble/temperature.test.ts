import { describe, expect, it } from 'vitest';
import { calibratingTemperature, fitTemperature } from '../../src/ensemble/temperature.ts';
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

describe('the fitted temperature', () => {
  it('without prior examples has the lowest negative log-likelihood of a fine grid', () => {
    for (const { probabilities, y, classes } of instances) {
      const fitted = fitTemperature(probabilities, y, classes, 0);
      const grid = Array.from({ length: 121 }, (_, step) => Math.exp(-3 + step / 20));
      const losses = grid.map((temperature) => nll(probabilities, y, classes, temperature));
      expect(nll(probabilities, y, classes, fitted)).toBeLessThanOrEqual(Math.min(...losses) + 1e-12);
      expect(Math.abs(Math.log(fitted / (grid[losses.indexOf(Math.min(...losses))] as number)))).toBeLessThan(
        1 / 20,
      );
    }
  });

  it('weighs ten examples that follow the probabilities as they are, by a fine grid', () => {
    for (const { probabilities, y, classes } of instances.slice(0, 2)) {
      const rows = y.length;
      const objective = (temperature: number) => {
        const each = Array.from({ length: classes }, (_, label) => {
          const labels = new Float32Array(rows).fill(label);
          const scaled = withTemperature(probabilities, classes, temperature);
          return [...labels].reduce((sum, c, row) => {
            const expected = probabilities[row * classes + c] as number;
            return sum - expected * Math.log(scaled[row * classes + c] as number);
          }, 0);
        });
        return (
          rows * nll(probabilities, y, classes, temperature) +
          (10 / rows) * each.reduce((sum, part) => sum + part)
        );
      };
      const grid = Array.from({ length: 61 }, (_, step) => Math.exp(-1.5 + step / 20));
      const values = grid.map(objective);
      expect(objective(fitTemperature(probabilities, y, classes))).toBeLessThanOrEqual(
        Math.min(...values) + 1e-9,
      );
    }
  });

  it('is never worse than temperature 1 on the examples that it was fitted to', () => {
    for (const { probabilities, y, classes } of instances) {
      const fitted = nll(probabilities, y, classes, fitTemperature(probabilities, y, classes));
      expect(fitted).toBeLessThanOrEqual(nll(probabilities, y, classes, 1) + 1e-15);
    }
  });

  it.each([0.5, 1, 2])('finds the temperature %d that the labels were drawn with', (temperature) => {
    const { probabilities, y, classes } = sampled(randomFor('truth', temperature), 8000, 3, temperature);
    expect(fitTemperature(probabilities, y, classes) / temperature).toBeCloseTo(1, 1);
  });

  it('stays finite and moderate where every example is right', () => {
    const probabilities = Float64Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 0.9 : 0.1));
    const y = new Float32Array(30);
    const temperature = fitTemperature(probabilities, y, 2);
    expect(temperature).toBeGreaterThan(0.4);
    expect(temperature).toBeLessThan(1);
    expect(fitTemperature(probabilities, y, 2, 0)).toBeCloseTo(1 / 20, 6);
  });

  it('takes probabilities of exactly one and zero', () => {
    expect(fitTemperature(Float64Array.of(1, 0, 1, 0), Float32Array.of(0, 0), 2)).toBeGreaterThan(0);
    expect(Number.isFinite(fitTemperature(Float64Array.of(1, 0, 1, 0), Float32Array.of(0, 1), 2))).toBe(true);
  });
});

describe('the temperature of an ensemble', () => {
  /** Logits of two classes that the labels follow as they are, or at another temperature. */
  const rowsAt = (seed: number, rows: number, temperature = 1) => {
    const random = randomFor('ensemble temperature', seed);
    const logits = Float64Array.from({ length: rows }, () => 16 * (random.next() - 0.5));
    const predictions = Float64Array.from({ length: 2 * rows }, (_, at) => {
      const logit = (at % 2 === 0 ? 1 : -1) * (logits[at >> 1] as number);
      return 1 / (1 + Math.exp(-logit));
    });
    const y = Float32Array.from(logits, (logit) =>
      random.next() < 1 / (1 + Math.exp(-logit / temperature)) ? 0 : 1,
    );
    return { predictions, y };
  };

  it('stays 1 where all of 107 rows are right', () => {
    const predictions = Float64Array.from({ length: 214 }, (_, at) => (at % 2 === 0 ? 0.97 : 0.03));
    const y = new Float32Array(107);
    expect(fitTemperature(predictions, y, 2)).toBeLessThan(0.8);
    expect(calibratingTemperature(predictions, y, 2, 20)).toBe(1);
  });

  it('never costs more on new rows than noise, and helps where there is something to win', () => {
    const changes = (rows: number, temperature: number) =>
      Array.from({ length: 20 }, (_, seed) => {
        const { predictions, y } = rowsAt(seed, rows, temperature);
        const fitted = calibratingTemperature(predictions, y, 2, 20);
        const held = rowsAt(1000 + seed, 4000, temperature);
        return nll(held.predictions, held.y, 2, fitted) - nll(held.predictions, held.y, 2, 1);
      });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.max(...changes(107, 1), ...changes(400, 0.7))).toBeLessThan(0.02);
    expect(Math.abs(mean(changes(107, 1)))).toBeLessThan(0.002);
    expect(mean(changes(1500, 0.5))).toBeLessThan(-0.01);
    expect(mean(changes(400, 2))).toBeLessThan(-0.05);
  });

  it('below 1 loses as much likelihood as the interval allows', () => {
    const { predictions, y } = rowsAt(1, 3000, 0.5);
    const best = fitTemperature(predictions, y, 2);
    const temperature = calibratingTemperature(predictions, y, 2, 20);
    expect(temperature).toBeGreaterThan(best);
    const lost = 3000 * (nll(predictions, y, 2, temperature) - nll(predictions, y, 2, best));
    // scipy.stats.chi2.ppf(0.95, 1) / 2, and ln 20; ten prior rows add a little.
    expect(Math.abs(lost - 1.920729 - Math.log(20))).toBeLessThan(0.3);
  });
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
