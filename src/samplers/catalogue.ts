import { didYouMean } from '../faults/did-you-mean.ts';
import { UsageError } from '../faults/errors.ts';
import { randomSampler } from './random-sampler.ts';
import type { Sampler } from './sampler.ts';

/** Every sampler by its name in a space file and on the command line. */
export const samplers = {
  random: randomSampler,
} as const satisfies Readonly<Record<string, Sampler>>;

export type SamplerName = keyof typeof samplers;

/** UsageError when there is no such sampler. */
export function samplerNamed(name: string): Sampler {
  if (Object.hasOwn(samplers, name)) return samplers[name as SamplerName];
  const names = Object.keys(samplers);
  const hint = didYouMean(name, names) ?? `known: ${names.join(', ')}`;
  throw new UsageError(`no sampler is called '${name}' (${hint})`);
}
