import { expect, it } from 'vitest';
import { effectsOf } from '../../../src/search/learned/ablated.ts';
import type { Choice } from '../../../src/search/learned/choices.ts';

const choice = (parameter: string): Choice => ({
  ...{ parameter, value: 1, other: 0, config: {} },
  otherIs: 'default',
});
const own = [0.1, 0.12, 0.11, 0.13];

it("has SciPy's paired intervals, the choice that is worth most first", () => {
  const effects = effectsOf(
    own,
    [
      { choice: choice('none'), values: [0.101, 0.119, 0.113, 0.128] },
      { choice: choice('harmful'), values: [0.09, 0.105, 0.095, 0.115] },
      { choice: choice('helpful'), values: [0.5, 0.55, 0.51, 0.56] },
    ],
    'minimize',
  );
  // scipy.stats.ttest_rel(values, own).confidence_interval(0.95)
  expect(
    effects.map(({ parameter, effect, isVisible }) => [
      parameter,
      effect?.low.toFixed(8),
      effect?.high.toFixed(8),
      isVisible,
    ]),
  ).toEqual([
    ['helpful', '0.38743921', '0.44256079', true],
    ['none', '-0.00327831', '0.00377831', false],
    ['harmful', '-0.01772806', '-0.00977194', true],
  ]);
});

it('counts a fall of a metric that is maximised as worse, and leaves out seeds that failed', () => {
  const [effect] = effectsOf(
    [0.9, 0.8, null, 0.7],
    [{ choice: choice('one'), values: [0.7, 0.7, 0.1, null] }],
    'maximize',
  );
  expect(effect?.effect?.mean).toBeCloseTo(0.15, 12);
  const [single] = effectsOf([0.9, null], [{ choice: choice('one'), values: [0.7, 0.7] }], 'maximize');
  expect(single).toMatchObject({ effect: null, isVisible: false });
});
