import type { KnownMethods, MethodSpec } from '../study/search/method-spec.ts';
import { namedMethod, settingsByName } from '../study/search/named-method.ts';
import { gpSampler } from './gp/gp-sampler.ts';
import { gridSampler } from './grid/grid-sampler.ts';
import { haltonSampler } from './points/halton-sampler.ts';
import { lhsSampler } from './points/lhs-sampler.ts';
import { sobolSampler } from './points/sobol-sampler.ts';
import { randomSampler } from './random-sampler.ts';
import type { Sampler } from './sampler.ts';
import { tpeSampler } from './tpe/tpe-sampler.ts';

/** Every sampler by its name in a space file and on the command line. */
export const samplers = {
  random: randomSampler,
  sobol: sobolSampler,
  halton: haltonSampler,
  lhs: lhsSampler,
  grid: gridSampler,
  tpe: tpeSampler,
  gp: gpSampler,
} as const satisfies Readonly<Record<string, Sampler>>;

export type SamplerName = keyof typeof samplers;

/** A sampler with some of its settings. */
export type SamplerSettings = {
  [Name in SamplerName]: { readonly type: Name } & {
    readonly [Setting in keyof (typeof samplers)[Name]['settings']]?: number;
  };
}[SamplerName];

/** The settings of each sampler, for the checks of a space file. */
export function samplerSettings(): KnownMethods {
  return settingsByName(samplers);
}

/** The sampler that a study names. UsageError when there is no such sampler. */
export function samplerOf(method: MethodSpec): Sampler {
  return namedMethod<Sampler>(samplers, method, 'sampler');
}
