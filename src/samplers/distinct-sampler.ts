import { isDiscrete, possibleValues } from '../study/distribution-range.ts';
import { type Configuration, keyOf, type SearchSpace } from '../study/search-space.ts';
import { type Enumeration, enumerate } from './grid/enumeration.ts';
import { randomSampler } from './random-sampler.ts';
import type { Question, Sampler } from './sampler.ts';

/** A sampler that learns is asked so often before a configuration is drawn at random. */
const mostAsks = 10;
/** A space with so many draws of known configurations in a row has hardly any others. */
const mostDraws = 10_000;
/** A parameter with more values counts as continuous. */
const mostValues = 1_000_000;

/**
 * True when two draws may be equal and need not be: in some branch of the conditions no parameter is continuous, and
 * there is more than one configuration. A single one is run again and again, with other seeds.
 */
function canRepeat(space: SearchSpace): boolean {
  return (
    space.every(({ distribution, when }) => isDiscrete(distribution) || when !== undefined) &&
    allOf(space).size > 1
  );
}

/** Whether a sampler may give a configuration again, or a finite one a known configuration. */
export function hasRepetitions(sampler: Sampler, space: SearchSpace): boolean {
  return canRepeat(space) || sampler.size !== undefined;
}

/** The number of configurations of a space in which draws may be equal; Infinity when there is no end of them. */
export function countDistinct(space: SearchSpace): number {
  return canRepeat(space) ? allOf(space).size : Number.POSITIVE_INFINITY;
}

function allOf(space: SearchSpace): Enumeration {
  return enumerate(space, ({ distribution }) => possibleValues(distribution, mostValues));
}

/**
 * The sampler without repetitions: a configuration that was given before, or is one of `earlier`, is drawn again from the
 * trial's own stream. It is asked for the trials in their order, and for no more of them than there are configurations.
 */
export function distinctSampler(
  sampler: Sampler,
  space: SearchSpace,
  earlier: Iterable<Configuration>,
): Sampler {
  if (!hasRepetitions(sampler, space)) return sampler;
  const given = new Set([...earlier].map((config) => keyOf(space, config)));
  const isNew = (config: Configuration) => !given.has(keyOf(space, config));
  const ask = (question: Question) => {
    let config = sampler.ask(question);
    for (let draw = 1; !isNew(config) && draw < mostDraws; draw++) config = redraw(sampler, question, draw);
    if (!isNew(config)) config = firstNew(space, question, isNew) ?? config;
    given.add(keyOf(space, config));
    return config;
  };
  return { ...sampler, ask };
}

function redraw(sampler: Sampler, question: Question, draw: number): Configuration {
  const { space, settings } = question;
  const size = sampler.size?.(space, settings, []);
  if (size !== undefined) return sampler.ask({ ...question, number: (question.number + draw) % size });
  return (sampler.needsHistory && draw < mostAsks ? sampler : randomSampler).ask(question);
}

/** The first new configuration in the order of the space, from a random one on; undefined when there is none. */
function firstNew(
  space: SearchSpace,
  { random }: Question,
  isNew: (config: Configuration) => boolean,
): Configuration | undefined {
  const { size, at } = allOf(space);
  if (size === Number.POSITIVE_INFINITY) return undefined;
  const from = random.below(size);
  for (let step = 0; step < size; step++) {
    const config = at((from + step) % size);
    if (isNew(config)) return config;
  }
  return undefined;
}
