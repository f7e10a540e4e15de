import type { Dataset, Split } from '../../data/dataset.ts';
import { addNormals } from '../../statistics/draws/draws.ts';
import { columnsOf } from '../../study/inputs/columns-of.ts';
import { paddingOf } from '../../study/inputs/padding-of.ts';
import { areTokens } from '../../study/inputs/token-runs.ts';
import { withoutPadding } from '../../study/windows/padding.ts';
import { inputColumnsOf } from '../models/input-columns.ts';
import type { Alter, AugmentSettings } from './settings.ts';

/** Noise on the numbers of a table or of windows; one-hot inputs, flags, words and token ids stay. Undefined without noise. */
export function alterNumbers(
  { noise }: AugmentSettings,
  { preprocessing, splits: { train } }: Dataset,
): Alter | undefined {
  if (noise === 0) return undefined;
  const width = train.x.length / train.rows;
  const isNumber = areNumbers(preprocessing, width);
  if (paddingOf(preprocessing) !== undefined) return alterSteps(noise, train, isNumber);
  const scales = Array.from({ length: width }, (_, place) =>
    isNumber[place % isNumber.length] ? noise * deviationOf(train.x, place, width) : 0,
  );
  return (values, random) => {
    const normals = new Float32Array(values.length);
    addNormals(random, normals, 1);
    for (let at = 0; at < values.length; at++) {
      values[at] = (values[at] as number) + (scales[at % width] as number) * (normals[at] as number);
    }
  };
}

/** Whether the inputs of a row are numbers; those of one step, where a row is a window or a series of a table. */
function areNumbers(preprocessing: Dataset['preprocessing'], width: number): boolean[] {
  const columns = columnsOf(preprocessing);
  const [part] = preprocessing.kind === 'arrays' ? preprocessing.parts : [];
  if (part !== undefined && paddingOf(preprocessing) !== undefined)
    return new Array<boolean>((part.shape.at(-1) as number) - 1).fill(true);
  if (columns === undefined) return areTokens(preprocessing, width).map((isToken) => !isToken);
  const inputs = inputColumnsOf({ kind: 'table', columns }) ?? [];
  return inputs.flatMap((each) => new Array<boolean>(each.width).fill(each.kind === 'numbers'));
}

/** Noise on the numbers of the steps of padded sequences, by the deviation of each over all steps. */
function alterSteps(noise: number, { x }: Pick<Split, 'x'>, isNumber: readonly boolean[]): Alter {
  const features = isNumber.length + 1;
  const inputs = withoutPadding(x, features);
  const scales = isNumber.map((is, feature) =>
    is ? noise * deviationOf(inputs, feature, isNumber.length) : 0,
  );
  return (values, random) => {
    const normals = new Float32Array(values.length);
    addNormals(random, normals, 1);
    for (let at = 0; at < values.length; at++) {
      const place = at % features;
      const flag = values[at - place + features - 1] as number;
      values[at] = (values[at] as number) + flag * (scales[place] ?? 0) * (normals[at] as number);
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
