import type { Dataset, Split } from '../../../data/dataset.ts';
import { withHashedTokens } from '../../../data/preprocessing/hashed-tokens.ts';
import { randomFor } from '../../../statistics/random.ts';
import { ranksOfKnown } from '../../../statistics/ranks/rank-tests.ts';
import type { PartView } from '../../../study/outputs/part-views.ts';

const mostRows = 3000;
const mostFeatures = 256;

/** Some rows of training and validation, in two halves that predict each other. */
export interface SampledInputs {
  readonly rows: number;
  /** The first half are the rows below this index. */
  readonly half: number;
  /** Standardised, [rows, features]. */
  readonly x: Float32Array;
  readonly features: number;
}

export interface SampledRows {
  readonly inputs: SampledInputs;
  /** The same with this target. */
  of(view: PartView): LabelledRows;
}

/** The same with one of their targets. */
export interface LabelledRows extends SampledInputs {
  /** 0 for a regression. */
  readonly classes: number;
  /**
   * The label of the row `shift` places further down in the source: a class, or the rank of a number. NaN when that row
   * is in the test split or does not exist.
   */
  labels(shift: number): Float64Array;
}

/**
 * Encoded rows, sampled: at most 3,000 rows and 256 features. Each `way` divides them into other halves. They are the same for
 * all targets, each of which `of` adds.
 */
export function sampledRows(dataset: Dataset, seed: number, way = 0): SampledRows {
  const { train, validation } = withHashedTokens(dataset).splits;
  const random = randomFor(seed, 'labelled rows', ...(way === 0 ? [] : [way]));
  const places = Int32Array.from({ length: train.rows + validation.rows }, (_, place) => place);
  const members = [...random.shuffle(places).subarray(0, mostRows)].map((place) =>
    place < train.rows ? { split: train, index: place } : { split: validation, index: place - train.rows },
  );
  const width = train.x.length / train.rows;
  const columns = random
    .shuffle(Int32Array.from({ length: width }, (_, column) => column))
    .subarray(0, mostFeatures);
  const x = new Float32Array(members.length * columns.length);
  members.forEach(({ split, index }, row) => {
    columns.forEach((column, feature) => {
      x[row * columns.length + feature] = split.x[index * width + column] as number;
    });
  });
  standardise(x, columns.length);
  const inputs = { rows: members.length, half: members.length >> 1, x, features: columns.length };
  return {
    inputs,
    of({ task, rows }) {
      const known = labelsByRow([rows(train), rows(validation)]);
      const classes = task.kind === 'classification' ? task.classes.length : 0;
      const labels = (shift: number) => {
        const own = Float64Array.from(
          members,
          ({ split, index }) => known[(split.row[index] as number) + shift] ?? Number.NaN,
        );
        return classes > 0 ? own : ranksOfKnown(own);
      };
      return { ...inputs, classes, labels };
    },
  };
}

/** Indexed by the row's number in the source; NaN for rows of other splits. */
function labelsByRow(parts: readonly Split[]): Float32Array {
  const last = parts.reduce((most, { row }) => row.reduce((one, other) => Math.max(one, other), most), 0);
  const labels = new Float32Array(last + 1).fill(Number.NaN);
  for (const { row, y, rows } of parts) {
    for (let index = 0; index < rows; index++) labels[row[index] as number] = y[index] as number;
  }
  return labels;
}

/** A constant feature becomes 0. */
function standardise(x: Float32Array, features: number): void {
  const rows = x.length / features;
  for (let feature = 0; feature < features; feature++) {
    let sum = 0;
    for (let at = feature; at < x.length; at += features) sum += x[at] as number;
    const mean = sum / rows;
    let squares = 0;
    for (let at = feature; at < x.length; at += features) squares += ((x[at] as number) - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    for (let at = feature; at < x.length; at += features) {
      x[at] = deviation > 1e-9 * Math.abs(mean) ? ((x[at] as number) - mean) / deviation : 0;
    }
  }
}
