import { splitNames } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { DataFinding, DuplicatePair, DuplicatesReport } from '../reports/data-report.ts';
import { conflictFindings, conflictingRows, findConflicts } from './duplicates/conflict.ts';
import { type Copies, findCopies } from './duplicates/copies.ts';
import { copyFindings } from './duplicates/findings.ts';
import { examplePairs } from './duplicates/pairs.ts';
import { findNearCopies } from './near-copies/near-copies.ts';

/**
 * Exact and near duplicate rows, within and across splits, and rows with the same inputs but different targets. A
 * million rows of 50 numbers take tens of seconds and 250 MB beside the data.
 */
export function findDuplicates(source: SourceRows): {
  report: DuplicatesReport;
  findings: DataFinding[];
} {
  const copies = findCopies(source);
  const near = findNearCopies(source, copies);
  const exact = exactDuplicates(source, copies, near.pairs);
  return {
    report: { ...exact.report, nearAcrossSplits: near.count },
    findings: [...exact.findings, ...near.findings],
  };
}

/** Like `findDuplicates`, without near duplicates. */
function exactDuplicates(
  source: SourceRows,
  copies: Copies,
  nearPairs: readonly DuplicatePair[] = [],
): { report: DuplicatesReport; findings: DataFinding[] } {
  const { raw } = source;
  const conflicts = findConflicts(raw, copies.groups.leader);
  const conflicting = conflictingRows(conflicts);
  const across = copies.twins.filter((_, split) => splitNames[split] !== 'train');
  return {
    report: {
      withinSplits: sum(copies.repeated),
      acrossSplits: sum(across),
      nearAcrossSplits: 0,
      conflicting: conflicting.length,
      pairs: examplePairs(source, copies, conflicting, nearPairs),
    },
    findings: [
      ...copyFindings(source, copies),
      ...conflictFindings(conflicts, raw.rowNumbers, copies.isCoarse),
    ],
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
