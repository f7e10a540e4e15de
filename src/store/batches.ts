/** Far below the limit of bound parameters in SQLite (32,766) and PostgreSQL (65,535). */
const valuesAtOnce = 1000;

/** The values in their order, in parts that one statement can bind. */
export function* batchesOf<T>(values: readonly T[]): Iterable<readonly T[]> {
  for (let start = 0; start < values.length; start += valuesAtOnce) {
    yield values.slice(start, start + valuesAtOnce);
  }
}
