import { createHash } from 'node:crypto';
import { FaultsError } from '../../faults/errors.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { givenArray } from '../arrays/given-array.ts';
import { rawOfArrays } from '../arrays/raw-of-arrays.ts';
import type { NamedArray } from '../formats/arrays/named-array.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { refuseColumnOptions } from './array-options.ts';

/** The program's name in faults. */
const file = 'data.arrays';
const known = new Map<string, readonly NamedArray[]>();

/**
 * Keeps copies of a program's arrays for as long as it runs, and returns the path by which its studies name them: a digest
 * of their content. What the program later writes into its own arrays changes no study. FaultsError names the array that is none.
 */
export function keepArrays(given: Readonly<Record<string, unknown>>): string {
  const arrays = arraysOf(given, file);
  const hash = createHash('sha256');
  for (const { name, shape, values, areBooleans, lengths } of arrays) {
    const type = ArrayBuffer.isView(values) ? values.constructor.name : 'texts';
    hash.update(JSON.stringify([name, shape, areBooleans ? 'booleans' : type]));
    if (lengths !== undefined) hash.update(JSON.stringify(Array.from(lengths)));
    hash.update(ArrayBuffer.isView(values) ? values : JSON.stringify(values));
  }
  const path = `sha256:${hash.digest('hex')}`;
  if (!known.has(path)) known.set(path, arrays.map(copied));
  return path;
}

function copied(array: NamedArray): NamedArray {
  return { ...array, values: array.values.slice() };
}

/** FaultsError, with `file` as its name, for what is no array. */
export function arraysOf(given: Readonly<Record<string, unknown>>, name: string): NamedArray[] {
  return Object.entries(given).map(([key, value]) => givenArray(key, value, name));
}

/** The arrays that this process's program has given. FaultsError in any other process. */
export async function readMemory(spec: DataSpec, _directory: string, reading: Reading): Promise<RawData> {
  refuseColumnOptions(spec, file);
  const arrays = known.get(String(spec.path));
  if (arrays === undefined) {
    const constraint =
      'must be given again: a program gave the arrays of this study, and they were not stored';
    const hint = 'search with the same data.arrays in this process first, or save them as an NPZ file';
    throw new FaultsError([{ file, field: '', constraint, hint }]);
  }
  return rawOfArrays([{ file, arrays }], spec, reading);
}
