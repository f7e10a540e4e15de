/** One measured number: the median of its runs. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'MB' | '%';
  /** Undefined when it could not be measured here; `note` says why. */
  readonly median: number | undefined;
  readonly runs: readonly number[];
  readonly note?: string | undefined;
}

/** The project's promise: a ratio to reach, or a time, a size, a share or a number to stay under. */
export interface Target {
  readonly name: string;
  readonly unit: '×' | 'ms' | 'MB' | '%' | 'errors';
  readonly value: number | undefined;
  readonly must: number;
  readonly aim: number;
}

export interface Section {
  readonly title: string;
  readonly measurements: readonly Measurement[];
  readonly targets: readonly Target[];
  /** Shown below the figures. */
  readonly text?: string;
}

export type Verdict = 'aim met' | 'must met' | 'missed' | 'not measured';

/** A ratio must be at least its target, all else at most. */
export function verdictOn({ unit, value, must, aim }: Target): Verdict {
  if (value === undefined) return 'not measured';
  const meets = (wanted: number) => (unit === '×' ? value >= wanted : value <= wanted);
  if (meets(aim)) return 'aim met';
  return meets(must) ? 'must met' : 'missed';
}

export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] as number) + upper) / 2;
}

export function measured(
  name: string,
  unit: Measurement['unit'],
  runs: readonly number[],
  note?: string,
): Measurement {
  return { name, unit, median: median(runs), runs, note };
}

/** How many times longer `slow` takes than `fast`. */
export function ratio(slow: Measurement | undefined, fast: Measurement | undefined): number | undefined {
  if (slow?.median === undefined || fast?.median === undefined) return undefined;
  return slow.median / fast.median;
}
