import type { Dataset } from '../../data/dataset.ts';
import type { Random } from '../../statistics/random.ts';
import { imageParameters } from '../../study/augment-parameters.ts';
import type { Value } from '../../study/distribution.ts';
import { paddingOf } from '../../study/inputs/padding-of.ts';
import { alterImages } from './images.ts';
import { createMixup } from './mixup.ts';
import { alterNumbers } from './numbers.ts';
import { augmentSettings, usedParameters } from './settings.ts';

/** Fills [rows, …] with values of these rows of a split. */
export type FillRows = (values: Float32Array, rows: Int32Array) => void;

/** Changes a batch of the training split. All randomness comes from the stream it was created with. */
export interface Augmentation {
  /** A fill of the inputs that changes them; it draws for the batch, so it runs before those of `other`. */
  inputs(fill: FillRows): FillRows;
  /** A fill of targets or weights [rows, …], which mixup mixes as it has mixed the inputs. */
  other(fill: FillRows): FillRows;
}

/**
 * The augmentation of a complete configuration; undefined when it is off. Throws an Error that names a parameter which
 * the data cannot have.
 */
export function augmentationOf(
  config: Readonly<Record<string, Value>>,
  dataset: Dataset,
  random: Random,
): Augmentation | undefined {
  const used = usedParameters(config);
  if (used.length === 0) return undefined;
  const isImage = dataset.preprocessing.kind === 'image' && dataset.inputShape.length === 3;
  const foreign = isImage ? undefined : used.find((name) => imageParameters.includes(name));
  if (foreign !== undefined) throw new Error(`${foreign} needs images, and the inputs are a table`);
  const settings = augmentSettings(config);
  if (settings.mixup !== 0 && paddingOf(dataset.preprocessing) !== undefined) {
    throw new Error('augment.mixup needs rows of one length, and the inputs are padded sequences');
  }
  const alter = isImage ? alterImages(settings, dataset) : alterNumbers(settings, dataset);
  const mixup = settings.mixup === 0 ? undefined : createMixup(settings.mixup);
  return {
    inputs: (fill) => (values, rows) => {
      fill(values, rows);
      alter?.(values, random);
      mixup?.draw(random, rows.length);
      mixup?.mix(values);
    },
    other: (fill) => (values, rows) => {
      fill(values, rows);
      mixup?.mix(values);
    },
  };
}
