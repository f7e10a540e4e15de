import type { Value } from '../../study/distribution.ts';

/** The learning rate at step `step`, counted from 1, of a training of at most `steps` steps. */
export type Schedule = (step: number, steps: number) => number;

/** The share of a training at the middle of step `step`: strictly between 0 and 1. */
const shareOf = (step: number, steps: number) => Math.min((step - 0.5) / steps, 1);

/**
 * The factor of dropout or weight decay at a step: 1 throughout (`constant`), or 1 for the first half of the steps and
 * then half a cosine wave down to 0 (`flatCosine`; Holzmüller et al. 2024, "flat_cos").
 */
export function createFactor(name: Value | undefined): Schedule {
  if (name !== 'flatCosine') return () => 1;
  return (step, steps) => {
    const share = shareOf(step, steps);
    return share < 0.5 ? 1 : (1 + Math.cos(Math.PI * (2 * share - 1))) / 2;
  };
}

/**
 * The schedule of a complete configuration, relative to this study's own number of steps: `constant`; `cosine`, a half
 * cosine wave down to `scheduleFactor` times the rate (Loshchilov and Hutter 2017); `step`, multiplied by
 * `scheduleFactor` after each third of the steps; `coslog4`, four cosine waves from 0 up and down to 0, each twice as
 * long as the one before (Holzmüller et al. 2024).
 */
export function createSchedule(config: Readonly<Record<string, Value>>): Schedule {
  const { learningRate = 0, scheduleFactor: factor = 1 } = config as Record<string, number>;
  switch (config.schedule) {
    case 'cosine':
      return (step, steps) => {
        const share = (step - 1) / Math.max(steps - 1, 1);
        return learningRate * (factor + ((1 - factor) * (1 + Math.cos(Math.PI * share))) / 2);
      };
    case 'coslog4':
      return (step, steps) =>
        (learningRate * (1 - Math.cos(2 * Math.PI * Math.log2(1 + 15 * shareOf(step, steps))))) / 2;
    case 'step':
      return (step, steps) => learningRate * factor ** Math.floor((3 * (step - 1)) / steps);
    default:
      return () => learningRate;
  }
}

/**
 * The last learning rate of a complete configuration's schedule; for `coslog4`, which ends at 0, `scheduleFactor` times
 * the rate.
 */
export function finalRate(config: Readonly<Record<string, Value>>): number {
  if (config.schedule === 'coslog4') return finalRate({ ...config, schedule: 'cosine' });
  return createSchedule(config)(manySteps, manySteps);
}

/** Any number ≥ 3, so that the last step is in the last third only. */
const manySteps = 1000;
