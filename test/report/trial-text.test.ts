import { describe, expect, it } from 'vitest';
import { renderTrial } from '../../src/report/text/trials/trial-text.ts';
import type { EpochRecord, Trial } from '../../src/study/trial.ts';
import { waitingTrial } from '../store/example-study.ts';
import { completeTrial, failedTrial, prunedTrial, studyOf } from './example-trials.ts';

const history: EpochRecord[] = [
  { epoch: 0, metrics: { valLoss: 2.3, valAccuracy: 0.1 } },
  { epoch: 1, metrics: { loss: 1.2, valLoss: 1.3, valAccuracy: 0.5 } },
  { epoch: 2, metrics: { loss: 0.9, valLoss: 0.8, valAccuracy: 0.9 } },
];

const linesOf = (trial: Trial, epochs: readonly EpochRecord[] = [], width = 80) =>
  renderTrial(studyOf(), trial, epochs, width).split('\n');

describe('a trial in full', () => {
  it.each([
    [
      'complete',
      completeTrial(7, 0.8),
      'complete, valLoss 0.8 at epoch 12 of 17, 52.7k parameters, 3.2 s on wasm',
    ],
    ['pruned', prunedTrial(7, 0.8), 'pruned, valLoss 0.8 at epoch 12 of 17, 52.7k parameters, 3.2 s on wasm'],
    ['failed', failedTrial(7), 'failed, diverged: loss NaN in epoch 3'],
    ['waiting', waitingTrial(7), 'waiting'],
    ['running', { ...waitingTrial(7), state: 'running' as const }, 'running'],
  ])('says how it ended: %s', (_, trial, ending) => {
    expect(linesOf(trial)[0]).toBe(`trial 7 of digits: ${ending}`);
  });

  it('names the person who ended it', () => {
    const [line] = renderTrial(studyOf(), prunedTrial(7, 0.8), [], 80, { prunedBy: 'ann on host1' }).split(
      '\n',
    );
    expect(line).toContain('trial 7 of digits: pruned, as ann on host1 asked, valLoss 0.8');
  });

  it('gives its configuration as JSON', () => {
    const trial = completeTrial(7, 0.8);
    expect(JSON.parse(linesOf(trial).slice(1).join('\n'))).toEqual(trial.config);
  });

  it('says of folds that an epoch has their mean, and the value is of all predictions', () => {
    const folded = history.map((record) => ({ ...record, folds: [record.metrics, null] }));
    const lines = linesOf({ ...completeTrial(7, 0.8), bestEpoch: 2, epochs: 2 }, folded, 200);
    expect(lines[lines.findIndex((line) => line.startsWith('epoch ')) - 1]).toBe(
      'each epoch: the mean of 2 folds; the value above: all out-of-fold predictions together, of each model at its own best epoch',
    );
  });

  it('shows the course of each metric and every epoch, the best one marked', () => {
    const lines = linesOf({ ...completeTrial(7, 0.8), bestEpoch: 2, epochs: 2 }, history);
    expect(lines.slice(lines.indexOf('}') + 1)).toEqual([
      '',
      'loss         █▁',
      'valLoss      █▃▁',
      'valAccuracy  ▁▅█',
      '',
      'epoch  loss  valLoss  valAccuracy',
      '    0     –      2.3          0.1',
      '    1   1.2      1.3          0.5',
      '   *2   0.9      0.8          0.9',
    ]);
  });

  it('shows how far a failed trial came', () => {
    expect(linesOf(failedTrial(7), history).join('\n')).toContain('    2   0.9      0.8          0.9');
  });

  it('fits every width from 20 to 200', () => {
    const long = Array.from({ length: 120 }, (_, epoch) => ({
      ...history[1],
      epoch,
      metrics: { ...history[1]?.metrics, valLoss: epoch },
    }));
    for (let width = 20; width <= 200; width += 9) {
      const lines = linesOf(completeTrial(7, 0.8), long, width).slice(9);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });
});
