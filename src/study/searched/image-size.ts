import type { Preprocessing } from '../pipeline.ts';
import type { Configuration } from '../search-space.ts';

/** The number of rows of pixels that a trial brings the study's images to. */
export const imageSizeParameter = 'data.size';

export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * The shape of a configuration's images, in the proportions of the study's; undefined where it takes them as they are.
 */
export function ownImageShape(
  { preprocessing, inputShape }: { preprocessing: Preprocessing; inputShape: readonly number[] },
  config: Configuration,
): { readonly from: ImageShape; readonly to: ImageShape } | undefined {
  const wanted = config[imageSizeParameter];
  const [height = 0, width = 0, channels = 0] = inputShape;
  if (preprocessing.kind !== 'image' || typeof wanted !== 'number' || wanted === height) return undefined;
  const to = [wanted, Math.max(1, Math.round((width * wanted) / height)), channels] as const;
  return { from: [height, width, channels], to };
}
