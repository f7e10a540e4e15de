import { expect, it } from 'vitest';
import { schedulingLines, standingsLine } from '../../src/report/text/trials/scheduling-text.ts';

it('a scheduler is reported in one line, and what its rungs predict in another', () => {
  const rungs = [
    { epochs: 1, trials: 30, promoted: [3, 4, 7], prediction: { epochs: 3, spearman: 0.5, trials: 3 } },
    { epochs: 3, trials: 3, promoted: [], prediction: null },
  ];
  expect(
    schedulingLines({ scheduler: 'asha', epochs: 36, savedEpochs: 200, timedOut: [4, 9], rungs }),
  ).toEqual([
    'asha: 36 epochs trained, at most 200 saved; 30 trials at epoch 1, 3 at epoch 3',
    '2 trials timed out, which depends on the machine: 4, 9',
    'ranks at epoch 1 and at epoch 3 agree with ρ = 0.50 (3 trials)',
  ]);
  expect(schedulingLines({ scheduler: 'median', epochs: 1, savedEpochs: 0, timedOut: [] })).toEqual([
    'median: 1 epoch trained, at most 0 saved',
  ]);
});

it("a trial's places at its rungs are one line", () => {
  const places = [
    { epochs: 1, value: 0.52, rank: 12, trials: 30 },
    { epochs: 3, value: 0.41, rank: 2, trials: 3 },
    { epochs: 9, value: null, rank: 1, trials: 1 },
  ];
  expect(standingsLine(places)).toBe(
    'rungs: 0.52 at epoch 1 (12th of 30), 0.41 at epoch 3 (2nd of 3), failed at epoch 9 (1st of 1)',
  );
});
