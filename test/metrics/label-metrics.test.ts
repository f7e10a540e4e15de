import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labelMetrics } from '../../src/metrics/catalogue.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import type { LabelExamples } from '../../src/metrics/multilabel/examples.ts';
import type { MultilabelTask } from '../../src/study/pipeline.ts';
import { metricContract } from '../contracts/metric.ts';

interface Vectors {
  multilabel: {
    labels: number;
    actual: number[];
    probabilities: number[];
    values: Record<string, number>;
    weights: number[];
    weighted: Record<string, number>;
  }[];
}

const { multilabel } = JSON.parse(
  readFileSync(new URL('../fixtures/metrics/multilabel-vectors.json', import.meta.url), 'utf8'),
) as Vectors;

const examplesOf = (labels: number, actual: number[], probabilities: number[]): LabelExamples => ({
  labels,
  actual: Float32Array.from(actual),
  probabilities: Float64Array.from(probabilities),
});

describe('metrics of labels', () => {
  for (const [name, metric] of Object.entries<Metric<LabelExamples>>(labelMetrics)) {
    metricContract(name, metric, {
      vectors: multilabel.map(({ labels, actual, probabilities, values }) => ({
        examples: examplesOf(labels, actual, probabilities),
        values,
      })),
      degenerate: {
        'one row': examplesOf(2, [1, 0], [0.7, 0.2]),
        'a label that no row has': examplesOf(2, [1, 0, 0, 0], [0.7, 0.2, 0.4, 0.1]),
        'probabilities of 0 and 1': examplesOf(2, [1, 0, 0, 1], [0, 1, 1, 0]),
      },
      perfect: examplesOf(2, [1, 0, 0, 1, 1, 1], [1, 0, 0, 1, 1, 1]),
      rowsOf: ({ actual, labels }) => actual.length / labels,
      take: ({ labels, actual, probabilities }, rows) =>
        examplesOf(
          labels,
          rows.flatMap((row) => [...actual.slice(row * labels, (row + 1) * labels)]),
          rows.flatMap((row) => [...probabilities.slice(row * labels, (row + 1) * labels)]),
        ),
    });
  }

  test.each(multilabel)('of $labels labels with weights are those of scikit-learn', (vector) => {
    const { labels, actual, probabilities, weights, weighted } = vector;
    const task: MultilabelTask = {
      kind: 'multilabel',
      labels: Array.from({ length: labels }, (_, label) => `label ${label}`),
    };
    const found = evaluate(
      task,
      Float64Array.from(probabilities),
      Float32Array.from(actual),
      Object.keys(labelMetrics),
      weights,
    );
    for (const [name, value] of Object.entries(weighted)) expect(found[name], name).toBeCloseTo(value, 10);
  });
});
