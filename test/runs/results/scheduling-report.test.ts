import { describe, expect, it } from 'vitest';
import { schedulingOf, standingsOf } from '../../../src/runs/results/scheduling-report.ts';
import { studyRows } from '../../../src/runs/results/study-rows.ts';
import type { Store, Study } from '../../../src/store/store.ts';
import { givenStudy } from '../../search/given-study.ts';
import { completed, failed, pruned } from '../../store/example-study.ts';

async function given(scheduler: string, trials: number): Promise<{ store: Store; study: Study }> {
  const { store, study } = await givenStudy(trials);
  const { training, search } = study.spec;
  const spec = { ...study.spec, training: { ...training, maxEpochs: 9 }, search: { ...search, scheduler } };
  return { store, study: { ...study, spec } };
}

/** The trial's values at its rungs; null is a failure, and the last rung ends a trial. */
async function reach(
  { store, study }: { store: Store; study: Study },
  trial: number,
  values: (number | null)[],
) {
  for (const [rung, value] of values.entries()) {
    const claim = (await store.claim(study.id, trial)) ?? (await store.promote(study.id, trial));
    if (claim === undefined) throw new Error('not claimed');
    const epochs = [1, 3, 9][rung] as number;
    const result = value === null ? failed : rung === 2 ? completed(value) : pruned(value);
    const outcome = { ...result.outcome, epochs };
    await store.record(claim, { ...result, outcome, rung: { rung, epochs } }, 20);
  }
}

describe('the report on a scheduler', () => {
  it('counts epochs, names the promoted trials and says how well each rung predicts a higher one', async () => {
    const here = await given('asha', 6);
    const all = [[9], [3, 5, 4], [4, 6], [6], [5, 3], [8, null]];
    for (const [trial, values] of all.entries()) await reach(here, trial, values);
    expect(await schedulingOf(studyRows(here.store, here.study))).toEqual({
      scheduler: 'asha',
      epochs: 1 + 9 + 3 + 1 + 3 + 3,
      savedEpochs: 8 + 6 + 8 + 6,
      timedOut: [],
      rungs: [
        // The orders 3, 4, 5 and 5, 6, 3 of trials 1, 2 and 4: ranks 1, 2, 3 and 2, 3, 1.
        {
          epochs: 1,
          trials: 6,
          promoted: [1, 2, 4, 5],
          prediction: { epochs: 3, spearman: -0.5, trials: 3 },
        },
        { epochs: 3, trials: 4, promoted: [1], prediction: null },
        { epochs: 9, trials: 1, promoted: [], prediction: null },
      ],
    });
    const standings = await standingsOf(studyRows(here.store, here.study));
    expect(standings.get(4)).toEqual([
      { epochs: 1, value: 5, rank: 3, trials: 6 },
      { epochs: 3, value: 3, rank: 1, trials: 4 },
    ]);
    expect(standings.get(5)?.[1]).toEqual({ epochs: 3, value: null, rank: 4, trials: 4 });
  });

  it('has no rungs for a rule on curves, and is none without a scheduler', async () => {
    const here = await given('median', 1);
    await reach(here, 0, [4]);
    expect(await schedulingOf(studyRows(here.store, here.study))).toEqual({
      scheduler: 'median',
      epochs: 1,
      savedEpochs: 8,
      timedOut: [],
    });
    expect((await standingsOf(studyRows(here.store, here.study))).size).toBe(0);
    const plain = await given('none', 1);
    expect(await schedulingOf(studyRows(plain.store, plain.study))).toBeUndefined();
  });
});
