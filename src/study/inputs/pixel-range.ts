import type { FeatureSpec } from '../data-files/feature-spec.ts';
import type { Pipeline } from '../pipeline.ts';

/** The map of encoded pixels to the range that a model expects: factor · x + shift; undefined where they stay. */
export function pixelRange(
  { inputRange }: Pick<FeatureSpec, 'inputRange'>,
  { preprocessing, pixelMaximum }: Pick<Pipeline, 'preprocessing' | 'pixelMaximum'>,
): { readonly factor: number; readonly shift: number } | undefined {
  if (inputRange === undefined || preprocessing.kind !== 'image' || pixelMaximum === undefined)
    return undefined;
  const [least, largest] = inputRange;
  return { factor: ((largest - least) * preprocessing.divisor) / pixelMaximum, shift: least };
}
