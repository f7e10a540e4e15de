import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { ArrayPart, Pipeline } from '../../study/pipeline.ts';
import { encodeArray } from '../preprocessing/array-encoder.ts';
import { encodedPixel } from '../preprocessing/encoder.ts';
import { unknownIds } from '../preprocessing/token-ids.ts';
import type { FoundArray } from './found-arrays.ts';

/** A part of a row: what it becomes, and where its values are. */
export interface EncodedPart {
  readonly name: string;
  readonly size: number;
  readonly values: ArrayValues;
  encode(row: number, x: Float32Array, at: number): void;
  /** Whether a row has ids of tokens that training did not have. */
  isNovel?(row: number): boolean;
}

/** The parts of an image model's row are its pixels. */
export function partsOf({ preprocessing, inputShape }: Pipeline): readonly ArrayPart[] {
  if (preprocessing.kind === 'arrays') return preprocessing.parts;
  const [height, width, channels] = inputShape as [number, number, number];
  const shape = channels === 1 ? [height, width] : [height, width, channels];
  return [{ name: 'x', shape, scales: [{ shift: 0, scale: 1 }] }];
}

/** Encodes an array as the training data were. */
export function encodedPart(pipeline: Pipeline, { part, array }: FoundArray): EncodedPart {
  const { preprocessing, pixelMaximum } = pipeline;
  const values = array.values as ArrayValues;
  const size = sizeOfShape(part.shape);
  if (preprocessing.kind !== 'image') {
    const { tokens } = part;
    const valuesOf = (row: number) => values.subarray(row * size, (row + 1) * size);
    return {
      ...{ name: part.name, size, values },
      encode: (row, x, at) => encodeArray(part, values, row * size, x, at),
      ...(tokens && { isNovel: (row) => unknownIds(valuesOf(row), tokens.size) > 0 }),
    };
  }
  const { divisor } = preprocessing;
  return {
    ...{ name: part.name, size, values },
    encode(row, x, at) {
      for (let cell = 0; cell < size; cell++) {
        x[at + cell] = encodedPixel(values[row * size + cell] as number, divisor, pixelMaximum);
      }
    },
  };
}
