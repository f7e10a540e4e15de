import { expect, test } from 'vitest';
import type { Dataset, Split } from '../../src/data/dataset.ts';
import { resized } from '../../src/data/formats/pictures/picture.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { copyModel } from '../../src/training/export/topology.ts';
import { isOwnLayer } from '../../src/training/layers/own-layer.ts';
import { modelFamilies } from '../../src/training/models/catalogue.ts';
import { predict } from '../../src/training/predict.ts';
import { buildModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import { resizeInputs } from '../../src/training/resize-inputs.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { onEachBackend } from './each-backend.ts';

const [rows, height, width, channels] = [5, 12, 8, 3];
const random = randomFor('resized images');
const x = Float32Array.from({ length: rows * height * width * channels }, () => random.next());
const split: Split = { rows, x, y: Float32Array.of(0, 1, 0, 1, 0), row: new Int32Array(rows) };
const dataset: Dataset = {
  task: { kind: 'classification', classes: ['a', 'b'] },
  inputShape: [height, width, channels],
  preprocessing: { kind: 'image', divisor: 1 },
  splits: { train: split, validation: split, test: { ...split } },
};
const config = { 'data.size': 7 };

test('images are resized in their proportions, as pictures of files are', () => {
  const own = resizeInputs(dataset, config);
  expect(own.inputShape).toEqual([7, 5, channels]);
  const size = height * width * channels;
  const picture = { height, width, channels, pixels: x.subarray(size, 2 * size) };
  const expected = resized(picture, 7, 5).pixels;
  own.splits.train.x.subarray(7 * 5 * channels, 2 * 7 * 5 * channels).forEach((pixel, at) => {
    expect(pixel).toBeCloseTo(expected[at] as number, 6);
  });
  expect(own.splits.validation).toBe(own.splits.train);
});

test('the size of the data itself changes nothing', () => {
  expect(resizeInputs(dataset, { 'data.size': height })).toBe(dataset);
  expect(resizeInputs(dataset, {})).toBe(dataset);
  const own = resizeInputs(dataset, config);
  expect(resizeInputs(own, config)).toBe(own);
});

await onEachBackend(({ tf }) => {
  test.each(['linear', 'cnn'])('%s predicts from all pixels as from those of its size', async (name) => {
    const family = modelFamilies[name];
    if (family === undefined) throw new Error(`no family ${name}`);
    const given = { ...config, ...(name === 'cnn' && { filters: 4, blocks: 1, units: 5 }) };
    const complete = completeConfiguration({ ...trainingParameters, ...family.parameters }, given);
    const own = resizeInputs(dataset, config);
    await releasing(tf, async () => {
      const ofOwn = await buildModel(tf, family, complete, own);
      const ofAll = await buildModel(tf, family, complete, dataset);
      ofAll.setWeights(ofOwn.getWeights());
      const expected = predict(tf, ofOwn, own, own.splits.test);
      const close = (outputs: Float64Array) =>
        outputs.forEach((output, at) => void expect(output).toBeCloseTo(expected[at] as number, 5));
      close(predict(tf, ofAll, dataset, dataset.splits.test));
      const exported = await copyModel(tf, ofAll, 'member1_');
      expect(exported.inputs[0]?.shape).toEqual([null, height, width, channels]);
      expect(exported.layers.some((layer) => isOwnLayer(layer) || 'layers' in layer)).toBe(false);
      close(predict(tf, exported, dataset, dataset.splits.test));
    });
  });
});
