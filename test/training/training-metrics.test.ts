import { expect, test } from 'vitest';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { predict } from '../../src/training/predict.ts';
import { onEachBackend } from './each-backend.ts';
import { linearTarget } from './example-data.ts';
import { runFolds } from './example-folds.ts';
import { completed, type Given, randomTrial, run, withRestored } from './example-trial.ts';

await onEachBackend((backend) => {
  test.each<[string, Given, readonly string[]]>([
    [
      'classes',
      { ...randomTrial, objective: { metric: 'valF1', direction: 'maximize' } },
      ['accuracy', 'f1'],
    ],
    ['values', { ...randomTrial, dataset: linearTarget() }, ['mae']],
  ])('a trial of %s has the metrics of its training rows without dropout', async (_, given, names) => {
    const { outcome } = completed(await runFolds(backend, given));
    const trained = await run(backend, given);
    const { dataset } = given;
    const { train } = dataset.splits;
    await withRestored(backend, given, trained, (model) => {
      const all = ['loss', ...names];
      const expected = evaluate(dataset.task, predict(backend.tf, model, dataset, train), train.y, all);
      const own = Object.entries(expected).map(([name, value]) => [
        `train${name[0]?.toUpperCase()}${name.slice(1)}`,
        value,
      ]);
      expect(outcome.metrics).toEqual({ ...completed(trained).outcome.metrics, ...Object.fromEntries(own) });
    });
    expect(outcome.metrics.trainLoss).not.toBeCloseTo(outcome.metrics.loss as number, 3);
  });

  test('a trial that was stopped has none', async () => {
    const { outcome } = completed(await runFolds(backend, randomTrial, { shouldStop: () => true }));
    expect(outcome.state).toBe('pruned');
    expect(Object.keys(outcome.metrics).filter((name) => name.startsWith('train'))).toEqual([]);
  });
});
