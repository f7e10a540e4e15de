import { expect, test } from 'vitest';
import { trainingOf } from '../../../src/study/searched/searched-settings.ts';
import type { TrainingSpec } from '../../../src/study/study-spec.ts';

const training: TrainingSpec = {
  maxEpochs: 40,
  patience: 5,
  minDelta: 0,
  timeoutSeconds: 9,
  backend: 'auto',
};

test('a configuration is trained by its own settings, and by those of the study that it lacks', () => {
  expect(trainingOf(training, { units: 3 })).toEqual(training);
  const own = { 'training.patience': 9, 'training.minDelta': 0.1, 'training.averageEpochs': 4 };
  expect(trainingOf(training, own)).toEqual({ ...training, patience: 9, minDelta: 0.1, averageEpochs: 4 });
  const averaged = { ...training, averageEpochs: 6 };
  expect(trainingOf(averaged, {})).toEqual(averaged);
  expect(trainingOf(averaged, { 'training.averageEpochs': 1 })).toEqual(training);
});
