import { expect, it } from 'vitest';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { measureCost } from '../../src/ensemble/cost.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { modelFamilies } from '../../src/training/models/catalogue.ts';
import type { ModelFamily } from '../../src/training/models/model-family.ts';
import { prepareModel } from '../../src/training/prepare-model.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { encodeWeights } from '../../src/training/weights.ts';
import { dataSpec } from '../data/data-spec.ts';
import { atOnce } from '../training/example-trial.ts';

it('is the sum over the models, by the clock that was given, and leaves no tensor', async () => {
  const backend = await loadBackend('cpu');
  const family = modelFamilies.mlp as ModelFamily;
  const dataset = await loadDataset(dataSpec({ source: 'iris' }), '.');
  const config = { units: 4, layers: 1 };
  const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
  const model = atOnce(prepareModel(backend.tf, family, complete, dataset));
  const weights = encodeWeights(model);
  model.dispose();
  const before = backend.tf.memory().numTensors;
  // Each look at the clock is one millisecond later, so that each prediction takes one.
  let time = 0;
  const stored = { config, weights, parameters: model.countParams() };
  const cost = await measureCost({ backend, family, dataset }, [stored, stored], () => time++);
  expect(cost).toEqual({ parameters: 2 * (4 * 4 + 4 + 4 * 3 + 3), oneExampleMs: 2, batchMs: 2 });
  expect(backend.tf.memory().numTensors).toBe(before);
});
