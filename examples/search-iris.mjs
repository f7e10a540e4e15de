// Searches for a small net that tells irises apart, and combines the best ones.
import { choice, ensemble, logInt, logUniform, search, top, uniform, when } from 'hpsearch';

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

const { members, test } = await ensemble({ db, study });
console.log(`${members.length} models together: test accuracy ${test.accuracy}`);
