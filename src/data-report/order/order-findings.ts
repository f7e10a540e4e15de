import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawData, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { figure, percent } from '../../reports/figure.ts';
import { binomialTail } from '../../statistics/significance.ts';
import { groupRows } from '../duplicates/groups.ts';
import { type RepeatedInputs, repeatedInputs } from '../duplicates/repeated-inputs.ts';
import { columnsToCompare } from '../neighbours/columns-to-compare.ts';
import { withoutSplitField } from '../neighbours/division-advice.ts';
import { splitOfRows, trainIndex } from '../split-of-rows.ts';
import { isOfSeries } from '../windowed.ts';
import { type FileOrder, measureOrder } from './file-order.ts';
import { isInRuns, isSorted } from './sorted.ts';

/** The share of validation and test rows beside a training row below which the split follows the order. */
const fewestBeside = 0.3;
/** Without rows from nearby errors must grow by this factor; among independent rows of real tables by 1.1 at most. */
const smallestGrowth = 1.25;
const certainty = 1e-6;
const timeName = /year|quarter|month|week|day|date|time/i;

/**
 * `ordered-rows`, or `repeated-neighbours` where rows have all inputs of the row before: rows that stand together in the
 * file belong together, as the days of a series or the visits of a person do, and the split divides them.
 */
export function findOrder(source: SourceRows): DataFinding[] {
  const { raw } = source;
  if (raw.groups !== undefined || raw.times !== undefined) return [];
  // The rows that stand together are those of a series, which no split divides.
  if (isOfSeries(source)) return [];
  if (besideTraining(source) < fewestBeside) return [];
  const columns = columnsToCompare(raw);
  const isSortedByInput = columns.some((column) => {
    const cells: ArrayLike<number> = column.kind === 'number' ? column.values : column.codes;
    return isSorted(cells) && cells[0] !== cells[cells.length - 1];
  });
  const { leader } = groupRows(raw.inputs, raw.rowNumbers.length);
  const repeated = isSortedByInput ? undefined : repeatedInputs(leader);
  if (repeated !== undefined) return [repeatedFinding(repeated, raw)];
  if (isSortedTarget(raw.target)) return [];
  const order = measureOrder(columns, raw.target);
  return order !== undefined && isGrave(order) ? [orderFinding(order, raw)] : [];
}

/** The order then tells the target, but inputs do not tell the order. */
function isSortedTarget(target: RawTarget): boolean {
  if (target.kind === 'regression') return isSorted(target.values);
  const changes = target.labels.filter((label, row) => row > 0 && label !== target.labels[row - 1]).length;
  return changes < 2 * target.classes.length;
}

function isGrave({ errorWith, errorWithout, better, worse }: FileOrder): boolean {
  return (
    errorWithout >= smallestGrowth * errorWith &&
    errorWith < 1 &&
    binomialTail(better, better + worse, 0.5) <= certainty
  );
}

/** The share of validation and test rows that have a training row before or after them. */
function besideTraining(source: SourceRows): number {
  const splitOf = splitOfRows(source);
  let [judged, beside] = [0, 0];
  splitOf.forEach((split, row) => {
    if (split === trainIndex || splitNames[split] === undefined) return;
    judged++;
    if (splitOf[row - 1] === trainIndex || splitOf[row + 1] === trainIndex) beside++;
  });
  return judged === 0 ? 0 : beside / judged;
}

function repeatedFinding({ count, share, byChance }: RepeatedInputs, raw: RawData): DataFinding {
  const times = byChance > 0 ? `, ${figure(share / byChance)} times as often as by chance` : '';
  return {
    severity: 'warn',
    kind: 'repeated-neighbours',
    message: `${percent(share)} of the rows have the inputs of the row before${times}: they are rows of one person or thing, which the split divides`,
    advice: adviceFor(raw),
    columns: [],
    rows: [],
    count,
  };
}

function orderFinding({ besideShare, windowShare, window, ...order }: FileOrder, raw: RawData): DataFinding {
  const [share, places] = windowShare > 0.7 ? [windowShare, window] : [besideShare, 2];
  return {
    severity: 'warn',
    kind: 'ordered-rows',
    message: `the most similar row of ${percent(share)} of the rows stands at most ${places} places away in the file, so that a random split puts one in training: nearest neighbours leave ${percent(order.errorWith)} of a constant's error, and ${percent(order.errorWithout)} without rows that are at most ${window} places away`,
    advice: adviceFor(raw),
    columns: [],
    rows: [],
    count: raw.rowNumbers.length,
  };
}

/** The field to set, with the column that names groups or times if there is one. */
function adviceFor(raw: RawData): string {
  const { keys = [] } = raw;
  const times = keys.filter(
    ({ kind, values }) => kind !== 'text' && new Set(values).size > 10 && isSorted(values),
  );
  const group = keys.find((key) => key.kind !== 'date' && isInRuns(key.values) && !timeName.test(key.name));
  const time =
    times.find((key) => key.kind === 'date' || timeName.test(key.name)) ?? (group ? undefined : times[0]);
  if (time !== undefined) return `set data.split.time to "${time.name}", by which the rows are sorted`;
  if (group !== undefined)
    return `set data.split.group to "${group.name}", whose equal values stand together`;
  return (
    withoutSplitField(raw) ??
    'write a column that names the person, thing or series of each row and set data.split.group to it, or one with their order and set data.split.time'
  );
}
