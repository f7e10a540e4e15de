import type { ColumnTransform, Preprocessing } from '../../data/dataset.ts';
import { vocabularySize, widthOf } from '../../study/column-width.ts';
import type { InputColumns, ModelData } from './model-family.ts';

/** The input columns of a table, in their order; undefined for images. */
export function inputColumnsOf(preprocessing: Preprocessing): InputColumns[] | undefined {
  return preprocessing.kind === 'table' ? preprocessing.columns.flatMap(inputsOf) : undefined;
}

/** The ids where the whole input is one array of them, which then is a sequence; undefined for other inputs. */
export function wholeTokensOf(preprocessing: Preprocessing): ModelData['tokens'] {
  const [part, ...others] = preprocessing.kind === 'arrays' ? preprocessing.parts : [];
  if (part?.tokens === undefined || others.length > 0 || part.shape.length !== 1) return undefined;
  return { size: part.tokens.size };
}

function inputsOf(column: ColumnTransform): InputColumns[] {
  const width = widthOf(column);
  switch (column.kind) {
    case 'category':
      return [{ kind: 'categories', width }];
    case 'hashed':
      return [{ kind: column.of === 'words' ? 'words' : 'categories', width }];
    case 'tokens':
      return [{ kind: 'tokens', width, size: vocabularySize(column) }];
    default: {
      const flag = column.indicator ? [{ kind: 'flags' as const, width: 1 }] : [];
      return [{ kind: 'numbers', width: width - flag.length }, ...flag];
    }
  }
}
