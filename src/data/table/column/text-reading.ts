import { isMissing, missingTest } from '../../cells/missing.ts';
import { readInNotation, readNumber } from '../../cells/number.ts';
import type { ColumnDeclaration } from '../column-declaration.ts';

/** How the trimmed texts of a column without a declared form are read. */
export interface TextReading {
  /** Cells are read as they are in a table without declarations. */
  readonly isPlain: boolean;
  readonly readNumber: (text: string) => number;
  readonly isMissing: (text: string) => boolean;
  /** Also true for declared numbers that are written otherwise, which are names in a column of names. */
  readonly isMissingNumber: ((text: string) => boolean) | undefined;
}

export function textReading({ form, missing, notation }: ColumnDeclaration): TextReading {
  const isGrouped = notation?.thousands !== undefined;
  return {
    isPlain: form === undefined && missing === undefined && !isGrouped,
    readNumber: isGrouped ? (text) => readInNotation(text, notation) : readNumber,
    isMissing: missing === undefined ? isMissing : missingTest(missing, false),
    isMissingNumber: missing && missingTest(missing, true),
  };
}
