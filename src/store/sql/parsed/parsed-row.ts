import { isPlainRunner, isPlainSpec, isPlainStudy } from '../../../records/plain-study.ts';
import { isPlainHistory, isPlainTrial } from '../../../records/plain-trial.ts';
import type { RecordKind } from '../../../records/record-findings.ts';
import type { Finding } from '../../../space-file/finding.ts';
import { RowFault } from '../../database-error.ts';
import { fieldIn, type RowPlace } from '../cells.ts';

/** Cheap tests, each as strict as its schema: most commands need only these and do not load the schemas. */
const isPlain: { readonly [Kind in RecordKind]?: (value: unknown) => boolean } = {
  trial: isPlainTrial,
  history: isPlainHistory,
  runner: isPlainRunner,
  spec: isPlainSpec,
  study: isPlainStudy,
};

/** A cell with its JSON parsed. RowFault for text that is none. */
export function jsonIn(place: RowPlace, column: string, cell: unknown): unknown {
  return typeof cell === 'string' ? parsedJson(place, column, cell) : cell;
}

/** True for a parsed row that passes the quick test of its kind; any other is checked by its schema. */
export function isPlainRow(kind: RecordKind, parsed: unknown): boolean {
  return isPlain[kind]?.(parsed) === true;
}

/** RowFault for a parsed row that its schema refuses. */
export async function checkRow(place: RowPlace, kind: RecordKind, parsed: unknown): Promise<void> {
  if (!isPlainRow(kind, parsed)) refuse(place, await storedFindings(kind, parsed));
}

/**
 * A row with its JSON columns parsed. RowFault for a value that hpsearch never writes: a file may be damaged, or
 * changed by another program, anywhere.
 */
export async function parsedRow(
  place: RowPlace,
  kind: RecordKind,
  row: Readonly<Record<string, unknown>>,
  jsonColumns: readonly string[],
): Promise<unknown> {
  const parsed: Record<string, unknown> = { ...row };
  for (const column of jsonColumns) {
    if (Object.hasOwn(row, column)) parsed[column] = jsonIn(place, column, row[column]);
  }
  await checkRow(place, kind, parsed);
  return parsed;
}

/** Like `parsedRow`, for a single JSON column. */
export async function parsedColumn(
  place: RowPlace,
  kind: RecordKind,
  column: string,
  text: unknown,
): Promise<unknown> {
  const value = jsonIn(place, column, text);
  if (isPlainRow(kind, value)) return value;
  const findings = await storedFindings(kind, value);
  refuse(
    place,
    findings.map((each) => ({ ...each, path: [column, ...each.path] })),
  );
  return value;
}

async function storedFindings(kind: RecordKind, content: unknown): Promise<Finding[]> {
  const records = await import('../../../records/record-findings.ts');
  return records.storedFindings(kind, content);
}

function parsedJson(place: RowPlace, column: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    refuse(place, [{ path: [column], constraint: 'must be JSON', value: text }]);
    return undefined;
  }
}

/** Reports the first fault only: a file is not damaged field by field. */
function refuse(place: RowPlace, [finding]: readonly Finding[]): void {
  if (finding === undefined) return;
  const { path, constraint, value } = finding;
  const field = fieldIn(place, path.map(String).join('.'));
  throw new RowFault({ field, constraint, ...(value === undefined ? {} : { value }) });
}
