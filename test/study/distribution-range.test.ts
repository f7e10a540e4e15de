import { describe, expect, test } from 'vitest';
import type { Distribution, Value } from '../../src/study/distribution.ts';
import { canTake, isDiscrete, possibleValues } from '../../src/study/distribution-range.ts';
import { edgeOf, positionOf } from '../../src/study/edge.ts';

const choice: Distribution = { type: 'choice', values: ['a', 'b', 3], weights: [1, 0, 1] };
const int: Distribution = { type: 'int', min: 1, max: 7, step: 3 };
const stepped: Distribution = { type: 'uniform', min: 0.1, max: 0.7, step: 0.1 };
const uniform: Distribution = { type: 'uniform', min: 0, max: 10 };
const logUniform: Distribution = { type: 'logUniform', min: 1e-5, max: 0.1 };
const logInt: Distribution = { type: 'logInt', min: 1, max: 512 };
const normal: Distribution = { type: 'normal', mean: 0, std: 1 };
const fixed: Distribution = { type: 'fixed', value: true };

test('possibleValues lists what can be drawn, unless that has no end', () => {
  expect(possibleValues(choice)).toEqual(['a', 3]);
  expect(possibleValues(fixed)).toEqual([true]);
  expect(possibleValues(int)).toEqual([1, 4, 7]);
  expect(possibleValues(stepped)).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  expect(possibleValues(logInt)).toHaveLength(512);
  expect(possibleValues(logInt, 511)).toBeUndefined();
  expect([uniform, logUniform, normal].map((each) => possibleValues(each))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test.each<[Distribution, Value[], Value[]]>([
  [choice, ['a', 3], ['b', '3', 'c', true]],
  [int, [1, 4, 7], [2, 0, 10, '4', 1.5]],
  [stepped, [0.1, 0.3, 0.7], [0.15, 0, 0.8, 0.1 + 0.2]],
  [logInt, [1, 77, 512], [0, 513, 1.5, '1']],
  [fixed, [true], [1, 'true']],
  [uniform, [], [5]],
  [normal, [], [0]],
])('canTake knows the values of %j', (distribution, possible, impossible) => {
  expect(possible.filter((value) => !canTake(distribution, value))).toEqual([]);
  expect(impossible.filter((value) => canTake(distribution, value))).toEqual([]);
  expect(isDiscrete(distribution)).toBe(possible.length > 0);
});

describe('edgeOf', () => {
  test.each<[Distribution, Value, 'min' | 'max' | undefined]>([
    [uniform, 0.5, 'min'],
    [uniform, 0.51, undefined],
    [uniform, 9.5, 'max'],
    [logUniform, 1.5e-5, 'min'],
    [logUniform, 2e-5, undefined],
    [logUniform, 0.07, 'max'],
    [logUniform, 0.05, undefined],
    [int, 7, 'max'],
    [int, 4, undefined],
    [logInt, 1, 'min'],
    [logInt, 2, undefined],
    [logInt, 400, 'max'],
    [{ type: 'normal', mean: 0, std: 1, min: -1, max: 1 }, 0.95, 'max'],
    [{ type: 'logNormal', mean: 0, std: 1, min: 0.01, max: 100 }, 0.011, 'min'],
    [{ type: 'normal', mean: 0, std: 1, min: 0 }, 0, undefined],
    [normal, 100, undefined],
    [choice, 'a', undefined],
    [fixed, true, undefined],
  ])('of %j at %j is %s', (distribution, value, edge) => {
    expect(edgeOf(distribution, value)).toBe(edge);
  });

  test('measures where the value is drawn on a logarithmic scale', () => {
    expect(positionOf(logUniform, 1e-3)).toBeCloseTo(0.5, 12);
    expect(positionOf(uniform, 2.5)).toBe(0.25);
  });
});
