import { isMissing } from '../data/cells/missing.ts';
import type { FaultList } from '../data/fault-list.ts';
import { checkConfiguration } from '../study/check-configuration.ts';
import type { Distribution, Value } from '../study/distribution.ts';
import type { StudySpec } from '../study/study-spec.ts';
import { failureKinds, type Trial } from '../study/trial.ts';
import type { ColumnRole } from './csv-columns.ts';
import { decimalNumber } from './decimal-number.ts';

export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
  readonly roles: readonly ColumnRole[];
  readonly spec: StudySpec;
  readonly faults: FaultList;
}

const ended = ['complete', 'pruned', 'failed'] as const;

/** A row as a trial without its number; undefined when it has a fault. */
export function readRow(row: Row): Omit<Trial, 'trial'> | 'unfinished' | undefined {
  const written = textOf(row, 'state') ?? 'complete';
  if (written === 'waiting' || written === 'running') return 'unfinished';
  const state = ended.find((each) => each === written);
  if (state === undefined) {
    fault(row, 'state', 'must be complete, pruned, failed, waiting or running', written);
    return undefined;
  }
  const config = configurationOf(row);
  const value = numberOf(row, ({ kind }) => kind === 'value', 'value');
  const hasValue = state !== 'failed';
  if (hasValue && value === null) fault(row, 'value', 'must be given: how good the trial was');
  if (!hasValue && value !== null) fault(row, 'value', 'must be left out where the trial failed', value);
  const metrics = metricsOf(row);
  if (config === undefined || value === undefined || metrics === undefined) return undefined;
  const { metric } = row.spec.objective;
  return {
    state,
    value,
    config,
    metrics: value === null ? metrics : { ...metrics, [metric]: value },
    ...countsOf(row),
    backend: null,
    failure: state === 'failed' ? failureOf(row) : null,
    origin: 'imported',
  };
}

function countsOf(row: Row): Pick<Trial, 'bestEpoch' | 'epochs' | 'parameters' | 'seconds'> {
  const isWhole = (field: string) => field !== 'seconds';
  const count = (field: string) => {
    const isMeant = (role: ColumnRole) => role.kind === 'count' && role.field === field;
    const number = numberOf(row, isMeant, field) ?? null;
    if (number === null) return null;
    if (number >= 0 && (!isWhole(field) || Number.isSafeInteger(number))) return number;
    const constraint = isWhole(field) ? 'must be a whole number of at least 0' : 'must be at least 0';
    addFault(row, row.roles.findIndex(isMeant), field, constraint, number);
    return null;
  };
  return {
    bestEpoch: count('bestEpoch'),
    epochs: count('epochs'),
    parameters: count('parameters'),
    seconds: count('seconds'),
  };
}

function failureOf(row: Row): NonNullable<Trial['failure']> {
  const kind = failureKinds.find((each) => each === textOf(row, 'failureKind'));
  return { kind: kind ?? 'crash', message: textOf(row, 'failureMessage') ?? 'failed where it was run' };
}

function metricsOf(row: Row): Record<string, number> | undefined {
  const entries = row.roles.flatMap((role): [string, number | null | undefined][] =>
    role.kind === 'metric'
      ? [[role.name, numberOf(row, (other) => other === role, `metric.${role.name}`)]]
      : [],
  );
  if (entries.some(([, value]) => value === undefined)) return undefined;
  return Object.fromEntries(entries.flatMap(([name, value]) => (value == null ? [] : [[name, value]])));
}

function configurationOf(row: Row): Trial['config'] | undefined {
  const given = row.spec.space.flatMap(({ name, distribution }): [string, Value][] => {
    const cell = cellAt(row, placeOf(row, name));
    const value = cell === undefined ? undefined : valueIn(cell, distribution);
    return value === undefined ? [] : [[name, value]];
  });
  const { config, faults } = checkConfiguration(row.spec.space, Object.fromEntries(given));
  for (const { name, constraint, value } of faults)
    addFault(row, placeOf(row, name), name, constraint, value);
  return faults.length > 0 ? undefined : config;
}

/** A choice by its text; a number, else the text itself, which no numeric distribution accepts. */
export function valueIn(cell: string, distribution: Distribution): Value | undefined {
  const values =
    distribution.type === 'choice'
      ? distribution.values
      : distribution.type === 'fixed'
        ? [distribution.value]
        : [];
  const chosen =
    values.find((value) => String(value) === cell) ?? values.find((value) => value === decimalNumber(cell));
  if (chosen !== undefined && cell !== '') return chosen;
  if (isMissing(cell)) return undefined;
  const number = decimalNumber(cell);
  return Number.isNaN(number) ? cell : number;
}

/** Null for an empty cell or an absent column; undefined, with a fault, for anything but a finite number. */
function numberOf(
  row: Row,
  isMeant: (role: ColumnRole) => boolean,
  field: string,
): number | null | undefined {
  const place = row.roles.findIndex(isMeant);
  const cell = cellAt(row, place);
  if (cell === undefined || isMissing(cell)) return null;
  const number = decimalNumber(cell);
  if (Number.isFinite(number)) return number;
  addFault(row, place, field, 'must be a finite number in decimal digits', cell);
  return undefined;
}

function textOf(row: Row, kind: ColumnRole['kind']): string | undefined {
  const place = row.roles.findIndex((role) => role.kind === kind);
  return cellAt(row, place) || undefined;
}

function cellAt({ cells }: Row, place: number): string | undefined {
  return place < 0 ? undefined : cells[place]?.trim();
}

/** −1 for a parameter without a column. */
function placeOf({ roles }: Row, parameter: string): number {
  return roles.findIndex((role) => role.kind === 'parameter' && role.name === parameter);
}

function fault(row: Row, kind: 'state' | 'value', constraint: string, value?: Value): void {
  const place = row.roles.findIndex((role) => role.kind === kind);
  addFault(row, place, kind, constraint, value);
}

function addFault(
  { line, faults }: Row,
  place: number,
  field: string,
  constraint: string,
  value?: Value,
): void {
  const column = place < 0 ? {} : { column: place + 1 };
  faults.add({ field, constraint, line, ...column, ...(value === undefined ? {} : { value }) });
}
