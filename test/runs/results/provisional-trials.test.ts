import { expect, it } from 'vitest';
import { provisionalText } from '../../../src/report/text/trials/provisional-text.ts';
import { provisionalTrials } from '../../../src/runs/results/provisional-trials.ts';
import { studyRows } from '../../../src/runs/results/study-rows.ts';
import type { TrialResult } from '../../../src/store/trial-result.ts';
import { givenStudy } from '../../search/given-study.ts';
import { completed, exampleStudy, failed, pruned } from '../../store/example-study.ts';

async function studyWith(scheduler: string, results: Readonly<Record<number, TrialResult>>) {
  const { spec } = exampleStudy('wine');
  const search = { ...spec.search, scheduler, lookback: 2 };
  const given = await givenStudy(6, { spec: { ...spec, search } });
  for (const [trial, result] of Object.entries(results)) {
    const claim = await given.store.claim(given.study.id, Number(trial));
    if (claim !== undefined) await given.store.record(claim, result, 20);
  }
  return given;
}

const ended = { 0: completed(1), 2: completed(2), 3: completed(3), 4: pruned(4), 5: failed };

it('outcomes under median may change while an earlier trial, the lookback before, has not ended', async () => {
  const { store, study } = await studyWith('median', ended);
  const found = await provisionalTrials(studyRows(store, study));
  // Trial 2 is compared with trial 0 alone, and a verdict ended trial 4.
  expect(found).toEqual({ trials: [3, 5], waitingFor: 1 });
  expect(found && provisionalText(found)).toBe(
    'trials 3, 5 are provisional: trial 1 has not ended, and after that the scheduler may end them at an earlier epoch',
  );
  expect(
    await studyWith('none', ended).then((other) => provisionalTrials(studyRows(other.store, other.study))),
  ).toBe(undefined);
  const claim = await store.claim(study.id, 1);
  if (claim !== undefined) await store.record(claim, completed(1), 20);
  expect(await provisionalTrials(studyRows(store, study))).toBeUndefined();
});
