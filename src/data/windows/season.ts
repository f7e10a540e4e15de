import { seasonLag } from '../../study/windows/window-spec.ts';
import type { RawData, RowWindows, Season } from '../raw-data.ts';
import { shownSteps } from './shown-step.ts';

const day = 86_400_000;
const periods = [day, 7 * day, 365.25 * day] as const;
/** Steps of months and quarters have no season but the year. */
const shortestMonth = 28 * day;
const longestQuarter = 100 * day;

/**
 * The season of the seasonal forecast: the declared one, else the day, the week or the year with the least error on the
 * training rows, as far as the step of time is regular and divides it, and half of these rows have one before them.
 */
export function seasonOf(raw: RawData, train: Int32Array): Season | undefined {
  const { windows, steps } = raw;
  if (windows === undefined || steps === undefined || windows.spec.padding) return undefined;
  const { season: declared } = windows.spec;
  if (declared !== undefined) return { rows: declared, isDeclared: true };
  const { step } = windows.time;
  if (step === undefined || !steps.times.areDates) return undefined;
  const found = candidates(step).flatMap((rows) => {
    const error = meanError(raw, windows, train, seasonLag(rows, windows.spec.horizon));
    return error === undefined ? [] : [{ rows, error }];
  });
  const [best] = found.sort((one, other) => one.error - other.error || one.rows - other.rows);
  return best && { rows: best.rows, isDeclared: false };
}

/** "the seasonal baseline repeats the value 7 rows (7 days) before: of a day, a week and a year …" */
export function seasonNote(raw: RawData): string[] {
  const { windows } = raw;
  const season = windows?.season;
  if (season === undefined || windows === undefined || raw.steps === undefined) return [];
  const lag = seasonLag(season.rows, windows.spec.horizon);
  if (!windows.targets.some((row) => rowBefore(windows, row, lag) !== undefined)) {
    return [
      `no row has a value ${lag} rows before it, in its series and without a gap, as data.window.season asks: the seasonal baseline is the last value`,
    ];
  }
  const { step } = windows.time;
  const time = step === undefined ? '' : ` (${shownSteps(season.rows, step, raw)})`;
  const why = season.isDeclared
    ? 'as data.window.season says'
    : 'the season of the least error on the training rows; data.window.season declares another';
  return [`the seasonal baseline repeats the value of ${season.rows} rows${time} before, ${why}`];
}

/** The row that stands so many places before another in its run; undefined where the run begins later. */
function rowBefore(
  { order, placeOf, runStart }: RowWindows,
  row: number,
  places: number,
): number | undefined {
  const place = placeOf[row] as number;
  return place - places < (runStart[place] as number) ? undefined : order[place - places];
}

function candidates(step: number): number[] {
  const months = step / (30.44 * day);
  if (step >= shortestMonth && step <= longestQuarter)
    return [Math.round(12 / months)].filter((rows) => rows > 1);
  return periods.map((period) => Math.round(period / step)).filter((rows) => rows > 1);
}

/** Mean absolute error, or the share of other classes, of the rows that have such a row before them. */
function meanError(
  { target }: RawData,
  windows: RowWindows,
  rows: Int32Array,
  lag: number,
): number | undefined {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    const before = rowBefore(windows, row, lag);
    if (before === undefined) continue;
    count++;
    if (target.kind === 'regression')
      sum += Math.abs((target.values[row] as number) - (target.values[before] as number));
    else if (target.kind === 'classification') sum += Number(target.labels[row] !== target.labels[before]);
  }
  return 2 * count < rows.length || count === 0 ? undefined : sum / count;
}
