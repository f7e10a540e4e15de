import { randomFor } from '../../statistics/random.ts';
import { defaultSplit, type SplitSpec } from '../../study/study-spec.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawData } from '../raw-data.ts';
import { blocksByTime } from './by-time.ts';
import { drawShares, throwTimeFault } from './draw.ts';

/** The rows that one model of a cross-validation is trained on, and those that it is judged by; ascending. */
export interface FoldRows {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/** Below this number of rows that are not test rows, `"folds": "auto"` means `autoFolds`. */
export const autoFoldRows = 2000;
const autoFolds = 5;

const amongOthers = ' among the rows that are not test rows';

/** The number of folds of these rows; undefined where one validation split judges all trials. */
export function foldCount(data: RawData, { folds }: SplitSpec, rows: Int32Array): number | undefined {
  if (folds !== 'auto') return folds;
  if (data.times !== undefined || rows.length >= autoFoldRows) return undefined;
  const { groups } = data;
  const parts =
    groups === undefined ? rows.length : new Set(rows.map((row) => groups.codes[row] as number)).size;
  const count = Math.min(autoFolds, parts);
  return count < 2 ? undefined : count;
}

/**
 * Divides the rows into `count` folds, once for each repeat: every row is judged once a repeat, by the model that was
 * trained on the other folds. Folds keep groups whole and the proportions of the classes. By time, the rows are cut into
 * `count` + 1 blocks, and each block but the first is judged by a model of all earlier rows (Hyndman and
 * Athanasopoulos, Forecasting: Principles and Practice, 5.10).
 */
export function drawFolds(
  data: RawData,
  split: SplitSpec,
  { rows, count }: { readonly rows: Int32Array; readonly count: number },
  faults: FaultList,
): FoldRows[] {
  const { times, groups } = data;
  if (times !== undefined) {
    const blocks = blocksByTime(rows, times.values, groups?.codes, count + 1);
    if (blocks === undefined) {
      const need = `${amongOthers}, one for each block of the folds`;
      return throwTimeFault({ rows, need }, count + 1, { times, groups }, faults);
    }
    return Array.from({ length: count }, (_, fold) => ({
      train: rows.filter((_, place) => (blocks[place] as number) <= fold),
      validation: rows.filter((_, place) => blocks[place] === fold + 1),
    }));
  }
  const { repeats = 1, seed = defaultSplit.seed } = split;
  const fractions = new Array<number>(count).fill(1 / count);
  return Array.from({ length: repeats }, (_, repeat) => {
    const random = randomFor('folds', seed, repeat);
    const need = `${amongOthers}, one for each fold`;
    const foldOf = drawShares(data, split, { rows, fractions, need }, faults, random);
    return fractions.map((_, fold) => ({
      train: rows.filter((_, place) => foldOf[place] !== fold),
      validation: rows.filter((_, place) => foldOf[place] === fold),
    }));
  }).flat();
}
