import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bestCandidates, namedCandidates } from '../../src/ensemble/choose-candidates.ts';
import { NoTrialCompletedError, UsageError } from '../../src/faults/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { TrialResult } from '../../src/store/trial-result.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { completed, exampleConfig, exampleStudy, failed, pruned } from '../store/example-study.ts';

let store: Store;
let study: Study;
beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  study = await store.createStudy(exampleStudy('candidates'));
});
afterEach(() => store.close());

/** Trials 0, 1, … in this order, with the weights of the best `keep`. */
async function record(results: readonly TrialResult[], keep = 20): Promise<void> {
  const numbers = results.map((_, trial) => trial);
  await store.addTrials(
    study.id,
    numbers.map((trial) => ({ trial, config: exampleConfig })),
  );
  for (const trial of numbers) {
    const claim = await store.claim(study.id, trial);
    if (claim !== undefined) await store.record(claim, results[trial] as TrialResult, keep);
  }
}

const numbersOf = async (trials: ReturnType<typeof bestCandidates>) =>
  (await trials).map(({ trial }) => trial);

describe('the best candidates', () => {
  it('are the best that have kept their weights, in order, as many as there may be', async () => {
    await record([completed(3), completed(1), failed, completed(2), pruned(0), completed(4)], 3);
    expect(await numbersOf(bestCandidates(store, study, 2))).toEqual([1, 3]);
    expect(await numbersOf(bestCandidates(store, study, 20))).toEqual([1, 3, 0]);
  });

  it('include members of an earlier ensemble that the best have passed', async () => {
    await record([completed(5), completed(6)], 2);
    await store.saveEnsemble(study.id, exampleEnsemble('old', [1]), 'add');
    await store.addTrials(study.id, [{ trial: 2, config: exampleConfig }]);
    const claim = await store.claim(study.id, 2);
    if (claim !== undefined) await store.record(claim, completed(1), 1);
    expect(await numbersOf(bestCandidates(store, study, 20))).toEqual([2, 1]);
  });

  it('are one of each line of trials that go on with each other, which named ones need not be', async () => {
    await record([completed(3), completed(1), completed(2)]);
    const continued = (parent: number, value: number) =>
      store.addDerived(study.id, { origin: 'continued', parent, config: exampleConfig }, completed(value));
    await continued(1, 0.5);
    await continued(3, 0.4);
    await continued(2, 2);
    expect(await numbersOf(bestCandidates(store, study, 20))).toEqual([4, 2, 0]);
    expect(await numbersOf(bestCandidates(store, study, 2))).toEqual([4, 2]);
    expect(await numbersOf(namedCandidates(store, study, [1, 3, 4]))).toEqual([4, 3, 1]);
  });

  it('are not there when no trial is complete, or none has kept its weights', async () => {
    await expect(bestCandidates(store, study, 5)).rejects.toThrow(NoTrialCompletedError);
    await record([completed(1)], 0);
    await expect(bestCandidates(store, study, 5)).rejects.toThrow(
      new UsageError("no trial of study 'candidates' has kept its weights: keep of search() keeps more"),
    );
  });
});

describe('named candidates', () => {
  it('are these alone, the best first', async () => {
    await record([completed(3), completed(1), completed(2), completed(4)]);
    expect(await numbersOf(namedCandidates(store, study, [0, 2, 3]))).toEqual([2, 0, 3]);
  });

  it('are refused all at once, each with its reason', async () => {
    await record([completed(3), completed(1), failed, completed(2)], 2);
    const chosen = namedCandidates(store, study, [0, 1, 2, 99]);
    await expect(chosen).rejects.toThrow(
      new UsageError(
        'trials: the weights of trial 0 were not kept: keep of search() keeps more, trial 2 is failed, there is no trial 99',
      ),
    );
  });
});
