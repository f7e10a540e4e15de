import { asTable } from '../../data/arrays/array-columns.ts';
import { firstFoldSource, type SourceRows } from '../../data/load-dataset.ts';
import type { RawColumn } from '../../data/raw-data.ts';
import type { Scaling } from '../../study/scaling.ts';
import { findBetween } from '../between/between-findings.ts';
import { findNumberDates } from '../columns/number-dates.ts';
import { findInconsistentRows } from '../consistency/consistency-findings.ts';
import { findDuplicates } from '../duplicates.ts';
import { findGroups } from '../keys/group-findings.ts';
import { findTimes } from '../keys/time-findings.ts';
import { findLeaks } from '../leaks/leak.ts';
import { findHiddenGroups } from '../neighbours/hidden-group-findings.ts';
import { findOrder } from '../order/order-findings.ts';
import { findKnownAfterwards } from '../relations/afterwards-findings.ts';
import { findCodes } from '../relations/code-findings.ts';
import { relationOf } from '../relations/relation.ts';
import { relatedColumns, relatedRows } from '../relations/relations.ts';
import { lookAtColumn } from '../table-report.ts';
import { findMixedUnits } from '../units/unit-findings.ts';
import { isWindowed, withSteps } from '../windowed.ts';

/** Pieces of a report, such as one a column: any thread can compute each of them, from the rows alone. */
export interface Part<Piece> {
  readonly title: string;
  readonly pieces: number;
  readonly compute: (piece: number) => Piece;
}

/** The parts of a report that take long. Each piece is plain data, which a thread can send. */
export function partsOf(examples: SourceRows, scaling: Scaling | undefined) {
  const source = withSteps(examples);
  const { inputs, target } = source.raw;
  const judged = firstFoldSource(source);
  const isOfRows = !isWindowed(source);
  const columns = inputs.kind === 'images' ? [] : asTable(inputs).columns;
  return {
    features: each('looking at the features', columns, (column) => lookAtColumn(column, source, scaling)),
    relations: each('comparing columns with the target', relatedColumns(source), (column) =>
      relationOf(column, target, relatedRows(source)),
    ),
    leaks: once('looking for leaks', () => (isOfRows ? findLeaks(judged) : [])),
    duplicates: once('looking for duplicates', () => findDuplicates(judged)),
    order: once('comparing rows', () => findOrder(judged)),
    hiddenGroups: once('comparing rows', () => findHiddenGroups(judged)),
    inconsistentRows: once('comparing rows', () => findInconsistentRows(source)),
    mixedUnits: once('comparing rows', () => findMixedUnits(source)),
    groups: once('comparing columns', () => findGroups(judged)),
    times: once('comparing columns', () => findTimes(judged)),
    between: once('comparing columns', () => findBetween(source)),
    knownAfterwards: once('comparing columns', () =>
      isOfRows ? findKnownAfterwards(source, relatedRows(source)) : [],
    ),
    codes: once('comparing columns', () => findCodes(source, relatedRows(source))),
    numberDates: once('comparing columns', () => findNumberDates(source)),
  };
}

function each<Piece>(
  title: string,
  columns: readonly RawColumn[],
  compute: (column: RawColumn) => Piece,
): Part<Piece> {
  return { title, pieces: columns.length, compute: (at) => compute(columns[at] as RawColumn) };
}

function once<Piece>(title: string, compute: () => Piece): Part<Piece> {
  return { title, pieces: 1, compute };
}

export type Parts = ReturnType<typeof partsOf>;

/** A piece of any part, in the order in which they are computed. */
export interface Piece {
  readonly part: keyof Parts;
  readonly title: string;
  /** The share of the part before it. */
  readonly fraction: number;
  readonly compute: () => unknown;
}

/** The same list in each thread. */
export function piecesOf(parts: Parts): Piece[] {
  return (Object.keys(parts) as (keyof Parts)[]).flatMap((part) => {
    const { title, pieces, compute }: Part<unknown> = parts[part];
    return Array.from({ length: pieces }, (_, at) => ({
      ...{ part, title },
      fraction: at / pieces,
      compute: () => compute(at),
    }));
  });
}
