import { expect, it } from 'vitest';
import type { Split } from '../../src/data/dataset.ts';
import type { Inputs } from '../../src/data/inputs/inputs.ts';
import { predictLabelled, predictSplit } from '../../src/serving/labelled-inputs.ts';
import type { ServedModel } from '../../src/serving/served-model.ts';

/** Predicts of each row the number that the row is. */
const model: ServedModel = {
  name: 'trial 7',
  pipeline: {
    task: { kind: 'regression', target: 'price', mean: 0, std: 1 },
    inputShape: [1],
    preprocessing: { kind: 'table', columns: [] },
  },
  predict: async ({ x }) => Float64Array.from(x),
};

const splitOf = (...x: number[]): Split => ({
  rows: x.length,
  x: Float32Array.from(x),
  y: new Float32Array(x.length),
  row: Int32Array.from(x, (_, row) => row),
});

function inputsOf(...batches: number[][]): Inputs {
  async function* all() {
    for (const x of batches) yield { ...splitOf(...x), cells: x.map(() => []) };
  }
  return { names: [], batches: all() };
}

it('joins the predictions of all batches with their targets', async () => {
  const { predictions, y } = await predictLabelled(model, inputsOf([1, 2], [3]));
  expect([...predictions]).toEqual([1, 2, 3]);
  expect(y).toHaveLength(3);
});

it('refuses a prediction that is not finite, by the model and the row', async () => {
  await expect(predictLabelled(model, inputsOf([1, 2], [3, Number.NaN]))).rejects.toThrow(
    'trial 7 predicts nothing for row 4: its output is NaN, no finite number',
  );
  await expect(predictSplit(model, splitOf(1, Number.POSITIVE_INFINITY), 'test')).rejects.toThrow(
    'trial 7 predicts nothing for row 2 of the test split: its output is Infinity, no finite number',
  );
});
