import { readFileSync } from 'node:fs';
import { describe } from 'vitest';
import { classMetrics, lossOfValues, valueMetrics } from '../../src/metrics/catalogue.ts';
import type { ClassExamples, Metric, ValueExamples } from '../../src/metrics/metric.ts';
import { metricContract } from '../contracts/metric.ts';

interface Vectors {
  classification: {
    classes: number;
    labels: number[];
    probabilities: number[];
    values: Record<string, number>;
  }[];
  regression: { actual: number[]; predicted: number[]; values: Record<string, number> }[];
  count: { actual: number[]; predicted: number[]; values: Record<string, number> }[];
  quantile: { actual: number[]; levels: number[]; quantiles: number[]; values: Record<string, number> }[];
}

const vectors = JSON.parse(
  readFileSync(new URL('../fixtures/metrics/scikit-learn-vectors.json', import.meta.url), 'utf8'),
) as Vectors;

const classExamples = (classes: number, labels: number[], probabilities: number[]): ClassExamples => ({
  classes,
  labels,
  probabilities: Float64Array.from(probabilities),
});

const valueExamples = (actual: number[], predicted: number[]): ValueExamples => ({
  actual: Float64Array.from(actual),
  predicted: Float64Array.from(predicted),
});

describe('metrics of a classification', () => {
  for (const [name, metric] of Object.entries<Metric<ClassExamples>>(classMetrics)) {
    metricContract(name, metric, {
      vectors: vectors.classification.map(({ classes, labels, probabilities, values }) => ({
        examples: classExamples(classes, labels, probabilities),
        values,
      })),
      degenerate: {
        'one row': classExamples(3, [1], [0.2, 0.3, 0.5]),
        'one true class': classExamples(2, [0, 0, 0], [0.9, 0.1, 0.4, 0.6, 0.5, 0.5]),
        'one predicted class': classExamples(2, [0, 1, 1], [0.9, 0.1, 0.8, 0.2, 0.7, 0.3]),
        'a probability of 0': classExamples(2, [0, 1], [0, 1, 1, 0]),
      },
      perfect: classExamples(3, [0, 1, 2, 1], [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0]),
      rowsOf: ({ labels }) => labels.length,
      take: ({ classes, labels, probabilities }, rows) =>
        classExamples(
          classes,
          rows.map((row) => labels[row] as number),
          rows.flatMap((row) => [...probabilities.slice(row * classes, (row + 1) * classes)]),
        ),
    });
  }
});

describe('metrics of a regression', () => {
  for (const [name, metric] of Object.entries<Metric<ValueExamples>>(valueMetrics)) {
    metricContract(name, metric, {
      vectors: vectors.regression.map(({ actual, predicted, values }) => ({
        examples: valueExamples(actual, predicted),
        values,
      })),
      degenerate: {
        'one row': valueExamples([2], [3]),
        'equal targets': valueExamples([2, 2, 2], [1, 2, 3]),
        'equal predictions': valueExamples([1, 2, 3], [2, 2, 2]),
        'a target of 0': valueExamples([0, 1], [0, 1]),
      },
      perfect: valueExamples([1, 2, 4, -3], [1, 2, 4, -3]),
      rowsOf: ({ actual }) => actual.length,
      take: ({ actual, predicted }, rows) =>
        valueExamples(
          rows.map((row) => actual[row] as number),
          rows.map((row) => predicted[row] as number),
        ),
    });
  }
});

describe('the loss of counts', () => {
  metricContract<ValueExamples>('loss', lossOfValues.count, {
    vectors: vectors.count.map(({ actual, predicted, values }) => ({
      examples: valueExamples(actual, predicted),
      values,
    })),
    degenerate: {
      'one row': valueExamples([2], [3]),
      'a count of 0': valueExamples([0, 1], [0.5, 1]),
      'a mean of 0': valueExamples([0, 3], [0, 0]),
    },
    perfect: valueExamples([0, 1, 2, 40], [0, 1, 2, 40]),
    rowsOf: ({ actual }) => actual.length,
    take: ({ actual, predicted }, rows) =>
      valueExamples(
        rows.map((row) => actual[row] as number),
        rows.map((row) => predicted[row] as number),
      ),
  });
});

describe('the loss of quantiles', () => {
  const examplesOf = (actual: number[], levels: number[], values: number[]): ValueExamples => ({
    actual: Float64Array.from(actual),
    predicted: Float64Array.from(actual),
    quantiles: { levels, values: Float64Array.from(values) },
  });
  metricContract<ValueExamples>('loss', lossOfValues.quantile, {
    vectors: vectors.quantile.map(({ actual, levels, quantiles, values }) => ({
      examples: examplesOf(actual, levels, quantiles),
      values,
    })),
    degenerate: { 'one row': examplesOf([2], [0.1, 0.9], [3, 3]) },
    perfect: examplesOf([1, -2], [0.1, 0.9], [1, 1, -2, -2]),
    rowsOf: ({ actual }) => actual.length,
    take: ({ actual, quantiles }, rows) => {
      const { levels = [], values = new Float64Array() } = quantiles ?? {};
      return examplesOf(
        rows.map((row) => actual[row] as number),
        [...levels],
        rows.flatMap((row) => [...values.subarray(row * levels.length, (row + 1) * levels.length)]),
      );
    },
  });
});
