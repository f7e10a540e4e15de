import type { Dataset } from '../../data/dataset.ts';
import { addNormals } from '../../statistics/draws/draws.ts';
import { areTokens } from '../../study/inputs/token-runs.ts';
import { inputColumnsOf } from '../models/input-columns.ts';
import type { Alter, AugmentSettings } from './settings.ts';

/** Noise on the numbers of a table; one-hot inputs, flags, words and token ids stay. Undefined without noise. */
export function alterNumbers(
  { noise }: AugmentSettings,
  { preprocessing, splits: { train } }: Dataset,
): Alter | undefined {
  if (noise === 0) return undefined;
  const width = train.x.length / train.rows;
  const isNumber =
    inputColumnsOf(preprocessing)?.flatMap((columns) =>
      new Array<boolean>(columns.width).fill(columns.kind === 'numbers'),
    ) ?? areTokens(preprocessing, width).map((isToken) => !isToken);
  const scales = isNumber.map((is, column) => (is ? noise * deviationOf(train.x, column, width) : 0));
  return (values, random) => {
    const normals = new Float32Array(values.length);
    addNormals(random, normals, 1);
    for (let at = 0; at < values.length; at++) {
      values[at] = (values[at] as number) + (scales[at % width] as number) * (normals[at] as number);
    }
  };
}

/** The standard deviation of one input over all rows of x [rows, width]. */
function deviationOf(x: Float32Array, column: number, width: number): number {
  let [sum, count] = [0, 0];
  for (let at = column; at < x.length; at += width) {
    sum += x[at] as number;
    count += 1;
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = column; at < x.length; at += width) squares += ((x[at] as number) - mean) ** 2;
  return Math.sqrt(squares / count);
}
