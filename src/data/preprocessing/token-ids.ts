import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { RawData, RawPart } from '../raw-data.ts';

/** The number of ids of a part: as declared, else up to the largest of these rows. */
export function tokenCount({ tokens, shape, values }: RawPart, rows: Int32Array): number {
  if (tokens?.size !== undefined) return tokens.size;
  const size = sizeOfShape(shape);
  let largest = 0;
  for (const row of rows) {
    for (let at = row * size; at < (row + 1) * size; at++) largest = Math.max(largest, values[at] as number);
  }
  return largest + 1;
}

/** Sentences on the ids that training rows have, where no vocabulary is declared, and on those that only others have. */
export function tokenNotes({ inputs }: Pick<RawData, 'inputs'>, train: Int32Array): string[] {
  if (inputs.kind !== 'arrays') return [];
  return inputs.parts.flatMap((part) => {
    if (part.tokens === undefined || part.tokens.size !== undefined) return [];
    const count = tokenCount(part, train);
    const unknown = unknownIds(part.values, count);
    const larger =
      unknown === 0
        ? ''
        : `; ${unknown === 1 ? '1 larger id in other rows enters' : `${unknown} larger ids in other rows enter`} as 0, as padding does`;
    return [
      `${part.name} has ids of tokens from 0 to ${count - 1}, the largest of the training rows${larger}; data.vocabulary declares their number`,
    ];
  });
}

/** Number of ids that a vocabulary of this size lacks. */
export function unknownIds(values: ArrayValues, size: number): number {
  let unknown = 0;
  for (const value of values) if (value >= size) unknown++;
  return unknown;
}
