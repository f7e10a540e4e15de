import { describe, expect, it } from 'vitest';
import { stateCodes } from '../../../src/plots/columns/trial-columns.ts';
import { readSearchWords } from '../../../src/plots/selection/search-words.ts';
import { trialFacts } from '../../../src/plots/selection/trial-facts.ts';
import { exampleView } from '../example-view.ts';

const { head, trials } = exampleView({ trials: 400 });
const facts = trialFacts(head, trials);
const column = (name: string) => trials.parameters[name] as Float64Array;

/** Places that match the words. */
const found = (words: string) => {
  const { matches } = readSearchWords(words, facts);
  return [...trials.trial.keys()].filter(matches);
};
const expected = (test: (place: number) => boolean) => [...trials.trial.keys()].filter(test);

describe('search words', () => {
  it.each([
    ['units>100', (place: number) => (column('units')[place] as number) > 100],
    ['layers<=2', (place: number) => (column('layers')[place] as number) <= 2],
    ['layers>=2', (place: number) => (column('layers')[place] as number) >= 2],
    ['layers<2', (place: number) => column('layers')[place] === 1],
    [
      'units:40..80',
      (place: number) => (column('units')[place] as number) >= 40 && (column('units')[place] as number) <= 80,
    ],
    ['layers=2', (place: number) => column('layers')[place] === 2],
    ['layers!=2', (place: number) => column('layers')[place] !== 2],
    ['LearningRate<1e-3', (place: number) => (column('learningRate')[place] as number) < 1e-3],
    ['optimizer:adam', (place: number) => column('optimizer')[place] === 0],
    ['optimizer=ADAM', (place: number) => column('optimizer')[place] === 0],
    ['optimizer!=adam', (place: number) => column('optimizer')[place] !== 0],
    ['state:failed', (place: number) => trials.state[place] === stateCodes.indexOf('failed')],
    ['rms', (place: number) => column('optimizer')[place] === 2],
    [
      'units>100 state:complete adam',
      (place: number) =>
        (column('units')[place] as number) > 100 &&
        trials.state[place] === stateCodes.indexOf('complete') &&
        column('optimizer')[place] === 0,
    ],
    ['"units">100', (place: number) => (column('units')[place] as number) > 100],
    ['17', (place: number) => trials.trial[place] === 17],
    ['', () => true],
    ['units>', () => true],
  ])('%s', (words, test) => {
    expect(found(words)).toEqual(expected(test));
    expect(readSearchWords(words, facts).problem).toBeUndefined();
  });

  it('select no trial that lacks the parameter, except by !=', () => {
    const lacking = expected((place) => Number.isNaN(column('momentum')[place]));
    expect(lacking.length).toBeGreaterThan(0);
    for (const words of ['momentum>0', 'momentum<=1', 'momentum:0..1']) {
      expect(found(words).filter((place) => lacking.includes(place))).toEqual([]);
    }
  });

  it('find a number by the digits that the table shows', () => {
    const shown = Number((column('learningRate')[5] as number).toPrecision(4));
    expect(found(`learningRate=${shown}`)).toContain(5);
  });

  it('name a column that is not there, and a number that is none', () => {
    expect(readSearchWords('colour>3', facts).problem).toBe('No column is called colour.');
    expect(readSearchWords('units>many', facts).problem).toBe('units holds numbers: many is none.');
    expect(found('colour>3')).toHaveLength(400);
  });
});
