import type { Configuration } from '../study/search-space.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import type { EpochRecord, Trial, TrialOutcome, TrialState } from '../study/trial.ts';

export interface Study {
  readonly id: number;
  readonly name: string;
  readonly spec: StudySpec;
  /** Folder of the space file: what the paths in `spec` are relative to. */
  readonly directory: string;
  /** Chosen once for all of the study's trials. */
  readonly backend: BackendName;
  /** Milliseconds a training step, of the backends that were measured to choose it. */
  readonly backendTimings: Readonly<Partial<Record<BackendName, number>>>;
  /** Package → version, of what computed the results. */
  readonly versions: Readonly<Record<string, string>>;
  /** Tells whether the data are still those that the study's models saw. */
  readonly dataFingerprint: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export type NewStudy = Omit<Study, 'id' | 'createdAt'>;
export type TrialCounts = Readonly<Record<TrialState, number>>;

/** Who runs a study now: a process of a machine. */
export interface Runner {
  /** Tells a process from a later one that was given the same id; empty where the system does not say. */
  readonly processStart: string;
  readonly host: string;
  readonly processId: number;
}

/** A trial handed to a worker; `attempt` fences off a worker whose trial was given to another since. */
export interface Claim {
  readonly studyId: number;
  readonly trial: number;
  readonly attempt: number;
}

export interface TrialResult {
  readonly outcome: TrialOutcome;
  readonly history: readonly EpochRecord[];
  readonly seconds: number;
  readonly backend: BackendName;
  /** The best epoch's weights as `training` encodes them; absent when the trial failed. */
  readonly weights?: Uint8Array;
}

/**
 * Where studies live. Every implementation passes test/contracts/store.ts. Each method is one transaction, so that a
 * process killed at any moment leaves the whole of a change or nothing. Values come and go as copies.
 */
export interface Store {
  /** Creates the study and returns it. A name that is taken raises UsageError. */
  createStudy(study: NewStudy): Promise<Study>;
  /** By name; the newest when `name` is undefined. Undefined when there is none. */
  findStudy(name: string | undefined): Promise<Study | undefined>;
  /** All, oldest first. */
  studies(): Promise<Study[]>;

  /**
   * Makes `runner` the only one that runs the study and puts trials that a dead process left running back to waiting.
   * Returns undefined, or the runner that is alive: `isAlive` says whether a recorded one is.
   */
  lease(studyId: number, runner: Runner, isAlive: (other: Runner) => boolean): Promise<Runner | undefined>;
  release(studyId: number, runner: Runner): Promise<void>;

  /** Adds waiting trials; a number that exists already is left as it is. */
  addTrials(studyId: number, trials: readonly { trial: number; config: Configuration }[]): Promise<void>;
  /** waiting → running. Undefined when the trial is not waiting. */
  claim(studyId: number, trial: number): Promise<Claim | undefined>;
  /** running → waiting, when the attempt is the current one. */
  unclaim(claim: Claim): Promise<void>;
  /**
   * running → the outcome's state, with history and weights, keeping the weights of the study's best `keep` trials
   * alone. False, and nothing written, when the attempt is not the current one. A number that is not finite raises
   * RangeError.
   */
  record(claim: Claim, result: TrialResult, keep: number): Promise<boolean>;

  /** All trials by number. */
  trials(studyId: number): Promise<Trial[]>;
  trial(studyId: number, trial: number): Promise<Trial | undefined>;
  counts(studyId: number): Promise<TrialCounts>;
  /** Complete trials, best first in the study's direction, ties by number: at most `k`. */
  top(studyId: number, k: number): Promise<Trial[]>;
  /** A trial's epochs in order; empty when it has none. */
  history(studyId: number, trial: number): Promise<EpochRecord[]>;
  /** Undefined when the trial's weights were not kept. */
  weights(studyId: number, trial: number): Promise<Uint8Array | undefined>;

  /** Ends the connection; a second time does nothing. */
  close(): Promise<void>;
}
