import { nameOfRow } from '../../data/raw-data.ts';
import { type DataFinding, severities } from '../../reports/data-report.ts';
import { shownRow } from '../../reports/number-text.ts';

/** Up to this number of findings their messages stand one after the other. */
const mostMessages = 5;
const namedColumns = 8;
const listedRows = 20;

/** A finding about one column; its message begins with the column's name. */
export function columnFinding(
  column: string,
  finding: Pick<DataFinding, 'severity' | 'kind' | 'message' | 'advice'> & Partial<DataFinding>,
): DataFinding {
  const { message, rows = [], count = 1 } = finding;
  return {
    ...finding,
    message: `${column}: ${message}`,
    columns: [column],
    rows: rows.slice(0, listedRows),
    count,
  };
}

/** The finding as it is shown: indices of rows in the source become their numbers, with their files when rows are files. */
export function shownFinding(finding: DataFinding, fileNames: readonly string[] | undefined): DataFinding {
  const shown = { ...finding, rows: finding.rows.map(shownRow) };
  // Rows that a table lists without an image that is there have no file.
  if (fileNames === undefined || !finding.rows.some((row) => fileNames[row] !== undefined)) return shown;
  return { ...shown, files: finding.rows.map((row) => nameOfRow({ fileNames }, row)) };
}

/**
 * Worst first, otherwise in the given order. Findings of single columns that have one advice become one: with the messages
 * of all, or, of more than five columns, of the first with the names of the others, since tables may have a thousand.
 */
export function orderFindings(findings: readonly DataFinding[]): DataFinding[] {
  const gathered = groupFindings(findings).flatMap((group) => {
    const parts = byAdvice(group);
    return parts.length > mostMessages ? [gather(group)] : parts.map(asOne);
  });
  const rank = ({ severity }: DataFinding) => severities.indexOf(severity);
  return gathered.sort((one, other) => rank(one) - rank(other));
}

/**
 * Groups single-column findings by severity and kind, and leaves others alone; in the order of the first of each group.
 */
function groupFindings(findings: readonly DataFinding[]): DataFinding[][] {
  return grouped(findings, ({ severity, kind, columns }, index) =>
    columns.length === 1 ? `${severity} ${kind}` : String(index),
  );
}

function grouped(
  findings: readonly DataFinding[],
  keyOf: (finding: DataFinding, index: number) => string,
): DataFinding[][] {
  const groups = new Map<string, DataFinding[]>();
  findings.forEach((finding, index) => {
    const key = keyOf(finding, index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  });
  return [...groups.values()];
}

/** A declaration to paste, such as `{ "age": "number" }`, which differs from column to column. */
const declaration = /(?<=data\.columns to )\{.*\}/;

/** Cells that say NaN and infinite ones are of one kind, and differ in what follows from them. */
function byAdvice(group: readonly DataFinding[]): DataFinding[][] {
  return grouped(group, ({ advice }) => advice.replace(declaration, '{}'));
}

function asOne(group: readonly DataFinding[]): DataFinding {
  if (group.length > mostMessages) return gather(group);
  return group.length > 1 ? join(group) : (group[0] as DataFinding);
}

/** The advice with the declarations of all columns in one. */
function sharedAdvice(group: readonly DataFinding[]): string {
  const [{ advice }] = group as [DataFinding];
  const parts = group.flatMap((finding) => declaration.exec(finding.advice)?.[0].slice(2, -2) ?? []);
  return advice.replace(declaration, () => `{ ${parts.join(', ')} }`);
}

function join(group: readonly DataFinding[]): DataFinding {
  const [first] = group as [DataFinding];
  const rows = [...new Set(group.flatMap((finding) => finding.rows))].slice(0, listedRows);
  const message = group.map((finding) => finding.message).join('; ');
  return { ...first, message, advice: sharedAdvice(group), ...ofColumns(group), rows };
}

function gather(group: readonly DataFinding[]): DataFinding {
  const [first] = group as [DataFinding, ...DataFinding[]];
  const shared = ofColumns(group);
  const names = shared.columns.slice(1);
  if (names.length === 0) return { ...first, ...shared };
  const named = names.slice(0, namedColumns).join(', ');
  const rest = names.length > namedColumns ? `, … (${names.length} columns)` : '';
  return { ...first, message: `${first.message}; likewise ${named}${rest}`, ...shared };
}

/** Each column once: a column may have drifted in two splits. */
function ofColumns(group: readonly DataFinding[]): Pick<DataFinding, 'columns' | 'count'> {
  const columns = [...new Set(group.flatMap((finding) => finding.columns))];
  return { columns, count: columns.length };
}
