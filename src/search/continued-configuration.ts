import type { Configuration } from '../study/search-space.ts';
import type { ModelSpec } from '../study/study-spec.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import { finalRate } from '../training/optimizers/schedule.ts';
import { completeConfiguration, trainingParameters } from '../training/training-parameters.ts';

/** The parameters in which a continuation differs from its parent. */
export interface RateChanges {
  readonly learningRate?: number | undefined;
  /** Restarts, over the epochs of the continuation. */
  readonly schedule?: string | undefined;
}

/**
 * The parent's configuration. The parent's schedule has ended: its final rate becomes constant, unless a schedule or a
 * learning rate is requested.
 */
export function continuedConfiguration(
  config: Configuration,
  { learningRate, schedule }: RateChanges,
  model?: ModelSpec,
): Configuration {
  // A family may have a learning rate and a schedule of its own as defaults.
  const own = model?.kind === 'family' ? modelFamilies[model.family]?.parameters : undefined;
  const complete = completeConfiguration({ ...trainingParameters, ...own }, config);
  const asked = learningRate === undefined ? {} : { learningRate };
  if (schedule !== undefined) return { ...config, ...asked, schedule };
  if (complete.schedule === 'constant') return { ...config, ...asked };
  return { ...config, learningRate: learningRate ?? finalRate(complete), schedule: 'constant' };
}
