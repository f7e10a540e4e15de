import type { Artifact } from '../artifact.ts';
import type { Claim } from '../lease.ts';
import type { TrialResult } from '../trial-result.ts';

/**
 * The list of artifacts in the database. A transaction that records or forgets a trial's bytes changes the list with
 * them, so that it is true after a kill at any moment.
 */
export interface ArtifactLedger {
  /** The place for new artifacts of the study; undefined when all bytes are in the database. */
  placeOf(studyId: number): Promise<string | undefined>;
  /** The artifact that has the bytes of a trial's part. */
  find(studyId: number, trial: number, part: string): Promise<Artifact | undefined>;
  /** Those of these names that are in the list. */
  known(studyId: number, names: readonly string[]): Promise<ReadonlySet<string>>;
  dropped(studyId: number): Promise<Artifact[]>;
  /** Removes dropped artifacts, which have been deleted, from the list. */
  remove(studyId: number, names: readonly string[]): Promise<void>;
  /** False when `keep` trials are better already, so that the weights of this one would be forgotten at once. */
  mayKeep(claim: Claim, result: TrialResult, keep: number): Promise<boolean>;
}
