import type { Direction } from '../study/objective.ts';
import { mayKeepWeights, type Rank } from '../study/ranking.ts';
import type { BackendName } from '../study/study-spec.ts';
import type { EpochRecord, Rung, TrialOutcome, TrialSummary } from '../study/trial.ts';
import type { Artifact } from './artifact.ts';

export type { ParkedTrial } from '../study/trial.ts';

/** Set by the store itself, for the parts of a result that it has put outside the database. */
interface OutsideParts {
  readonly artifacts?: readonly Artifact[];
}

export interface TrialResult extends OutsideParts {
  readonly outcome: TrialOutcome;
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
  /** Null for a trial that called a function. */
  readonly backend: BackendName | null;
  /** The best epoch's weights as `training` encodes them; absent when the trial failed. */
  readonly weights?: Uint8Array;
  /** The optimizer's state for these weights, as `training` encodes it. */
  readonly optimizer?: Uint8Array;
  /** Contributions of groups of rows to the value, in the same order for all trials of the study. */
  readonly contributions?: Float64Array;
  /**
   * The rung up to which the trial was to be trained. `parked`: for a trial that stopped here as `pruned`, the state from
   * which it resumes, as `training` encodes it.
   */
  readonly rung?: Rung & { readonly parked?: Uint8Array };
}

/** All of a result that is to be stored: a trial that ranks below `lastKept` will never keep its weights. */
export function keptOf(
  result: TrialResult,
  { trial, lastKept }: { readonly trial: number; readonly lastKept?: Rank },
  direction: Direction,
): TrialResult {
  const { outcome } = result;
  if (outcome.state !== 'complete') return result;
  return mayKeepWeights({ trial, ...outcome }, lastKept, direction) ? result : withoutWeights(result);
}

export function withoutWeights({
  weights: _,
  optimizer: __,
  contributions: ___,
  ...rest
}: TrialResult): TrialResult {
  return rest;
}

/**
 * A training that took less is cheap to repeat: after a kill it is repeated, so that no such trial waits until its state
 * at a rung is written, or its record is on the disk.
 */
const cheapSeconds = 1;

/** True for a trial whose worker need not wait until its record is on the disk. */
export function isQuick({ seconds }: Pick<TrialResult, 'seconds'>): boolean {
  return seconds < cheapSeconds;
}

/** True for a trial that stopped at a rung and is cheap to train up to it again, to the same bits. */
export function isCheapToRepeat({
  outcome,
  rung,
  seconds,
}: Pick<TrialResult, 'outcome' | 'rung' | 'seconds'>): boolean {
  return outcome.state === 'pruned' && rung !== undefined && isQuick({ seconds });
}

/** A trial's result at a rung. */
export interface RungRow extends Rung {
  readonly trial: number;
  /** The trial's value when it reached the rung, or ended before it; null if it failed. */
  readonly value: number | null;
}

/** The results that are final once no verdict of a rule on curves is missing. */
export interface Settlement {
  /**
   * Ended sampled trials that become `pruned`, each with this outcome and history in place of its own. Their weights are
   * deleted, unless an ensemble needs them. Trials that run, wait or were not sampled stay as they are.
   */
  readonly cuts: readonly CutTrial[];
  /** Keep the weights of the best `keep` of the sampled trials with counts below `below`; like `record` otherwise. */
  readonly best?: { readonly keep: number; readonly below: number };
}

export interface CutTrial extends Pick<TrialResult, 'outcome' | 'history'> {
  readonly trial: number;
}

/** A complete fold of a trial that has not ended. */
export interface FoldResult extends OutsideParts {
  readonly outcome: { readonly state: 'complete' } & TrialSummary;
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
  readonly weights: Uint8Array;
  readonly optimizer?: Uint8Array;
}

/** The epochs of an ended sampled trial. */
export interface TrialHistory {
  readonly trial: number;
  /** The sampler's count. */
  readonly draw: number;
  readonly state: TrialOutcome['state'];
  /** The pruner of an older version decided its outcome, which is final. */
  readonly isOlder: boolean;
  readonly history: readonly EpochRecord[];
}

/** The stored epochs of any trial: of one that goes on beyond a rung, those before. */
export interface TrialCurve {
  readonly trial: number;
  readonly history: readonly EpochRecord[];
}
