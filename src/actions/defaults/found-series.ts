import type { KeyColumn, RawData, RawTarget } from '../../data/raw-data.ts';

/** Columns that name the series of a table in long form and the times in each. */
interface LongForm {
  readonly by: KeyColumn;
  readonly time: KeyColumn;
}

const timeName =
  /(^|[_\W])(t|time|timestamp|step|frame|tick|second|minute|hour|day|week|month|year|visit|seq)s?([_\W]|$)/i;
/** Fewer examples teach nothing. */
const fewestSeries = 10;

/**
 * A sentence on a table in long form, with the field to set: its rows may be steps of series that are the examples, where
 * the target is the same in all rows of each, else rows that those before them forecast. Undefined for other tables.
 */
export function seriesNote({ inputs, keys = [], target, targetColumn }: RawData): string | undefined {
  if (inputs.kind !== 'table' || targetColumn === undefined) return undefined;
  const found = longFormOf(keys.filter(({ name }) => name !== targetColumn));
  if (found === undefined) return undefined;
  const { by, time } = found;
  const form = `${by.name} and ${time.name} look like the name of a series and the time of a step, as no two rows have both alike`;
  const fields = `by: ${by.name}, time: ${time.name}`;
  const isConstant = isConstantIn(by, target);
  if (isConstant && new Set(by.values).size < fewestSeries) return undefined;
  return isConstant
    ? `${form}, and ${targetColumn} is the same in all rows of each: data.sequence { ${fields} } would make a series an example, which here is a row`
    : `${form}: data.window { length: 14, ${fields} } would forecast ${targetColumn} from the 14 rows before, which here are not seen`;
}

function longFormOf(keys: readonly KeyColumn[]): LongForm | undefined {
  const times = keys.filter(
    ({ kind, name }) => kind === 'date' || (kind === 'integer' && timeName.test(name)),
  );
  for (const time of times) {
    const by = keys.find((key) => key.kind !== 'date' && !times.includes(key) && isSeries(key, time));
    if (by !== undefined && repeats(time)) return { by, time };
  }
  return undefined;
}

/** A column that repeats, and in which no value has a time twice. */
export function isSeries(key: KeyColumn, time: KeyColumn): boolean {
  const pairs = new Set(Array.from(time.values, (value, row) => `${key.values[row]} ${value}`));
  return pairs.size === time.values.length && 2 * new Set(key.values).size <= key.values.length;
}

function repeats({ values }: KeyColumn): boolean {
  return 2 * new Set(values).size <= values.length;
}

function isConstantIn({ values }: KeyColumn, target: RawTarget): boolean {
  const targets = target.kind === 'classification' ? target.labels : target.values;
  const firsts = new Map<number, number>();
  return values.every((series, row) => {
    const first = firsts.get(series) ?? (targets[row] as number);
    firsts.set(series, first);
    return first === targets[row];
  });
}
