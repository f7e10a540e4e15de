import type { DataFinding } from '../../reports/data-report.ts';
import { percent } from '../../reports/number-text.ts';
import { columnFinding } from './finding-list.ts';

const much = 0.5;
const some = 0.05;
const listedRows = 20;

/** Finds a feature with many missing cells. `isMissing` takes an index into `rowNumbers`. */
export function missingFindings(
  {
    name,
    summary,
    rowNumbers,
  }: {
    readonly name: string;
    readonly summary: { readonly count: number; readonly missing: number };
    readonly rowNumbers: Int32Array;
  },
  isMissing: (index: number) => boolean,
): DataFinding[] {
  const { count, missing } = summary;
  const share = missing / (count + missing);
  if (share < some) return [];
  const rows: number[] = [];
  for (let index = 0; index < rowNumbers.length && rows.length < listedRows; index++) {
    if (isMissing(index)) rows.push(rowNumbers[index] as number);
  }
  return [
    columnFinding(name, {
      severity: share < much ? 'info' : 'warn',
      kind: 'missing-values',
      message: `${percent(share)} of the cells are missing (${missing} of ${count + missing})`,
      advice:
        share < much
          ? 'they are filled with the median, or with no category at all; whether a cell is missing may itself say something'
          : 'what is filled in would be most of the column: find out why, or name it in data.exclude',
      rows,
      count: missing,
    }),
  ];
}
