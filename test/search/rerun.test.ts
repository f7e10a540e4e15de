import { describe, expect, it } from 'vitest';
import { seedSpread } from '../../src/metrics/seed-spread.ts';
import type { UnrecordedRun } from '../../src/pool/messages.ts';
import { softwareChanges } from '../../src/runs/software.ts';
import { repetitionOf, rerunnableTrial, runAllUnrecorded } from '../../src/runs/unrecorded-runs.ts';
import { compareRerun, type RecordedTrial } from '../../src/search/compare-rerun.ts';
import type { TrialOutcome } from '../../src/study/trial.ts';
import { completeTrial } from '../report/example-trials.ts';
import { givenStudy } from './given-study.ts';
import { scriptedPool } from './scripted-pool.ts';

const history = [
  { epoch: 0, metrics: { valLoss: 2 } },
  { epoch: 1, metrics: { loss: 1, valLoss: 0.1 + 0.2 } },
];
const outcome = {
  ...{ state: 'complete', value: 0.3, metrics: {}, bestEpoch: 1, epochs: 1, parameters: 3 },
} as const satisfies TrialOutcome;
const recorded: RecordedTrial = { trial: completeTrial(4, 0.3), history, weightsDigest: 'same' };
const again: UnrecordedRun = { outcome, history: structuredClone(history), weightsDigest: 'same' };

describe('a rerun', () => {
  it('is identical when every metric, the end and the weights are', () => {
    expect(compareRerun(recorded, again)).toEqual({
      ...{ identical: true, end: 'complete', epochs: 1, weights: 'identical', difference: null },
    });
    const unkept = { ...recorded, weightsDigest: undefined };
    expect(compareRerun(unkept, again)).toMatchObject({ identical: true, weights: 'not kept' });
  });

  it('differs by the last bit of one metric, and says which', () => {
    const other = [history[0], { epoch: 1, metrics: { loss: 1, valLoss: 0.3 } }] as UnrecordedRun['history'];
    expect(compareRerun(recorded, { ...again, history: other })).toMatchObject({
      identical: false,
      difference: { epoch: 1, what: 'valLoss', recorded: 0.1 + 0.2, again: 0.3 },
    });
  });

  it('differs by its length, its end or its weights', () => {
    const difference = (rerun: UnrecordedRun, then = recorded) => compareRerun(then, rerun).difference;
    const longer = { ...again, history: [...history, { epoch: 2, metrics: {} }] };
    expect(difference(longer)).toEqual({ epoch: null, what: 'epochs', recorded: 1, again: 2 });
    const failure = { kind: 'diverged', message: 'at 1e9' } as const;
    const lost: UnrecordedRun = { ...again, outcome: { state: 'failed', failure, epochs: 1 } };
    expect(difference(lost)).toMatchObject({ what: 'end', recorded: 'complete', again: 'diverged: at 1e9' });
    expect(compareRerun(recorded, { ...again, weightsDigest: 'other' })).toMatchObject({
      ...{ identical: false, weights: 'different', difference: null },
    });
  });

  it('of a pruned trial may go further, for the others pruned it', () => {
    const pruned = {
      ...{ trial: { ...recorded.trial, state: 'pruned' as const }, history, weightsDigest: undefined },
    };
    const longer = { ...again, history: [...history, { epoch: 2, metrics: {} }] };
    expect(compareRerun(pruned, longer)).toMatchObject({ identical: true, end: 'pruned', epochs: 1 });
  });

  it('of folds compares each of them, and of a pruned trial those that had begun', () => {
    const epoch = (number: number, ...valLosses: (number | null)[]) => ({
      epoch: number,
      metrics: { valLoss: 7 },
      folds: valLosses.map((valLoss) => (valLoss === null ? null : { valLoss })),
    });
    const whole = [epoch(0, 2, 3, 4), epoch(1, 1, 2, 3), epoch(2, null, 1, 2)];
    const then = { ...recorded, history: whole };
    expect(compareRerun(then, { ...again, history: structuredClone(whole) })).toMatchObject({
      ...{ identical: true, epochs: 2, difference: null },
    });
    const other = [...whole.slice(0, 2), epoch(2, null, 1, 2.5)];
    expect(compareRerun(then, { ...again, history: other }).difference).toEqual({
      ...{ epoch: 2, what: 'valLoss', recorded: 2, again: 2.5 },
    });
    const longer = [...whole.slice(0, 2), epoch(2, 9, 1, 2)];
    expect(compareRerun(then, { ...again, history: longer }).difference).toMatchObject({ what: 'epochs' });
    const pruned = { ...recorded.trial, state: 'pruned' as const };
    const begun = [epoch(0, 2, 3), { ...epoch(1, 1, 2), metrics: { valLoss: 1.5 } }];
    const stopped = { trial: pruned, history: begun, weightsDigest: undefined };
    expect(compareRerun(stopped, { ...again, history: whole })).toMatchObject({
      ...{ identical: true, end: 'pruned', epochs: 1 },
    });
    expect(
      compareRerun(stopped, { ...again, history: [epoch(0, 2, 9, 4), ...whole.slice(1)] }),
    ).toMatchObject({
      ...{ identical: false, difference: { epoch: 0, recorded: 3, again: 9 } },
    });
  });

  it('of a failed trial is identical when it fails the same way', () => {
    const failure = { kind: 'diverged', message: 'the loss is NaN' } as const;
    const failed = { ...completeTrial(4, 0.3), state: 'failed', value: null, failure } as const;
    const lost = { outcome: { state: 'failed', failure, epochs: 1 }, history, weightsDigest: null } as const;
    expect(compareRerun({ trial: failed, history, weightsDigest: undefined }, lost)).toMatchObject({
      ...{ identical: true, end: 'diverged: the loss is NaN', weights: 'not kept' },
    });
  });

  it('is of sampled trials that have ended; a derived one that a dead process left is called what it is', async () => {
    const { store, study } = await givenStudy(1);
    await store.beginDerived(study.id, { origin: 'continued', parent: 0, config: {} });
    const refused = (trial: number) => rerunnableTrial(store, study, trial);
    await expect(refused(0)).rejects.toThrow('trial 0 has not ended yet');
    await expect(refused(1)).rejects.toThrow(
      'was not sampled (continued from trial 0): continueTrials({ trials: [0] })',
    );
    await expect(refused(2)).rejects.toThrow('has no trial 2');
  });

  it('names what computes in another version', () => {
    expect(softwareChanges({ a: '1', b: '2', c: '3' }, { a: '1', b: '2.1' })).toEqual([
      { package: 'b', before: '2', now: '2.1' },
      { package: 'c', before: '3', now: null },
    ]);
  });

  it('is run once for each branch, records nothing, and is told of as it ends', async () => {
    const { store, study } = await givenStudy(2);
    const branches = [
      ['repetition', 1],
      ['repetition', 2],
    ];
    const seen: unknown[] = [];
    const pool = scriptedPool(2, async (task) => {
      seen.push([task.trial, task.streams, task.isUnrecordedRun]);
      return { kind: 'rehearsed', ...again };
    });
    const ended: number[] = [];
    const { signal } = new AbortController();
    const trial = { ...completeTrial(1, 0.3), draw: 5 };
    const onEnd = (_: UnrecordedRun, index: number) => void ended.push(index);
    const tasks = branches.map((branch) => ({ trial, branch }));
    const unrecordedRuns = await runAllUnrecorded({ study, pool, tasks, signal, onEnd });
    expect(unrecordedRuns).toHaveLength(2);
    expect(seen).toEqual(branches.map((branch) => [1, { trial: 5, branch }, true]));
    expect(ended).toEqual([0, 1]);
    expect((await store.counts(study.id)).waiting).toBe(2);
  });
});

