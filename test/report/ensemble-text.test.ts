import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderEnsemble, verdict } from '../../src/report/ensemble-text.ts';
import type { EnsembleReport } from '../../src/study/ensemble-report.ts';

const classifiers: EnsembleReport & { study: string } = {
  study: 'digits',
  method: 'greedy',
  members: [
    { trial: 17, weight: 2 / 3 },
    { trial: 3, weight: 1 / 3 },
  ],
  validation: { loss: 0.07, accuracy: 0.98 },
  test: { loss: 0.09, accuracy: 0.97 },
  bestSingle: {
    trial: 17,
    validation: { loss: 0.08, accuracy: 0.975 },
    test: { loss: 0.1, accuracy: 0.968 },
  },
  bySize: [
    { size: 1, validation: { loss: 0.08, accuracy: 0.975 } },
    { size: 2, validation: { loss: 0.072, accuracy: 0.978 } },
    { size: 3, validation: { loss: 0.07, accuracy: 0.98 } },
  ],
};

const regressors: EnsembleReport = {
  ...classifiers,
  validation: { loss: 4, mae: 1.5, r2: 0.8 },
  test: { loss: 5, mae: 1.6, r2: 0.7 },
  bestSingle: {
    trial: 17,
    validation: { loss: 4.5, mae: 1.6, r2: 0.7 },
    test: { loss: 6, mae: 1.85, r2: 0.6 },
  },
  bySize: [{ size: 1, validation: { loss: 4.5, mae: 1.6, r2: 0.7 } }],
};

describe('the text of an ensemble', () => {
  it('shows members, both splits beside the best single model, the verdict, and the gain by size', () => {
    const lines = stripVTControlCharacters(renderEnsemble(classifiers, 80)).split('\n');
    expect(lines).toEqual([
      'digits: greedy ensemble',
      'members: trial 17 × 0.6667, trial 3 × 0.3333',
      '',
      '                     best single (trial 17)  ensemble of 2',
      'validation loss                        0.08           0.07',
      'validation accuracy                 97.50 %        98.00 %',
      'test loss                               0.1           0.09',
      'test accuracy                       96.80 %        97.00 %',
      '',
      'On the test split the ensemble gains 0.20 points of accuracy.',
      '',
      'validation by size',
      'size   loss  accuracy',
      '   1   0.08   97.50 %',
      '   2  0.072   97.80 %',
      '   3   0.07   98.00 %',
    ]);
  });

  it.each([classifiers, { ...regressors, study: 'prices' }])('fits a terminal of 80 columns', (report) => {
    const lines = stripVTControlCharacters(renderEnsemble(report, 80)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('shows loss, mean absolute error and r2 of a regression', () => {
    const text = stripVTControlCharacters(renderEnsemble({ ...regressors, study: 'prices' }, 80));
    expect(text).toMatch(/^test mae +1\.85 +1\.6$/m);
    expect(text).toMatch(/^validation r2 +0\.7 +0\.8$/m);
  });
});

describe('the verdict', () => {
  const testOf = (test: EnsembleReport['test']) => ({ ...classifiers, test });

  it('says gain, loss and neither as they are', () => {
    expect(verdict(classifiers)).toBe('On the test split the ensemble gains 0.20 points of accuracy.');
    expect(verdict(testOf({ loss: 0.05, accuracy: 0.95 }))).toBe(
      'On the test split the ensemble loses 1.80 points of accuracy.',
    );
    expect(verdict(testOf({ loss: 0.05, accuracy: 0.968 }))).toBe(
      "On the test split the ensemble's accuracy is the best single model's.",
    );
  });

  it('knows that a smaller mean absolute error is the better one', () => {
    expect(verdict(regressors)).toBe('On the test split the ensemble gains 0.25 of mean absolute error.');
    expect(verdict({ ...regressors, test: { loss: 5, mae: 2, r2: 0.7 } })).toBe(
      'On the test split the ensemble loses 0.15 of mean absolute error.',
    );
  });
});
