import { isCount, isNonNegative, isNumber, isText, oneOf, type Test } from '../../records/plain-values.ts';
import type { TrialState } from '../../study/trial.ts';
import { RowFault } from '../database-error.ts';

/** Identifies a row in messages. */
export interface RowPlace {
  readonly table: string;
  readonly studyId?: unknown;
  readonly trial?: unknown;
}

/** "table trials, study 1, trial 7, config". */
export function fieldIn({ table, studyId, trial }: RowPlace, path: string): string {
  const row = [
    ...(studyId === undefined ? [] : [`study ${studyId}`]),
    ...(trial === undefined ? [] : [`trial ${trial}`]),
  ];
  return [`table ${table}`, ...row, path].filter((part) => part !== '').join(', ');
}

// Parsers of single cells that belong to no schema. RowFault for content that hpsearch never writes.

export function countIn(place: RowPlace, column: string, cell: unknown): number {
  return checked(place, column, cell, isCount, 'must be a whole number from 0') as number;
}

export function secondsIn(place: RowPlace, column: string, cell: unknown): number {
  return checked(place, column, cell, isNonNegative, 'must be a number from 0') as number;
}

export function valueIn(place: RowPlace, column: string, cell: unknown): number {
  return checked(place, column, cell, isNumber, 'must be a number') as number;
}

export function textIn(place: RowPlace, column: string, cell: unknown): string {
  return checked(place, column, cell, isText, 'must be text') as string;
}

const states = ['waiting', 'running', 'complete', 'pruned', 'failed'] as const;
const isState = oneOf(states);

export function stateIn(place: RowPlace, column: string, cell: unknown): TrialState {
  return checked(place, column, cell, isState, `must be one of ${states.join(', ')}`) as TrialState;
}

/** A copy: a driver's Buffer may be a slice of a larger one, and typed arrays need an aligned start. */
export function bytesIn(place: RowPlace, column: string, cell: unknown): Uint8Array {
  const isBytes: Test = (value) => value instanceof Uint8Array;
  return new Uint8Array(checked(place, column, cell, isBytes, 'must be bytes') as Uint8Array);
}

function checked(place: RowPlace, column: string, cell: unknown, holds: Test, constraint: string): unknown {
  if (holds(cell)) return cell;
  throw new RowFault({
    field: fieldIn(place, column),
    constraint,
    ...(cell === null ? {} : { value: cell }),
  });
}
