import { afterEach } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Value } from '../../src/study/distribution.ts';
import type { Backend } from '../../src/training/backend.ts';
import { createLearner, type Learner, type LearnerOptions } from '../../src/training/loop/learner.ts';
import type { LayersModel } from '../../src/training/tensorflow.ts';

const living: Learner[] = [];

afterEach(() => {
  for (const learner of living.splice(0)) learner.release();
});

/** A learner as a trial on this backend has it, for 100 steps, released after the test. */
export function learnerOf(
  { tf, machine }: Pick<Backend, 'tf' | 'machine'>,
  model: LayersModel,
  dataset: Dataset,
  config: Readonly<Record<string, Value>>,
  options: Partial<LearnerOptions> = {},
): Learner {
  const learner = createLearner(tf, model, dataset, {
    config,
    noise: randomFor('noise'),
    steps: 100,
    machine,
    ...options,
  });
  living.push(learner);
  return learner;
}
