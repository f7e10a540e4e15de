import type { EvaluationReport } from '../../../src/reports/evaluation-report.ts';

/** A classification of names that a page must escape, with an empty bin. */
export function evaluationReport(): EvaluationReport {
  const bin = (from: number, rows: number, confidence: number | null, accuracy: number | null) => ({
    ...{ from, to: from + 0.25, rows },
    ...{ confidence, accuracy },
  });
  return {
    model: "ensemble 'best'",
    data: 'new <rows>.csv',
    task: 'classification',
    rows: 40,
    metrics: {
      accuracy: { value: 0.75, low: 0.6, high: 0.875 },
      nll: { value: 0.5, low: 0.375, high: 0.625 },
    },
    level: 0.95,
    resamples: 2000,
    humanBaseline: { metric: 'valAccuracy', value: 0.98 },
    confusion: {
      classes: ['<a>', 'b'],
      counts: [
        [20, 0],
        [10, 10],
      ],
      perClass: [
        { rows: 20, precision: 2 / 3, recall: 1 },
        { rows: 20, precision: 1, recall: 0.5 },
      ],
    },
    reliability: [
      bin(0, 0, null, null),
      bin(0.25, 4, 0.4, 0.5),
      bin(0.5, 16, 0.625, 0.5),
      bin(0.75, 20, 0.95, 1),
    ],
  };
}
