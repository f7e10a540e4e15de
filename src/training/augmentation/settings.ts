import type { Random } from '../../statistics/random.ts';
import { augmentParameters } from '../../study/augment-parameters.ts';
import type { Value } from '../../study/distribution.ts';

type Names = keyof typeof augmentParameters extends `augment.${infer Name}` ? Name : never;

/** The augmentation of a configuration, in the units of study/augment-parameters.ts; 0 and false are off. */
export type AugmentSettings = Readonly<Record<Exclude<Names, 'flip'>, number>> & {
  readonly flip: { readonly horizontal: boolean; readonly vertical: boolean };
};

/** Changes the inputs [rows, …inputShape] of a batch in place. */
export type Alter = (values: Float32Array, random: Random) => void;

/** The parameters that are on in a configuration. */
export function usedParameters(config: Readonly<Record<string, Value>>): string[] {
  return Object.keys(augmentParameters).filter((name) => ![undefined, 0, false].includes(config[name] as 0));
}

export function augmentSettings(config: Readonly<Record<string, Value>>): AugmentSettings {
  const number = (name: Names) => (config[`augment.${name}`] ?? 0) as number;
  const flip = config['augment.flip'] ?? false;
  return {
    flip: {
      horizontal: flip === true || flip === 'horizontal' || flip === 'both',
      vertical: flip === 'vertical' || flip === 'both',
    },
    shift: number('shift'),
    rotate: number('rotate'),
    crop: number('crop'),
    brightness: number('brightness'),
    noise: number('noise'),
    cutout: number('cutout'),
    mixup: number('mixup'),
  };
}
