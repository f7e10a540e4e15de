import type { AblatedChoice, AblationReport } from '../../reports/learned/ablation-report.ts';
import { level, meanInterval } from '../../statistics/mean-interval.ts';
import { holmAdjusted, pairedExcess } from '../../statistics/paired-test.ts';
import type { Direction } from '../../study/objective.ts';
import type { Choice } from './choices.ts';

type Values = readonly (number | null)[];

/**
 * The effects of choices from the values of the trial's own configuration and of those without each choice, with the same
 * seeds: Student's intervals of the paired differences, and his test, corrected for the number of choices (Holm).
 */
export function effectsOf(
  own: Values,
  choices: readonly { readonly choice: Choice; readonly values: Values }[],
  direction: Direction,
): AblationReport['choices'] {
  const sign = direction === 'minimize' ? 1 : -1;
  const differences = choices.map(({ values }) =>
    values.flatMap((value, seed) => {
      const before = own[seed];
      return value === null || before === null || before === undefined ? [] : [sign * (value - before)];
    }),
  );
  const chances = holmAdjusted(differences.map(twoSided));
  return choices
    .map(({ choice, values }, at): AblatedChoice => {
      const { config, ...named } = choice;
      const own = differences[at] as number[];
      return { ...named, values, effect: effectOf(own), isVisible: (chances[at] as number) < 1 - level };
    })
    .sort((one, other) => (other.effect?.mean ?? 0) - (one.effect?.mean ?? 0));
}

function effectOf(differences: readonly number[]): AblatedChoice['effect'] {
  if (differences.length < 2) return null;
  const { value, low, high } = meanInterval(differences);
  return { mean: value, low, high };
}

function twoSided(differences: readonly number[]): number {
  if (differences.length < 2) return 1;
  const zeros = differences.map(() => 0);
  return 2 * Math.min(pairedExcess(differences, zeros), pairedExcess(zeros, differences));
}
