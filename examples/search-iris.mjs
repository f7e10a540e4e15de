// Searches for a small net that tells irises apart, combines the best ones, and has one net learn from them.
import {
  choice,
  distill,
  ensemble,
  evaluate,
  logInt,
  logUniform,
  predict,
  search,
  top,
  uniform,
  when,
} from 'hpsearch';

const db = process.argv[2] ?? './examples.db';

const { study, best } = await search({
  name: 'iris',
  db,
  data: { source: 'iris' },
  model: { type: 'mlp' },
  space: {
    learningRate: logUniform(1e-3, 1e-1),
    units: logInt(4, 16),
    optimizer: choice(['adam', 'sgd']),
    momentum: when({ optimizer: 'sgd' }, uniform(0, 0.9)),
  },
  training: { maxEpochs: 6, backend: 'wasm' },
  trials: 6,
  onTrial: ({ trial, state, value }) => console.log(`trial ${trial}: ${state}, ${value}`),
});
console.log(`best of ${study}: ${best.config.units} units, learning rate ${best.config.learningRate}`);

for (const { rank, trial, value } of await top({ db, study, k: 3 })) console.log(rank, trial, value);

const { members, name, test } = await ensemble({ db, study });
console.log(`${members.length} models together: test accuracy ${test.accuracy}`);

const { student } = await distill({ db, study, ensemble: name, temperature: [2], mixture: [0.5] });
const { metrics } = await evaluate({ db, study, model: student.trial, split: 'validation' });
console.log(`a student of them: validation accuracy ${metrics.accuracy.value}`);

const flower = { sepalLength: 5.1, sepalWidth: 3.5, petalLength: 1.4, petalWidth: 0.2 };
const [{ prediction, probabilities }] = await predict({ db, study, model: name, input: [flower] });
console.log(`a flower with small petals: ${prediction} (${probabilities[prediction].toFixed(2)})`);
