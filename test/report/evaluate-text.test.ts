import { expect, it } from 'vitest';
import { renderEvaluation } from '../../src/report/text/models/evaluate-text.ts';
import { renderExport } from '../../src/report/text/models/export-text.ts';
import { renderPrediction } from '../../src/report/text/models/predict-text.ts';
import type { EvaluationReport } from '../../src/reports/evaluation-report.ts';

const classes: EvaluationReport = {
  ...{ model: 'trial 3', data: 'test', task: 'classification', rows: 40, level: 0.95, resamples: 2000 },
  metrics: {
    accuracy: { value: 0.9, low: 0.8, high: 0.975 },
    nll: { value: 0.25, low: 0.125, high: 0.5 },
  },
  confusion: {
    classes: ['no', 'yes'],
    counts: [
      [18, 2],
      [2, 18],
    ],
    perClass: [
      { precision: 0.9, recall: 0.9, rows: 20 },
      { precision: 0.9, recall: 0.9, rows: 20 },
    ],
  },
  reliability: [
    { from: 0, to: 0.5, rows: 0, confidence: null, accuracy: null },
    { from: 0.5, to: 1, rows: 40, confidence: 0.95, accuracy: 0.5 },
  ],
  humanBaseline: { metric: 'valAccuracy', value: 0.95 },
};

it('shows metrics with intervals, people, the confusion and the bins that have rows', () => {
  const text = renderEvaluation(classes, 100);
  expect(text).toMatch(/^trial 3 on test: 40 rows\n/);
  expect(text).toMatch(/accuracy +90\.00 % +80\.00 % to 97\.50 %/);
  expect(text).toMatch(/nll +0\.25 +0\.125 to 0\.5/);
  expect(text).toContain('human baseline 0.95 accuracy: trial 3 is 0.9, 0.05 worse');
  expect(text).toMatch(/no +18 +2 +90\.0 %/);
  expect(text).toMatch(/ 95\.00 % +50\.00 % +40 +▇{15} {14}\|/);
  expect(text).not.toContain(' 0.00 %');
});

it('shows the metrics of values alone', () => {
  const { confusion: _, reliability: __, humanBaseline: ___, ...rest } = classes;
  const metrics = { mae: { value: 12.5, low: 10, high: 15 } };
  const lines = renderEvaluation({ ...rest, metrics }, 100).split('\n');
  expect(lines.at(-1)).toMatch(/^mae +12\.5 +10 to 15$/);
});

it('keeps names of the user’s from steering the terminal', () => {
  const text = renderEvaluation({ ...classes, model: './a\u001b[2Jb', data: 'x\ny.csv' }, 100);
  expect(text).not.toContain('\u001b[2J');
  expect(text.split('\n')[0]).toContain('on x y.csv: 40 rows');
});

it('says what was predicted, and what new rows have that training had not', () => {
  const summary = { model: 'trial 3', rows: 5, seconds: 1.25, out: 'a.csv' };
  const novelty = {
    unknownCategories: { color: 1, size: 2 },
    outOfRange: { gross: { rows: 1, first: ['line 3'], least: 221, largest: 760167650 } },
    mostlyMissing: { rows: 5, first: ['row 1', 'row 2', 'row 4'] },
  };
  expect(renderPrediction({ ...summary, ...novelty }).split('\n')).toEqual([
    '5 rows predicted by trial 3 in 1.3 s, in a.csv',
    'color: 1 cell has a category that training did not know, and counts as none',
    'size: 2 cells have categories that training did not know, and count as none',
    'gross: 1 cell is far outside the range of training, 221 to 760167650: line 3',
    'more than half of the inputs are missing in 5 rows: row 1, row 2, row 4 and 2 more',
  ]);
});

it('says where an exported model is and how far it is from the original', () => {
  const files = ['model.json', 'weights.bin'];
  const shown = { study: 'wine', model: "ensemble 'best'", folder: 'out', files, bytes: 2048, intervals: [] };
  const [where, difference] = renderExport({ ...shown, largestDifference: 9.4e-8 }).split('\n');
  expect(where).toBe("ensemble 'best' of wine is in out: model.json, weights.bin, 2 kB");
  expect(difference).toContain('at most 9e-8');
});
