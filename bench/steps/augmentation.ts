import { randomFor } from '../../src/statistics/random.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { augmentationOf } from '../../src/training/augmentation/augmentation.ts';
import { fillRows } from '../../src/training/inputs.ts';
import { batchSize, nets, noiseFor } from './nets.ts';
import { timeSteps } from './time-steps.ts';

/** The time that augmentation adds to a step of 64 images of 28 × 28 pixels: `node dist/bench/steps/augmentation.js`. */
const cases: readonly Configuration[] = [
  {},
  { 'augment.flip': 'both' },
  { 'augment.shift': 0.1 },
  { 'augment.rotate': 15 },
  { 'augment.crop': 0.2 },
  { 'augment.brightness': 0.2 },
  { 'augment.noise': 0.1 },
  { 'augment.cutout': 0.3 },
  { 'augment.mixup': 0.2 },
  {
    ...{ 'augment.flip': 'both', 'augment.shift': 0.1, 'augment.rotate': 15, 'augment.crop': 0.2 },
    ...{ 'augment.brightness': 0.2, 'augment.noise': 0.1, 'augment.cutout': 0.3, 'augment.mixup': 0.2 },
  },
];

const dataset = noiseFor({ ...nets.cnn, steps: 10 });
const { train } = dataset.splits;
const size = train.x.length / train.rows;
const values = new Float32Array(batchSize * size);
const rows = Int32Array.from({ length: batchSize }, (_, row) => 7 * row);
const steps = 20;

for (const config of cases) {
  const augmentation = augmentationOf(config, dataset, randomFor('bench', 'augment'));
  const plain = (to: Float32Array, chosen: Int32Array) => fillRows(to, train.x, size, chosen);
  const fill = augmentation?.inputs(plain) ?? plain;
  const { processorMs } = await timeSteps(steps, () => {
    for (let step = 0; step < steps; step++) fill(values, rows);
  });
  const names = Object.keys(config).map((name) => name.slice('augment.'.length));
  process.stdout.write(`| ${names.join(', ') || 'none'} | ${processorMs.toPrecision(2)} ms |\n`);
}
