import { encodingWidth, widthOf } from '../column-width.ts';
import type { AlternativeEncoding, ColumnTransform, NumberTransform, Preprocessing } from '../pipeline.ts';
import type { Configuration } from '../search-space.ts';

/** The parameter that chooses among the scalings of numbers. */
export const scalingParameter = 'data.scaling';
const columnPrefix = 'data.columns.';

/** The parameter that says whether a trial uses the column. */
function columnParameter(column: string): string {
  return `${columnPrefix}${column}`;
}

/** The column whose use the parameter decides; undefined for other parameters. */
export function columnOf(parameter: string): string | undefined {
  return parameter.startsWith(columnPrefix) ? parameter.slice(columnPrefix.length) : undefined;
}

/** The configuration without its choice of columns. */
export function withAllColumns(config: Configuration): Configuration {
  return Object.fromEntries(Object.entries(config).filter(([name]) => columnOf(name) === undefined));
}

/** The number of rows of a trial's windows: the last ones of the study's. */
export const windowLengthParameter = 'data.window.length';

/** The columns, encodings and rows of windows that configurations use, and the places of their inputs among all. */
export interface ColumnSelection {
  readonly preprocessing: TabularPreprocessing;
  readonly inputShape: readonly number[];
  readonly places: readonly number[];
}

type TabularPreprocessing = Extract<Preprocessing, { columns: unknown }>;

/**
 * The inputs that some of the configurations use, in the order of all inputs: without the columns that all of them leave
 * out, numbers in their scaling, or in all scalings where theirs differ, and the rows of the longest window. Undefined
 * where these are all inputs.
 */
export function selectColumns(
  preprocessing: Preprocessing,
  ...configs: readonly Configuration[]
): ColumnSelection | undefined {
  if (!('columns' in preprocessing)) return undefined;
  const row = selectInRow(preprocessing, configs);
  const { columns, places, width } = row;
  if (preprocessing.kind === 'table') {
    if (places.length === width) return undefined;
    return { preprocessing: { ...preprocessing, columns }, inputShape: [places.length], places };
  }
  if (preprocessing.padding !== undefined) {
    const { length } = preprocessing;
    if (places.length === width) return undefined;
    // The last input of a step says that it is no padding.
    const own = [...places, width];
    return {
      preprocessing: { ...preprocessing, columns },
      inputShape: [length, own.length],
      places: placesFrom(0, length).flatMap((step) => own.map((place) => step * (width + 1) + place)),
    };
  }
  const length = longestWindow(preprocessing, configs);
  if (places.length === width && length === preprocessing.length) return undefined;
  const skipped = preprocessing.length - length;
  return {
    preprocessing: { ...preprocessing, columns, length },
    inputShape: [length, places.length],
    places: placesFrom(skipped, length).flatMap((step) => places.map((place) => step * width + place)),
  };
}

function longestWindow({ length }: { readonly length: number }, configs: readonly Configuration[]): number {
  const lengths = configs.map((config) => Number(config[windowLengthParameter] ?? length));
  return Math.min(length, Math.max(...lengths));
}

/** The columns of a row that are used, the places of their inputs in it, and the number of all its inputs. */
function selectInRow(
  preprocessing: TabularPreprocessing,
  configs: readonly Configuration[],
): { columns: ColumnTransform[]; places: number[]; width: number } {
  const columns: ColumnTransform[] = [];
  const places: number[] = [];
  let from = 0;
  for (const column of preprocessing.columns) {
    const users = configs.filter((config) => config[columnParameter(column.name)] !== false);
    if (users.length > 0) {
      const { chosen, own } = chooseEncoding(column, users);
      columns.push(chosen);
      places.push(...own.map((place) => from + place));
    }
    from += widthOf(column);
  }
  return { columns, places, width: from };
}

/** The column as these configurations use it, and the places of its inputs among the column's own. */
function chooseEncoding(
  column: ColumnTransform,
  users: readonly Configuration[],
): { chosen: ColumnTransform; own: readonly number[] } {
  const width = widthOf(column);
  const whole = { chosen: column, own: placesFrom(0, width) };
  if (column.kind !== 'number' || column.alternatives === undefined) return whole;
  const { alternatives, ...first } = column;
  const encodings = [first, ...alternatives.map((each) => inEncoding(first, each))];
  const indexOf = (config: Configuration) =>
    1 + alternatives.findIndex(({ scaling }) => scaling === config[scalingParameter]);
  const [index = 0, ...others] = new Set(users.map(indexOf));
  if (others.length > 0) return whole;
  const start = encodings.slice(0, index).reduce((sum, each) => sum + encodingWidth(each), 0);
  const chosen = encodings[index] as NumberTransform;
  const flag = column.indicator ? [width - 1] : [];
  return { chosen, own: [...placesFrom(start, encodingWidth(chosen)), ...flag] };
}

function inEncoding(
  { curve: _curve, pieces: _pieces, ...column }: NumberTransform,
  { scaling: _scaling, ...encoding }: AlternativeEncoding,
): NumberTransform {
  return { ...column, ...encoding };
}

function placesFrom(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => start + index);
}
