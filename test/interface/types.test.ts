import {
  type ConfigurationOf,
  choice,
  continueTrials,
  distill,
  evaluate,
  int,
  logInt,
  logUniform,
  normal,
  type Prediction,
  predict,
  type Run,
  rerun,
  type SearchResult,
  type Space,
  search,
  top,
  uniform,
  when,
} from 'hpsearch';
import { expect, expectTypeOf, test } from 'vitest';
import type { When } from '../../src/interface/space.ts';
import type { Value } from '../../src/study/distribution.ts';
import type { Configuration } from '../../src/study/search-space.ts';

// The type checker tests these promises: npm run typecheck.

const space = {
  learningRate: logUniform(1e-4, 1e-2),
  units: logInt(16, 256),
  layers: int(1, 5, { step: 2 }),
  dropout: { type: 'uniform', min: 0, max: 0.5 },
  noise: normal(0, 1, { min: -2 }),
  optimizer: choice(['adam', 'sgd'], { weights: [2, 1] }),
  batchSize: 32,
  momentum: when({ optimizer: 'sgd' }, uniform(0, 0.99)),
  isNormalised: when({ layers: [3, 5] }, true),
  nesterov: when({ optimizer: 'sgd' }, when({ layers: 3 }, choice([true, false]))),
} as const;

/** Never called: it says what a call returns. */
const typedSearch = () =>
  search({ name: 'typed', data: 'iris', space: { ...space, activation: choice(['relu', 'tanh']) } });

test('a configuration has the keys of its space, and the types of what is drawn', () => {
  type Config = ConfigurationOf<typeof space>;
  expectTypeOf<Config>().toEqualTypeOf<{
    readonly learningRate: number;
    readonly units: number;
    readonly layers: number;
    readonly dropout: number;
    readonly noise: number;
    readonly optimizer: 'adam' | 'sgd';
    readonly batchSize: 32;
    readonly momentum?: number;
    readonly isNormalised?: true;
    readonly nesterov?: boolean;
  }>();
  expectTypeOf<Run<Config>>().parameter(0).toEqualTypeOf<Config>();
});

test('a parameter that has a condition may be missing, and no other', () => {
  type Config = ConfigurationOf<typeof space>;
  type Optional<T> = { [Name in keyof T]-?: undefined extends T[Name] ? Name : never }[keyof T];
  expectTypeOf<Optional<Config>>().toEqualTypeOf<'momentum' | 'isNormalised' | 'nesterov'>();
  // As it may be said of a parameter that is made elsewhere.
  type Perhaps = {
    readonly type: 'uniform';
    readonly min: number;
    readonly max: number;
    readonly when?: When;
  };
  expectTypeOf<ConfigurationOf<{ readonly rate: Perhaps }>>().toEqualTypeOf<{ readonly rate?: number }>();
  expectTypeOf<ConfigurationOf<Space>>().toEqualTypeOf<{ readonly [name: string]: Value }>();
  expect(space.nesterov.when).toEqual({ optimizer: 'sgd', layers: 3 });
});

test('top takes them when it is told the space', () => {
  type Best = Awaited<ReturnType<typeof top<ConfigurationOf<typeof space>>>>[number];
  expectTypeOf<Best['config']['momentum']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Best['rank']>().toEqualTypeOf<number>();
  expectTypeOf(() => top())
    .returns.resolves.items.toHaveProperty('config')
    .toEqualTypeOf<Configuration>();
});

test('what models give is typed', () => {
  expectTypeOf(predict).returns.resolves.items.toEqualTypeOf<Prediction>();
  expectTypeOf(predict).parameter(0).toHaveProperty('input');
  expectTypeOf(evaluate).returns.resolves.toHaveProperty('metrics');
  expectTypeOf<Awaited<ReturnType<typeof distill>>['student']['trial']>().toEqualTypeOf<number>();
  const again = () => rerun({ trial: 3 });
  expectTypeOf(again).returns.resolves.toHaveProperty('identical').toEqualTypeOf<boolean>();
  const anew = () => rerun({ trial: 3, seeds: 5 });
  expectTypeOf(anew).returns.resolves.toHaveProperty('values').toEqualTypeOf<readonly number[]>();
});

test('search gives it to the best trial, to all others and to who hears of them', () => {
  type Best = Awaited<ReturnType<typeof typedSearch>>['best'];
  expectTypeOf<Best['value']>().toEqualTypeOf<number>();
  expectTypeOf<Best['config']['learningRate']>().toEqualTypeOf<number>();
  expectTypeOf<Best['config']['activation']>().toEqualTypeOf<'relu' | 'tanh'>();
  expectTypeOf<Best['config']['momentum']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Best['config']>().not.toHaveProperty('unit');
  const heard = () =>
    search({
      name: 'heard',
      model: { objective: new URL('file:///objective.mjs') },
      objective: { metric: 'score', direction: 'maximize' },
      space: { width: choice([1, 2]) },
      onTrial: ({ config }) => expectTypeOf(config.width).toEqualTypeOf<1 | 2>(),
    });
  expectTypeOf<Awaited<ReturnType<typeof heard>>['trials'][number]['config']['width']>().toEqualTypeOf<
    1 | 2
  >();
});

test('a space file has no types to give', () => {
  const ofFile = () => search({ space: './space.json', trials: 3 });
  expectTypeOf(ofFile).returns.resolves.toEqualTypeOf<SearchResult>();
});

test('what cannot be a space is no program', () => {
  const wrong = [
    // @ts-expect-error: a metric that no task measures
    () => search({ name: 'a', data: 'iris', space, objective: { metric: 'accuracy' } }),
    // @ts-expect-error: data of no known source
    () => search({ name: 'a', data: 'flowers', space }),
    // @ts-expect-error: a function has its own data
    () => search({ name: 'a', data: 'iris', space, model: { objective: './a.mjs' } }),
    // @ts-expect-error: a split that there is not
    () => evaluate({ split: 'holdout' }),
    // @ts-expect-error: nothing to predict
    () => predict({ model: 3 }),
    // @ts-expect-error: a list is needed
    () => distill({ temperature: 2 }),
    // @ts-expect-error: these trials, or the best
    () => continueTrials({ trials: [3], top: 2 }),
    // @ts-expect-error: no such distribution
    () => search({ name: 'a', data: 'iris', space: { units: { type: 'poisson', mean: 3 } } }),
  ];
  expect(wrong).toHaveLength(8);
});

/** Never called: each line after a comment is a mistake that the type checker finds. */
const mistyped = () => [
  search({ name: 'typed', data: 'iris', space: { units: 4, rate: when({ units: 4 }, uniform(0, 1)) } }),
  // @ts-expect-error: the condition names a parameter that the space does not have
  search({ name: 'typed', data: 'iris', space: { units: 4, rate: when({ unit: 4 }, uniform(0, 1)) } }),
  // @ts-expect-error: there is no such sampler
  search({ name: 'typed', data: 'iris', space: { units: 4 }, sampler: 'randon' }),
  // @ts-expect-error: there is no such scheduler
  search({ name: 'typed', data: 'iris', space: { units: 4 }, scheduler: 'medium' }),
];

test('names of samplers, schedulers and parameters in conditions are checked', () => {
  expectTypeOf(mistyped).toBeFunction();
});
