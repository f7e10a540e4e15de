import { randomFor } from '../statistics/random.ts';
import { type DataSpec, defaultSplit } from '../study/study-spec.ts';
import type { Dataset } from './dataset.ts';
import { FaultList } from './fault-list.ts';
import { placeFolds } from './folds.ts';
import { rowEncoder, type SourceRows } from './load-dataset.ts';
import { lacksValidation } from './splits/assigned.ts';
import { drawShares } from './splits/draw.ts';
import { drawFolds, type FoldRows } from './splits/draw-folds.ts';

/** Several divisions of the rows that are not test rows into training and validation. */
export interface Divisions {
  /** With the folds of all divisions, one after the other. */
  readonly dataset: Dataset;
  readonly foldsEach: number;
  /** False where the study's own division is repeated, because the data or the time fix it. */
  readonly areNew: boolean;
  /** Judged rows for each training row of a model. */
  readonly judgedRatio: number;
}

/**
 * Draws `count` divisions of the kind that a study has, by folds or into two parts, with other random streams. Test
 * rows stay apart, groups stay whole, and rows keep the encoding of the study.
 */
export function drawDivisions(
  source: SourceRows,
  dataset: Dataset,
  spec: Pick<DataSpec, 'split' | 'classWeights' | 'weightMetrics'>,
  count: number,
): Divisions {
  const { raw, rows } = source;
  const developed = Int32Array.from([...rows.train, ...rows.validation]).sort();
  const areNew = raw.times === undefined && (raw.assigned === undefined || lacksValidation(raw));
  const own = rows.folds ?? [{ train: rows.train, validation: rows.validation }];
  const foldsEach = own.length;
  const repeated = Array.from({ length: count }, () => own).flat();
  const folds = areNew ? newFolds(source, spec.split, developed, count) : repeated;
  const train = rowEncoder(source, dataset, spec)(developed);
  const [first] = folds as [FoldRows];
  return {
    dataset: {
      ...dataset,
      splits: { ...dataset.splits, train, validation: train },
      folds: placeFolds(folds, developed, developed),
    },
    foldsEach,
    areNew,
    judgedRatio: first.validation.length / first.train.length,
  };
}

function newFolds(
  { raw, rows }: SourceRows,
  split: DataSpec['split'],
  developed: Int32Array,
  count: number,
): FoldRows[] {
  const faults = new FaultList(raw.file);
  if (rows.folds !== undefined) {
    const { repeats = 1 } = split;
    const folds = rows.folds.length / repeats;
    const all = drawFolds(
      raw,
      { ...split, repeats: repeats * (count + 1) },
      { rows: developed, count: folds },
      faults,
    );
    return all.slice(repeats * folds);
  }
  const share = rows.validation.length / developed.length;
  return Array.from({ length: count }, (_, division) => {
    const random = randomFor('division', split.seed ?? defaultSplit.seed, division);
    const fractions = [1 - share, share];
    const shares = drawShares(raw, split, { rows: developed, fractions }, faults, random);
    return {
      train: developed.filter((_, place) => shares[place] === 0),
      validation: developed.filter((_, place) => shares[place] === 1),
    };
  });
}
