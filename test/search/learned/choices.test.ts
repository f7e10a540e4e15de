import { expect, it } from 'vitest';
import { choicesOf } from '../../../src/search/learned/choices.ts';
import type { ParameterConstraints } from '../../../src/study/parameter-constraint.ts';
import type { SearchSpace } from '../../../src/study/search-space.ts';

const space: SearchSpace = [
  { name: 'rate', distribution: { type: 'logUniform', min: 1e-4, max: 1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 }, when: { optimizer: ['sgd'] } },
  { name: 'decay', distribution: { type: 'uniform', min: 0, max: 1 }, when: { optimizer: ['adam'] } },
  { name: 'own', distribution: { type: 'int', min: 1, max: 5 } },
  { name: 'constant', distribution: { type: 'fixed', value: 7 } },
];
const constraints: ParameterConstraints = {
  rate: { type: 'number', default: 3e-4 },
  optimizer: { type: 'choice', values: ['adam', 'sgd'], default: 'adam' },
  momentum: { type: 'number', default: 0 },
  decay: { type: 'number', default: 0.01 },
  constant: { type: 'number', default: 1 },
};

it('puts each choice back alone: to the default, or to the middle of the space', () => {
  const config = { rate: 0.1, optimizer: 'adam', decay: 0.01, own: 5, constant: 7 };
  expect(choicesOf(space, config, constraints)).toEqual({
    choices: [
      { parameter: 'rate', value: 0.1, other: 3e-4, otherIs: 'default', config: { ...config, rate: 3e-4 } },
      { parameter: 'own', value: 5, other: 3, otherIs: 'middle', config: { ...config, own: 3 } },
    ],
    unchanged: ['optimizer', 'decay'],
  });
});

it('drops and adds the parameters that depend on a choice', () => {
  const config = { rate: 3e-4, optimizer: 'sgd', momentum: 0.5, own: 3, constant: 7 };
  const { choices } = choicesOf(space, config, constraints);
  expect(choices.map(({ parameter }) => parameter)).toEqual(['optimizer', 'momentum']);
  expect(choices[0]?.config).toEqual({ rate: 3e-4, optimizer: 'adam', decay: 0.01, own: 3, constant: 7 });
  expect(choices[1]?.config).toEqual({ ...config, momentum: 0 });
});

it('puts a choice without a default back to its first value', () => {
  const kind = { name: 'kind', distribution: { type: 'choice', values: ['a', 'b', 'c'] } } as const;
  const { choices } = choicesOf([kind], { kind: 'c' }, { kind: { type: 'any' } });
  expect(choices).toMatchObject([{ value: 'c', other: 'a', otherIs: 'first' }]);
});
