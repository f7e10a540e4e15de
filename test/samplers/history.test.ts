import { describe, expect, it } from 'vitest';
import { historyOf, isVisible, lookback, pending, type SeenTrial } from '../../src/samplers/history.ts';

const complete = (number: number): SeenTrial => ({
  number,
  config: { number },
  state: 'complete',
  value: number,
});
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('the history of a trial', () => {
  it('has the results of the trials up to its number less the lookback, and the configurations of all others', () => {
    const history = historyOf(20, numbers(30).map(complete));
    expect(history.map(({ number }) => number)).toEqual(numbers(20));
    expect(history.filter(({ state }) => state === 'complete').map(({ value }) => value)).toEqual(
      numbers(20 - lookback + 1),
    );
    expect(history.at(-1)).toEqual({ number: 19, config: { number: 19 }, state: 'pending', value: null });
  });

  it('is the same whether later results are there or not', () => {
    const early = numbers(20).map((number) =>
      number <= 20 - lookback ? complete(number) : pending(complete(number)),
    );
    expect(isVisible(20, early)).toBe(true);
    expect(historyOf(20, early)).toEqual(historyOf(20, numbers(40).map(complete)));
  });

  it('is there once the last result is that it shows', () => {
    const trials = numbers(20).map(complete);
    trials[20 - lookback] = pending(complete(20 - lookback));
    expect(isVisible(20, trials)).toBe(false);
    expect(isVisible(19, trials)).toBe(true);
    delete trials[3];
    expect(isVisible(19, trials)).toBe(false);
    expect(isVisible(3 + lookback - 1, trials)).toBe(true);
  });

  it('of the first trials waits for nothing', () => {
    for (const number of numbers(lookback)) {
      const before = numbers(number).map((each) => pending(complete(each)));
      expect(isVisible(number, before)).toBe(true);
      expect(historyOf(number, before)).toEqual(before);
    }
    expect(
      isVisible(
        lookback,
        numbers(lookback).map((each) => pending(complete(each))),
      ),
    ).toBe(false);
  });
});
