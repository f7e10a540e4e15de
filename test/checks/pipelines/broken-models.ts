import { type BrokenPipeline, fails, inModel, inSpace, smallNet, warns } from './broken-pipeline.ts';
import { pixels } from './tables.ts';

const digits = { source: 'digits' };

/** The bug is in the user's module or in the space. */
export const brokenModels: readonly BrokenPipeline[] = [
  inModel(
    'labels shifted by one class',
    'shifted-classes.mjs',
    digits,
    fails('loss-pulls', /of the wrong sign/, ['overfit-few', 'blind-baseline', 'simple-baselines']),
  ),
  inModel(
    'softmax twice',
    'softmax-twice.mjs',
    digits,
    fails('logits', /probabilities that sum to 1, and must be logits/, ['loss-pulls', 'overfit-few']),
  ),
  inModel(
    'softmax over the batch',
    'softmax-over-batch.mjs',
    digits,
    fails('no-mixing', /outputs change with other examples/, ['one-by-one']),
  ),
  inModel(
    'reshape that mixes examples',
    'mixing-reshape.mjs',
    digits,
    fails('no-mixing', /outputs change with other examples/, [
      'one-by-one',
      'overfit-few',
      'blind-baseline',
      'simple-baselines',
    ]),
  ),
  inSpace(
    'inputs not scaled',
    (isMended) => ({
      data: {
        source: 'csv',
        path: 'table.csv',
        target: 'digit',
        task: 'classification',
        scaling: isMended ? 'minMax' : 'none',
      },
      model: { type: 'mlp' },
      space: smallNet,
    }),
    fails('input-scale', /root mean square is 1\d\d$/, ['initial-loss', 'base-rate']),
    { table: pixels },
  ),
  inModel(
    'logarithm of 0',
    'log-of-zero.mjs',
    digits,
    fails('initial-loss', /loss (NaN|Infinity) of the untrained model/, [
      'input-scale',
      'base-rate',
      'no-mixing',
      'one-by-one',
      'signal',
      'overfit-few',
      'loss-falls',
      'blind-baseline',
      'simple-baselines',
    ]),
  ),
  inModel('frozen layer', 'frozen-layer.mjs', digits, fails('weights-move', /not trainable: hidden1 /)),
  inModel(
    'loss clipped in place of gradients',
    'clipped-loss.mjs',
    digits,
    fails('loss-pulls', /gradient is zero/, [
      'weights-move',
      'overfit-few',
      'loss-falls',
      'blind-baseline',
      'simple-baselines',
    ]),
  ),
  inModel(
    'dropout left on',
    'always-dropout.mjs',
    digits,
    fails('one-by-one', /the second time, first in the layer noise_/, ['prediction-dynamics']),
  ),
  inSpace(
    'learning rate a thousand times too high',
    (isMended) => ({
      data: { source: 'iris' },
      model: { type: 'mlp' },
      space: { units: 32, learningRate: isMended ? 0.005 : 5 },
    }),
    fails('loss-falls', /learning rate 5 .* too high/, ['blind-baseline', 'simple-baselines']),
  ),
  inSpace(
    'two units for ten classes',
    (isMended) => ({
      data: digits,
      model: { type: 'mlp' },
      space: { learningRate: smallNet.learningRate, layers: 1, units: isMended ? 32 : 2 },
    }),
    warns('fits-training-set', /with units 2 → 64$/, ['overfit-few', 'simple-baselines']),
  ),
  inModel(
    'nine units for ten classes',
    'nine-classes.mjs',
    digits,
    fails('builds', /must return \[null,10\], and returns \[null,9\]/),
  ),
  inModel(
    'bias of the counts, not of their logarithms',
    'counts-as-bias.mjs',
    { source: 'penguins' },
    fails('base-rate', /nats apart/, ['initial-loss', 'signal']),
  ),
  inModel(
    'bias in grams, target scaled',
    'bias-in-grams.mjs',
    { source: 'penguins', target: 'bodyMassGrams' },
    fails('base-rate', /said to be 3\.\d+e6 on average, and is 4\d\d\d /, [
      'initial-loss',
      'signal',
      'overfit-few',
      'simple-baselines',
    ]),
  ),
];
