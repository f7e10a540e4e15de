import { expect, test } from 'vitest';
import { fitAxis, shareBelow } from '../../../src/data-report/near-copies/axis.ts';
import { type Random, randomFor } from '../../../src/statistics/random.ts';

const columns: Readonly<Record<string, (random: Random) => number>> = {
  evenly: (random) => random.next(),
  'in a heap and a long tail': (random) => Math.exp(20 * random.next()),
  'on a coarse grid': (random) => random.below(6) - 3,
  'with some missing': (random) => (random.next() < 0.3 ? Number.NaN : random.next()),
  'too near each other to be divided': (random) => random.below(3) * Number.MIN_VALUE,
};

test.each(Object.keys(columns))('shares of values spread %s lie on the line between two knots', (name) => {
  const random = randomFor('axis', name);
  const make = columns[name] as (random: Random) => number;
  const values = Float64Array.from({ length: 3000 }, () => make(random));
  // Not all of them, so that some values lie beyond the knots.
  const axis = fitAxis(
    { kind: 'number', name, values },
    Int32Array.from({ length: 1500 }, (_, row) => row),
  );
  if (axis === undefined) throw new Error('the column varies');
  const { knots, shares } = axis;
  values.forEach((value, row) => {
    const above = knots.findIndex((knot, index) => index > 0 && (value < knot || index === knots.length - 1));
    const [from, to] = [knots[above - 1] as number, knots[above] as number];
    const [low, high] = [shares[above - 1] as number, shares[above] as number];
    const share = shareBelow(axis, row);
    if (!Object.is(share, low + ((value - from) / (to - from)) * (high - low)))
      expect.fail(`${value}: ${share}`);
  });
});
