import type { Dataset, Split } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { LayersModel, Tf } from '../../src/training/tensorflow.ts';

export const batchSize = 64;
const classes = 10;

/** A net to time, and how many steps of it count as one run. */
export interface Net {
  readonly inputShape: readonly number[];
  readonly steps: number;
  /** Layers up to the last one, which has a unit a class and, for `model.fit`, the softmax that its loss wants. */
  build(tf: Tf, lastActivation: 'linear' | 'softmax'): LayersModel;
}

export const nets = {
  tiny: {
    inputShape: [20],
    steps: 50,
    build: (tf, lastActivation) => dense(tf, [20, 32, 32], lastActivation),
  },
  dense: {
    inputShape: [784],
    steps: 20,
    build: (tf, lastActivation) => dense(tf, [784, 256, 128], lastActivation),
  },
  // One: the cpu backend takes seconds for it.
  cnn: {
    inputShape: [28, 28, 1],
    steps: 1,
    build: (tf, lastActivation) => convolutional(tf, [28, 28, 1], [[16], [32]], lastActivation),
  },
  wide: {
    inputShape: [200],
    steps: 10,
    build: (tf, lastActivation) => dense(tf, [200, 1024, 1024], lastActivation),
  },
  colours: {
    inputShape: [32, 32, 3],
    steps: 1,
    build: (tf, lastActivation) =>
      convolutional(tf, [32, 32, 3], [[32, 32], [64, 64], [128]], lastActivation),
  },
} as const satisfies Readonly<Record<string, Net>>;

export type NetName = keyof typeof nets;

export const netTitles: Readonly<Record<NetName, string>> = {
  tiny: 'dense 20-32-32-10',
  dense: 'dense 784-256-128-10',
  cnn: 'CNN 28×28, 16 + 32 filters',
  wide: 'dense 200-1024-1024-10',
  colours: 'CNN 32×32×3, filters 32, 32, 64, 64, 128',
};

function dense(tf: Tf, [inputs, ...hidden]: readonly number[], lastActivation: 'linear' | 'softmax') {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [inputs as number] }));
  for (const units of hidden) model.add(tf.layers.dense({ units, activation: 'relu' }));
  model.add(tf.layers.dense({ units: classes, activation: lastActivation }));
  return model;
}

/** Convolutions of 3 × 3 with these filters, and a pooling after each list of them. */
function convolutional(
  tf: Tf,
  inputShape: readonly number[],
  blocks: readonly (readonly number[])[],
  lastActivation: 'linear' | 'softmax',
) {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [...inputShape] }));
  for (const block of blocks) {
    for (const filters of block) {
      model.add(tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu' }));
    }
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  }
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: classes, activation: lastActivation }));
  return model;
}

/** As many rows of noise as a run takes: the time of a step does not depend on what the numbers say. */
export function noiseFor({ inputShape, steps }: Pick<Net, 'inputShape' | 'steps'>): Dataset {
  const train = noise(steps * batchSize, inputShape);
  return {
    task: { kind: 'classification', classes: Array.from({ length: classes }, (_, label) => `${label}`) },
    inputShape,
    preprocessing: { kind: 'image', divisor: 1 },
    splits: { train, validation: train, test: train },
  };
}

function noise(rows: number, inputShape: readonly number[]): Split {
  const random = randomFor('bench');
  const size = inputShape.reduce((product, length) => product * length, rows);
  return {
    rows,
    x: Float32Array.from({ length: size }, () => 2 * random.next() - 1),
    y: Float32Array.from({ length: rows }, () => random.below(classes)),
    row: Int32Array.from({ length: rows }, (_, row) => row),
  };
}
