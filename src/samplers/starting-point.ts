import type { Configuration } from '../study/search-space.ts';
import { sobolSampler } from './points/sobol-sampler.ts';
import { randomSampler } from './random-sampler.ts';
import type { Question } from './sampler.ts';

/** The configuration of a sampler that learns while it has too few results: a point of `sobol`, where the space allows. */
export function startingPoint(question: Question): Configuration {
  return sobolSampler.refuses(question.space) === undefined
    ? sobolSampler.ask(question)
    : randomSampler.ask(question);
}
