import { lastAxisName } from '../../../data/arrays/cell-name.ts';
import type { Dataset } from '../../../data/dataset.ts';
import { inputPartsOf } from '../../../study/inputs/input-parts.ts';
import type { ArrayPart } from '../../../study/pipeline.ts';
import { type InputGroup, valuesAt } from '../../input-groups.ts';
import { numericInputs } from '../../numeric-inputs.ts';

/** A root mean square over the training rows. */
export interface FeatureSize {
  readonly name: string;
  readonly size: number;
}

/** A feature that is 0 more often than this, such as a pixel at a border, tells no size. */
const leastShare = 0.01;

/**
 * The sizes of a group's numeric columns (a rare category is small by nature), and of an array's features, which lie
 * along its last axis, at all places of a sequence. None for images, and for arrays of one scale.
 */
export function featureSizes(dataset: Dataset, group: InputGroup): FeatureSize[] {
  const { preprocessing, splits } = dataset;
  if (preprocessing.kind !== 'arrays') {
    const isWhole = inputPartsOf(dataset).length === 1;
    return numericInputs(dataset)
      .filter(({ place }) => isWhole || group.places.includes(place))
      .map(({ name, values }) => ({ name, size: rootMeanSquare(values) }));
  }
  const { shape, places, tokens } = group;
  const { train } = splits;
  const width = train.x.length / train.rows;
  const part = preprocessing.parts.find(({ name }) => name === group.name);
  if (
    tokens !== undefined ||
    part === undefined ||
    isOneQuantity(part, () => valuesAt(train.x, width, places))
  )
    return [];
  const features = shape.at(-1) ?? 1;
  const squares = new Float64Array(features);
  const counts = new Float64Array(features);
  for (let row = 0; row < train.rows; row++) {
    for (let at = 0; at < places.length; at++) {
      const value = train.x[row * width + (places[at] as number)] as number;
      if (value === 0) continue;
      squares[at % features] = (squares[at % features] as number) + value ** 2;
      counts[at % features] = (counts[at % features] as number) + 1;
    }
  }
  const all = (train.rows * places.length) / features;
  return Array.from({ length: features }, (_, feature) => {
    const count = counts[feature] as number;
    const isSeen = count >= leastShare * all;
    const name = lastAxisName(part.name, shape, feature);
    return { name, size: isSeen ? Math.sqrt((squares[feature] as number) / count) : 0 };
  });
}

/** Rows of several axes have one scale where their numbers lie between −1 and 1, as scaled pixels do. */
function isOneQuantity(part: ArrayPart, values: () => Float32Array): boolean {
  const [only, ...others] = part.tokens === undefined ? part.scales : [];
  if (part.shape.length < 2 || only === undefined || others.length > 0) return false;
  const isScaled = only.shift !== 0 || only.scale !== 1;
  return isScaled || values().every((value) => value >= -1 && value <= 1);
}

export function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += (values[index] as number) ** 2;
  return Math.sqrt(sum / Math.max(values.length, 1));
}
