import { didYouMean } from '../faults/did-you-mean.ts';
import { UsageError } from '../faults/errors.ts';
import { randomSampler } from './random-sampler.ts';
import type { Sampler } from './sampler.ts';

/** Every sampler by its name in a space file and on the command line. */
export const samplers: Readonly<Record<string, Sampler>> = {
  random: randomSampler,
};

/** UsageError when there is no such sampler. */
export function samplerNamed(name: string): Sampler {
  const sampler = Object.hasOwn(samplers, name) ? samplers[name] : undefined;
  if (sampler !== undefined) return sampler;
  const names = Object.keys(samplers);
  const hint = didYouMean(name, names) ?? `known: ${names.join(', ')}`;
  throw new UsageError(`no sampler is called '${name}' (${hint})`);
}