it('of a trial that ended by its seconds is trained for the same epochs, each fold for its own', async () => {
  const { study } = await givenStudy(1);
  const seen: unknown[] = [];
  const pool = scriptedPool(1, async ({ lastEpochs }) => {
    seen.push(lastEpochs);
    return { kind: 'rehearsed', ...again };
  });
  const metrics = { valLoss: 1 };
  const whole = [0, 1, 2].map((epoch) => ({ epoch, metrics }));
  const folds = whole.map((record) => ({ ...record, folds: [metrics, record.epoch < 2 ? metrics : null] }));
  const trial = { ...completeTrial(0, 0.3), outOfTime: true as const };
  const input = { study, pool, signal: new AbortController().signal, onEnd: () => {} };
  const tasks = [
    ...[whole, folds].map((history) => repetitionOf(trial, history, [])),
    repetitionOf(completeTrial(0, 0.3), whole, []),
  ];
  await runAllUnrecorded({ ...input, tasks });
  expect(seen).toEqual([[2], [2, 1], undefined]);
});

describe('the spread over seeds', () => {
  const objective = { metric: 'valLoss', direction: 'minimize' } as const;

  it('is the mean with its interval, and the deviation of a sample', () => {
    // The squares of 2, 4, 4, 4, 5, 5, 7, 9 about 5 add up to 32.
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(seedSpread(4.5, values, objective)).toEqual({
      ...{ metric: 'valLoss', original: 4.5, values, mean: 5, min: 2, max: 9 },
      std: Math.sqrt(32 / 7),
      // scipy.stats.t.interval(0.95, 7, loc=5, scale=scipy.stats.sem(values))
      interval: { low: expect.closeTo(3.21251208176379, 12), high: expect.closeTo(6.787487918236209, 12) },
      betterThan: 4,
    });
  });

  it('of one or none is as much as can be said', () => {
    expect(seedSpread(1, [3], objective)).toMatchObject({
      ...{ mean: 3, std: null, interval: null, betterThan: 1 },
    });
    expect(seedSpread(1, [], objective)).toMatchObject({ mean: null, min: null, max: null });
  });

  it('goes by the direction of the objective', () => {
    const upwards = { metric: 'valAccuracy', direction: 'maximize' } as const;
    expect(seedSpread(0.9, [0.8, 0.95], upwards).betterThan).toBe(1);
  });
});
