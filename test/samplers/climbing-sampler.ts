import { randomSampler } from '../../src/samplers/random-sampler.ts';
import type { Sampler } from '../../src/samplers/sampler.ts';

const fixture = new URL('../fixtures/samplers/climbing-sampler.mjs', import.meta.url).href;

/** A sampler that learns: a fixture in JavaScript, since the built package uses it too. */
export const climbing: Sampler = (await import(fixture)).climbingSampler(randomSampler);
