import { widthOf } from '../../study/column-width.ts';
import type { ColumnTransform, TokensTransform } from '../../study/pipeline.ts';
import type { Dataset, Split } from '../dataset.ts';
import { sharedFloats } from '../shared-memory.ts';

/** As many inputs as a text has whose words are hashed. */
const buckets = 256;
/** 2³² divided by the golden ratio: adjacent products differ in their high bits. */
const multiplier = 0x9e3779b1;

/**
 * The data set for methods that take inputs as quantities, which ids are not: each column of token ids becomes counts of
 * its tokens and pairs of tokens by hash, with signs, of Euclidean length 1. The same one where no column has ids.
 */
export function withHashedTokens<Given extends Pick<Dataset, 'inputShape' | 'preprocessing' | 'splits'>>(
  dataset: Given,
): Given {
  const { preprocessing, splits } = dataset;
  if (preprocessing.kind !== 'table' || !preprocessing.columns.some(({ kind }) => kind === 'tokens'))
    return dataset;
  const { columns } = preprocessing;
  const hashed = columns.map((column) => (column.kind === 'tokens' ? hashedColumn(column) : column));
  const width = sumOfWidths(hashed);
  const done = new Map<Split, Split>();
  const convert = (split: Split) => {
    const known = done.get(split) ?? { ...split, x: hashedRows(columns, split, width) };
    done.set(split, known);
    return known;
  };
  return {
    ...dataset,
    inputShape: [width],
    preprocessing: { kind: 'table', columns: hashed },
    splits: {
      train: convert(splits.train),
      validation: convert(splits.validation),
      test: convert(splits.test),
    },
  };
}

function hashedColumn({ name, missing }: TokensTransform): ColumnTransform {
  return { kind: 'hashed', name, ...(missing && { missing }), of: 'words', buckets };
}

function hashedRows(columns: readonly ColumnTransform[], { rows, x }: Split, width: number): Float32Array {
  const own = sumOfWidths(columns);
  const result = sharedFloats(rows * width);
  for (let row = 0; row < rows; row++) {
    let [from, to] = [row * own, row * width];
    for (const column of columns) {
      const inputs = x.subarray(from, from + widthOf(column));
      from += inputs.length;
      if (column.kind === 'tokens') addCounts(inputs, result.subarray(to, to + buckets));
      else result.set(inputs, to);
      to += column.kind === 'tokens' ? buckets : inputs.length;
    }
  }
  return result;
}

function addCounts(ids: Float32Array, counts: Float32Array): void {
  const add = (term: number) => {
    const hash = Math.imul(term, multiplier) >>> 0;
    const bucket = (hash >>> 16) % buckets;
    counts[bucket] = (counts[bucket] as number) + (hash >>> 31 === 0 ? 1 : -1);
  };
  for (let at = 0; at < ids.length && ids[at] !== 0; at++) {
    add(ids[at] as number);
    if (at > 0) add(Math.imul(ids[at - 1] as number, multiplier) ^ (ids[at] as number));
  }
  const length = Math.hypot(...counts);
  if (length > 0)
    for (let bucket = 0; bucket < buckets; bucket++) counts[bucket] = (counts[bucket] as number) / length;
}

function sumOfWidths(columns: readonly ColumnTransform[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column), 0);
}
