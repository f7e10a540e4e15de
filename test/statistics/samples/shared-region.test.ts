import { describe, expect, it } from 'vitest';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import { excessChance, markedRange } from '../../../src/statistics/samples/shared-region.ts';

describe('excessChance', () => {
  it("is Fisher's: of eight cups of tea, the lady names all four, or three", () => {
    const whole = { marked: 4, all: 8 };
    expect(excessChance({ marked: 4, all: 4 }, whole)).toBeCloseTo(1 / 70, 10);
    expect(excessChance({ marked: 3, all: 4 }, whole)).toBeCloseTo(17 / 70, 10);
  });
});

describe('markedRange', () => {
  const uniform = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

  it.each([
    [3, 60],
    [12, 60],
    [40, 200],
  ])(
    'finds nothing in %i marks that chance has given to %i numbers, but in one case of twenty',
    (marks, count) => {
      const repetitions = 400;
      let found = 0;
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const random = randomFor('marks', marks, repetition);
        const range = markedRange(
          uniform(random, count),
          uniform(random, count).map((_, at) => Number(at < marks)),
        );
        found += Number((range?.p ?? 1) < 0.05);
      }
      expect(found / repetitions).toBeLessThan(0.075);
    },
  );

  it('finds the bound that all marked ones share, though they are few', () => {
    const values = Array.from({ length: 100 }, (_, place) => place);
    const range = markedRange(
      values,
      values.map((value) => Number(value >= 97)),
    );
    expect(range).toMatchObject({ side: 'above', bound: 97, marked: 3, all: 3 });
    expect(range?.p).toBeLessThan(1e-4);
  });

  it('finds the bound that most share', () => {
    const values = Array.from({ length: 200 }, (_, place) => place);
    const range = markedRange(
      values,
      values.map((value) => Number(value <= 30 || value === 150)),
    );
    expect(range).toMatchObject({ side: 'below', bound: 30, marked: 31, all: 31 });
  });

  it('takes equal numbers together', () => {
    const values = [1, 1, 1, 2, 2, 2, 2];
    expect(markedRange(values, [0, 0, 0, 1, 0, 1, 1])).toMatchObject({
      side: 'above',
      bound: 2,
      marked: 3,
      all: 4,
    });
  });

  it('has none where nothing is marked', () => {
    expect(markedRange([1, 2], [0, 0])).toBeUndefined();
  });
});
