import { expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { copyModel } from '../../src/training/export/topology.ts';
import { isOwnLayer } from '../../src/training/layers/own-layer.ts';
import { modelFamilies } from '../../src/training/models/catalogue.ts';
import { predict } from '../../src/training/predict.ts';
import { buildModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import { selectInputs } from '../../src/training/select-inputs.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { onEachBackend } from './each-backend.ts';
import { classesOf } from './example-data.ts';
import { tableOf } from './example-table.ts';
import { atOnce, run } from './example-trial.ts';

/** Inputs 0: a; 1 to 3: b; 4: c, 5 and 6: c by pieces, 7: its flag; 8 to 14: d. */
const dataset: Dataset = {
  ...tableOf(classesOf(3)),
  preprocessing: {
    kind: 'table',
    columns: [
      { kind: 'number', name: 'a', shift: 0, scale: 1, fill: 0 },
      { kind: 'category', name: 'b', values: ['x', 'y', 'z'] },
      {
        ...{ kind: 'number', name: 'c', shift: 0, scale: 1, fill: 0, indicator: true },
        alternatives: [{ scaling: 'piecewise', shift: 0, scale: 1, pieces: [0, 1] }],
      },
      { kind: 'category', name: 'd', values: [...'abcdefg'] },
    ],
  },
};
const choice: Configuration = { 'data.columns.b': false, 'data.scaling': 'piecewise' };
const places = [0, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

test('the selected rows are those of the used inputs', () => {
  const { splits, inputShape } = selectInputs(dataset, choice);
  const { x, rows, y } = dataset.splits.validation;
  const expected = Array.from({ length: rows }, (_, row) => places.map((place) => x[row * 15 + place]));
  expect(inputShape).toEqual([places.length]);
  expect([...splits.validation.x]).toEqual(expected.flat());
  expect(splits.validation.y).toBe(y);
  expect(selectInputs(dataset, choice, {}).inputShape).toEqual([15]);
});

await onEachBackend((backend) => {
  const { tf } = backend;

  test.each(['linear', 'mlp', 'tabular'])(
    '%s predicts from all inputs as from those that it uses',
    async (name) => {
      const family = modelFamilies[name];
      if (family === undefined) throw new Error(`no family ${name}`);
      const config = { ...choice, layers: 2, units: 5 };
      const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
      const own = selectInputs(dataset, config);
      await releasing(tf, async () => {
        const ofOwn = atOnce(buildModel(tf, family, complete, own));
        const ofAll = atOnce(buildModel(tf, family, complete, dataset));
        ofAll.setWeights(ofOwn.getWeights());
        const expected = predict(tf, ofOwn, own, own.splits.validation);
        expect(predict(tf, ofAll, dataset, dataset.splits.validation)).toEqual(expected);
        const exported = await copyModel(tf, ofAll, 'member1_');
        expect(exported.inputs[0]?.shape).toEqual([null, 15]);
        expect(exported.layers.some((layer) => isOwnLayer(layer) || 'layers' in layer)).toBe(false);
        const outputs = predict(tf, exported, dataset, dataset.splits.validation);
        outputs.forEach((output, at) => void expect(output).toBeCloseTo(expected[at] as number, 5));
      });
    },
  );

  test('a trial without a column is rejected with the reason', async () => {
    const none = Object.fromEntries([...'abcd'].map((name) => [`data.columns.${name}`, false]));
    const { outcome } = await run(backend, { dataset: selectInputs(dataset, none), config: none });
    const message = 'the model cannot be built: the configuration leaves out all columns';
    expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'rejected', message } });
  });
});
