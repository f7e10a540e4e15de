import { describe, expect, it } from 'vitest';
import { historyOf, isVisible, pending, type SeenTrial } from '../../src/samplers/history.ts';

const lookback = 8;
const complete = (number: number): SeenTrial => ({
  number,
  config: { number },
  state: 'complete',
  value: number,
});
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe('the history of a trial', () => {
  it('has the results of the trials up to its number less the lookback, and the configurations of all others', () => {
    const history = historyOf(20, numbers(30).map(complete), lookback);
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
    expect(isVisible(20, early, lookback)).toBe(true);
    expect(historyOf(20, early, lookback)).toEqual(historyOf(20, numbers(40).map(complete), lookback));
  });

  it('is there once the last result is that it shows', () => {
    const trials = numbers(20).map(complete);
    trials[20 - lookback] = pending(complete(20 - lookback));
    expect(isVisible(20, trials, lookback)).toBe(false);
    expect(isVisible(19, trials, lookback)).toBe(true);
    delete trials[3];
    expect(isVisible(19, trials, lookback)).toBe(false);
    expect(isVisible(3 + lookback - 1, trials, lookback)).toBe(true);
  });

  it('goes back as far as the lookback says', () => {
    const results = (lookback: number) =>
      historyOf(20, numbers(20).map(complete), lookback).filter(({ state }) => state === 'complete').length;
    expect([1, 4, 8, 20, 30].map(results)).toEqual([20, 17, 13, 1, 0]);
  });

  it('of the first trials waits for nothing', () => {
    for (const number of numbers(lookback)) {
      const before = numbers(number).map((each) => pending(complete(each)));
      expect(isVisible(number, before, lookback)).toBe(true);
      expect(historyOf(number, before, lookback)).toEqual(before);
    }
    expect(
      isVisible(
        lookback,
        numbers(lookback).map((each) => pending(complete(each))),
        lookback,
      ),
    ).toBe(false);
  });
});
