import { originCodes, stateCodes, type TrialColumns, trialFlags } from '../columns/trial-columns.ts';
import { remembered } from '../remembered.ts';
import type { StudyView } from '../study-view.ts';

/** Places of trials by how pictures draw them. Every trial is in one list. */
export interface TrialGroups {
  /** Outside of the selection, with a value. */
  readonly faint: readonly number[];
  readonly pruned: readonly number[];
  /** Complete, and breaks a constraint of the space. */
  readonly infeasible: readonly number[];
  readonly complete: readonly number[];
  /** The best trial and those that cannot be told apart from it. */
  readonly best: readonly number[];
  readonly failed: readonly number[];
  /** Waiting, or running without a value. */
  readonly open: readonly number[];
}

const [complete, pruned, failed] = (['complete', 'pruned', 'failed'] as const).map((state) =>
  stateCodes.indexOf(state),
);

export function trialGroups(view: StudyView): TrialGroups {
  return remembered([view], 'groups', () => groupsOf(view));
}

function groupsOf({ head, trials, selected }: StudyView): TrialGroups {
  const groups: { [Name in keyof TrialGroups]: number[] } = {
    faint: [],
    pruned: [],
    infeasible: [],
    complete: [],
    best: [],
    failed: [],
    open: [],
  };
  const tied = new Set(head.tied);
  for (const [place, trial] of trials.trial.entries()) {
    const state = trials.state[place];
    const isSelected = selected === undefined || selected[place] === 1;
    const isBest = trial === head.best || tied.has(trial);
    if (state === failed) groups.failed.push(place);
    else if (!Number.isFinite(trials.value[place])) groups.open.push(place);
    else if (!isSelected) groups.faint.push(place);
    else if (isBest) groups.best.push(place);
    else if (isInfeasible(trials, place)) groups.infeasible.push(place);
    else if (state === pruned) groups.pruned.push(place);
    else groups.complete.push(place);
  }
  return groups;
}

/** Whether the trial is ranked: complete, with a finite value, and within the constraints of the space. */
export function isFeasible(trials: TrialColumns, place: number): boolean {
  const isComplete = trials.state[place] === complete;
  return isComplete && Number.isFinite(trials.value[place]) && !isInfeasible(trials, place);
}

/** Whether its configuration was drawn or imported, and not made from another trial. */
export function isOriginal(trials: TrialColumns, place: number): boolean {
  const origin = originCodes[trials.origin[place] as number];
  return origin === 'sampled' || origin === 'imported';
}

function isInfeasible(trials: TrialColumns, place: number): boolean {
  return ((trials.flags[place] as number) & trialFlags.infeasible) !== 0;
}
