import { widthOf } from '../../study/column-width.ts';
import { columnsOf } from '../../study/inputs/columns-of.ts';
import { rowShape } from '../../study/inputs/row-shape.ts';
import { sizeOfParts, sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { ArrayPart } from '../../study/pipeline.ts';
import type { ColumnTransform, Preprocessing } from '../dataset.ts';
import type { RawArrays, RawColumn, RawData, RawImages, RawTable } from '../raw-data.ts';
import { sharedFloats } from '../shared-memory.ts';
import { encodeArray } from './array-encoder.ts';
import { inputNamesOf, nameWriter, numberWriter } from './column-inputs.ts';
import { scaledPixel } from './encoder.ts';

/** Rows encoded together: few enough for their numbers to stay in the cache until all columns are written. */
const blockRows = 256;

/**
 * Encodes the given rows: [rows, ...inputShape], row-major, on shared memory. Columns are found by name, so that the
 * rows may come from another file than the fitted ones.
 */
export function applyPreprocessing(
  inputs: RawData['inputs'],
  preprocessing: Preprocessing,
  rows: Int32Array,
): Float32Array {
  if (inputs.kind === 'images' && preprocessing.kind === 'image') {
    return scalePixels(inputs, preprocessing.divisor, rows);
  }
  if (inputs.kind === 'table' && preprocessing.kind === 'table') {
    return encodeTable(inputs, preprocessing.columns, rows);
  }
  if (inputs.kind === 'arrays' && preprocessing.kind === 'arrays') {
    return encodeArrays(inputs, preprocessing.parts, rows);
  }
  throw new Error(`${inputs.kind} cannot enter a net fitted on ${preprocessing.kind}`);
}

/** [height, width, channels] of images, or what `rowShape` says of other inputs. */
export function inputShape(inputs: RawData['inputs'], preprocessing: Preprocessing): readonly number[] {
  if (inputs.kind === 'images') return inputs.shape;
  const shape = rowShape(preprocessing);
  if (shape === undefined) throw new Error(`${inputs.kind} cannot enter a net fitted on images`);
  return shape;
}

/**
 * The names of the model's inputs, `column=category` for one-hot ones, `column −3` for that of the third row before the
 * predicted one, `column [3]` for that of the third step of a padded sequence. Images and arrays have none.
 */
export function featureNames({ preprocessing }: { readonly preprocessing: Preprocessing }): string[] {
  const names = (columnsOf(preprocessing) ?? []).flatMap(inputNamesOf);
  if (preprocessing.kind !== 'window') return names;
  const { length, horizon, padding } = preprocessing;
  if (padding !== undefined) {
    return Array.from({ length }, (_, step) => step + 1).flatMap((step) =>
      [...names, 'step'].map((name) => `${name} [${step}]`),
    );
  }
  return Array.from({ length }, (_, step) => length - 1 - step + horizon).flatMap((before) =>
    names.map((name) => `${name} −${before}`),
  );
}

function scalePixels({ pixels, shape }: RawImages, divisor: number, rows: Int32Array): Float32Array {
  const size = shape[0] * shape[1] * shape[2];
  const x = sharedFloats(rows.length * size);
  rows.forEach((row, index) => {
    const from = row * size;
    const to = index * size;
    for (let pixel = 0; pixel < size; pixel++) {
      x[to + pixel] = scaledPixel(pixels[from + pixel] as number, divisor);
    }
  });
  return x;
}

function encodeArrays(
  { parts: raw }: RawArrays,
  parts: readonly ArrayPart[],
  rows: Int32Array,
): Float32Array {
  const width = sizeOfParts(parts);
  const x = sharedFloats(rows.length * width);
  let at = 0;
  for (const part of parts) {
    const found = raw.find(({ name }) => name === part.name);
    if (found === undefined) throw new Error(`the rows have no array ${part.name}`);
    const size = sizeOfShape(part.shape);
    for (let index = 0; index < rows.length; index++) {
      encodeArray(part, found.values, (rows[index] as number) * size, x, at + index * width);
    }
    at += size;
  }
  return x;
}

function encodeTable(
  table: RawTable,
  transforms: readonly ColumnTransform[],
  rows: Int32Array,
): Float32Array {
  const width = transforms.reduce((sum, transform) => sum + widthOf(transform), 0);
  const x = sharedFloats(rows.length * width);
  const encoders = transforms.map((transform) => {
    const column = table.columns.find(({ name }) => name === transform.name);
    return { put: encoder(column, transform), features: widthOf(transform) };
  });
  for (let from = 0; from < rows.length; from += blockRows) {
    const block = rows.subarray(from, from + blockRows);
    let at = from * width;
    for (const { put, features } of encoders) {
      put(x, at, width, block);
      at += features;
    }
  }
  return x;
}

/** Writes the encoded cells of some rows: the first at `at`, each next `width` further; `x` holds zeros. */
type Encoder = (x: Float32Array, at: number, width: number, rows: Int32Array) => void;

function encoder(column: RawColumn | undefined, transform: ColumnTransform): Encoder {
  if (column?.kind === 'number' && (transform.kind === 'number' || transform.kind === 'date')) {
    const { values } = column;
    const write = numberWriter(transform);
    return (x, at, width, rows) => {
      for (let index = 0; index < rows.length; index++) {
        write(values[rows[index] as number] as number, x, at + index * width);
      }
    };
  }
  if (column?.kind === 'category' && transform.kind === 'category') {
    const { codes, categories } = column;
    const places = placesIn(transform, categories);
    return (x, at, width, rows) => {
      for (let index = 0; index < rows.length; index++) {
        const place = places[codes[rows[index] as number] as number] ?? -1;
        if (place >= 0) x[at + index * width + place] = 1;
      }
    };
  }
  if (column?.kind === 'category' && (transform.kind === 'hashed' || transform.kind === 'tokens')) {
    const { codes, categories } = column;
    const write = nameWriter(transform);
    return (x, at, width, rows) => {
      for (let index = 0; index < rows.length; index++) {
        const name = categories[codes[rows[index] as number] as number];
        if (name !== undefined) write(name, x, at + index * width);
      }
    };
  }
  throw new Error(`column ${transform.name} must be a ${transform.kind}`);
}

/** The input that is 1 for each category, −1 where there is none. */
function placesIn(
  transform: Extract<ColumnTransform, { kind: 'category' }>,
  categories: readonly string[],
): number[] {
  const write = nameWriter(transform);
  return categories.map((category) => {
    const inputs: Record<number, number> = {};
    write(category, inputs, 0);
    return Number(Object.keys(inputs)[0] ?? -1);
  });
}
