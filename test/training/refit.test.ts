import { describe, expect, test } from 'vitest';
import type { Predictions } from '../../src/metrics/predictions.ts';
import { unpackModels } from '../../src/training/bytes/model-pack.ts';
import { predict } from '../../src/training/predict.ts';
import { withStoredModel } from '../../src/training/stored-model.ts';
import { predictNew, predictSplit } from '../../src/training/trained-model.ts';
import { onEachBackend } from './each-backend.ts';
import { separableBlobs } from './example-data.ts';
import { runFolds, withFolds } from './example-folds.ts';
import {
  completed,
  fingerprint,
  type Given,
  randomTrial,
  run,
  trialInput,
  withRestored,
} from './example-trial.ts';

const training = { maxEpochs: 6, patience: 1, final: 'refit', averageEpochs: 2 } as const;
const config = { ...randomTrial.config, learningRate: 0.05, dropout: 0.3 };
const given: Given = { ...randomTrial, config, dataset: withFolds(separableBlobs(30), 4), training };

/** A plain training on all rows, whose last epoch is its best. */
function ofAllRows({ dataset, ...rest }: Given, epochs: number): Given {
  const { folds: _, ...whole } = dataset;
  return {
    ...rest,
    dataset: whole,
    training: { maxEpochs: epochs, patience: epochs, averageEpochs: 2 },
    branch: [...(rest.branch ?? []), 'refit'],
  };
}

await onEachBackend((backend) => {
  const { tf } = backend;

  describe('the model of all rows', () => {
    test('has the bits of a training on them for the median of the best epochs; the folds have theirs', async () => {
      const { outcome, weights } = completed(await runFolds(backend, given));
      const bag = completed(await runFolds(backend, { ...given, training: { ...training, final: 'bag' } }));
      expect(outcome).toEqual(bag.outcome);
      const { models, refit } = unpackModels(weights);
      expect(models.map((each) => [...each])).toEqual(
        unpackModels(bag.weights).models.map((each) => [...each]),
      );
      const alone = await run(backend, ofAllRows(given, outcome.bestEpoch));
      expect(completed(alone).outcome.bestEpoch).toBe(outcome.bestEpoch);
      expect([...(refit ?? [])]).toEqual([...completed(alone).weights]);
    });

    test('predicts new rows, and the out-of-fold predictions are those of the folds', async () => {
      const trained = completed(await runFolds(backend, given));
      const { dataset } = given;
      const { train } = dataset.splits;
      const { family } = trialInput(backend, given);
      const alone = await run(backend, ofAllRows(given, trained.outcome.bestEpoch));
      let expected: Predictions = new Float64Array();
      await withRestored(backend, given, alone, (model) => {
        expected = predict(tf, model, dataset, train);
      });
      const stored = { config, weights: trained.weights };
      await withStoredModel({ backend, family, dataset }, stored, (model) => {
        expect(predictNew(tf, model, dataset, train)).toEqual(expected);
        expect(predictSplit(tf, model, dataset, 'validation')).not.toEqual(expected);
      });
    });

    test('goes on from that of the parent, for the epochs by which the median has moved', async () => {
      const slow = { ...given, config: { ...config, learningRate: 0.002, dropout: 0 } };
      const parent = await runFolds(backend, { ...slow, training: { ...training, maxEpochs: 1 } });
      const { weights } = completed(parent);
      const { history, optimizer } = parent;
      const goesOn = { ...slow, checkpoint: { weights, optimizer, history }, branch: ['continued', 2] };
      const child = { ...goesOn, training: { ...training, maxEpochs: 3, patience: 3 } };
      const continued = completed(await runFolds(backend, child));
      const further = continued.outcome.bestEpoch - 1;
      expect(further).toBeGreaterThan(0);
      const first = await run(backend, ofAllRows(slow, 1));
      const checkpoint = { ...first, weights: completed(first).weights };
      const alone = await run(backend, { ...ofAllRows(child, further), checkpoint });
      expect(completed(alone).outcome.bestEpoch).toBe(1 + further);
      const { refit } = unpackModels(continued.weights);
      expect([...(refit ?? [])]).toEqual([...completed(alone).weights]);
    });

    test('is trained once, after the last rung of a trial that was parked, to the same bits', async () => {
      const patient = { ...given, training: { ...training, patience: 6 } };
      const parked = await runFolds(backend, { ...patient, until: 2 });
      expect(parked.outcome.state).toBe('pruned');
      const resumed = await runFolds(backend, { ...patient, parked: parked.parked });
      expect(fingerprint(resumed)).toBe(fingerprint(await runFolds(backend, patient)));
      expect(unpackModels(completed(resumed).weights).refit).toBeDefined();
    });

    test('remains that of the parent where no fold has improved', async () => {
      const parent = await runFolds(backend, given);
      const { weights } = completed(parent);
      const { history, optimizer } = parent;
      const checkpoint = { weights, optimizer, history };
      const spoilt = { ...given, config: { ...config, learningRate: 0 }, checkpoint };
      const child = completed(await runFolds(backend, { ...spoilt, branch: ['continued', 2] }));
      expect(child.outcome.bestEpoch).toBe(completed(parent).outcome.bestEpoch);
      expect(unpackModels(child.weights).refit).toEqual(unpackModels(weights).refit);
    });

    test('that cannot be trained fails the trial, by name', async () => {
      let built = 0;
      const { family } = trialInput(backend, given);
      const failing: Given['family'] = {
        ...family,
        build: (input) => {
          built += 1;
          // Four folds are built to be trained, and again to be judged together.
          if (built === 9) throw new Error('no more');
          return family.build(input);
        },
      };
      const { outcome, weights } = await runFolds(backend, { ...given, family: failing });
      const message = expect.stringMatching(/^the model of all rows: .*no more/);
      expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'rejected', message } });
      expect(weights).toBeUndefined();
    });
  });
});
