import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import type { EpochRecord } from '../../src/study/trial.ts';
import { unpackModels } from '../../src/training/bytes/model-pack.ts';
import type { TrainedTrial } from '../../src/training/loop/train.ts';
import { predict } from '../../src/training/predict.ts';
import { onEachBackend } from './each-backend.ts';
import { linearTarget, separableBlobs } from './example-data.ts';
import { runFolds, withFolds } from './example-folds.ts';
import { completed, fingerprint, type Given, randomTrial, run, withRestored } from './example-trial.ts';

const count = 3;
const classes: Given = { ...randomTrial, dataset: withFolds(separableBlobs(30), count) };
const values: Given = { ...randomTrial, dataset: withFolds(linearTarget(), count) };

/** The rows of a fold, picked without the code under test. */
function ownSplits({ splits }: Dataset, fold: number): Dataset['splits'] {
  const pick = (isTaken: (row: number) => boolean) => {
    const { rows, x, y } = splits.train;
    const taken = Array.from({ length: rows }, (_, row) => row).filter(isTaken);
    const inputs = taken.flatMap((row) => [x[2 * row] as number, x[2 * row + 1] as number]);
    return {
      ...{ rows: taken.length, x: Float32Array.from(inputs), row: Int32Array.from(taken) },
      y: Float32Array.from(taken, (row) => y[row] as number),
    };
  };
  const [train, validation] = [(row: number) => row % count !== fold, (row: number) => row % count === fold];
  return { train: pick(train), validation: pick(validation), test: splits.test };
}

function ofFold(given: Given, fold: number): Given {
  const { folds: _, ...dataset } = given.dataset;
  return {
    ...given,
    dataset: { ...dataset, splits: ownSplits(dataset, fold) },
    branch: [...(given.branch ?? []), 'fold', fold],
  };
}

const foldNumbers = [0, 1, 2];
const bestOf = ({ outcome }: TrainedTrial) => (outcome.state === 'failed' ? 0 : outcome.bestEpoch);

