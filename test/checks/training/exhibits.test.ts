import { describe, expect, test } from 'vitest';
import { inputsDecoded } from '../../../src/checks/model/inputs/inputs-decoded.ts';
import { estimate } from '../../../src/checks/training/estimate.ts';
import { firstLayer } from '../../../src/checks/training/first-layer.ts';
import { predictionDynamics } from '../../../src/checks/training/prediction-dynamics.ts';
import { searchSeconds, trialSeconds } from '../../../src/checks/training/step-time.ts';
import { releasing } from '../../../src/training/release.ts';
import { type Given, givenContext, verdictOn } from './given-context.ts';

const digits: Given = { data: { source: 'digits' }, config: { learningRate: 0.01, units: 12 } };

describe('the first layer', () => {
  test('of a table is drawn by feature, the heaviest first', async () => {
    const [exhibit] = (await verdictOn(firstLayer, { data: { source: 'penguins' } })).exhibits ?? [];
    if (exhibit?.kind !== 'bars') throw new Error('no bars');
    expect(exhibit.names).toEqual(expect.arrayContaining(['bodyMassGrams', 'island=Biscoe']));
    expect(exhibit.values).toEqual([...exhibit.values].sort((one, other) => other - one));
  });

  test('of pictures is drawn as pictures, grey where a weight is 0', async () => {
    const { exhibits: [exhibit] = [], numbers } = await verdictOn(firstLayer, digits);
    if (exhibit?.kind !== 'images') throw new Error('no pictures');
    expect(exhibit.shape).toEqual([8, 8, 1]);
    expect(exhibit.images).toHaveLength(12);
    const bytes = Buffer.from(exhibit.images[0]?.pixels ?? '', 'base64');
    expect(bytes).toHaveLength(64);
    expect([Math.min(...bytes) === 0, Math.max(...bytes) === 255]).toContain(true);
    // Neighbouring pixels are alike, and so is what they teach.
    expect(numbers?.neighbourCorrelation).toBeGreaterThan(0.3);
  });
});

test('images of a folder are named by their files', async () => {
  const context = await givenContext(digits);
  const { raw } = context.source;
  const fileNames = Array.from(raw.rowNumbers, (row) => `digits/${row}.png`);
  const filed = { ...context, source: { ...context.source, raw: { ...raw, fileNames } } };
  const { exhibits } = await releasing(context.backend.tf, async () => inputsDecoded.run(filed));
  const entering = exhibits?.[0];
  if (entering?.kind !== 'images') throw new Error('no pictures');
  const course = (await verdictOn(predictionDynamics, filed)).exhibits?.[0];
  if (course?.kind !== 'lines') throw new Error('no lines');
  const names = [...entering.images.map(({ caption }) => caption), ...course.series.map(({ name }) => name)];
  expect(names).toHaveLength(18);
  for (const name of names) expect(name).toMatch(/^digits\/\d+\.png(: \d| \(\d\))$/);
});

test('predictions are followed from the untrained model to the last epoch', async () => {
  const { exhibits: [exhibit] = [], numbers } = await verdictOn(predictionDynamics);
  if (exhibit?.kind !== 'lines') throw new Error('no lines');
  expect(exhibit.series).toHaveLength(10);
  for (const { name, values } of exhibit.series) {
    expect(name).toMatch(/^row \d+ \((setosa|versicolor|virginica)\)$/);
    expect(values).toHaveLength((numbers?.epochs ?? 0) + 1);
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
  const risen = exhibit.series.filter(({ values }) => (values.at(-1) as number) > (values[0] as number));
  expect(risen.length).toBeGreaterThan(7);
});

describe('the estimate', () => {
  test('adds up', async () => {
    const { status, numbers = {} } = await verdictOn(estimate, {
      config: { units: 8, layers: 1, batchSize: 10 },
    });
    expect(status).toBe('pass');
    // 4 × 8 + 8 and 8 × 3 + 3 weights; 90 rows.
    expect(numbers).toMatchObject({
      parameters: 67,
      stepsPerEpoch: 9,
      maxEpochs: 40,
      trials: 10,
      keptBytes: 67 * 4 * 10,
    });
    const { totalSeconds = 0, secondsPerStep = 0, trainingBytes = 0, workers = 0 } = numbers;
    // 150 rows of 4 inputs, a target and a number; the weights, their gradients and moments, and 10 rows in the model.
    const least = 150 * 6 * 4 + workers * (4 * 67 + 10 * (4 + 8 + 3)) * 4;
    expect(trainingBytes).toBeGreaterThan(least);
    expect(trainingBytes).toBeLessThan(3 * least);
    expect(totalSeconds).toBeGreaterThan((secondsPerStep * 9 * 40 * 10) / workers);
    expect(totalSeconds).toBeLessThan(30);
  });

  test('leaves out tensors that are not of the model', async () => {
    const context = await givenContext({ config: { units: 8 } });
    const { numbers: alone } = await verdictOn(estimate, context);
    const other = context.backend.tf.zeros([2_000_000]);
    const { numbers: beside } = await verdictOn(estimate, context);
    other.dispose();
    expect(beside?.trainingBytes).toBe(alone?.trainingBytes);
  });

  test('of a search is the time of the worker that has most trials', async () => {
    const { spec } = await givenContext();
    const cost = {
      ...{ secondsToBegin: 0.5, secondsPerStep: 0.01, secondsPerValidation: 0.1, secondsPerEpoch: 0.35 },
      ...{ stepsPerEpoch: 20, parameters: 1, bytesInStep: 4 },
    };
    // 1.7 s until a worker works; 10 trials of 40 epochs.
    const trial = 0.5 + 40 * 0.35;
    expect(trialSeconds(cost, 40)).toBeCloseTo(trial, 9);
    expect(searchSeconds(cost, { spec }, 4)).toBeCloseTo(1.7 + 3 * trial, 9);
    expect(searchSeconds(cost, { spec }, 99)).toBeCloseTo(1.7 + trial, 9);
  });

  test('warns when a trial may run out of its time', async () => {
    expect(await verdictOn(estimate, { timeoutSeconds: 1e-4 })).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/^a trial of all 40 epochs may take .*, and timeoutSeconds is 0.0001/),
    });
  });

  test('takes the sizes of a space at their most', async () => {
    const context = await givenContext({ config: { units: 8, layers: 1 } });
    const units = { name: 'units', distribution: { type: 'logInt', min: 8, max: 64 } } as const;
    const wide = { ...context, spec: { ...context.spec, space: [units] } };
    const { numbers } = await verdictOn(estimate, wide);
    expect(numbers).toMatchObject({ largestParameters: 4 * 64 + 64 + 64 * 64 + 64 + 64 * 3 + 3 });
  });
});
