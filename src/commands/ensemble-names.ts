import { UsageError } from '../faults/errors.ts';
import { shortened } from '../faults/visible-text.ts';
import { brokenEnsembleName } from '../records/ensemble-name.ts';

/** From a flag. */
export function ensembleName(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const name = typeof value === 'string' ? value : '';
  const law = brokenEnsembleName(name);
  if (law !== undefined)
    throw new UsageError(`--name: ${law}, got ${JSON.stringify(shortened(String(value), 80))}`);
  return name;
}

/** "3,7,9" as numbers in ascending order, each once. */
export function trialNumbers(value: unknown): number[] | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^\d{1,9}(,\d{1,9})*$/.test(value)) {
    throw new UsageError(`--trials: must be trial numbers such as 3,7,9, got ${JSON.stringify(value)}`);
  }
  return [...new Set(value.split(',').map(Number))].sort((one, other) => one - other);
}
