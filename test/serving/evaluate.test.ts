import { describe, expect, it, test } from 'vitest';
import { expectedCalibrationError } from '../../src/ensemble/calibration.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { evaluatePredictions } from '../../src/serving/evaluate.ts';
import { measureCalibrationError } from '../../src/serving/evaluation/calibration-interval.ts';
import { judgeRows, reliabilityOf } from '../../src/serving/evaluation/class-evaluation.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { SingleTask, Task } from '../../src/study/pipeline.ts';

const colors: SingleTask = { kind: 'classification', classes: ['red', 'green', 'blue'] };
const price: Task = { kind: 'regression', target: 'price', mean: 100, std: 20 };

/** Probabilities of three classes; the given one is the likeliest in four fifths of the rows. */
function classExamples(rows: number) {
  const random = randomFor('evaluation', rows);
  const y = Float32Array.from({ length: rows }, () => random.below(3));
  const predictions = new Float64Array(rows * 3);
  y.forEach((label, row) => {
    const guess = random.next() < 0.8 ? label : (label + 1 + random.below(2)) % 3;
    const sure = 0.4 + 0.6 * random.next();
    for (let c = 0; c < 3; c++) predictions[row * 3 + c] = c === guess ? sure : (1 - sure) / 2;
  });
  return { y, predictions };
}

describe('a classification', () => {
  const { y, predictions } = classExamples(800);
  const report = evaluatePredictions(colors, predictions, y);

  it('has the metrics that training and calibration compute', () => {
    const { loss, accuracy, f1 } = evaluate(colors, predictions, y);
    const { metrics } = report;
    expect(metrics.nll?.value).toBeCloseTo(loss as number, 12);
    expect(metrics.accuracy?.value).toBe(accuracy);
    expect(metrics.f1?.value).toBeCloseTo(f1 as number, 12);
    expect(metrics.ece?.value).toBeCloseTo(expectedCalibrationError(predictions, y, 3), 12);
  });

  it('has an interval of the accuracy that the binomial distribution has', () => {
    const { value = 0, low = 0, high = 0 } = report.metrics.accuracy ?? {};
    const deviation = Math.sqrt((value * (1 - value)) / 800);
    expect(low).toBeCloseTo(value - 1.96 * deviation, 2);
    expect(high).toBeCloseTo(value + 1.96 * deviation, 2);
    expect(report).toMatchObject({ rows: 800, level: 0.95, resamples: 1000 });
  });

  it('has an interval of the calibration error that holds it, though noise makes that of samples larger', () => {
    const confidences = [0.5, 0.6, 0.7, 0.8, 0.9];
    const probabilities = Float64Array.from({ length: 800 }, (_, row) => confidences[row % 5] as number);
    // That share of the 160 rows of a confidence is right.
    const labels = Float32Array.from(probabilities, (sure, row) =>
      Math.floor(row / 5) < 160 * sure ? 0 : 1,
    );
    const predictions = Float64Array.from([...probabilities].flatMap((sure) => [sure, 1 - sure, 0]));
    const {
      value = 1,
      low = 1,
      high = 0,
    } = evaluatePredictions(colors, predictions, labels).metrics.ece ?? {};
    expect(value).toBeCloseTo(0, 12);
    expect([low <= value, value <= high, low >= 0]).toEqual([true, true, true]);
  });

  it('is not certain where all of 30 rows are right', () => {
    const labels = Float32Array.from({ length: 30 }, (_, row) => row % 3);
    const sure = Float64Array.from({ length: 90 }, (_, at) =>
      at % 3 === labels[Math.floor(at / 3)] ? 0.98 : 0.01,
    );
    const { metrics } = evaluatePredictions(colors, sure, labels);
    // scipy.stats.beta.ppf(0.025, 30, 1)
    expect(metrics.accuracy).toEqual({ value: 1, low: expect.closeTo(0.8842967, 7), high: 1 });
    expect(metrics.f1?.value).toBe(1);
    expect(metrics.f1?.low).toBeGreaterThan(0.8);
    expect(metrics.f1?.low).toBeLessThan(0.95);
    expect(metrics.nll?.high).toBeGreaterThan(2 * (metrics.nll?.value ?? 0));
    expect([metrics.ece?.low, (metrics.ece?.high ?? 0) > 0.08]).toEqual([0, true]);
  });

  it('has an interval of the calibration error that holds the true one, of perfect and of other models', () => {
    // Confidence is even on [0.6, 1]; the truth is nearer to one half by the factor, and the error 0.3 × (1 − factor).
    for (const [factor, error] of [
      [1, 0],
      [0.7, 0.09],
    ] as const) {
      const held = Array.from({ length: 20 }, (_, seed) => {
        const random = randomFor('calibrated', factor * 10, seed);
        const confidence = Float64Array.from({ length: 1000 }, () => 0.6 + 0.4 * random.next());
        const labels = Float32Array.from(confidence, (sure) =>
          random.next() < 0.5 + factor * (sure - 0.5) ? 0 : 1,
        );
        const both = Float64Array.from([...confidence].flatMap((sure) => [sure, 1 - sure, 0]));
        const reliability = reliabilityOf(judgeRows(both, labels, 3));
        const { low, high } = measureCalibrationError(reliability, random, 200);
        return low <= error && error <= high;
      });
      expect(held.filter(Boolean).length, String(factor)).toBeGreaterThanOrEqual(17);
    }
  });

  it('counts every row once in the reliability diagram, whose gaps are the calibration error', () => {
    const bins = report.reliability ?? [];
    expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(800);
    const gaps = bins.map(
      ({ rows, confidence, accuracy }) => (rows / 800) * Math.abs((confidence ?? 0) - (accuracy ?? 0)),
    );
    expect(gaps.reduce((sum, gap) => sum + gap)).toBeCloseTo(report.metrics.ece?.value ?? 0, 12);
    for (const { rows, confidence, from, to } of bins) {
      if (rows === 0) expect(confidence).toBeNull();
      else expect(confidence as number).toSatisfy((value: number) => value > from && value <= to + 1e-12);
    }
  });

  it('has the confusion matrix with recall and precision', () => {
    const { confusion } = evaluatePredictions(
      { kind: 'classification', classes: ['no', 'yes'] },
      Float64Array.of(0.9, 0.1, 0.2, 0.8, 0.3, 0.7),
      Float32Array.of(0, 1, 0),
    );
    expect(confusion).toEqual({
      classes: ['no', 'yes'],
      counts: [
        [1, 1],
        [0, 1],
      ],
      perClass: [
        { precision: 1, recall: 0.5, rows: 2 },
        { precision: 0.5, recall: 1, rows: 1 },
      ],
    });
  });

  it('is the same a second time', () => {
    expect(evaluatePredictions(colors, predictions, y)).toEqual(report);
  });
});

