import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { studentModels } from '../../src/actions/distill-models.ts';
import { FaultsError, NoTrialCompletedError, UsageError } from '../../src/faults/errors.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { mlp as family } from '../../src/training/models/mlp.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { completed, exampleStudy, failed } from '../store/example-study.ts';

let store: Store;
let study: Study;
const { directory, remove } = temporaryDirectory();

beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  study = await store.createStudy(exampleStudy('wine'));
});
afterEach(() => store.close());
afterAll(remove);

async function run(trial: number, result: ReturnType<typeof completed>): Promise<void> {
  await store.addTrials(study.id, [{ trial, config: { units: trial } }]);
  const claim = await store.claim(study.id, trial);
  if (claim !== undefined) await store.record(claim, result, 20);
}

const models = (asked: Parameters<typeof studentModels>[1]) => studentModels({ store, study, family }, asked);

describe('a student’s configuration', () => {
  it('is that of a good trial, unless another is named', async () => {
    await expect(models({})).rejects.toThrow(NoTrialCompletedError);
    await run(0, completed(3));
    await run(1, completed(1));
    expect(await models({})).toEqual([{ config: { units: 1 }, stream: 1, configOf: 1 }]);
    expect(await models({ student: 0 })).toEqual([{ config: { units: 0 }, stream: 0, configOf: 0 }]);
  });

  it('is not that of a trial that is not there, or has failed', async () => {
    await run(0, failed);
    await expect(models({ student: 7 })).rejects.toThrow(
      "student: 7: there is no such trial in study 'wine'",
    );
    await expect(models({ student: 0 })).rejects.toThrow('student: 0: trial 0 is failed');
  });

  it('may be given as JSON, which the model’s constraints hold for', async () => {
    expect(await models({ config: '{"units":8,"activation":"tanh"}' })).toEqual([
      { config: { units: 8, activation: 'tanh' }, stream: 0, configOf: null },
    ]);
    await expect(models({ config: '{"unit":4}' })).rejects.toThrow(
      /^config unit: is not a hyperparameter of mlp.*units/,
    );
    await expect(models({ config: '{"units":0,"dropout":1}' })).rejects.toThrow(FaultsError);
    await expect(models({ config: '{"units":' })).rejects.toThrow('config: is no JSON');
    await expect(models({ config: '{"units":{"type":"int"},"layers":[1],"dropout":1}' })).rejects.toThrow(
      /^config units: must be a number, a text, .*\nconfig layers: must be .*\nconfig dropout: must be below 1/,
    );
  });

  it('may be drawn from a space of the study’s model', async () => {
    const written = (model: string) => {
      const file = join(directory, `${model}.json`);
      const space = { learningRate: { type: 'logUniform', min: 1e-3, max: 0.1 } };
      writeFileSync(file, JSON.stringify({ data: 'iris', model: { type: model }, space }));
      return file;
    };
    const drawn = await models({ config: written('mlp'), tries: 3 });
    expect(drawn.map(({ stream }) => stream)).toEqual([0, 1, 2]);
    expect(new Set(drawn.map(({ config }) => config.learningRate)).size).toBe(3);
    expect(await models({ config: written('mlp') })).toHaveLength(8);
    const other = models({ config: written('linear') });
    await expect(other).rejects.toThrow("must have the study's model, mlp, got linear");
    await expect(other).rejects.toThrow(UsageError);
  });
});
