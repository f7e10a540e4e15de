import { encodingsOf, encodingWidth } from '../../study/column-width.ts';
import type { ColumnTransform, NumberEncoding } from '../../study/pipeline.ts';
import { partOfDate } from '../cells/date.ts';
import { nameFinder, normalizedName } from '../cells/name.ts';
import { bucketOf, hashedWords } from './hashing.ts';
import { scaled } from './scale.ts';
import { tokenWriter } from './tokens.ts';

/** Inputs of one row, some of which belong to the column. */
export interface Row {
  [place: number]: number;
}

/** The names of a column's inputs: its own, or "column=category", "column.part". */
export function inputNamesOf(column: ColumnTransform): string[] {
  const { name } = column;
  switch (column.kind) {
    case 'number':
      return [
        ...namesOfEncoding(name, column),
        ...(column.alternatives ?? []).flatMap((each) => namesOfEncoding(`${name} (${each.scaling})`, each)),
        ...(column.indicator ? [`${name} is missing`] : []),
      ];
    case 'date': {
      const parts = column.parts.map(({ part }) => `${name}.${part}`);
      return [...parts, ...(column.indicator ? [`${name} is missing`] : [])];
    }
    case 'category':
      return column.values.map((value) => `${name}=${value}`);
    case 'hashed':
      return Array.from({ length: column.buckets }, (_, bucket) => `${name}#${bucket}`);
    case 'tokens':
      return Array.from({ length: column.length }, (_, place) => `${name}[${place}]`);
  }
}

function namesOfEncoding(name: string, { pieces = [] }: NumberEncoding): string[] {
  return [name, ...pieces.slice(0, -1).map((edge) => `${name} from ${Number(edge.toPrecision(4))}`)];
}

/** Writes a number's inputs, NaN for a missing cell, at `at` into `x`, which holds zeros. */
export function numberWriter(
  column: Extract<ColumnTransform, { kind: 'number' | 'date' }>,
): (value: number, x: Row, at: number) => void {
  const { indicator } = column;
  if (column.kind === 'number') {
    const { fill } = column;
    const encodings = encodingsOf(column);
    return (value, x, at) => {
      const isMissing = Number.isNaN(value);
      const known = isMissing ? fill : value;
      let place = at;
      for (const encoding of encodings) {
        x[place] = scaled(known, encoding);
        if (encoding.pieces !== undefined) writePieces(known, encoding.pieces, x, place + 1);
        place += encodingWidth(encoding);
      }
      if (indicator && isMissing) x[place] = 1;
    };
  }
  const { parts, fill } = column;
  return (value, x, at) => {
    const isMissing = Number.isNaN(value);
    const days = isMissing ? fill : value;
    parts.forEach(({ part, shift, scale }, index) => {
      // A circle has no middle: a missing cell is at its centre.
      const isOnCircle = part.endsWith('Sin') || part.endsWith('Cos');
      x[at + index] = isMissing && isOnCircle ? 0 : (partOfDate(days, part) - shift) / scale;
    });
    if (indicator && isMissing) x[at + parts.length] = 1;
  };
}

/** Piecewise linear encoding (Gorishniy, Rubachev & Babenko, NeurIPS 2022), bounded at both ends. */
function writePieces(value: number, edges: readonly number[], x: Row, at: number): void {
  for (let piece = 0; piece < edges.length - 1; piece++) {
    const [from, to] = [edges[piece] as number, edges[piece + 1] as number];
    x[at + piece] = Math.min(1, Math.max(0, (value - from) / (to - from)));
  }
}

export interface NameForm {
  /** The known names are those of an older pipeline: numbers in their shortest form. */
  readonly areNormalized?: boolean;
}

/**
 * Writes a name's inputs at `at` into `x`, which holds zeros. Returns false for a category that training did not see,
 * and for a text without a known token.
 * `cell` is the cell that holds the name, of its own type.
 */
export function nameWriter(
  column: Extract<ColumnTransform, { kind: 'category' | 'hashed' | 'tokens' }>,
  { areNormalized = false }: NameForm = {},
): (name: string, x: Row, at: number, cell?: unknown) => boolean {
  if (column.kind === 'tokens') return tokenWriter(column);
  if (column.kind === 'hashed') {
    const { of, buckets } = column;
    return (name, x, at) => {
      if (of === 'category') x[at + bucketOf(name, buckets)] = 1;
      else for (const [bucket, value] of hashedWords(name, buckets)) x[at + bucket] = value;
      return true;
    };
  }
  const find = nameFinder(column.values);
  return (name, x, at, cell = name) => {
    const place = find(cell, areNormalized ? normalizedName(name) : name);
    if (place !== undefined) x[at + place] = 1;
    return place !== undefined;
  };
}
