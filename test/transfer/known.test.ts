import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';
import { chooseKnown, type KnownTrial } from '../../src/transfer/known/choose-known.ts';
import { readKnownTable } from '../../src/transfer/known/known-table.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const space: SearchSpace = [
  { name: 'learningRate', distribution: { type: 'logUniform', min: 1e-4, max: 0.1 } },
  { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
  { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 0.9 }, when: { optimizer: ['sgd'] } },
  { name: 'layers', distribution: { type: 'fixed', value: 2 } },
];

describe('the known configurations that are chosen', () => {
  const trials: KnownTrial[] = [
    {
      trial: 0,
      value: 0.5,
      config: { learningRate: 0.01, units: 8, optimizer: 'adam', momentum: 0.5, layers: 3 },
    },
    { trial: 1, value: 0.1, config: { learningRate: 7, units: 8, optimizer: 'adam', layers: 2 } },
    { trial: 2, value: 0.3, config: { learningRate: 0.02, optimizer: 'sgd', momentum: 0.1, layers: 2 } },
    { trial: 3, value: 0.3, config: { learningRate: 0.01, units: 9, optimizer: 'adam', layers: 2 } },
    { trial: 4, value: 0.4, config: { learningRate: 0.03, layers: 2 } },
  ];

  it('are the best within the space, by its active parameters and without repetitions', () => {
    const { chosen, outside, lacking, fixed, drawn } = chooseKnown(
      space,
      { direction: 'minimize', trials },
      3,
    );
    expect(chosen.map(({ trial }) => trial)).toEqual([2, 3, 4]);
    expect(chosen[1]?.configuration).toEqual({ learningRate: 0.01, optimizer: 'adam', layers: 2 });
    expect(chosen[2]?.configuration).toEqual({ learningRate: 0.03, layers: 2 });
    expect({ outside, lacking, fixed, drawn }).toEqual({
      outside: 1,
      lacking: ['units'],
      fixed: ['layers'],
      drawn: [],
    });
    const [best] = chooseKnown(space, { direction: 'maximize', trials }, 1).chosen;
    expect(best?.trial).toBe(0);
  });

  it('are none of those that the space enqueues itself', () => {
    const enqueued = [{ learningRate: 0.02, optimizer: 'sgd', momentum: 0.1, layers: 2 }];
    const { chosen } = chooseKnown(space, { direction: 'minimize', trials }, 2, enqueued);
    expect(chosen.map(({ trial }) => trial)).toEqual([3, 4]);
  });
});

describe('a table of known trials', () => {
  const spec = { space, objective: { metric: 'valLoss', direction: 'minimize' as const } };
  const read = (text: string) => {
    const file = join(directory, 'known.csv');
    writeFileSync(file, text);
    return readKnownTable(file, spec);
  };

  it('may have other columns, and its values under the name of the metric', async () => {
    const trials = await read(
      'rate,learningRate,optimizer,valLoss,seconds\n9,1e-2,adam,0.5,3\n,0.02,,0.25,3\n',
    );
    expect(trials).toEqual([
      { trial: 0, value: 0.5, config: { rate: '9', learningRate: 0.01, optimizer: 'adam' } },
      { trial: 1, value: 0.25, config: { learningRate: 0.02 } },
    ]);
  });

  it('gives the trials of its column trial, and only complete ones', async () => {
    const text =
      'trial,state,value,config.learningRate,failure.kind\n7,failed,,0.1,crash\n9,complete,1,0.1,\n';
    expect(await read(text)).toEqual([{ trial: 9, value: 1, config: { learningRate: 0.1 } }]);
  });

  it.each([
    ['learningRate\n0.1\n', 'must have a column value or valLoss'],
    ['learningRate,value\n0.1,good\n', 'must be a finite number'],
  ])('names the fault of %o', async (text, constraint) => {
    const error = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FaultsError);
    expect((error as FaultsError).faults[0]?.constraint).toContain(constraint);
  });
});
