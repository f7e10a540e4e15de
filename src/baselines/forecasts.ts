import type { Dataset, Split } from '../data/dataset.ts';
import type { RawData } from '../data/raw-data.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { seasonLag } from '../study/windows/window-spec.ts';

/** A forecast of each row by an earlier one of its series. */
export interface Forecast {
  readonly name: 'last value' | 'seasonal';
  /** How many rows earlier. */
  readonly lag: number;
}

/**
 * The forecasts by the last value that a window may hold, and by the value one season before the predicted row; none
 * where rows have no windows or the target is neither a number nor a class.
 */
export function forecastsOf(
  { windows, target }: Pick<RawData, 'windows' | 'target'>,
  { task }: Pick<Dataset, 'task'>,
): Forecast[] {
  if (windows === undefined || windows.spec.padding || task.kind !== target.kind) return [];
  if (task.kind !== 'classification' && task.kind !== 'regression') return [];
  const { spec, season } = windows;
  const last: Forecast = { name: 'last value', lag: spec.horizon };
  if (season === undefined) return [last];
  const lag = seasonLag(season.rows, spec.horizon);
  return lag === last.lag ? [last] : [last, { name: 'seasonal', lag }];
}

/**
 * The predictions of a split's rows: the earlier value in the target's units; for classes the shares of the classes that
 * follow the earlier one in the training rows, each half a row more. A row without so many rows before it has the last
 * value.
 */
export function forecast(
  raw: RawData,
  { task, splits: { train } }: Pick<Dataset, 'task' | 'splits'>,
  { row }: Pick<Split, 'row'>,
  { lag }: Forecast,
): Predictions {
  const { target, rowNumbers } = raw;
  const rowOf = new Map(Array.from(rowNumbers, (number, own) => [number, own]));
  const own = (number: number) => rowOf.get(number) as number;
  const before = (number: number) => earlierRow(raw, own(number), lag);
  if (target.kind === 'regression')
    return Float64Array.from(row, (each) => target.values[before(each)] as number);
  if (target.kind !== 'classification' || task.kind !== 'classification') throw new Error('no such forecast');
  const classes = task.classes.length;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0.5));
  for (const each of train.row) {
    const followers = counts[target.labels[before(each)] as number] as number[];
    const label = target.labels[own(each)] as number;
    followers[label] = (followers[label] as number) + 1;
  }
  const shares = counts.map((followers) => {
    const total = followers.reduce((sum, count) => sum + count, 0);
    return followers.map((count) => count / total);
  });
  const predictions = new Float64Array(row.length * classes);
  row.forEach((each, place) => {
    predictions.set(shares[target.labels[before(each)] as number] as number[], place * classes);
  });
  return predictions;
}

/** The row `lag` rows earlier in the series; the last known one where a gap or the beginning is nearer. */
function earlierRow({ windows }: RawData, row: number, lag: number): number {
  if (windows === undefined) throw new Error('the rows have no windows');
  const { order, placeOf, runStart, spec } = windows;
  const place = placeOf[row] as number;
  const isKnown = place - lag >= (runStart[place] as number);
  return order[place - (isKnown ? lag : spec.horizon)] as number;
}
