import type { Value } from '../../study/distribution.ts';

/** The learning rate of step `step`, counted from 1, of a training of at most `steps`. */
export type Schedule = (step: number, steps: number) => number;

/**
 * The schedule that a complete configuration asks for, in terms of this study's own steps and never of a copied epoch:
 * `constant`; `cosine`, down to `scheduleFactor` of the rate along half a wave (Loshchilov and Hutter 2017); `step`,
 * times `scheduleFactor` after each third of the steps.
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

/** Where the schedule of a complete configuration ends. */
export function finalRate(config: Readonly<Record<string, Value>>): number {
  return createSchedule(config)(manySteps, manySteps);
}

/** Any number from three on, so that the last third is not the first. */
const manySteps = 1000;
