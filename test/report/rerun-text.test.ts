import { expect, it } from 'vitest';
import { renderContinued, renderNotBegun } from '../../src/report/text/trials/continue-text.ts';
import { renderRerun, renderSpread } from '../../src/report/text/trials/rerun-text.ts';
import { continuedTrial, notContinued } from '../../src/reports/continue-report.ts';
import type { RerunReport, SpreadReport } from '../../src/reports/rerun-report.ts';
import { completeTrial, lossObjective } from './example-trials.ts';

const same: RerunReport = {
  ...{ study: 'digits', trial: 17, identical: true, end: 'complete', epochs: 17, weights: 'identical' },
  difference: null,
  versions: [],
};

it('a rerun is identical, or differs first somewhere, and other versions are noted', () => {
  expect(renderRerun(same)).toBe('identical: 17 epochs, every metric the same, and the same weights');
  const unkept = { ...same, weights: 'not kept' } as const;
  expect(renderRerun({ ...unkept, epochs: 1, end: 'diverged: the loss is NaN' })).toBe(
    'identical: trial 17 fails the same way after 1 epoch: diverged: the loss is NaN',
  );
  expect(renderRerun({ ...unkept, end: 'pruned' })).toMatch(
    /^identical: the 17 epochs .* until it was pruned/,
  );
  expect(renderRerun(unkept)).toMatch(/every metric the same; its weights were not kept$/);
  const difference = { epoch: 3, what: 'valLoss', recorded: 0.1 + 0.2, again: 0.3 };
  const versions = [{ package: '@tensorflow/tfjs', before: '4.21.0', now: '4.22.0' }];
  expect(renderRerun({ ...same, identical: false, difference, versions }).split('\n')).toEqual([
    'different: trial 17 differs first at epoch 3, in valLoss: 0.30000000000000004 then, 0.3 now',
    'note: @tensorflow/tfjs was 4.21.0 then, and is 4.22.0 now: the last bits may be others',
  ]);
  expect(renderRerun({ ...same, identical: false, weights: 'different' })).toMatch(/ends with other weights/);
});

const spread: SpreadReport = {
  ...{ study: 'digits', trial: 17, metric: 'valLoss', original: 0.08, values: [0.1, 0.12, 0.11], failed: 1 },
  ...{
    isBest: true,
    mean: 0.11,
    std: 0.01,
    interval: { low: 0.0852, high: 0.1348 },
    min: 0.1,
    max: 0.12,
    betterThan: 3,
    versions: [],
  },
};

it('a spread says whether the trial was lucky', () => {
  const [first, second] = renderSpread(spread).split('\n');
  expect(first).toBe(
    'trial 17, trained 4 times anew on the same split: valLoss 0.11 ± 0.01, from 0.1 to 0.12; 95 % interval of the mean: 0.0852 to 0.1348; 1 failed',
  );
  expect(second).toMatch(/better than 3 of 3: .* partly luck; expect 0\.11/);
  expect(renderSpread({ ...spread, isBest: false })).toMatch(
    /better than 3 of 3: its seed was a good one; expect 0\.11/,
  );
  expect(renderSpread({ ...spread, original: 0.105, betterThan: 2 })).toMatch(
    /no more than the configuration/,
  );
  expect(
    renderSpread({ ...spread, values: [0.1], std: null, interval: null, betterThan: 1, failed: 0 }),
  ).toMatch(/too few to tell/);
  expect(renderSpread({ ...spread, values: [], mean: null, min: null, max: null })).toMatch(
    /none of 1 repetitions/,
  );
});

it('a continued trial tells its gain, or that there is none', () => {
  const parent = completeTrial(7, 0.08);
  const better = { ...completeTrial(30, 0.07), bestEpoch: 90, epochs: 112 };
  const equal = { ...parent, trial: 31, epochs: 112 };
  const failure = { kind: 'timeout', message: 'too long' } as const;
  const lost = { ...equal, trial: 32, state: 'failed', value: null, failure } as const;
  const continued = [better, equal, lost].map((trial) => continuedTrial(parent, trial, lossObjective));
  expect(continued.map(({ gain }) => gain)).toEqual([expect.closeTo(0.01, 12), 0, null]);
  expect(renderContinued(continued, [parent], lossObjective).split('\n')).toEqual([
    'trial 30, from trial 7: valLoss 0.07 at epoch 90 of 112, was 0.08 at epoch 12: better by 0.01',
    'trial 31, from trial 7: no gain in 100 epochs more: valLoss 0.08 at epoch 12 stays the best',
    'trial 32, from trial 7: timeout, too long',
  ]);
});

it('trials for which there was no time are named', () => {
  const parents = [7, 3, 9].map((trial) => completeTrial(trial, 0.1));
  const left = notContinued(parents, [{ parent: 7 }]);
  expect(renderNotBegun(left, 'hpsearch continue 3 9')).toBe(
    'the time was over before trials 3, 9 could begin: hpsearch continue 3 9',
  );
  expect(notContinued(parents, [{ parent: 9 }, { parent: 3 }, { parent: 7 }])).toEqual([]);
});
