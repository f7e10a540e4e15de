import type { SearchSpace } from '../../study/search-space.ts';
import { hashSeed } from '../hash-words.ts';
import type { Question, Sampler } from '../sampler.ts';
import { brokenDimensions, configurationAt } from './configuration-at.ts';
import { haltonDigits, primes } from './halton-points.ts';
import { scrambledFraction } from './scramble.ts';

/** Marks the hashes of this sampler. */
const mark = 2;

/** Halton's sequence with Owen's scrambling, which the study's seed draws. Trial n has point n. */
export const haltonSampler = {
  name: 'halton',
  needsHistory: false,
  settings: {},
  ask({ space, number, seed }: Question) {
    return configurationAt({ space, number }, (dimension) => {
      const base = primes[dimension] as number;
      return scrambledFraction(haltonDigits(number, base), base, hashSeed(seed, mark, dimension));
    });
  },
  refuses: (space: SearchSpace) => brokenDimensions(space, primes.length, 'halton'),
} satisfies Sampler;
