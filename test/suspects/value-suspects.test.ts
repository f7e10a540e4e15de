import { expect, it } from 'vitest';
import { doubtedValues, valueOpinions } from '../../src/suspects/value-suspects.ts';

const rows = 41;
const given = Float64Array.from({ length: rows }, (_, row) => row);
/** A model whose residuals are −0.2, −0.1, 0, 0.1 and 0.2 in turn, but for these rows. */
const model = (off: Readonly<Record<number, number>>) =>
  given.map((value, row) => value - (off[row] ?? ((row % 5) - 2) / 10));

it('rows that every model misses far and to the same side are doubted, the farthest first', () => {
  const models = [model({ 7: 5, 20: -9 }), model({ 7: 6, 20: -8 }), model({ 7: 7, 20: -10 })];
  const doubted = doubtedValues(valueOpinions(models, given));
  expect(doubted.map(({ place, agreement }) => [place, agreement])).toEqual([
    [20, 1],
    [7, 1],
  ]);
  expect(doubted[1]).toMatchObject({ given: 7, predicted: expect.closeTo(1, 12), isOneSided: true });
  expect(doubted[1]?.loss).toBeCloseTo((25 + 36 + 49) / 3, 12);
  // The residuals' median is 0 and their median distance from it 0.1, of which a normal's deviation is 1.4826 times.
  expect(doubted[1]?.z).toBeCloseTo(6 / 0.148_260_22, 5);
});

it('rows that models miss to either side, or that one of three misses, are not', () => {
  const either = [model({ 7: 5 }), model({ 7: -5 }), model({ 7: 5 })];
  expect(doubtedValues(valueOpinions(either, given))).toEqual([]);
  const one = [model({ 7: 5 }), model({ 7: 0.1 }), model({ 7: 0.1 })];
  expect(doubtedValues(valueOpinions(one, given))).toEqual([]);
});

it('models without an error doubt nothing, and say no number that is none', () => {
  const opinions = valueOpinions([Float64Array.from(given)], given);
  expect(doubtedValues(opinions)).toEqual([]);
  expect(opinions.every(({ z, loss }) => z === 0 && loss === 0)).toBe(true);
});
