import type { EpochRecord } from '../study/trial.ts';
import type { TrialCurve, TrialHistory } from './trial-result.ts';

/** The part of a store that reads the epochs of trials. */
export interface CurveStore {
  /** A trial's epochs in order; empty when it has none. */
  history(studyId: number, trial: number): Promise<EpochRecord[]>;
  /** The epochs of ended sampled trials with a number above `after`, by number: at most `limit`. */
  histories(studyId: number, after: number, limit: number): Promise<TrialHistory[]>;
  /** The stored epochs of all trials with a number above `after`, derived ones too, by number: at most `limit`. */
  curves(studyId: number, after: number, limit: number): Promise<TrialCurve[]>;
}