await onEachBackend((backend) => {
  const { tf } = backend;

  describe('a trial with folds', () => {
    test.each([
      ['classes', classes, 'valAccuracy'],
      ['values', values, 'valR2'],
    ] as const)('of %s has the metrics of its out-of-fold predictions', async (_, given, metric) => {
      const { outcome, weights } = completed(await runFolds(backend, given));
      const { dataset } = given;
      const { rows, y } = dataset.splits.train;
      const width = dataset.task.kind === 'classification' ? dataset.task.classes.length : 1;
      const joint = new Float64Array(rows * width);
      const losses: number[] = [];
      const trainLosses: number[] = [];
      for (const fold of foldNumbers) {
        const own = ofFold(given, fold);
        const trained = await run(backend, own);
        expect(Buffer.from(unpackModels(weights).models[fold] ?? [])).toEqual(
          Buffer.from(trained.weights ?? []),
        );
        losses.push(completed(trained).outcome.metrics.loss as number);
        const { validation } = own.dataset.splits;
        await withRestored(backend, own, trained, (model) => {
          const predictions = predict(tf, model, own.dataset, validation);
          const { train } = own.dataset.splits;
          const fitted = evaluate(dataset.task, predict(tf, model, own.dataset, train), train.y);
          trainLosses.push(fitted.loss as number);
          validation.row.forEach((row, place) => {
            joint.set(predictions.subarray(place * width, (place + 1) * width), row * width);
          });
        });
      }
      const expected = evaluate(dataset.task, joint, y);
      expect(outcome.value).toBe(outcome.metrics.valLoss);
      expect(outcome.metrics.valLoss).toBeCloseTo(expected.loss as number, 10);
      const name = metric === 'valAccuracy' ? 'accuracy' : 'r2';
      expect(outcome.metrics[metric]).toBeCloseTo(expected[name] as number, 10);
      expect(outcome.metrics.trainLoss).toBeCloseTo(
        trainLosses.reduce((sum, each) => sum + each, 0) / count,
        10,
      );
      expect(outcome.metrics.loss).toBeCloseTo(losses.reduce((sum, each) => sum + each, 0) / count, 10);
    });

    test('has a curve of means, beside those of its folds, and the median of their best epochs', async () => {
      const training = { maxEpochs: 12, patience: 1 };
      const given = { ...classes, training, config: { ...classes.config, learningRate: 0.3, dropout: 0.6 } };
      const { outcome, history } = await runFolds(backend, given);
      const own = [];
      for (const fold of foldNumbers) own.push(await run(backend, ofFold(given, fold)));
      const longest = Math.max(...own.map((each) => each.history.length));
      expect(new Set(own.map((each) => each.history.length)).size).toBeGreaterThan(1);
      expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: longest }, (_, at) => at));
      const middle = own.map(bestOf).sort((one, other) => one - other)[1];
      expect(outcome).toMatchObject({ state: 'complete', epochs: longest - 1, bestEpoch: middle });
      for (const { epoch, metrics, folds } of history) {
        expect(folds).toEqual(own.map((each) => each.history[epoch]?.metrics ?? null));
        const counted = own.map((each) => each.history[epoch] ?? each.history[bestOf(each)]);
        const mean = counted.reduce((sum, each) => sum + (each?.metrics.valLoss as number), 0) / count;
        expect(metrics.valLoss).toBeCloseTo(mean, 10);
      }
    });

    test('reports each epoch with its fold, and saves each fold before the next begins', async () => {
      const said: string[] = [];
      await runFolds(backend, classes, {
        onEpoch: ({ epoch }, fold) => said.push(`${fold}:${epoch}`),
        saveFold: async (fold, { outcome }) => void said.push(`${outcome.state} ${fold}`),
      });
      const expected = foldNumbers.flatMap((fold) => [
        ...[1, 2, 3].map((epoch) => `${fold}:${epoch}`),
        `complete ${fold}`,
      ]);
      expect(said).toEqual(expected);
    });

    test('takes up the folds of an earlier attempt, to the same bits and reports', async () => {
      const saved = new Map<number, TrainedTrial>();
      const heard: [EpochRecord, number | undefined][][] = [[], []];
      const whole = await runFolds(backend, classes, {
        onEpoch: (record, fold) => heard[0]?.push([record, fold]),
        saveFold: async (fold, trained) => void saved.set(fold, trained),
      });
      saved.delete(2);
      const again: number[] = [];
      const resumed = await runFolds(backend, classes, {
        onEpoch: (record, fold) => heard[1]?.push([record, fold]),
        readFold: async (fold) => saved.get(fold),
        saveFold: async (fold) => void again.push(fold),
      });
      expect(fingerprint(resumed)).toBe(fingerprint(whole));
      expect(resumed.optimizer).toEqual(whole.optimizer);
      expect(again).toEqual([2]);
      expect(heard[1]).toEqual(heard[0]);
    });

    test('is another in each fold, although the rows are the same', async () => {
      const dataset = withFolds(separableBlobs(30), count);
      const [fold] = dataset.folds ?? [];
      if (fold === undefined) throw new Error('no fold');
      const { weights } = completed(
        await runFolds(backend, { ...classes, dataset: { ...dataset, folds: [fold, fold] } }),
      );
      const [one, other] = unpackModels(weights).models;
      expect(one).not.toEqual(other);
    });

    test('averages the predictions of repeats for a row', async () => {
      const dataset = withFolds(separableBlobs(30), count);
      const folds = [...(dataset.folds ?? []), ...(dataset.folds ?? [])];
      const given = { ...classes, dataset: { ...dataset, folds } };
      const { outcome } = completed(await runFolds(backend, given));
      const { rows, y } = dataset.splits.train;
      const joint = new Float64Array(3 * rows);
      for (const index of folds.keys()) {
        const own = { ...ofFold(given, index % count), branch: ['fold', index] };
        await withRestored(backend, own, await run(backend, own), (model) => {
          const { validation } = own.dataset.splits;
          predict(tf, model, own.dataset, validation).forEach((share, at) => {
            const to = 3 * (validation.row[Math.floor(at / 3)] as number) + (at % 3);
            joint[to] = (joint[to] as number) + share / 2;
          });
        });
      }
      expect(outcome.value).toBeCloseTo(evaluate(dataset.task, joint, y).loss as number, 10);
    });

    test('chooses one threshold for all folds', async () => {
      const binary: Dataset = {
        ...classes.dataset,
        task: { kind: 'classification', classes: ['no', 'yes'] },
      };
      const { train } = binary.splits;
      const y = train.y.map((label) => Math.min(label, 1));
      const split = { ...train, y };
      const dataset = { ...binary, splits: { ...binary.splits, train: split, validation: split } };
      const { outcome } = completed(
        await runFolds(backend, { ...classes, dataset, training: { threshold: 'auto' } }),
      );
      expect(outcome.metrics.threshold).toBeGreaterThan(0);
      expect(outcome.metrics.threshold).toBeLessThan(1);
    });
  });

  describe('a fold that does not complete', () => {
    test('ends the trial when it fails, and is named', async () => {
      const saved: number[] = [];
      let built = 0;
      const family = {
        ...(classes.family as NonNullable<Given['family']>),
        build: (input: Parameters<NonNullable<Given['family']>['build']>[0]) => {
          built += 1;
          if (built === 2) throw new Error('no more');
          return (classes.family as NonNullable<Given['family']>).build(input);
        },
      };
      const { outcome, history, weights } = await runFolds(
        backend,
        { ...classes, family },
        { saveFold: async (fold) => void saved.push(fold) },
      );
      expect(outcome).toEqual({
        state: 'failed',
        failure: { kind: 'rejected', message: expect.stringMatching(/^fold 2: .*no more/) },
        epochs: 3,
      });
      expect([saved, built, weights]).toEqual([[0], 2, undefined]);
      expect(history.map(({ folds }) => folds?.[1])).toEqual([null, null, null, null]);
    });

    test.each([
      ['first', 2, 1],
      ['second', 4, 2],
    ])('is pruned in the %s: the value is the mean of the folds that there are', async (_, stopAt, begun) => {
      let looks = 0;
      const pruned = await runFolds(backend, classes, { shouldStop: () => ++looks === stopAt });
      const own = [];
      for (const fold of foldNumbers.slice(0, begun - 1)) own.push(await run(backend, ofFold(classes, fold)));
      own.push(await run(backend, ofFold(classes, begun - 1), { shouldStop: stopsAfter(2) }));
      const mean =
        own.reduce((sum, each) => sum + (completed(each).outcome.metrics.valLoss as number), 0) / begun;
      const { outcome, weights } = pruned;
      expect(outcome).toMatchObject({ state: 'pruned', epochs: begun === 1 ? 2 : 3 });
      expect(outcome.state === 'pruned' && outcome.value).toBeCloseTo(mean, 10);
      expect(weights).toBeUndefined();
      expect(pruned.history[0]?.folds).toHaveLength(begun);
    });
  });

  describe('a continued trial with folds', () => {
    test('goes on from each fold’s own best epoch', async () => {
      const training = { maxEpochs: 4 };
      const given = { ...classes, training, config: { ...classes.config, learningRate: 0.3, dropout: 0.6 } };
      const parent = await runFolds(backend, given);
      const { weights } = completed(parent);
      const { history, optimizer } = parent;
      const goingOn = { ...given, checkpoint: { weights, optimizer, history }, branch: ['continued', 2] };
      const child = await runFolds(backend, goingOn);
      const own: TrainedTrial[] = [];
      const bests = new Set<number>();
      for (const fold of foldNumbers) {
        const first = await run(backend, ofFold(given, fold));
        const upTo = first.history.filter(({ epoch }) => epoch <= bestOf(first));
        bests.add(bestOf(first));
        const checkpoint = { weights: completed(first).weights, optimizer: first.optimizer, history: upTo };
        own.push(await run(backend, { ...ofFold(goingOn, fold), checkpoint }));
      }
      expect(bests.size).toBeGreaterThan(1);
      const packed = unpackModels(completed(child).weights).models;
      own.forEach((each, fold) => {
        expect(Buffer.from(packed[fold] ?? [])).toEqual(Buffer.from(each.weights ?? []));
        const curve = child.history.map(({ folds }) => folds?.[fold]).filter((metrics) => metrics != null);
        expect(curve).toEqual(each.history.map(({ metrics }) => metrics));
      });
    });
  });

  test('a student learns from the teacher’s outputs for the rows of its fold', async () => {
    const { dataset } = classes;
    const teacher = Float32Array.from({ length: 3 * dataset.splits.train.rows }, (_, at) => (at * 7) % 5);
    const distillation = { teacher, temperature: 2, mixture: 0.8 };
    const { weights } = completed(await runFolds(backend, { ...classes, distillation }));
    for (const fold of foldNumbers) {
      const own = ofFold(classes, fold);
      const rows = [...own.dataset.splits.train.row];
      const outputs = rows.flatMap((row) => [...teacher.subarray(3 * row, 3 * row + 3)]);
      const lesson = { ...distillation, teacher: Float32Array.from(outputs) };
      const trained = await run(backend, { ...own, distillation: lesson });
      expect(Buffer.from(unpackModels(weights).models[fold] ?? [])).toEqual(
        Buffer.from(trained.weights ?? []),
      );
    }
  });
});

function stopsAfter(epochs: number): () => boolean {
  let looks = 0;
  return () => ++looks === epochs;
}
