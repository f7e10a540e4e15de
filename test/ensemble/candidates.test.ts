import { afterEach, expect, it } from 'vitest';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { predictStored } from '../../src/ensemble/candidates.ts';
import { UsageError } from '../../src/faults/errors.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { trainTrial } from '../../src/training/loop/train.ts';
import { modelFamilies } from '../../src/training/models/catalogue.ts';
import type { ModelFamily } from '../../src/training/models/model-family.ts';
import { exampleStudy } from '../store/example-study.ts';

let store: Store | undefined;
afterEach(() => store?.close());

/** Two trials of a real search on irises: the first has kept its weights, the second has not. */
async function recordedModels() {
  store = await openSqliteStore(':memory:');
  const backend = await loadBackend('cpu');
  const family = modelFamilies.mlp as ModelFamily;
  const example = exampleStudy('irises');
  const split = { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 1 } as const;
  const spec = {
    ...example.spec,
    data: { source: 'iris', exclude: [], split, scaling: 'standard' },
    objective: { metric: 'valLoss', direction: 'minimize' },
    training: { maxEpochs: 3, patience: 3, minDelta: 0, timeoutSeconds: 60, backend: 'cpu' },
  } as const;
  const study = await store.createStudy({ ...example, spec, backend: 'cpu' });
  const config = { units: 6, learningRate: 0.01, dropout: 0.2 };
  await store.addTrials(study.id, [
    { trial: 0, config },
    { trial: 1, config },
  ]);
  const dataset = await loadDataset(spec.data, '.');
  const { training, objective } = spec;
  for (const trial of [0, 1]) {
    const claim = await store.claim(study.id, trial);
    if (claim === undefined) throw new Error('a new trial waits');
    const hooks = { onEpoch() {}, shouldStop: () => false };
    const input = { backend, family, dataset, training, objective, seed: 1, trial, config };
    const { weights, ...trained } = await trainTrial(input, hooks);
    const kept = trial === 0 && weights !== undefined ? { weights } : {};
    await store.record(claim, { ...trained, ...kept, seconds: 1, backend: 'cpu' }, 20);
  }
  return { store, study, backend, family, dataset };
}

async function trialOf(store: Store, study: Study, number: number) {
  const trial = await store.trial(study.id, number);
  if (trial === null || trial === undefined) throw new Error(`there is no trial ${number}`);
  return trial;
}

it('a stored model predicts as it did when its trial was recorded, and leaves no tensor', async () => {
  const source = await recordedModels();
  const { dataset, backend } = source;
  const trial = await trialOf(source.store, source.study, 0);
  const before = backend.tf.memory().numTensors;
  const { validation, test } = await predictStored(source, trial);
  const metrics = evaluate(dataset.task, validation, dataset.splits.validation.y);
  expect(metrics.loss).toBe(trial.metrics.valLoss);
  expect(metrics.accuracy).toBe(trial.metrics.valAccuracy);
  expect(test).toHaveLength(3 * dataset.splits.test.rows);
  expect(backend.tf.memory().numTensors).toBe(before);
});

it('a model whose weights were not kept is refused by name', async () => {
  const source = await recordedModels();
  const predicted = predictStored(source, await trialOf(source.store, source.study, 1));
  await expect(predicted).rejects.toThrow(UsageError);
  await expect(predicted).rejects.toThrow('trial 1 were not kept');
});
