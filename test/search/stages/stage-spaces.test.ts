import { expect, test } from 'vitest';
import { overfitSpace, searchedRegularisers } from '../../../src/search/stages/overfit-space.ts';
import { regulariseSpace } from '../../../src/search/stages/regularise-space.ts';
import { stagesToCome } from '../../../src/search/stages/stage-plan.ts';
import type { Distribution } from '../../../src/study/distribution.ts';
import type { StageName } from '../../../src/study/search/stage.ts';
import type { Parameter } from '../../../src/study/search-space.ts';
import { modelFamilies } from '../../../src/training/models/catalogue.ts';
import { trainingParameters } from '../../../src/training/training-parameters.ts';
import { studyOf } from '../../report/example-trials.ts';

const of = (family: string) => ({ ...trainingParameters, ...modelFamilies[family]?.parameters });
const share: Distribution = { type: 'uniform', min: 0, max: 0.5 };
const parameter = (name: string, distribution: Distribution, when?: Parameter['when']): Parameter => ({
  ...{ name, distribution },
  ...(when && { when }),
});
const valuesOf = (space: readonly Parameter[]) =>
  Object.fromEntries(
    space.map(({ name, distribution }) => [
      name,
      distribution.type === 'fixed' ? distribution.value : distribution.type,
    ]),
  );

const space = [
  parameter('units', { type: 'logInt', min: 4, max: 64 }),
  parameter('optimizer', { type: 'choice', values: ['adam', 'adamw', 'sgd'] }),
  parameter('momentum', share, { optimizer: ['sgd'] }),
  parameter('dropout', share),
  parameter('weightDecay', share, { optimizer: ['adamw'] }),
  parameter('augment.flip', { type: 'choice', values: [false, 'both'] }),
];

test('the stage overfit has every regulariser off, whatever it depends on', () => {
  const { space: off, changes } = overfitSpace(space, of('mlp'));
  expect(valuesOf(off)).toEqual({
    ...{ units: 'logInt', optimizer: 'choice', momentum: 'uniform' },
    ...{ dropout: 0, weightDecay: 0, 'augment.flip': false },
  });
  expect(off.find(({ name }) => name === 'weightDecay')?.when).toBeUndefined();
  expect(changes.map(({ parameter: name }) => name)).toEqual(['dropout', 'weightDecay', 'augment.flip']);
});

test('regularisers that a family or an optimizer has by default are switched off too', () => {
  const [units, optimizer] = space;
  const plain = [units, optimizer] as Parameter[];
  expect(valuesOf(overfitSpace(plain, of('mlp')).space)).toMatchObject({ weightDecay: 0 });
  expect(valuesOf(overfitSpace([units] as Parameter[], of('mlp')).space)).toEqual({ units: 'logInt' });
  expect(valuesOf(overfitSpace([units] as Parameter[], of('tabular')).space)).toEqual({
    ...{ units: 'logInt', dropout: 0, weightDecay: 0 },
  });
});

test('a module says with off which parameters are regularisers, or by a usual name', () => {
  const rate = { type: 'number', min: 0, default: 0.5 } as const;
  const constraints = {
    ...{ ownDropout: rate, width: rate, inputNoise: { ...rate, min: 0.1 } },
    mixing: { type: 'choice', values: ['none', 'strong'], default: 'strong', off: 'none' } as const,
  };
  const own = Object.keys(constraints).map((name) => parameter(name, share));
  expect(searchedRegularisers(own, constraints)).toEqual(['ownDropout', 'mixing']);
  expect(valuesOf(overfitSpace([], constraints).space)).toEqual({ ownDropout: 0, mixing: 'none' });
});

test('the stage regularise has the values of a trial, and the ranges of its regularisers', () => {
  const around = (config: Record<string, number | string>) =>
    valuesOf(regulariseSpace(space, { trial: 3, config }, of('mlp')).space);
  expect(around({ units: 8, optimizer: 'adamw', dropout: 0, weightDecay: 0 })).toEqual({
    ...{ units: 8, optimizer: 'adamw' },
    ...{ dropout: 'uniform', weightDecay: 'uniform', 'augment.flip': 'choice' },
  });
  const conditional = [...space, parameter('l2', share, { momentum: [0] })];
  const { space: kept } = regulariseSpace(
    conditional,
    { trial: 3, config: { units: 8, optimizer: 'adam' } },
    of('mlp'),
  );
  expect(kept.map(({ name }) => name)).not.toContain('l2');
});

test('what depends on a regulariser is searched with it', () => {
  const conditional = [
    parameter('units', { type: 'logInt', min: 4, max: 64 }),
    parameter('dropout', { type: 'choice', values: [0, 0.5] }),
    parameter('rate', share, { dropout: [0.5] }),
    parameter('decay', share, { rate: [0.5], other: [1] }),
  ];
  const around = { trial: 3, config: { units: 8, dropout: 0 } };
  const { space: kept, changes } = regulariseSpace(conditional, around, of('mlp'));
  expect(valuesOf(kept)).toEqual({ units: 8, dropout: 'choice', rate: 'uniform' });
  expect(kept.at(-1)?.when).toEqual({ dropout: [0.5] });
  expect(changes.at(-1)).toMatchObject({
    parameter: 'rate',
    kind: 'searched',
    reason: 'it depends on a regulariser',
  });
});

test('what is active at the off value of a regulariser alone stays so', () => {
  const conditional = [
    parameter('dropout', { type: 'choice', values: [0, 0.5] }),
    parameter('optimizer', { type: 'choice', values: ['adam', 'sgd'] }),
    parameter('units', { type: 'logInt', min: 4, max: 64 }, { dropout: [0], optimizer: ['adam'] }),
  ];
  const around = { trial: 3, config: { dropout: 0, optimizer: 'adam', units: 8 } };
  const { space: kept } = regulariseSpace(conditional, around, of('mlp'));
  expect(kept.at(-1)).toEqual({
    ...{ name: 'units', distribution: { type: 'fixed', value: 8 }, when: { dropout: [0] } },
  });
});

test('the stages that follow are those up to the one that is asked for', () => {
  const { spec } = studyOf(space);
  const after = (stage: StageName | undefined, ...names: StageName[]) => {
    const stages = names.map((name, at) => ({ name, from: 4 * at, space, changes: [] }));
    return stagesToCome({
      search: { ...spec.search, ...(stage && { stage }), ...(stages.length > 0 && { stages }) },
    });
  };
  expect(after(undefined, 'overfit')).toEqual([]);
  expect(after('overfit', 'overfit')).toEqual([]);
  expect(after('regularise', 'overfit')).toEqual(['regularise']);
  expect(after('regularise', 'overfit', 'regularise')).toEqual([]);
  expect(after('refine')).toEqual(['refine']);
  expect(after('refine', 'overfit', 'regularise')).toEqual(['refine']);
  expect(after('refine', 'refine')).toEqual([]);
  expect(after('overfit', 'overfit', 'regularise')).toEqual([]);
});
