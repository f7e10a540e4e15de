import type { Objective } from '../study/objective.ts';
import type { Trial } from '../study/trial.ts';

/** A trial and its continuation, as in `continue --json`. */
export interface ContinuedTrial {
  readonly parent: number;
  /** The improvement of the objective, in its direction; 0 for no gain, null for a failure. */
  readonly gain: number | null;
  readonly trial: Trial;
}

/** The result of continuing `parent`: `trial`, which has ended. */
export function continuedTrial(parent: Trial, trial: Trial, { direction }: Objective): ContinuedTrial {
  const [before, after] = [parent.value, trial.value];
  const change = before === null || after === null ? null : after - before;
  // Never −0.
  const gain = change === null || change === 0 ? change : direction === 'minimize' ? -change : change;
  return { parent: parent.trial, gain, trial };
}

/** The numbers of the trials without a continuation, in their order. */
export function notContinued(
  parents: readonly Trial[],
  continued: readonly Pick<ContinuedTrial, 'parent'>[],
): number[] {
  const begun = new Set(continued.map(({ parent }) => parent));
  return parents.map(({ trial }) => trial).filter((trial) => !begun.has(trial));
}
