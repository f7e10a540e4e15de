import { describe, expect, test } from 'vitest';
import { parseSpace } from '../../src/space-file/parse-space.ts';
import { differingFields } from '../../src/study/compare-specs.ts';
import type { WrittenSpec } from '../../src/study/study-spec.ts';
import { exampleFamilies } from '../space-file/example-families.ts';

const space = `space:
  units: {type: int, min: 1, max: 9}
  dropout: 0.5
  optimizer: {type: choice, values: [adam, sgd]}
  momentum: {type: uniform, min: 0, max: 0.9, when: {optimizer: sgd}}`;

function spec(text: string): WrittenSpec {
  return parseSpace(text, 'space.yaml', exampleFamilies).spec;
}

const base = `data: iris\n${space}`;

function difference(changed: string): string[] {
  const there = differingFields(spec(base), spec(changed));
  expect(differingFields(spec(changed), spec(base)).toSorted()).toEqual(there.toSorted());
  return there;
}

describe('differingFields', () => {
  test('finds none in a spec that went through JSON', () => {
    expect(differingFields(JSON.parse(JSON.stringify(spec(base))), spec(base))).toEqual([]);
  });

  test('takes a study without a lookback for one with the default', () => {
    const { lookback, ...search } = spec(base).search;
    expect(differingFields({ ...spec(base), search }, spec(base))).toEqual([]);
    expect(lookback).toBe(8);
  });

  test('takes a scheduler under its former name, or without its settings, for the one with those that it had', () => {
    const settings = '{type: median, startupTrials: 5, warmupEpochs: 5}';
    const [old, named, full] = ['pruner: median', 'scheduler: median', `scheduler: ${settings}`].map(
      (search) => spec(`search: {${search}}\n${base}`),
    ) as [WrittenSpec, WrittenSpec, WrittenSpec];
    for (const other of [named, full]) expect(differingFields(old, other)).toEqual([]);
    const changed = spec(`search: {scheduler: {type: median, startupTrials: 6, warmupEpochs: 5}}\n${base}`);
    for (const one of [old, named, full])
      expect(differingFields(one, changed)).toEqual(['search.scheduler.startupTrials']);
    expect(differingFields(spec(base), spec(`search: {pruner: none}\n${base}`))).toEqual([]);
  });

  test.each([
    ['name: other\n'],
    ['search: {trials: 99}\n'],
    ['training: {backend: wasm}\n'],
    ['humanBaseline: 0.1\n'],
    ['baselines: false\n'],
    ['training: {maxEpochs: auto}\nobjective: {direction: minimize}\n'],
  ])('passes over what changes no trial: %s', (section) => {
    expect(difference(section + base)).toEqual([]);
  });

  test.each([
    ['search: {seed: 2}\n', ['search.seed']],
    ['search: {lookback: 9}\n', ['search.lookback']],
    ['search: {sampler: {type: tpe, startup: 5}}\n', ['search.sampler']],
    ['search: {pruner: median, sampler: grid}\n', ['search.sampler', 'search.scheduler']],
    ['training: {maxEpochs: 3, minDelta: 0.1}\n', ['training.maxEpochs', 'training.minDelta']],
    ['objective: {metric: valAccuracy}\n', ['objective.metric', 'objective.direction']],
    ['model: {module: ./m.mjs}\n', ['model.type', 'model.module']],
    ['initFrom: {model: ./m.json}\n', ['initFrom']],
  ])('names what does: %s', (section, fields) => {
    expect(difference(section + base)).toEqual(fields);
  });

  test.each([
    ['{source: iris, scaling: none}', ['data.scaling']],
    ['{source: iris, exclude: [a], split: {test: 0.1}}', ['data.exclude', 'data.split.test']],
    ['{source: iris, split: {column: part}}', ['data.split']],
    ['{source: csv, path: a, target: b}', ['data.source', 'data.path', 'data.target']],
  ])('names what of the data differs: %s', (data, fields) => {
    expect(difference(`data: ${data}\n${space}`).toSorted()).toEqual(fields.toSorted());
  });

  test.each([
    ['max: 9', 'max: 8', ['space.units.max']],
    ['max: 9', 'max: 9, prior: {at: 3}', ['space.units.prior.at', 'space.units.prior.confidence']],
    ['type: int, min: 1, max: 9', 'type: logInt, min: 2, max: 9', ['space.units.type']],
    ['max: 9', 'max: 9, step: 2', ['space.units.step']],
    ['dropout: 0.5', 'dropout: 0.4', ['space.dropout']],
    ['  dropout: 0.5\n', '', ['space.dropout']],
    ['  dropout', '  layers: 2\n  dropout', ['space.layers']],
    ['[adam, sgd]', '[sgd, adam]', ['space.optimizer.values']],
    ['optimizer: sgd', 'optimizer: adam', ['space.momentum.when.optimizer']],
    [', when: {optimizer: sgd}', '', ['space.momentum.when.optimizer']],
    ['optimizer: sgd', 'units: 3', ['space.momentum.when.optimizer', 'space.momentum.when.units']],
  ])('names what of the space differs: %s → %s', (from, to, fields) => {
    expect(difference(base.replace(from, to))).toEqual(fields);
  });

  test('counts the order of the parameters, for they share one stream', () => {
    const reordered = base.replace('  dropout: 0.5\n', '').replace('  units', '  dropout: 0.5\n  units');
    expect(difference(reordered)).toEqual(['space (order)']);
  });
});
