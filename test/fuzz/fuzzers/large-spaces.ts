import type { Random } from '../../../src/statistics/random.ts';
import { pick, times } from '../mutations/choice.ts';

type Large = { readonly title: string; readonly space: unknown };

/** A space that is large in one way, so that any step of reading it that is slower than n log n shows. */
export function largeSpace(random: Random): Large {
  const size = pick(random, [300, 2_000, 8_000]);
  const [title, space] = pick(random, shapes)(size);
  return { title: `${title}, ${size}`, space: { data: 'iris', model: { type: 'mlp' }, space } };
}

const named = (size: number, make: (index: number) => unknown) =>
  Object.fromEntries(times(size, (index) => [`p${index}`, make(index)]));

const shapes: readonly ((size: number) => [string, unknown])[] = [
  (size) => ['unknown parameters', named(size, () => ({ type: 'int', min: 0, max: 3 }))],
  (size) => ['faulty parameters', named(size, () => ({ type: 'int', min: 3, max: 0, stap: 1 }))],
  (size) => [
    'circular pairs',
    named(size, (index) => ({ type: 'choice', values: ['a', 'b'], when: { [`p${index ^ 1}`]: 'a' } })),
  ],
  (size) => [
    'a chain of conditions',
    named(size, (index) => ({
      type: 'choice',
      values: ['a', 'b'],
      ...(index > 0 && { when: { [`p${index - 1}`]: 'a' } }),
    })),
  ],
  (size) => [
    'one long circle',
    named(size, (index) => ({ type: 'choice', values: ['a'], when: { [`p${(index + 1) % size}`]: 'a' } })),
  ],
  (size) => [
    'repeated values',
    { units: { type: 'choice', values: times(size, (index) => 1 + (index >> 1)) } },
  ],
  (size) => ['different values', { units: { type: 'choice', values: times(size, (index) => 1 + index) } }],
  (size) => [
    'deep nesting',
    times(Math.min(size, 3_000), () => 0).reduce<unknown>((inner) => ({ a: inner }), 1),
  ],
  (size) => [
    'a condition with many values',
    {
      optimizer: { type: 'choice', values: ['adam', 'sgd'] },
      momentum: {
        type: 'uniform',
        min: 0,
        max: 0.9,
        when: { optimizer: times(size, (index) => `o${index}`) },
      },
    },
  ],
];
