import type { ColumnTransform, Preprocessing } from './dataset.ts';
import type { RawColumn, RawData, RawImages, RawTable } from './raw-data.ts';
import { sharedFloats } from './shared-memory.ts';

/**
 * The given rows as they enter the net: [rows, ...inputShape], row-major, on shared memory. Columns are found by
 * name, so that the rows may come from another file than the one that was fitted.
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
  throw new Error(`${inputs.kind} cannot enter a net fitted on ${preprocessing.kind}`);
}

/** [height, width, channels] of an image, or [features] of a table's row. */
export function inputShape(inputs: RawData['inputs'], preprocessing: Preprocessing): readonly number[] {
  return inputs.kind === 'images' ? inputs.shape : [featureNames({ preprocessing }).length];
}

/** The names of the numbers that enter the net, `column=category` for one-hot ones. Images have none. */
export function featureNames({ preprocessing }: { readonly preprocessing: Preprocessing }): string[] {
  if (preprocessing.kind === 'image') return [];
  return preprocessing.columns.flatMap((column) =>
    column.kind === 'number' ? [column.name] : column.values.map((value) => `${column.name}=${value}`),
  );
}

function scalePixels({ pixels, shape }: RawImages, divisor: number, rows: Int32Array): Float32Array {
  const size = shape[0] * shape[1] * shape[2];
  const x = sharedFloats(rows.length * size);
  rows.forEach((row, index) => {
    const from = row * size;
    const to = index * size;
    for (let pixel = 0; pixel < size; pixel++) x[to + pixel] = (pixels[from + pixel] as number) / divisor;
  });
  return x;
}

function encodeTable(
  table: RawTable,
  transforms: readonly ColumnTransform[],
  rows: Int32Array,
): Float32Array {
  const width = featureCount(transforms);
  const x = sharedFloats(rows.length * width);
  let offset = 0;
  for (const transform of transforms) {
    const column = table.columns.find(({ name }) => name === transform.name);
    const put = encoder(column, transform);
    for (let index = 0; index < rows.length; index++) put(x, index * width + offset, rows[index] as number);
    offset += featureCount([transform]);
  }
  return x;
}

/** Writes what one cell becomes, from `at` on; `x` holds zeros. */
type Encoder = (x: Float32Array, at: number, row: number) => void;

function encoder(column: RawColumn | undefined, transform: ColumnTransform): Encoder {
  if (column?.kind === 'number' && transform.kind === 'number') {
    const { values } = column;
    const { fill, shift, scale } = transform;
    return (x, at, row) => {
      const value = values[row] as number;
      x[at] = ((Number.isNaN(value) ? fill : value) - shift) / scale;
    };
  }
  if (column?.kind === 'category' && transform.kind === 'category') {
    const { codes } = column;
    const places = column.categories.map((category) => transform.values.indexOf(category));
    return (x, at, row) => {
      const place = places[codes[row] as number] ?? -1;
      if (place >= 0) x[at + place] = 1;
    };
  }
  throw new Error(`column ${transform.name} must be a ${transform.kind}`);
}

function featureCount(transforms: readonly ColumnTransform[]): number {
  return transforms.reduce(
    (sum, transform) => sum + (transform.kind === 'number' ? 1 : transform.values.length),
    0,
  );
}
