import { describe, expect, test } from 'vitest';
import {
  divergence,
  rejection,
  trainingFailure,
  untrainedDivergence,
} from '../../../src/training/loop/failure.ts';

describe('a failure', () => {
  test.each([
    [
      divergence(1234.567, 3, 250),
      'diverged',
      'loss 1.23e+3 in epoch 3; the loss must stay finite and below 250',
    ],
    [
      divergence(Number.NaN, 1, 0.5),
      'diverged',
      'loss NaN in epoch 1; the loss must stay finite and below 0.500',
    ],
    [
      divergence(Number.POSITIVE_INFINITY, 2, 1e9),
      'diverged',
      'loss Infinity in epoch 2; the loss must stay finite and below 1.00e+9',
    ],
    [untrainedDivergence(Number.NaN), 'diverged', 'loss NaN of the untrained model; the loss must be finite'],
    [rejection(new Error('too small')), 'rejected', 'the model cannot be built: too small'],
    [rejection('no'), 'rejected', 'the model cannot be built: no'],
    [rejection(new RangeError('Array buffer allocation failed')), 'memory', 'Array buffer allocation failed'],
    [trainingFailure(new Error('first line\nsecond line')), 'crash', 'first line'],
    [trainingFailure(undefined), 'crash', 'undefined'],
    [
      trainingFailure(new RangeError('Array buffer allocation failed')),
      'memory',
      'Array buffer allocation failed',
    ],
    [trainingFailure(new Error('memory access out of bounds')), 'memory', 'memory access out of bounds'],
  ])('%# says its kind and, in one line, its cause', (failure, kind, message) => {
    expect(failure).toEqual({ kind, message });
  });
});
