import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted, figure, percent } from '../../reports/figure.ts';
import { splitOfRows, trainIndex } from '../split-of-rows.ts';
import { columnsToCompare } from './columns-to-compare.ts';
import { withoutSplitField } from './division-advice.ts';
import { measureGroups } from './hidden-groups.ts';

/** Share of the examined validation and test rows with a training row in their group that is no accident. */
const fewestDivided = 0.2;
const listedRows = 20;

/** `hidden-groups`: rows that lie in small groups, as the measurements of one person do, which the split divides. */
export function findHiddenGroups(source: SourceRows): DataFinding[] {
  const { raw } = source;
  if (raw.groups !== undefined) return [];
  const found = measureGroups(columnsToCompare(raw), raw.rowNumbers.length);
  if (found === undefined) return [];
  const splitOf = splitOfRows(source);
  const isJudged = (row: number) =>
    splitOf[row] !== trainIndex && splitNames[splitOf[row] as number] !== undefined;
  const judged = found.groups.filter(({ row }) => isJudged(row));
  const divided = judged.filter(({ others }) => others.some((other) => splitOf[other] === trainIndex));
  const share = divided.length / Math.max(1, judged.length);
  if (share < fewestDivided) return [];
  return [
    {
      severity: 'warn',
      kind: 'hidden-groups',
      message: `rows lie in groups of ${found.size}, such as rows of one person: the nearest row outside of a group is ${figure(found.jump)} times as far as the farthest in it (${counted(found.groups.length, 'row')} examined); ${percent(share)} of the validation and test rows have training rows in their group`,
      advice:
        withoutSplitField(raw) ??
        'if rows of a group belong together, set data.split.group to a column that names them: otherwise a model that remembers a group looks better than it is on new ones',
      columns: [],
      rows: divided.slice(0, listedRows).map(({ row }) => raw.rowNumbers[row] as number),
      count: divided.length,
    },
  ];
}