describe('a regression', () => {
  const random = randomFor('evaluation', 'values');
  const y = Float32Array.from({ length: 500 }, () => 4 * random.next() - 2);
  const predictions = Float64Array.from(y, (value) => 100 + 20 * value + 10 * (random.next() - 0.5));
  const { metrics, confusion } = evaluatePredictions(price, predictions, y);

  it('has the metrics that training computes, in units of the target', () => {
    const { loss, mae, r2 } = evaluate(price, predictions, y);
    expect(metrics.mae?.value).toBeCloseTo(mae as number, 10);
    expect(metrics.rmse?.value).toBeCloseTo(Math.sqrt(loss as number), 10);
    expect(metrics.r2?.value).toBeCloseTo(r2 as number, 10);
    expect(confusion).toBeUndefined();
  });

  it('has an interval of the error that the central limit has', () => {
    // Errors even on ±5: the mean of their sizes is 2.5, with deviation 5 / √12 / √500.
    const { value = 0, low = 0, high = 0 } = metrics.mae ?? {};
    const deviation = 5 / Math.sqrt(12) / Math.sqrt(500);
    expect(Math.abs(low - (value - 1.96 * deviation))).toBeLessThan(0.03);
    expect(Math.abs(high - (value + 1.96 * deviation))).toBeLessThan(0.03);
  });

  it('of equal targets explains nothing', () => {
    const { metrics: same } = evaluatePredictions(
      price,
      Float64Array.of(1, 2, 3),
      Float32Array.of(0.1, 0.1, 0.1),
    );
    expect(same.r2).toEqual({ value: 0, low: 0, high: 0 });
  });
});

test('ordered classes among several targets have the metrics of their order, under their name', () => {
  const { y, predictions } = classExamples(40);
  const ordered: SingleTask = { ...colors, ordered: true };
  const parts = ['one', 'other'].map((name) => ({ name, weight: 0.5, task: ordered }));
  const twice = (values: ArrayLike<number>, width: number) =>
    Array.from(y, (_, row) => Array.prototype.slice.call(values, row * width, (row + 1) * width)).flatMap(
      (own) => [...own, ...own],
    );
  const joint = { predictions: Float64Array.from(twice(predictions, 3)), y: Float32Array.from(twice(y, 1)) };
  const { metrics } = evaluatePredictions({ kind: 'joint', parts }, joint.predictions, joint.y);
  const alone = evaluate(ordered, predictions, y, ['rankMae', 'quadraticKappa']);
  expect(metrics['rankMae.one']?.value).toBeCloseTo(alone.rankMae as number, 12);
  expect(metrics['quadraticKappa.other']?.value).toBeCloseTo(alone.quadraticKappa as number, 12);
});
