import { correctedExcess } from '../../statistics/corrected-test.ts';
import { level } from '../../statistics/mean-interval.ts';
import { holmAdjusted } from '../../statistics/paired-test.ts';
import type { Direction } from '../../study/objective.ts';

/** The rounds after which configurations may be left out: each look at the data costs a share of the level. */
export function looksOf(rounds: number): ReadonlySet<number> {
  return new Set([3, 6, rounds].filter((round) => round >= 2 && round <= rounds));
}

/** A configuration in the race. */
export interface Racer {
  readonly trial: number;
  /** Its values on the folds of each round; undefined for a round whose training failed. */
  readonly rounds: readonly (readonly number[] | undefined)[];
}

/** A race that has ended. */
export interface Race {
  readonly rounds: number;
  readonly racers: readonly (Racer & { readonly outAfter: number | null })[];
}

/** The mean of all values; undefined for one that has failed in every round. */
export function meanValue({ rounds }: Racer): number | undefined {
  const values = rounds.flatMap((round) => round ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export interface RaceRules {
  readonly direction: Direction;
  /** Judged rows for each training row of a model: corrected-test.ts. */
  readonly judgedRatio: number;
  readonly looks: number;
}

/**
 * The racers that are worse than the best mean by more than chance, or that failed in a round while others did not: a
 * paired test over the folds of all rounds for each, corrected for the number of racers (Holm) and of looks (Bonferroni).
 */
export function losersOf(racers: readonly Racer[], { direction, judgedRatio, looks }: RaceRules): Racer[] {
  const sound = racers.filter(({ rounds }) => rounds.every((round) => round !== undefined));
  const failed = sound.length === 0 ? [] : racers.filter((racer) => !sound.includes(racer));
  const sign = direction === 'minimize' ? 1 : -1;
  const [best, ...others] = sound.toSorted(
    (one, other) => sign * ((meanValue(one) as number) - (meanValue(other) as number)),
  );
  if (best === undefined) return failed;
  const values = best.rounds.flatMap((round) => round ?? []);
  const chances = holmAdjusted(
    others.map(({ rounds }) => {
      const own = rounds.flatMap((round) => round ?? []);
      const differences = own.map((value, at) => sign * (value - (values[at] as number)));
      return correctedExcess(differences, judgedRatio);
    }),
  );
  return [...failed, ...others.filter((_, index) => (chances[index] as number) < (1 - level) / looks)];
}
