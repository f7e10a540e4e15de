import type { SearchSpace } from '../../study/search-space.ts';
import { hashSeed } from '../hash-words.ts';
import type { Question, Sampler } from '../sampler.ts';
import { brokenDimensions, configurationAt } from './configuration-at.ts';
import { scrambledFraction } from './scramble.ts';
import { sobolBits, sobolDimensions } from './sobol-points.ts';

/** Marks the hashes of this sampler. */
const mark = 1;

/** Sobol's sequence with Owen's scrambling, which the study's seed draws. Trial n has point n. */
export const sobolSampler = {
  name: 'sobol',
  needsHistory: false,
  settings: {},
  ask({ space, number, seed }: Question) {
    return configurationAt({ space, number }, (dimension) =>
      scrambledFraction(sobolBits(number, dimension), 2, hashSeed(seed, mark, dimension)),
    );
  },
  refuses: (space: SearchSpace) => brokenDimensions(space, sobolDimensions, 'sobol'),
} satisfies Sampler;
