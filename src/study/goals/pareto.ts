import type { Direction } from '../objective.ts';
import type { Trial } from '../trial.ts';

/** A number of a trial that is compared with others'. */
export interface Goal {
  /** A metric's name, or one of `trialNumbers`. */
  readonly name: string;
  readonly direction: Direction;
}

/** Numbers of every trial beside its metrics; smaller is better for all. */
export const trialNumbers = ['parameters', 'seconds', 'epochs'] as const;

export function isTrialNumber(name: string): name is (typeof trialNumbers)[number] {
  return (trialNumbers as readonly string[]).includes(name);
}

/** Undefined when the trial has no such number. */
export function numberOf({ metrics, ...trial }: Trial, name: string): number | undefined {
  return isTrialNumber(name) ? (trial[name] ?? undefined) : metrics[name];
}

export interface ParetoFront {
  /** The trials that no other one dominates: none is as good in every goal and better in one. In the given order. */
  readonly trials: readonly Trial[];
  /** Number of trials that have all numbers. */
  readonly compared: number;
}

export function paretoFront(trials: readonly Trial[], goals: readonly Goal[]): ParetoFront {
  const all = trials.flatMap((trial) => {
    const numbers = goals.map(({ name, direction }) => {
      const number = numberOf(trial, name);
      return number === undefined || direction === 'minimize' ? number : -number;
    });
    return numbers.every((number) => number !== undefined) ? [{ trial, numbers }] : [];
  });
  const front: typeof all = [];
  // In this order a trial can only be dominated by earlier ones, and so by one of the front.
  for (const each of all.toSorted((one, other) => lexicographic(one.numbers, other.numbers))) {
    if (!front.some(({ numbers }) => dominates(numbers, each.numbers))) front.push(each);
  }
  const kept = new Set(front.map(({ trial }) => trial));
  return { trials: trials.filter((trial) => kept.has(trial)), compared: all.length };
}

function lexicographic(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place < 0 ? 0 : (one[place] as number) - (other[place] as number);
}

function dominates(one: readonly number[], other: readonly number[]): boolean {
  return (
    one.every((number, index) => number <= (other[index] as number)) &&
    one.some((number, index) => number < (other[index] as number))
  );
}
