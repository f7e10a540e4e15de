import { expect, it } from 'vitest';
import { measureImportance } from '../../src/importance/measure.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';
import type { Trial } from '../../src/study/trial.ts';

const space: SearchSpace = [
  { name: 'rate', distribution: { type: 'uniform', min: 0, max: 1 } },
  { name: 'noise', distribution: { type: 'uniform', min: 0, max: 1 } },
];
const spec = { space, objective: { metric: 'loss', direction: 'minimize' } } as const;

/** Trials as a search with rungs leaves them: those with the least rates are complete. */
function trialsOf(count: number, complete: number): Trial[] {
  return Array.from({ length: count }, (_, trial): Trial => {
    const [rate, noise] = [((trial * 7) % count) / count, ((trial * 11) % count) / count];
    const state = rate * count < complete ? 'complete' : 'pruned';
    return {
      ...{ trial, state, value: rate, config: { rate, noise }, metrics: {}, failure: null },
      ...{ bestEpoch: null, epochs: null, parameters: null, seconds: null, backend: null },
    };
  });
}
const measured = (trials: readonly Trial[], method = 'ped-anova') =>
  measureImportance({ name: 'study', spec }, trials, { method, pairs: false });

it('shows by ped-anova what sets few complete trials apart from pruned ones, and says how few they are', () => {
  const { effects, best, trials, notes } = measured(trialsOf(60, 8));
  expect([trials, best]).toEqual([60, 8]);
  expect(effects.map(({ parameters, isVisible }) => [parameters[0], isVisible])).toEqual([
    ['rate', true],
    ['noise', false],
  ]);
  expect(notes).toEqual(['only 8 of 60 trials are complete: the others, pruned or failed, rank below']);
  expect(measured(trialsOf(60, 20)).notes).toEqual([]);
  const single = measured(trialsOf(12, 1));
  expect(single.effects.map(({ isVisible }) => isVisible)).toEqual([false, false]);
});

it('refuses fewer than ten trials that its method looks at, and a study without a complete one', () => {
  const refusal = (needs: string) => `study 'study' must have ${needs}`;
  expect(() => measured(trialsOf(9, 5))).toThrow(refusal('10 ended trials to show what matters, and has 9'));
  expect(() => measured(trialsOf(60, 8), 'fanova')).toThrow(refusal('10 complete trials'));
  expect(() => measured(trialsOf(12, 0))).toThrow(
    refusal('a complete trial to show what matters, and has none'),
  );
});

it.each(['ped-anova', 'fanova'])('by %s refuses a space with nothing to search in one line', (method) => {
  const spec = {
    space: [
      { name: 'units', distribution: { type: 'fixed', value: 8 } },
      { name: 'kind', distribution: { type: 'choice', values: ['a', 'b'], weights: [1, 0] } },
      { name: 'layers', distribution: { type: 'logInt', min: 3, max: 3 } },
    ],
    objective: { metric: 'valLoss', direction: 'minimize' },
  } as const;
  expect(() => measureImportance({ name: 'still', spec }, [], { method, pairs: false })).toThrow(
    "study 'still' must have a parameter with several values to show what matters, and its space fixes all",
  );
});
