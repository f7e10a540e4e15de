import { vocabularySize, widthOf } from '../column-width.ts';
import type { Preprocessing } from '../pipeline.ts';
import { sizeOfShape } from './shape-size.ts';

/** Adjacent inputs of a flat row that are the token ids of one text, of one column or array. */
export interface TokenRun {
  readonly name: string;
  readonly start: number;
  readonly length: number;
  /** Number of different ids. */
  readonly size: number;
}

/** The token ids among the inputs of a flat row, in their order; a window's are those of one of its rows. */
export function tokenRuns(preprocessing: Preprocessing): readonly TokenRun[] {
  if (preprocessing.kind === 'image') return [];
  const parts = preprocessing.kind === 'arrays' ? preprocessing.parts : preprocessing.columns;
  let start = 0;
  return parts.flatMap((part) => {
    const length = 'shape' in part ? sizeOfShape(part.shape) : widthOf(part);
    const size =
      'shape' in part ? part.tokens?.size : part.kind === 'tokens' ? vocabularySize(part) : undefined;
    start += length;
    return size === undefined ? [] : [{ name: part.name, start: start - length, length, size }];
  });
}

/** For each input of a flat row, whether it is a token id. */
export function areTokens(preprocessing: Preprocessing, inputs: number): readonly boolean[] {
  const are = new Array<boolean>(inputs).fill(false);
  for (const { start, length } of tokenRuns(preprocessing)) are.fill(true, start, start + length);
  return are;
}
