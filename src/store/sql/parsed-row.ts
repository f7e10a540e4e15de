import { isPlainRunner, isPlainSpec, isPlainStudy } from '../../records/plain-study.ts';
import { isPlainHistory, isPlainTrial } from '../../records/plain-trial.ts';
import type { RecordKind } from '../../records/record-findings.ts';
import type { Finding } from '../../space-file/finding.ts';
import { RowFault } from '../database-error.ts';

/** Which row it is, for messages. */
export interface RowPlace {
  readonly table: string;
  readonly studyId?: number;
  readonly trial?: number;
}

/** What is plain needs no schema, and most commands load none. */
const isPlain: { readonly [Kind in RecordKind]?: (value: unknown) => boolean } = {
  trial: isPlainTrial,
  history: isPlainHistory,
  runner: isPlainRunner,
  spec: isPlainSpec,
  study: isPlainStudy,
};

/**
 * A row with the values of its JSON columns in the place of their texts. RowFault where a value is not what hpsearch
 * writes: a file may be damaged, or changed by other hands, in any place.
 */
export async function parsedRow(
  place: RowPlace,
  kind: RecordKind,
  row: Readonly<Record<string, unknown>>,
  jsonColumns: readonly string[],
): Promise<unknown> {
  const parsed: Record<string, unknown> = { ...row };
  for (const column of jsonColumns) {
    if (typeof row[column] === 'string') parsed[column] = parsedJson(place, column, row[column]);
  }
  if (isPlain[kind]?.(parsed) !== true) refuse(place, await storedFindings(kind, parsed));
  return parsed;
}

/** As `parsedRow`, of one JSON column alone. */
export async function parsedColumn(
  place: RowPlace,
  kind: RecordKind,
  column: string,
  text: unknown,
): Promise<unknown> {
  const value = typeof text === 'string' ? parsedJson(place, column, text) : text;
  if (isPlain[kind]?.(value) === true) return value;
  const findings = await storedFindings(kind, value);
  refuse(
    place,
    findings.map((each) => ({ ...each, path: [column, ...each.path] })),
  );
  return value;
}

async function storedFindings(kind: RecordKind, content: unknown): Promise<Finding[]> {
  const records = await import('../../records/record-findings.ts');
  return records.storedFindings(kind, content);
}

function parsedJson(place: RowPlace, column: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    refuse(place, [{ path: [column], law: 'must be JSON', value: text }]);
    return undefined;
  }
}

/** One fault is enough: whoever damaged a file did not do it field by field. */
function refuse({ table, studyId, trial }: RowPlace, [finding]: readonly Finding[]): void {
  if (finding === undefined) return;
  const row = [
    ...(studyId === undefined ? [] : [`study ${studyId}`]),
    ...(trial === undefined ? [] : [`trial ${trial}`]),
  ];
  const { path, law, value } = finding;
  const field = [`table ${table}`, ...row, path.map(String).join('.')]
    .filter((part) => part !== '')
    .join(', ');
  throw new RowFault({ field, law, ...(value === undefined ? {} : { value }) });
}
