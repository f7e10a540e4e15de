import type { Split } from '../../data/dataset.ts';
import { figure } from '../../reports/figure.ts';
import { randomLayer } from '../../training/probes/layers.ts';
import { enteringTensors, outputsOf } from '../../training/probes/outputs.ts';
import { partOf } from '../../training/probes/rows.ts';
import { type Untrained, withUntrained } from '../../training/probes/untrained.ts';
import { encodeWeights } from '../../training/weights.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { checkedTrial, trainingSample } from './checked-trial.ts';

const rows = 8;
/**
 * Relative to the largest output. Sums of n float32 terms in another order differ by about √n · 2⁻²⁴: 6e-6 for 10,000
 * inputs, and as much again for each layer.
 */
const tolerance = 1e-4;

export const oneByOne: Check = {
  name: 'one-by-one',
  hypothesis: 'examples are predicted alike in a batch, alone, and a second time',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), (untrained) => judge(context, untrained)),
};

function judge(context: CheckContext, { model }: Untrained): Verdict {
  const { dataset, backend } = context;
  const { tf } = backend;
  const sample = trainingSample(context, rows);
  const before = encodeWeights(model);
  const predict = (split: Split) => outputsOf(tf, model, dataset, split).values;
  const batch = predict(sample);
  const again = predict(sample);
  const alone = Float32Array.from(
    Array.from({ length: sample.rows }, (_, row) => [...predict(partOf(sample, Int32Array.of(row)))]).flat(),
  );
  const largest = Math.max(...batch.map(Math.abs));
  const numbers = { repeated: apart(batch, again), alone: apart(batch, alone), largest };

  if (!(numbers.repeated <= tolerance * largest)) {
    const { x } = enteringTensors(tf, dataset, sample);
    const layer = randomLayer(tf, model, x, false);
    const where = layer === undefined ? '' : `, first in the layer ${layer}`;
    return {
      status: 'fail',
      message: `the same rows are predicted ${figure(numbers.repeated)} apart the second time${where}`,
      advice:
        'Look for dropout or noise that is left on at evaluation: a layer must act on `training` alone.',
      numbers,
    };
  }
  if (!(numbers.alone <= tolerance * largest)) {
    return {
      status: 'fail',
      message: `alone, a row is predicted ${figure(numbers.alone)} apart from what it is in a batch of ${sample.rows}`,
      advice: 'Look for what runs along the batch axis: a reshape, or statistics of the batch at evaluation.',
      numbers,
    };
  }
  if (!Buffer.from(before).equals(encodeWeights(model))) {
    return {
      status: 'fail',
      message: 'predicting changes the model’s weights',
      advice: 'Look for a layer that keeps what it sees, also where `training` is false.',
      numbers,
    };
  }
  const message = `${sample.rows} rows alone and in a batch are within ${figure(numbers.alone)} of each other`;
  return { status: 'pass', message, numbers };
}

/** The largest difference; NaN counts as infinite. */
function apart(first: Float32Array, second: Float32Array): number {
  const differences = first.map((value, index) => Math.abs(value - (second[index] as number)));
  return differences.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...differences);
}
