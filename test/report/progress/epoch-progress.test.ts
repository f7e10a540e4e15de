import { expect, it } from 'vitest';
import { epochProgress } from '../../../src/report/text/progress/epoch-progress.ts';
import { completeTrial, lossObjective } from '../example-trials.ts';

it('tells every half a minute how far each trial is, and of each as it ends', () => {
  let now = 0;
  const lines: string[] = [];
  const progress = epochProgress(
    { write: (text: string) => lines.push(text) },
    { total: 2, epochs: 400, workers: 2, objective: lossObjective, elapsedSeconds: () => now },
  );
  const epochAt = (seconds: number, trial: number) => {
    now = seconds;
    progress.onEpoch(trial, 12);
  };
  for (const seconds of [1, 2, 29]) epochAt(seconds, 30);
  epochAt(30, 31);
  epochAt(59, 30);
  progress.onEnd(completeTrial(31, 0.07));
  epochAt(60, 30);
  progress.close();
  expect(lines).toEqual([
    'trial 30: 3/400 epochs more, trial 31: 1/400 epochs more, 0:30\n',
    expect.stringMatching(/^\[1\/2\] trial 31: valLoss 0\.07 .* best\n$/),
    'trial 30: 5/400 epochs more, 1:00\n',
  ]);
});
