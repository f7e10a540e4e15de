import { defaultVocabulary } from '../../study/column-spec.ts';
import { tokensOf } from '../preprocessing/tokens.ts';
import type { RawColumn, RawData } from '../raw-data.ts';

/** Words of a text on average, from which their order and company may matter; names and titles have fewer. */
const fewestWords = 5;
const mostRead = 1000;

/** The names of columns that enter as hashed words because no one said otherwise, and hold sentences. */
export function sentenceColumns({ inputs, columns = [] }: Pick<RawData, 'inputs' | 'columns'>): string[] {
  if (inputs.kind !== 'table') return [];
  const inferred = new Set(columns.filter(({ spec }) => spec === undefined).map(({ name }) => name));
  return inputs.columns
    .filter((column) => inferred.has(column.name) && isSentences(column))
    .map(({ name }) => name);
}

function isSentences(column: RawColumn): boolean {
  if (column.kind !== 'category' || column.hashed?.of !== 'words') return false;
  const some = column.categories.slice(0, mostRead);
  const words = some.reduce((sum, text) => sum + tokensOf(text, 'words').length, 0);
  return words >= fewestWords * some.length;
}

/** The same rows, with these columns as ids of words: as if the space file declared it. */
export function withTokens<Raw extends Pick<RawData, 'inputs' | 'columns'>>(
  raw: Raw,
  names: readonly string[],
): Raw {
  const { inputs, columns } = raw;
  if (inputs.kind !== 'table' || names.length === 0) return raw;
  const asTokens = (column: RawColumn): RawColumn => {
    if (column.kind !== 'category' || !names.includes(column.name)) return column;
    const { hashed: _, ...rest } = column;
    return { ...rest, tokens: { of: 'words', vocabulary: defaultVocabulary } };
  };
  return {
    ...raw,
    inputs: { ...inputs, columns: inputs.columns.map(asTokens) },
    ...(columns && {
      columns: columns.map((each) => (names.includes(each.name) ? { ...each, spec: tokenSpec } : each)),
    }),
  };
}

/** The declaration of such a column. */
export const tokenSpec = { type: 'text', as: 'tokens' } as const;
