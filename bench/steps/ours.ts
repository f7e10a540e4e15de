import { randomFor } from '../../src/statistics/random.ts';
import type { BackendName } from '../../src/study/study-spec.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { createLearner } from '../../src/training/loop/learner.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { batchSize, type NetName, nets, noiseFor } from './nets.ts';
import { timeLearner } from './time-learner.ts';

/**
 * A program: ours.js <backend> <net> [threads] [plain] prints the milliseconds of a step of our learner, shuffling
 * included; plain without recordings and sessions.
 */
const [backendName = '', netName = '', threads = '1', engine = 'ours'] = process.argv.slice(2);
const { tf, machine } = await loadBackend(backendName as BackendName, Number(threads));
const net = nets[netName as NetName];
const dataset = noiseFor(net);
const learner = createLearner(tf, net.build(tf, 'linear'), dataset, {
  config: completeConfiguration(trainingParameters, { batchSize, learningRate: 1e-3 }),
  noise: randomFor('bench', 'noise'),
  steps: Number.MAX_SAFE_INTEGER,
  machine,
  isReplaying: engine !== 'plain',
});
process.stdout.write(JSON.stringify(await timeLearner(learner, dataset, net.steps)));
