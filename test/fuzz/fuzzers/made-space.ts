import type { Random } from '../../../src/statistics/random.ts';
import { happens, pick, times } from '../mutations/choice.ts';

type Distribution = Readonly<Record<string, unknown>>;

/** A space of an objective, nearly always valid: all distributions, with bounds of all magnitudes and conditions. */
export function madeSpace(random: Random): unknown {
  const choice = { type: 'choice', values: ['a', 'b', 3, true], weights: [1, 2, 0.5, 1e-9] };
  const others = times(1 + random.below(6), (index) => {
    const when = happens(random, 0.3) ? { when: { c: pick<unknown>(random, ['a', ['b', 3], true]) } } : {};
    return [`p${index}`, { ...pick(random, distributions)(random), ...when }] as const;
  });
  return {
    model: { objective: './objective.mjs' },
    space: { ...Object.fromEntries(others), c: choice },
    objective: { metric: 'score', direction: 'maximize' },
    search: { trials: 1, seed: random.below(1_000) },
  };
}

const magnitude = (random: Random) => random.next() * 10 ** (random.below(30) - 15);

const distributions: readonly ((random: Random) => Distribution)[] = [
  (random) => {
    const min = magnitude(random) * pick(random, [1, -1, 0]);
    const step = magnitude(random);
    return happens(random, 0.5)
      ? { type: 'uniform', min, max: min + step * (1 + random.below(9)), step }
      : { type: 'uniform', min, max: min + step };
  },
  (random) => {
    const min = magnitude(random) + 1e-300;
    return { type: 'logUniform', min, max: min * (1 + magnitude(random)) };
  },
  (random) => {
    const min = random.below(1_000) - 500;
    return { type: 'int', min, max: min + 6 * random.below(50), ...(happens(random, 0.3) && { step: 6 }) };
  },
  (random) => ({ type: 'logInt', min: 1 + random.below(5), max: 6 + random.below(2 ** 31) }),
  (random) => ({ type: 'normal', mean: magnitude(random), std: magnitude(random), min: 0 }),
  (random) => ({ type: 'logNormal', mean: random.next() * 4 - 2, std: random.next() * 3, max: 5 }),
];
