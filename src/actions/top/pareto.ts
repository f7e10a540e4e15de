import { didYouMean } from '../../faults/did-you-mean.ts';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { shownName } from '../../faults/visible-text.ts';
import { directionOf, isValidationMetric } from '../../metrics/validation-metric.ts';
import {
  type Goal,
  isTrialNumber,
  numberOf,
  type ParetoFront,
  paretoFront,
  trialNumbers,
} from '../../study/goals/pareto.ts';
import type { Direction } from '../../study/objective.ts';
import { ownDirections } from '../../study/search/own-directions.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';

/** The trials that no other one dominates, best first, and what was compared. */
export interface ParetoReport extends ParetoFront {
  readonly goals: readonly Goal[];
  /** Number of trials that may be compared: complete ones, and only those within the constraints if there are any. */
  readonly of: number;
}

/**
 * Compares the trials by the study's objectives, or by the numbers that `by` names. UsageError when a name is unknown, has
 * no direction, or there is nothing to compare with. `ranked` are all complete trials, best first.
 */
export function paretoOf(
  spec: Pick<StudySpec, 'objective' | 'objectives' | 'model'>,
  ranked: readonly Trial[],
  by: readonly string[] | undefined,
): ParetoReport {
  const goals = goalsOf(spec, ranked, by);
  const feasible = ranked.filter(({ infeasible }) => infeasible === undefined);
  const trials = feasible.length > 0 ? feasible : ranked;
  return { goals, of: trials.length, ...paretoFront(trials, goals) };
}

function goalsOf(
  { objective, objectives, model }: Pick<StudySpec, 'objective' | 'objectives' | 'model'>,
  ranked: readonly Trial[],
  by: readonly string[] | undefined,
): readonly Goal[] {
  const own = (objectives ?? [objective]).map(({ metric, direction }) => ({ name: metric, direction }));
  if (by === undefined) {
    if (own.length > 1) return own;
    const example = option('by', `${objective.metric},parameters`);
    throw new UsageError(
      message`${option('by')}: must be given: the study has one objective (for example ${example})`,
    );
  }
  const ofModule = Object.entries(ownDirections(model)).map(([name, direction]) => ({ name, direction }));
  const named = by.map((word) => goalOf(word, [...own, ...ofModule], ranked));
  const [first] = own;
  return named.length > 1 || first === undefined || named[0]?.name === first.name ? named : [first, ...named];
}

function goalOf(word: string, own: readonly Goal[], ranked: readonly Trial[]): Goal {
  const [, name = word, written] = /^(.+):(minimize|maximize)$/.exec(word) ?? [];
  const direction = written === undefined ? knownDirection(name, own) : (written as Direction);
  const metrics = [...new Set(ranked.flatMap((trial) => Object.keys(trial.metrics)))];
  if (!ranked.some((trial) => numberOf(trial, name) !== undefined)) {
    const known = [...metrics, ...trialNumbers];
    const hint = didYouMean(name, known) ?? `recorded: ${known.slice(0, 12).map(shownName).join(', ')}`;
    throw new UsageError(
      message`${option('by')}: must name numbers that trials have, got ${shownName(name)} (${hint})`,
    );
  }
  if (direction !== undefined) return { name, direction };
  throw new UsageError(
    message`${option('by')}: must say which way ${shownName(name)} is better, as ${name}:minimize or ${name}:maximize`,
  );
}

function knownDirection(name: string, own: readonly Goal[]): Direction | undefined {
  const goal = own.find((each) => each.name === name);
  if (goal !== undefined) return goal.direction;
  if (isTrialNumber(name)) return 'minimize';
  return isValidationMetric(name) ? directionOf(name) : undefined;
}
