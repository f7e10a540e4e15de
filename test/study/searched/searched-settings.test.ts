import { expect, test } from 'vitest';
import { studySetting, trainingOf } from '../../../src/study/searched/searched-settings.ts';
import type { StudySpec, TrainingSpec } from '../../../src/study/study-spec.ts';

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

test('a setting that is put back has what the study has without it: the longest window, the largest image', () => {
  const of = (parameter: string, data: object) => {
    const constraint = studySetting({ data: data as StudySpec['data'], training }, parameter);
    return constraint && 'default' in constraint ? constraint.default : undefined;
  };
  expect(of('data.window.length', { window: { length: 14 } })).toBe(14);
  expect(of('data.size', { size: [32, 24] })).toBe(32);
  expect(of('data.size', {})).toBeUndefined();
  expect(of('data.scaling', { scalings: ['robust', 'minMax'] })).toBeUndefined();
  expect(of('data.scaling', { scalings: ['robust', 'standard'] })).toBe('standard');
  expect(of('training.patience', {})).toBe(5);
  expect(of('data.columns.age', {})).toBe(true);
});
