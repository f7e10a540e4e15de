import { describe, expect, test } from 'vitest';
import { settingsOff, withDoubleSize, withoutRegularisers } from '../../../src/checks/training/settings.ts';
import { denseModel } from '../../training/example-trial.ts';
import { givenContext } from './given-context.ts';

describe('twice the capacity', () => {
  test('is twice the units, and of a convolutional net twice the filters too', async () => {
    const mlp = await givenContext({ config: { units: 5, layers: 3 } });
    expect(withDoubleSize(mlp)).toMatchObject({ config: { units: 10, layers: 3 }, doubled: ['units'] });
    const cnn = await givenContext({ model: 'cnn', config: { filters: 4 } });
    expect(withDoubleSize(cnn)?.config).toMatchObject({ filters: 8, units: 128, blocks: 2 });
  });

  test('is twice the layers of a model without a width', async () => {
    const family = {
      parameters: { layers: { type: 'integer', min: 1, default: 2 } },
      build: denseModel,
    } as const;
    expect(withDoubleSize(await givenContext({ family, config: {} }))?.config).toMatchObject({ layers: 4 });
  });

  test('is nothing where the constraint ends, or where there is no size', async () => {
    expect(withDoubleSize(await givenContext({ model: 'linear', config: {} }))).toBeUndefined();
    const full = await givenContext({ config: { units: 65_536, layers: 20 } });
    expect(withDoubleSize(full)).toBeUndefined();
  });
});

test('regularisers are off, the user’s own too, where their constraints allow it', async () => {
  const config = { dropout: 0.5, weightDecay: 0.1, clipNorm: 1, schedule: 'cosine', units: 4 };
  expect(withoutRegularisers(await givenContext({ config }))).toMatchObject({
    dropout: 0,
    weightDecay: 0,
    clipNorm: 0,
    schedule: 'constant',
    units: 4,
  });
  const family = {
    parameters: {
      spatialDropout: { type: 'number', min: 0, default: 0.2 },
      inputNoise: { type: 'number', min: 0, default: 0.3 },
      minDropout: { type: 'number', min: 0.1, default: 0.2 },
    },
    build: denseModel,
  } as const;
  expect(withoutRegularisers(await givenContext({ family, config: {} }))).toMatchObject({
    spatialDropout: 0,
    inputNoise: 0,
    minDropout: 0.2,
  });
});

test('the settings that may be at fault are those that are on, momentum only where it is used', async () => {
  const config = {
    dropout: 0.5,
    clipNorm: 1,
    momentum: 0.9,
    schedule: 'step',
    labelSmoothing: 0.1,
    units: 4,
  };
  const off = { dropout: 0, clipNorm: 0, schedule: 'constant', labelSmoothing: 0 };
  expect(settingsOff(await givenContext({ config }))).toEqual(off);
  const sgd = await givenContext({ config: { ...config, optimizer: 'sgd' } });
  expect(settingsOff(sgd)).toEqual({ ...off, momentum: 0 });
});
