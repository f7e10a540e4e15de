import { describe, expect, it } from 'vitest';
import { stateCodes, type TrialColumns, trialFlags } from '../../../src/plots/columns/trial-columns.ts';
import { placesBy, rankedPlaces } from '../../../src/plots/selection/sort-places.ts';
import { trialFacts } from '../../../src/plots/selection/trial-facts.ts';
import { rankTrials } from '../../../src/study/ranking.ts';
import type { Trial } from '../../../src/study/trial.ts';
import { exampleView } from '../example-view.ts';

const { head, trials: made } = exampleView({ trials: 300 });
const trials: TrialColumns = {
  ...made,
  // Ties, and trials that break a constraint.
  value: made.value.map((value) => Number(value.toFixed(2))),
  flags: made.flags.map((_, place) => (place % 7 === 0 ? trialFlags.infeasible : 0)),
};

describe('the order of trials', () => {
  it.each(['minimize', 'maximize'] as const)('is that of the ranking: %s', (direction) => {
    const rows = [...trials.trial].map(
      (trial, place) =>
        ({
          trial,
          state: stateCodes[trials.state[place] as number],
          value: Number.isNaN(trials.value[place]) ? null : trials.value[place],
          ...(place % 7 === 0 && { infeasible: true }),
        }) as Trial,
    );
    const study = { ...head, objective: { ...head.objective, direction } };
    expect([...rankedPlaces(study, trials)]).toEqual(rankTrials(rows, direction).map(({ trial }) => trial));
  });

  it.each([false, true])('by a fact ends with the trials that lack it; descending: %s', (isDescending) => {
    const fact = trialFacts(head, trials).find(({ name }) => name === 'momentum');
    if (fact === undefined) throw new Error('no momentum');
    const places = placesBy(fact, Uint32Array.from(trials.trial.keys()), isDescending);
    const values = [...places].map(fact.number);
    const known = values.filter((value) => !Number.isNaN(value));
    expect(values.slice(known.length).every(Number.isNaN)).toBe(true);
    expect(known).toEqual(known.toSorted((one, other) => (isDescending ? other - one : one - other)));
    expect([...places].sort((one, other) => one - other)).toEqual([...trials.trial.keys()]);
  });

  it('sorts texts by their alphabet', () => {
    const fact = trialFacts(head, trials).find(({ name }) => name === 'optimizer');
    if (fact === undefined) throw new Error('no optimizer');
    const places = placesBy(fact, Uint32Array.from(trials.trial.keys()), false);
    const texts = [...places].map((place) => fact.text?.(place) ?? '');
    expect(texts).toEqual(texts.toSorted());
  });
});
