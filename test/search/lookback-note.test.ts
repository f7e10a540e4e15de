import { expect, test } from 'vitest';
import { epochBudgetNote } from '../../src/search/lookback-note.ts';
import type { StudySpec } from '../../src/study/study-spec.ts';
import { studyOf } from '../report/example-trials.ts';

function specWith(search: Partial<StudySpec['search']>, model?: StudySpec['model']): StudySpec {
  const { spec } = studyOf();
  return {
    ...spec,
    ...(model && { model }),
    search: { ...spec.search, trials: 30, ...search },
    training: { ...spec.training, maxEpochs: 40 },
  };
}

test('a budget of epochs that the first trials may exceed is named, with a lookback that keeps to it', () => {
  expect(epochBudgetNote(specWith({ budget: { epochs: 100 } }))).toBe(
    'the first 8 trials begin before a result is known, and may take 320 epochs, more than the budget of 100; a search.lookback of 2 keeps nearer to it',
  );
  expect(epochBudgetNote(specWith({ budget: { epochs: 10 } }), 3)).toMatch(/^the first 3 trials begin/);
  expect(epochBudgetNote(specWith({ budget: { epochs: 30 }, lookback: 1 }))).toBe(
    'the first trial begins before a result is known, and may take 40 epochs, more than the budget of 30',
  );
});

test('others are not', () => {
  const file = './f.mjs';
  const objective = { kind: 'objective', file, digest: '' } as unknown as StudySpec['model'];
  const notes = [
    specWith({ budget: { epochs: 320 } }),
    specWith({ budget: { patience: 3 } }),
    specWith({}),
    specWith({ budget: { epochs: 100 }, scheduler: 'asha' }),
    specWith({ budget: { epochs: 100 } }, objective),
  ].map((spec) => epochBudgetNote(spec));
  expect(notes).toEqual([undefined, undefined, undefined, undefined, undefined]);
});
