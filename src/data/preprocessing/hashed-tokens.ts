import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { withInputs } from '../../study/inputs/split-inputs.ts';
import { type TokenRun, tokenRuns } from '../../study/inputs/token-runs.ts';
import type { ArrayPart, ColumnTransform, Preprocessing } from '../../study/pipeline.ts';
import type { Dataset, Split } from '../dataset.ts';
import { sharedFloats } from '../shared-memory.ts';

/** As many inputs as a text has whose words are hashed. */
const buckets = 256;
/** 2³² divided by the golden ratio: adjacent products differ in their high bits. */
const multiplier = 0x9e3779b1;

/**
 * The data set for methods that take inputs as quantities, which ids are not: token ids become counts of the tokens and
 * of pairs of them by hash, with signs, of Euclidean length 1. The same one where no inputs are ids, and for windows.
 */
export function withHashedTokens<Given extends Pick<Dataset, 'inputShape' | 'preprocessing' | 'splits'>>(
  dataset: Given,
): Given {
  const { preprocessing, inputShape, splits } = dataset;
  const runs = tokenRuns(preprocessing);
  if (runs.length === 0 || preprocessing.kind === 'window') return dataset;
  const inputs = sizeOfShape(inputShape);
  const width = inputs + runs.reduce((sum, { length }) => sum + buckets - length, 0);
  return {
    ...dataset,
    inputShape: [width],
    preprocessing: hashedPreprocessing(preprocessing),
    splits: withInputs(splits, (split) => hashedRows(runs, split, inputs, width)),
  };
}

/** The preprocessing whose texts enter as hashed words in place of ids; arrays of ids, as counts. */
export function hashedPreprocessing(preprocessing: Preprocessing): Preprocessing {
  switch (preprocessing.kind) {
    case 'table':
      return { ...preprocessing, columns: preprocessing.columns.map(hashedColumn) };
    case 'arrays':
      return { ...preprocessing, parts: preprocessing.parts.map(hashedPart) };
    default:
      return preprocessing;
  }
}

function hashedColumn(column: ColumnTransform): ColumnTransform {
  if (column.kind !== 'tokens') return column;
  const { name, missing } = column;
  return { kind: 'hashed', name, ...(missing && { missing }), of: 'words', buckets };
}

function hashedPart(part: ArrayPart): ArrayPart {
  if (part.tokens === undefined) return part;
  return { name: part.name, shape: [buckets], scales: [{ shift: 0, scale: 1 }] };
}

function hashedRows(
  runs: readonly TokenRun[],
  { rows, x }: Split,
  inputs: number,
  width: number,
): Float32Array {
  const result = sharedFloats(rows * width);
  for (let row = 0; row < rows; row++) {
    const own = x.subarray(row * inputs, (row + 1) * inputs);
    let [from, to] = [0, row * width];
    for (const { start, length } of runs) {
      result.set(own.subarray(from, start), to);
      to += start - from;
      addCounts(own.subarray(start, start + length), result.subarray(to, to + buckets));
      from = start + length;
      to += buckets;
    }
    result.set(own.subarray(from), to);
  }
  return result;
}

function addCounts(ids: Float32Array, counts: Float32Array): void {
  const add = (term: number) => {
    const hash = Math.imul(term, multiplier) >>> 0;
    const bucket = (hash >>> 16) % buckets;
    counts[bucket] = (counts[bucket] as number) + (hash >>> 31 === 0 ? 1 : -1);
  };
  let before = 0;
  for (const id of ids) {
    if (id !== 0) add(id);
    if (id !== 0 && before !== 0) add(Math.imul(before, multiplier) ^ id);
    before = id;
  }
  const length = Math.hypot(...counts);
  if (length === 0) return;
  for (let bucket = 0; bucket < buckets; bucket++) counts[bucket] = (counts[bucket] as number) / length;
}
