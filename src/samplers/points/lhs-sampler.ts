import { randomFor } from '../../statistics/random.ts';
import type { Question, Sampler } from '../sampler.ts';
import { configurationAt } from './configuration-at.ts';

const strataSetting = { type: 'integer', min: 2, max: 10_000, default: 30 } as const;

/**
 * Latin hypercubes (McKay, Beckman and Conover 1979): each block of `strata` trials has one value in each of as many
 * equally probable strata of every parameter. A fixed number of strata leaves the first trials as they are when a search
 * is extended.
 */
export const lhsSampler = {
  name: 'lhs',
  needsHistory: false,
  settings: { strata: strataSetting },
  ask({ space, number, seed, random, settings: { strata = strataSetting.default } }: Question) {
    const block = Math.floor(number / strata);
    return configurationAt({ space, number }, (dimension) => {
      const order = Uint16Array.from({ length: strata }, (_, stratum) => stratum);
      randomFor(seed, block, `strata ${dimension}`).shuffle(order);
      return ((order[number % strata] as number) + random.next()) / strata;
    });
  },
} satisfies Sampler;
