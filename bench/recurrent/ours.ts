import { randomFor } from '../../src/statistics/random.ts';
import type { BackendName } from '../../src/study/study-spec.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { createLearner } from '../../src/training/loop/learner.ts';
import { rnn } from '../../src/training/models/rnn.ts';
import { prepareModel } from '../../src/training/prepare-model.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { batchSize, noiseFor } from '../steps/nets.ts';
import { timeLearner } from '../steps/time-learner.ts';
import { recurrentNets, sequenceShape } from './nets.ts';

/** A program: ours.js <net> [backend] prints the milliseconds of a step of a recurrent net, shuffling included. */
const [name = '', backend = 'wasm'] = process.argv.slice(2);
const steps = 10;
const { tf, machine } = await loadBackend(backend as BackendName);
const dataset = noiseFor({ inputShape: sequenceShape, steps });
const constraints = { ...trainingParameters, ...rnn.parameters };
const config = completeConfiguration(constraints, {
  ...recurrentNets[name]?.config,
  ...{ batchSize, learningRate: 1e-3 },
});
const model = await prepareModel(tf, rnn, config, dataset);
const noise = randomFor('bench', 'noise');
const learner = createLearner(tf, model, dataset, {
  ...{ config, noise, steps: Number.MAX_SAFE_INTEGER, machine },
});
process.stdout.write(JSON.stringify(await timeLearner(learner, dataset, steps)));
