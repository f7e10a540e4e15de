import { expect, it } from 'vitest';
import { loadBackend } from '../../src/training/backend.ts';
import { foldDataset } from '../../src/training/folds/fold-dataset.ts';
import { linearTarget } from './example-data.ts';
import { run } from './example-trial.ts';

it('a single validation row near the mean does not make usual losses of others a divergence', async () => {
  const backend = await loadBackend('cpu');
  const whole = linearTarget();
  const { y } = whole.splits.validation;
  const row = y.reduce((best, value, at) => (Math.abs(value) < Math.abs(y[best] as number) ? at : best), 0);
  const fold = { train: Int32Array.from({ length: 60 }, (_, at) => at), validation: Int32Array.of(row) };
  const dataset = foldDataset({ ...whole, folds: [fold] }, 0);
  const { outcome } = await run(backend, {
    dataset,
    config: { learningRate: 0.3, optimizer: 'sgd', momentum: 0 },
  });
  expect(outcome.state).toBe('complete');
});
