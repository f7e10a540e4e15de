import type { RawData } from '../../data/raw-data.ts';
import { shownFinding } from '../../data-report/columns/finding-list.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import type { Verdict } from '../check.ts';

/** The verdict of the worst finding in `raw`; a pass when there is none. Notes pass. */
export function verdictOf(
  raw: RawData,
  findings: readonly DataFinding[],
  passed: string,
  note = '',
): Verdict {
  const worst =
    findings.find(({ severity }) => severity === 'fail') ??
    findings.find(({ severity }) => severity === 'warn') ??
    findings[0];
  if (worst === undefined) return { status: 'pass', message: passed + note, numbers: { count: 0 } };
  const grave = findings.filter(({ severity }) => severity === worst.severity);
  const count = grave.reduce((sum, finding) => sum + finding.count, 0);
  const others = grave.length > 1 ? ` (and ${grave.length - 1} more like it)` : '';
  const message = worst.message + others + note;
  if (worst.severity === 'info') return { status: 'pass', message, numbers: { count } };
  const lines = grave.map((finding) => finding.message + rowsOf(shownFinding(finding, raw.fileNames)));
  return {
    status: worst.severity,
    message,
    advice: worst.advice,
    numbers: { count },
    exhibits: [{ kind: 'text', title: 'findings', lines }],
  };
}

function rowsOf({ rows, files }: DataFinding): string {
  if (files !== undefined) return `; ${files.join(', ')}`;
  return rows.length === 0 ? '' : `; rows ${rows.join(', ')}`;
}
