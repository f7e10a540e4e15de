import { sizeOfParts, sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { ArrayPart } from '../../study/pipeline.ts';

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
  for (let index = 0; index < size; index++) {
    const { shift, scale } = scales[index % scales.length] as (typeof scales)[number];
    x[at + index] = ((values[from + index] as number) - shift) / scale;
  }
}

/** Numbers of one array, nested by its axes or flat; for several arrays an object of them by name. */
type GivenArrays = GivenArray | Readonly<Record<string, GivenArray>>;
type GivenArray = number | ArrayLike<GivenArray>;

/** Encodes one row. Throws on an array that it lacks, and on one of another size. */
export function encodeArrays(parts: readonly ArrayPart[], row: GivenArrays): Float32Array {
  const x = new Float32Array(sizeOfParts(parts));
  let at = 0;
  for (const part of parts) {
    const size = sizeOfShape(part.shape);
    const values = flatNumbers(arrayOf(part.name, row, parts.length === 1));
    if (values.length !== size)
      throw new Error(`${part.name}: must have ${size} numbers, as in training, got ${values.length}`);
    encodeArray(part, values, 0, x, at);
    at += size;
  }
  return x;
}

function arrayOf(name: string, row: GivenArrays, isOnly: boolean): GivenArray {
  const isArray = typeof row === 'number' || typeof row.length === 'number';
  if (isArray && isOnly) return row as GivenArray;
  if (isArray || !Object.hasOwn(row, name)) throw new Error(`${name}: must be in every row, as in training`);
  return (row as Readonly<Record<string, GivenArray>>)[name] as GivenArray;
}

function flatNumbers(values: GivenArray): number[] {
  if (typeof values === 'number') return [values];
  return Array.from(values).flatMap((value) => (typeof value === 'number' ? [value] : flatNumbers(value)));
}
