import { readPythonJson } from './python-json.ts';

/** A rule for a column's values, since SQLite accepts any value. */
export interface ColumnRule {
  /** In words. */
  readonly constraint: string;
  holds(cell: unknown): boolean;
}

const largestNumber = 1_000_000_000;
const longestJson = 10_000_000;
/**
 * Optuna's tables declare 512, which SQLite does not enforce; our own exports prepend "metric." to names of up to 512.
 */
const longestName = 1000;

export const count: ColumnRule = {
  constraint: `must be a whole number from 0 to ${largestNumber}`,
  holds: (cell) => Number.isInteger(cell) && Number(cell) >= 0 && Number(cell) <= largestNumber,
};

export const name: ColumnRule = {
  constraint: `must be text of 1 to ${longestName} characters`,
  holds: (cell) =>
    typeof cell === 'string' && cell !== '' && cell.length <= longestName && cell !== '__proto__',
};

export const finite: ColumnRule = {
  constraint: 'must be a finite number',
  holds: (cell) => Number.isFinite(cell),
};

export const time: ColumnRule = {
  constraint: 'must be a time: 2026-01-31 12:00:00.000000',
  holds: (cell) => typeof cell === 'string' && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?$/.test(cell),
};

export const json: ColumnRule = {
  constraint: `must be JSON of at most ${longestJson} characters`,
  holds(cell) {
    if (typeof cell !== 'string' || cell.length > longestJson) return false;
    try {
      readPythonJson(cell);
      return true;
    } catch {
      return false;
    }
  },
};

export function oneOf(words: readonly string[]): ColumnRule {
  return {
    constraint: `must be one of ${words.join(', ')}`,
    holds: (cell) => words.some((word) => word === cell),
  };
}

export function orNull({ constraint, holds }: ColumnRule): ColumnRule {
  return { constraint: `${constraint}, or null`, holds: (cell) => cell === null || holds(cell) };
}
