import { type DataFinding, severities } from '../../reports/data-report.ts';

const shownAlone = 5;
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

/** Adds the files of its rows, when rows are files. */
export function nameFiles(finding: DataFinding, fileNames: readonly string[] | undefined): DataFinding {
  if (fileNames === undefined || finding.rows.length === 0) return finding;
  return { ...finding, files: finding.rows.map((row) => fileNames[row] as string) };
}

/**
 * Worst first, otherwise in the given order. A finding shared by more than five columns becomes one, the first of them
 * with the names of the others: tables may have a thousand columns.
 */
export function orderFindings(findings: readonly DataFinding[]): DataFinding[] {
  const gathered = groupFindings(findings).flatMap((group) =>
    group.length > shownAlone ? [gather(group)] : group,
  );
  const rank = ({ severity }: DataFinding) => severities.indexOf(severity);
  return gathered.sort((one, other) => rank(one) - rank(other));
}

/**
 * Groups single-column findings by severity and kind, and leaves others alone; in the order of the first of each group.
 */
function groupFindings(findings: readonly DataFinding[]): DataFinding[][] {
  const groups = new Map<string, DataFinding[]>();
  findings.forEach((finding, index) => {
    const key = finding.columns.length === 1 ? `${finding.severity} ${finding.kind}` : String(index);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  });
  return [...groups.values()];
}

function gather(group: readonly DataFinding[]): DataFinding {
  const [first, ...others] = group as [DataFinding, ...DataFinding[]];
  const columns = group.flatMap((finding) => finding.columns);
  const names = others.flatMap((finding) => finding.columns);
  const named = names.slice(0, namedColumns).join(', ');
  const rest = names.length > namedColumns ? `, … (${names.length} columns)` : '';
  return { ...first, message: `${first.message}; likewise ${named}${rest}`, columns, count: columns.length };
}
