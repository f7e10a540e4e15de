import type { Value } from '../../study/distribution.ts';

/** The learning rate at step `step`, counted from 1, of a training of at most `steps` steps. */
export type Schedule = (step: number, steps: number) => number;

/**
 * The schedule of a complete configuration, relative to this study's own number of steps: `constant`; `cosine`, a half
 * cosine wave down to `scheduleFactor` times the rate (Loshchilov and Hutter 2017); `step`, multiplied by
 * `scheduleFactor` after each third of the steps.
 */
export function createSchedule(config: Readonly<Record<string, Value>>): Schedule {
  const { learningRate = 0, scheduleFactor: factor = 1 } = config as Record<string, number>;
  switch (config.schedule) {
    case 'cosine':
      return (step, steps) => {
        const share = (step - 1) / Math.max(steps - 1, 1);
        return learningRate * (factor + ((1 - factor) * (1 + Math.cos(Math.PI * share))) / 2);
      };
    case 'step':
      return (step, steps) => learningRate * factor ** Math.floor((3 * (step - 1)) / steps);
    default:
      return () => learningRate;
  }
}

/** The last learning rate of a complete configuration's schedule. */
export function finalRate(config: Readonly<Record<string, Value>>): number {
  return createSchedule(config)(manySteps, manySteps);
}

/** Any number ≥ 3, so that the last step is in the last third only. */
const manySteps = 1000;
