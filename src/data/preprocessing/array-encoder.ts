import { sizeOfParts, sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { ArrayPart } from '../../study/pipeline.ts';
import { encodedPixel } from './encoder.ts';

/** Writes one row of a part into `x` at `at`; its values begin at `from`. */
export function encodeArray(
  part: ArrayPart,
  values: ArrayLike<number>,
  from: number,
  x: Float32Array,
  at: number,
): void {
  const size = sizeOfShape(part.shape);
  if (part.tokens !== undefined) {
    const { size: known } = part.tokens;
    for (let index = 0; index < size; index++) {
      const id = values[from + index] as number;
      // An id that training did not have counts as none.
      x[at + index] = id < known ? id : 0;
    }
    return;
  }
  const { scales } = part;
  const features = part.padding === undefined ? undefined : (part.shape.at(-1) as number);
  for (let index = 0; index < size; index++) {
    const { shift, scale } = scales[index % scales.length] as (typeof scales)[number];
    const isStep = features === undefined || values[from + index - (index % features) + features - 1] !== 0;
    x[at + index] = isStep ? ((values[from + index] as number) - shift) / scale : 0;
  }
}

/** Numbers of one array, nested by its axes or flat; for several arrays an object of them by name. */
type GivenArrays = GivenArray | Readonly<Record<string, GivenArray>>;
type GivenArray = number | boolean | ArrayLike<GivenArray>;

/** How pixels are scaled, as preprocess.json has it. */
interface PixelForm {
  readonly inputShape: readonly number[];
  readonly divisor: number;
  readonly pixelMaximum?: number | undefined;
}

/**
 * Encodes one image: pixels from 0 to 255, nested by its axes or flat. Throws on another number of them, and on what is no
 * pixel.
 */
export function encodePixels({ inputShape, divisor, pixelMaximum }: PixelForm, image: GivenArray): number[] {
  const pixels = flatNumbers('pixels', image);
  requireSize('pixels', pixels, sizeOfShape(inputShape));
  requireWhole('pixels', pixels, 255);
  return pixels.map((pixel) => encodedPixel(pixel, divisor, pixelMaximum));
}

/** Encodes one row. Throws on an array that it lacks, on one of another size, and on what is no number or id. */
export function encodeArrays(parts: readonly ArrayPart[], row: GivenArrays): Float32Array {
  const x = new Float32Array(sizeOfParts(parts));
  let at = 0;
  for (const part of parts) {
    const size = sizeOfShape(part.shape);
    const given = flatNumbers(part.name, arrayOf(part.name, row, parts.length === 1));
    if (part.tokens !== undefined) requireWhole(part.name, given);
    const values = part.padding === undefined ? given : filledUp(part, given);
    requireSize(part.name, values, size);
    encodeArray(part, values, 0, x, at);
    at += size;
  }
  return x;
}

/** The numbers of a sequence with the 1 of each step, and zeros up to the length of all. */
function filledUp({ name, shape, tokens }: ArrayPart, given: readonly number[]): number[] {
  const [length = 0] = shape;
  const features = tokens === undefined ? (shape.at(-1) as number) - 1 : 1;
  const steps = given.length / features;
  const least = tokens === undefined ? 1 : 0;
  if (!Number.isInteger(steps) || steps < least || steps > length)
    throw new Error(
      `${name}: must have ${least} to ${length} steps of ${features} numbers, got ${given.length} numbers`,
    );
  const values = new Array<number>(sizeOfShape(shape)).fill(0);
  putSteps({ values: given, from: 0, steps, features }, values, 0, tokens === undefined);
  return values;
}

/** The steps of a row, of `features` numbers each, which begin at `from`. */
interface Steps {
  readonly values: ArrayLike<number>;
  readonly from: number;
  readonly steps: number;
  readonly features: number;
}

/** Writes the steps of a row at `at` into zeros; with `hasFlags` a 1 follows the numbers of each. */
export function putSteps(
  { values, from, steps, features }: Steps,
  into: { [place: number]: number },
  at: number,
  hasFlags: boolean,
): void {
  const width = hasFlags ? features + 1 : features;
  for (let step = 0; step < steps; step++) {
    const start = at + step * width;
    for (let feature = 0; feature < features; feature++)
      into[start + feature] = values[from + step * features + feature] as number;
    if (hasFlags) into[start + features] = 1;
  }
}

function arrayOf(name: string, row: GivenArrays, isOnly: boolean): GivenArray {
  const isArray = typeof row !== 'object' || typeof row.length === 'number';
  if (isArray && isOnly) return row as GivenArray;
  if (isArray || !Object.hasOwn(row, name)) throw new Error(`${name}: must be in every row, as in training`);
  return (row as Readonly<Record<string, GivenArray>>)[name] as GivenArray;
}

/** Truth values are 1 and 0, as in arrays of them. */
function flatNumbers(name: string, values: GivenArray): number[] {
  if (typeof values === 'boolean') return [Number(values)];
  if (typeof values === 'number' && Number.isFinite(Math.fround(values))) return [values];
  if (typeof values !== 'object' || typeof values?.length !== 'number')
    throw new Error(`${name}: must hold finite numbers of 32 bits, got ${JSON.stringify(values)}`);
  return Array.from(values).flatMap((value) => flatNumbers(name, value));
}

function requireSize(name: string, values: readonly number[], size: number): void {
  if (values.length !== size)
    throw new Error(`${name}: must have ${size} numbers, as in training, got ${values.length}`);
}

function requireWhole(name: string, values: readonly number[], largest?: number): void {
  const isWhole = (value: number) => Number.isInteger(value) && value >= 0 && value <= (largest ?? value);
  const broken = values.find((value) => !isWhole(value));
  if (broken === undefined) return;
  const range = largest === undefined ? 'from 0, as ids of tokens' : `from 0 to ${largest}`;
  throw new Error(`${name}: must be whole numbers ${range}, got ${broken}`);
}
