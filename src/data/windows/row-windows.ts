import { selectMedian } from '../../statistics/select-median.ts';
import type { SeriesKeys } from '../../study/windows/sequence-spec.ts';
import { rowsBefore, type WindowSpec } from '../../study/windows/window-spec.ts';
import type { FaultList } from '../fault-list.ts';
import type { RawData, RowSteps, RowWindows } from '../raw-data.ts';
import { shownTime } from '../splits/shown-time.ts';

/** Months and quarters differ by up to a tenth of the usual one. */
const tolerance = 0.1;
/** Weekdays alone, of which a fifth is followed by a longer step, have no gaps. */
const regularShare = 0.9;
const gapSteps = 1.5;

/** The places of rows in the order of series and time, and where a gap ends the neighbourhood of rows. */
export type RowOrder = Pick<RowWindows, 'order' | 'runStart'> & {
  /** The usual time between two rows of a series; undefined where it varies. */
  readonly step?: number | undefined;
  /** Places that follow a gap. */
  readonly gaps: number;
  /** Two rows of one series and one time, the first such pair, and the number of pairs. */
  readonly repeated?: { readonly rows: readonly [number, number]; readonly count: number };
};

export type SteppedRows = Pick<RowSteps, 'times'> & { readonly series?: RowSteps['series'] | undefined };

/**
 * Orders rows, or some of them, by series and time. Where nine of ten steps are alike, a step of more than one and a half
 * of them is a gap; a `step` that is given decides that instead, and `acrossGaps` ignores it.
 */
export function orderRows(
  { series, times }: SteppedRows,
  { acrossGaps, step: given }: { readonly acrossGaps: boolean; readonly step?: number | undefined },
  rows = Int32Array.from(times.values, (_, row) => row),
): RowOrder {
  const { values } = times;
  const codes = series?.codes;
  const codeOf = (row: number) => codes?.[row] ?? 0;
  const timeOf = (row: number) => values[row] as number;
  const order = rows.toSorted(
    (one, other) => codeOf(one) - codeOf(other) || timeOf(one) - timeOf(other) || one - other,
  );
  const isFirst = (place: number) =>
    place === 0 || codeOf(order[place] as number) !== codeOf(order[place - 1] as number);
  const stepBefore = (place: number) => timeOf(order[place] as number) - timeOf(order[place - 1] as number);
  const step = acrossGaps ? undefined : (given ?? usualStep(order.length, isFirst, stepBefore));
  const runStart = new Int32Array(order.length);
  let [start, gaps, count] = [0, 0, 0];
  let repeated: [number, number] | undefined;
  for (let place = 0; place < order.length; place++) {
    const isNew = isFirst(place);
    const isGap = !isNew && step !== undefined && stepBefore(place) > gapSteps * step;
    if (isNew || isGap) start = place;
    if (isGap) gaps++;
    if (!isNew && stepBefore(place) === 0) {
      count++;
      repeated ??= [order[place - 1] as number, order[place] as number];
    }
    runStart[place] = start;
  }
  return { order, runStart, step, gaps, ...(repeated && { repeated: { rows: repeated, count } }) };
}

function usualStep(
  rows: number,
  isFirst: (place: number) => boolean,
  stepBefore: (place: number) => number,
): number | undefined {
  const steps = new Float64Array(rows);
  let count = 0;
  for (let place = 0; place < rows; place++) if (!isFirst(place)) steps[count++] = stepBefore(place);
  if (count === 0) return undefined;
  const all = steps.subarray(0, count);
  const usual = selectMedian(all.slice());
  const alike = all.reduce((sum, each) => sum + Number(Math.abs(each - usual) <= tolerance * usual), 0);
  return alike >= regularShare * count ? usual : undefined;
}

/** Whether enough rows of its series come before the row at this place, without a gap. */
export function hasWindow(
  { runStart }: Pick<RowOrder, 'runStart'>,
  place: number,
  window: Pick<WindowSpec, 'length' | 'horizon'>,
): boolean {
  return place - rowsBefore(window) >= (runStart[place] as number);
}

/** The window of each row. Two rows of one series and time are a fault, and so is a table without a whole window. */
export function rowWindows(
  { steps, rowNumbers }: Pick<RawData, 'steps' | 'rowNumbers'>,
  spec: WindowSpec,
  faults: FaultList,
): { windows: RowWindows; order: RowOrder } {
  if (steps === undefined) throw new Error('a table was read without its times');
  const order = orderRows(steps, spec);
  if (order.repeated !== undefined)
    addRepeated(steps, order.repeated, { rowNumbers, faults, section: 'data.window' });
  const placeOf = placesOf(order.order);
  const targets = rowNumbers
    .map((_, row) => row)
    .filter((row) => hasWindow(order, placeOf[row] as number, spec));
  if (targets.length === 0) {
    const { length, horizon } = spec;
    const asked = horizon === 1 ? '' : `, as a length of ${length} and a horizon of ${horizon} ask`;
    const constraint = `must leave rows with ${rowsBefore(spec)} rows of their series before them, without a gap${asked}`;
    const [field, value] = horizon > length ? ['horizon', horizon] : ['length', length];
    faults.add({ field: `data.window.${field}`, constraint, value });
  }
  faults.throwIfAny();
  const time = { ...steps.time, ...(order.step !== undefined && { step: order.step }) };
  const windows = { spec, time, order: order.order, placeOf, runStart: order.runStart, targets };
  return { windows, order };
}

/** The place of each row in an order of all rows. */
export function placesOf(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  order.forEach((row, place) => {
    places[row] = place;
  });
  return places;
}

export function addRepeated(
  { series, times }: RowSteps,
  { rows: [one, other], count }: NonNullable<RowOrder['repeated']>,
  {
    rowNumbers,
    faults,
    section,
  }: {
    readonly rowNumbers: Int32Array;
    readonly faults: FaultList;
    readonly section: SeriesKeys['section'];
  },
): void {
  const name = series?.names[series.codes[one] as number];
  const places = `rows ${(rowNumbers[one] as number) + 1} and ${(rowNumbers[other] as number) + 1}`;
  const more = count > 1 ? `, and ${count - 1} more rows like them` : '';
  faults.add({
    field: `${section}.time`,
    constraint: 'must differ from row to row within a series',
    value: shownTime(times.values[one] as number, times),
    hint:
      name === undefined
        ? `${places} have it${more}: where the rows are of several series, data.window.by names their column`
        : `${places} of ${name} have it${more}`,
  });
}
