import { configurationAt } from './points/configuration-at.ts';
import type { Question, Sampler } from './sampler.ts';

/**
 * Samples every parameter independently from its own distribution (Bergstra and Bengio 2012). An inactive parameter
 * also takes its number from the stream and discards it, so that adding a condition to a parameter does not change the
 * values of the others.
 */
export const randomSampler = {
  name: 'random',
  needsHistory: false,
  settings: {},
  ask({ space, number, random }: Question) {
    return configurationAt({ space, number }, () => random.next());
  },
} satisfies Sampler;
