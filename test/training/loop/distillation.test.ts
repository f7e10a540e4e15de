import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import type { DistillationSettings } from '../../../src/study/distillation.ts';
import { distillationLoss, soften, withSoftTargets } from '../../../src/training/loop/distillation.ts';
import { linear } from '../../../src/training/models/linear.ts';
import type { Tf } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf, linearTarget, separableBlobs } from '../example-data.ts';
import { atOnce, familyOf, fingerprint, type Given, losses, randomTrial, run } from '../example-trial.ts';

const classes = classesOf(2);
const values = { kind: 'regression', target: 'y', mean: 0, std: 1 } as const;

/** The loss and its gradient for these outputs, of one row for each target. */
function lossOf(
  tf: Tf,
  task: Dataset['task'],
  settings: DistillationSettings,
  { outputs, targets, soft }: Record<'outputs' | 'targets' | 'soft', number[][]>,
): { value: number; gradient: number[] } {
  return tf.tidy(() => {
    const loss = distillationLoss(tf, task, settings);
    const of = (given: Tensor) => loss(given, tf.tensor2d(targets), { soft: tf.tensor2d(soft) }) as never;
    const at = tf.tensor2d(outputs);
    return {
      value: (of(at) as Tensor).dataSync()[0] as number,
      gradient: [...tf.grad(of)(at).dataSync()],
    };
  });
}

/** A teacher that knows three classes, or nothing of the data at all. */
function lesson(dataset: Dataset, settings: DistillationSettings) {
  const { y } = dataset.splits.train;
  const teacher =
    dataset.task.kind === 'regression'
      ? y.map((target) => target / 2)
      : Float32Array.from({ length: 3 * y.length }, (_, at) => (y[Math.floor(at / 3)] === at % 3 ? 0 : -3));
  return { teacher, ...settings };
}

describe('soften', () => {
  test('is softmax(logits / T), and so p to the power of 1 / T, normalised', () => {
    const logits = Float32Array.of(2, 0, -1, 5, 5, 5);
    const soft = soften(logits, 3, 2);
    const sum = Math.E + 1 + Math.exp(-0.5);
    [Math.E / sum, 1 / sum, Math.exp(-0.5) / sum, 1 / 3, 1 / 3, 1 / 3].forEach((expected, at) => {
      expect(soft[at]).toBeCloseTo(expected, 6);
    });
    const p = Float32Array.of(0.8, 0.15, 0.05);
    const powers = [...p].map((each) => each ** (1 / 3));
    const total = powers.reduce((one, other) => one + other, 0);
    soften(p.map(Math.log), 3, 3).forEach((each, at) => {
      expect(each).toBeCloseTo((powers[at] as number) / total, 6);
    });
  });

  test('stays finite for logits far apart', () => {
    expect([...soften(Float32Array.of(1e4, -1e4), 2, 1)]).toEqual([1, 0]);
  });
});

test('the labels, the validation and the test split keep to themselves', () => {
  const dataset = separableBlobs();
  const { splits } = withSoftTargets(dataset, lesson(dataset, { temperature: 2, mixture: 0.5 }));
  expect(splits.train).toMatchObject({ x: dataset.splits.train.x, y: dataset.splits.train.y });
  expect(splits.train.soft).toHaveLength(3 * splits.train.rows);
  expect([splits.validation, splits.test]).toEqual([dataset.splits.validation, dataset.splits.test]);
});

await onEachBackend((backend) => {
  const { tf } = backend;

  test('of classes is (1 − m) CE(labels) + m T² CE(soft), as worked out by hand', () => {
    // softmax(ln 3, 0) = (3/4, 1/4), and at T = 2 softmax = (√3, 1) / (1 + √3); the teacher says (2/3, 1/3) there.
    const row = { outputs: [[Math.log(3), 0]], targets: [[0, 1]], soft: [[2 / 3, 1 / 3]] };
    const { value, gradient } = lossOf(tf, classes, { temperature: 2, mixture: 0.7 }, row);
    const first = Math.sqrt(3) / (1 + Math.sqrt(3));
    const hard = -Math.log(1 / 4);
    const soft = -(2 / 3) * Math.log(first) - (1 / 3) * Math.log(1 - first);
    expect(value).toBeCloseTo(0.3 * hard + 0.7 * 4 * soft, 5);
    const slope = 0.3 * (3 / 4) + 0.7 * 2 * (first - 2 / 3);
    expect(gradient[0]).toBeCloseTo(slope, 5);
    expect(gradient[1]).toBeCloseTo(-slope, 5);
  });

  test('of values is the mixture of both squared errors', () => {
    const rows = { outputs: [[1], [2]], targets: [[0], [2]], soft: [[2], [5]] };
    const { value, gradient } = lossOf(tf, values, { temperature: 1, mixture: 0.25 }, rows);
    expect(value).toBeCloseTo(0.75 * (1 / 2) + 0.25 * ((1 + 9) / 2), 5);
    expect(gradient[0]).toBeCloseTo(0.75 * 1 - 0.25 * 1, 5);
    expect(gradient[1]).toBeCloseTo(-0.25 * 3, 5);
  });

  test.each<[string, Given]>([
    ['classes', randomTrial],
    ['values', { ...randomTrial, dataset: linearTarget() }],
  ])('with no share of the loss a teacher of %s changes no bit', async (_, given) => {
    const nothing = lesson(given.dataset, { temperature: 4, mixture: 0 });
    const [plain, taught] = [
      await run(backend, given),
      await run(backend, { ...given, distillation: nothing }),
    ];
    expect(fingerprint(taught)).toBe(fingerprint(plain));
  });

  test('a student says at the end what its teacher says, whatever the labels are', async () => {
    const dataset = separableBlobs();
    const wrong = { ...dataset, splits: { ...dataset.splits } };
    const distillation = lesson(wrong, { temperature: 3, mixture: 1 });
    const { train } = wrong.splits;
    wrong.splits.train = { ...train, y: train.y.map((label) => (label + 1) % 3) };
    const given = {
      dataset: wrong,
      config: { learningRate: 0.1, batchSize: 9 },
      training: { maxEpochs: 12 },
    };
    const { outcome } = await run(backend, { ...given, distillation });
    expect(outcome).toMatchObject({ state: 'complete', metrics: { valAccuracy: 1 } });
  });

  test('a high temperature is not taken for a divergence', async () => {
    const distillation = lesson(randomTrial.dataset, { temperature: 30, mixture: 1 });
    const trained = await run(backend, { ...randomTrial, distillation });
    expect(trained.outcome.state).toBe('complete');
    // T² ln 3, nearly, for a net that knows nothing.
    expect(losses(trained)[1]?.[0]).toBeGreaterThan(900);
  });

  test('a module with a loss of its own is rejected', async () => {
    const family = { ...familyOf((input) => atOnce(linear.build(input))), loss: () => tf.scalar(1) };
    const distillation = lesson(randomTrial.dataset, { temperature: 2, mixture: 0.5 });
    const { outcome } = await run(backend, { dataset: randomTrial.dataset, family, distillation });
    expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'rejected' } });
    expect(JSON.stringify(outcome)).toContain('its own loss uses labels only');
  });
});
