import type { Configuration } from '../study/search-space.ts';
import { finalRate } from '../training/optimizers/schedule.ts';
import { completeConfiguration, trainingParameters } from '../training/training-parameters.ts';

/** What a continuation does otherwise than its parent did. */
export interface RateChanges {
  readonly learningRate?: number | undefined;
  /** Begins anew, over the epochs of the continuation. */
  readonly schedule?: string | undefined;
}

/**
 * The parent's configuration. A schedule is over with the parent: its final rate goes on as a constant one, unless a
 * schedule or a learning rate is asked for.
 */
export function continuedConfiguration(
  config: Configuration,
  { learningRate, schedule }: RateChanges,
): Configuration {
  const complete = completeConfiguration(trainingParameters, config);
  const asked = learningRate === undefined ? {} : { learningRate };
  if (schedule !== undefined) return { ...config, ...asked, schedule };
  if (complete.schedule === 'constant') return { ...config, ...asked };
  return { ...config, learningRate: learningRate ?? finalRate(complete), schedule: 'constant' };
}
