import { UsageError } from '../errors.ts';

/** UsageError for the first of these options that is given and is no whole number of at least its minimum. */
export function requireWholeNumbers(
  options: Readonly<Record<string, { readonly value: number | undefined; readonly min: number }>>,
): void {
  for (const [name, { value, min }] of Object.entries(options)) {
    if (value === undefined || (Number.isSafeInteger(value) && value >= min)) continue;
    throw new UsageError(`${name}: must be a whole number of at least ${min}, got ${JSON.stringify(value)}`);
  }
}
