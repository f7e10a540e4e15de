// Searches on arrays of this program, sequences of several lengths, and predicts another one: does it rise or fall?
import { choice, logInt, logUniform, predict, search } from 'hpsearch';

const db = process.argv[2] ?? './examples.db';

/** 5 to 12 steps of two numbers: one that rises or falls, and one that tells nothing. */
function steps(row, slope) {
  const length = 5 + (row % 8);
  return Array.from({ length }, (_, step) => [
    slope * step + Math.sin(7 * row + step),
    Math.cos(11 * row * step),
  ]);
}

const slopes = Array.from({ length: 200 }, (_, row) => (Math.sin(row * row) > 0 ? 0.5 : -0.5));
const arrays = {
  x: slopes.map((slope, row) => steps(row, slope)),
  y: slopes.map((slope) => (slope > 0 ? 'rises' : 'falls')),
};

const { study, best } = await search({
  name: 'slopes',
  db,
  data: { arrays, split: { validation: 0.2, test: 0.2 } },
  model: { type: 'conv1d' },
  space: {
    learningRate: logUniform(3e-3, 3e-2),
    filters: logInt(8, 32),
    kernelSize: choice([3, 5]),
  },
  training: { maxEpochs: 8, backend: 'wasm' },
  trials: 4,
});
console.log(`best: ${best.config.filters} filters, loss ${best.value}`);

const [{ prediction, probabilities }] = await predict({
  db,
  study,
  input: { arrays: { x: [steps(3, 0.5)] } },
});
console.log(`a sequence with a slope of 0.5 ${prediction} (${probabilities[prediction].toFixed(2)})`);
