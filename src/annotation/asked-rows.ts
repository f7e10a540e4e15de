import { createHash } from 'node:crypto';
import { judgedRows } from '../data/folds.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { randomFor } from '../statistics/random.ts';

/** The examples of two passes, as indices of rows. */
export interface AskedRows {
  /** Sampled from the validation rows, in random order: its first n are a sample too. */
  readonly first: Int32Array;
  /** The same examples in another order. */
  readonly second: Int32Array;
}

/** The rows that judge models: those of validation, or of all folds. */
export function validationRows({ rows }: SourceRows): Int32Array {
  return rows.folds === undefined ? rows.validation : judgedRows(rows.folds);
}

/** The same rows always come in the same order, so that a session can be resumed. */
export function askedRows(source: SourceRows, examples: number): AskedRows {
  const first = randomFor('annotation', 'first')
    .shuffle(Int32Array.from(validationRows(source)))
    .subarray(0, examples);
  return { first, second: randomFor('annotation', 'second').shuffle(Int32Array.from(first)) };
}

/**
 * Identifies the validation rows and the possible answers, and the `name` of the asked one of several targets. Labels may be
 * corrected: they are not part of it.
 */
export function askedDigest(source: SourceRows, name?: string): string {
  const { target, rowNumbers, fileNames } = source.raw;
  const rows = Array.from(validationRows(source), (row) => rowNumbers[row] as number);
  const names = fileNames === undefined ? rows : rows.map((row) => fileNames[row]);
  const answers = target.kind === 'classification' ? target.classes : target.name;
  const content = [answers, names, ...(name === undefined ? [] : [name])];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
