import { expect, it } from 'vitest';
import { renderStartSummary } from '../../src/report/text/trials/start-summary.ts';
import type { SearchReport } from '../../src/reports/search-report.ts';
import { completeTrial, lossObjective } from './example-trials.ts';

const summary: SearchReport = {
  study: 'digits',
  db: 'hpsearch.db',
  seed: 1,
  backend: 'wasm',
  workers: 2,
  seconds: 95,
  trials: { complete: 28, pruned: 0, failed: 2, waiting: 0 },
  best: completeTrial(7, 0.08),
};

it('the end of a search tells what became of the trials, and the best', () => {
  const [first, second] = renderStartSummary(summary, lossObjective).split('\n');
  expect(first).toBe('digits: 28 complete, 2 failed trials in 1:35');
  expect(second).toMatch(/^best: trial 7: valLoss 0\.08 at epoch 12 of 17, 3\.2 s, learningRate 0\.001/);
});

it('the end of a search says which stage does not follow', () => {
  const reasons = [{ parameter: 'units', reason: 'only 3 of the best trials have it' }];
  const missingStage = { name: 'refine', reasons } as const;
  expect(renderStartSummary({ ...summary, missingStage }, lossObjective)).toContain(
    '\nno stage refine: the trials leave nothing to search in it\n  units: only 3 of the best trials have it\nbest: ',
  );
});

it('a search without a result says so', () => {
  const trials = { complete: 0, pruned: 0, failed: 0, waiting: 30 };
  expect(renderStartSummary({ ...summary, trials, best: null }, lossObjective)).toBe(
    'digits: 0 complete, 30 waiting trials in 1:35',
  );
});

it('the end of a search names the simple model that the best trial does not beat', () => {
  const metrics = { valLoss: 0.07 };
  const baselines = [
    { name: 'base rate', value: 2.3, metrics, parameters: 0 },
    { name: 'linear', value: 0.07, metrics, parameters: 650 },
  ] as const;
  const last = (report: SearchReport) => renderStartSummary(report, lossObjective).split('\n').at(-1);
  expect(last({ ...summary, baselines })).toBe(
    'the best trial, 0.08 valLoss, does not beat the linear model, 0.07',
  );
  expect(last({ ...summary, baselines: baselines.slice(0, 1) })).toMatch(/^best: /);
});

it('the end of a search sets the training rows beside validation, and says what follows', () => {
  const numbers = { metric: 'loss', training: 0.01234, validation: 0.08 };
  const line = (fit: SearchReport['fit']) =>
    renderStartSummary({ ...summary, ...(fit && { fit }) }, lossObjective, 500).split('\n')[2];
  expect(line({ ...numbers, verdict: 'overfits' })).toBe(
    'trial 7 overfits: loss 0.01234 on the training rows and 0.08 on validation: regularise it (dropout, weight decay, augmentation), or get more rows, if they pay (hpsearch learning-curve 7)',
  );
  expect(line({ ...numbers, verdict: 'underfits' })).toMatch(/^trial 7 underfits: .*: give it capacity \(/);
  expect(line({ ...numbers, isRunning: true })).toBe(
    'trial 7: loss 0.01234 during the training of its best epoch and 0.08 on validation',
  );
  expect(line(undefined)).toBeUndefined();
});
