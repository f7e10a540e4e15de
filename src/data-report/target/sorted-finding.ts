import type { RawData, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { rankCorrelation, ranksOf } from '../../statistics/ranks/rank-tests.ts';

const fewestRows = 50;
/** The least rank correlation with the place in the file. */
const sortedFrom = 0.8;
/** Share of the rows whose class is that of the row before, less what chance gives, of what it leaves. */
const groupedFrom = 0.8;

/**
 * `sorted-by-target`: the rows of the source are in the order of the target, or class by class; harmless for a random
 * split, and not for whatever takes the first rows.
 */
export function sortedFinding(target: RawTarget, raw: RawData): DataFinding[] {
  if (raw.rowNumbers.length < fewestRows || raw.assigned !== undefined || raw.times !== undefined) return [];
  const order = target.kind === 'regression' ? orderOf(target.values) : groupedClasses(target.labels);
  if (order === undefined) return [];
  return [
    {
      severity: 'info',
      kind: 'sorted-by-target',
      message: `the rows of the source are sorted by the target: ${order}`,
      advice:
        'the splits are drawn at random, so that this does no harm; the first rows of the file are no sample of it',
      columns: [],
      rows: [],
      count: raw.rowNumbers.length,
    },
  ];
}

function orderOf(values: Float64Array): string | undefined {
  const { value } = rankCorrelation(ranksOf(values), Float64Array.from(values.keys()));
  if (Math.abs(value) < sortedFrom) return undefined;
  return `it ${value > 0 ? 'rises' : 'falls'} along the file (rank correlation ${value.toFixed(2)})`;
}

function groupedClasses(labels: Int32Array): string | undefined {
  const counts = new Map<number, number>();
  let same = 0;
  labels.forEach((label, row) => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    if (row > 0 && label === labels[row - 1]) same++;
  });
  const byChance = [...counts.values()].reduce((sum, count) => sum + (count / labels.length) ** 2, 0);
  const share = same / (labels.length - 1);
  if (counts.size < 2 || share - byChance < groupedFrom * (1 - byChance)) return undefined;
  return `a row has the class of the row before in ${(100 * share).toFixed(0)} % of cases, by chance in ${(100 * byChance).toFixed(0)} %`;
}
