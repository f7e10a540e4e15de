import type { ParameterConstraints } from './parameter-constraint.ts';

const off = { type: 'number', min: 0, default: 0, off: 0 } as const;

/** Changes of the training rows, drawn anew in each epoch; all are off by default. */
export const augmentParameters = {
  /** Mirrored with probability ½; `true` is `horizontal`, `both` each way by itself. */
  'augment.flip': {
    type: 'choice',
    values: [false, true, 'horizontal', 'vertical', 'both'],
    default: false,
    off: false,
  },
  /** Largest shift, as a share of height and width. */
  'augment.shift': { ...off, max: 0.5 },
  /** Largest angle, in degrees, either way. */
  'augment.rotate': { ...off, max: 180 },
  /** Largest share of height and width that is cut off; the rest is enlarged. */
  'augment.crop': { ...off, max: 0.9 },
  /** Largest change of all pixels, as a share of their range, either way. */
  'augment.brightness': { ...off, max: 1 },
  /** Standard deviation: of pixels as a share of their range, of a table's numbers as a share of their own deviation. */
  'augment.noise': { ...off, max: 10 },
  /** Height and width of a patch of the mean colour, as a share of the image's. */
  'augment.cutout': { ...off, max: 1 },
  /** α of the beta distribution of mixup's weights. */
  'augment.mixup': { ...off, max: 10 },
} as const satisfies ParameterConstraints;

/** Those that only images have. */
export const imageParameters: readonly string[] = Object.keys(augmentParameters).filter(
  (name) => name !== 'augment.noise' && name !== 'augment.mixup',
);
