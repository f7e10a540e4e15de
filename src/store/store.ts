import type { EnsembleMember, EnsembleMethod, EnsembleReport } from '../reports/ensemble-report.ts';
import type { Teacher } from '../study/distillation.ts';
import type { Pipeline } from '../study/pipeline.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import type { EpochRecord, Trial, TrialOrigin, TrialOutcome, TrialState } from '../study/trial.ts';

export interface Study {
  readonly id: number;
  readonly name: string;
  readonly spec: StudySpec;
  /** Folder of the space file: what the paths in `spec` are relative to. */
  readonly directory: string;
  /** Chosen once for all of the study's trials; it says nothing of a study without models. */
  readonly backend: BackendName;
  /** Milliseconds a training step, of the backends that were measured to choose it. */
  readonly backendTimings: Readonly<Partial<Record<BackendName, number>>>;
  /** Package → version, of what computed the results. */
  readonly versions: Readonly<Record<string, string>>;
  /** Tells whether the data are still those that the study's models saw. */
  readonly dataFingerprint: string;
  /** Absent from a study that an older version made. */
  readonly pipeline?: Pipeline;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export type NewStudy = Omit<Study, 'id' | 'createdAt'>;
export type TrialCounts = Readonly<Record<TrialState, number>>;

/** The process that runs a study now. */
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
  /** Null of a trial that called a function. */
  readonly backend: BackendName | null;
  /** The best epoch's weights as `training` encodes them; absent when the trial failed. */
  readonly weights?: Uint8Array;
  /** The optimizer's state that belongs to the weights, as `training` encodes it. */
  readonly optimizer?: Uint8Array;
}

/** A trial that no sampler drew. */
export interface DerivedTrial {
  readonly origin: Exclude<TrialOrigin, 'sampled'>;
  /** The trial that it comes from, where it is one. */
  readonly parent?: number;
  /** For a student: what it learned from. */
  readonly teacher?: Teacher;
  readonly config: Configuration;
}

export interface TrialHistory {
  readonly trial: number;
  readonly history: readonly EpochRecord[];
}

/** Numbers of the sampler's count, `below` excluded. */
export interface SampleRange {
  readonly from: number;
  readonly below: number;
}

/** The part of a study that a sampler has counted, without derived trials. */
export interface SampledProgress {
  readonly counts: TrialCounts;
  /** The best complete one. */
  readonly best: Trial | undefined;
}

/** All that is recorded of a trial. */
export interface RecordedTrial {
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly weights?: Uint8Array;
  readonly optimizer?: Uint8Array;
}

/** A study that was recorded elsewhere. */
export interface WholeStudy {
  readonly study: NewStudy;
  /** The database's time now where it is not given. */
  readonly createdAt?: string;
  /** None of them running. */
  readonly trials: readonly RecordedTrial[];
  /** The weights of their members are among those of the trials. */
  readonly ensembles: readonly StoredEnsemble[];
}

/** An ensemble that later commands predict with. */
export interface StoredEnsemble {
  /** Unique within the study. */
  readonly name: string;
  readonly method: EnsembleMethod;
  /** The heaviest first. Their weights are kept for as long as the ensemble is. */
  readonly members: readonly EnsembleMember[];
  /** Null for a regression. */
  readonly temperature: number | null;
  readonly report: EnsembleReport;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export type NewEnsemble = Omit<StoredEnsemble, 'createdAt'>;

/**
 * Where studies live. Every implementation passes test/contracts/store.ts. Each method is one transaction, so that a
 * process killed at any moment leaves the whole of a change or nothing. Values come and go as copies.
 */
export interface Store {
  /** Creates the study and returns it. A name that is taken raises UsageError. */
  createStudy(study: NewStudy): Promise<Study>;
  /** Adds a study with all that was recorded of it elsewhere, or nothing. A name that is taken raises UsageError. */
  importStudy(whole: WholeStudy): Promise<Study>;
  /** By name; the newest when `name` is undefined. Undefined when there is none. */
  findStudy(name: string | undefined): Promise<Study | undefined>;
  /** All, oldest first. */
  studies(): Promise<Study[]>;

  /**
   * Makes `runner` the only one that runs the study. Sampled trials that a dead process left running go back to waiting;
   * derived ones are removed: their requester asks for them again.
   * Returns undefined, or the runner that is alive: `isAlive` says whether a recorded one is.
   */
  lease(studyId: number, runner: Runner, isAlive: (other: Runner) => boolean): Promise<Runner | undefined>;
  release(studyId: number, runner: Runner): Promise<void>;
  /** Puts what people score into the study's spec, or takes it out; returns the study. It concerns no trial. */
  setHumanBaseline(studyId: number, value: number | undefined): Promise<Study>;
  /** Records what the study's module is from now on; returns the study. */
  setModuleDigest(studyId: number, digest: string): Promise<Study>;

  /**
   * Adds waiting trials as the sampler counts them: one that the study has already stays unchanged. The count becomes the
   * trial's number, unless a derived trial has that number: then the next free one.
   */
  addTrials(studyId: number, trials: readonly { trial: number; config: Configuration }[]): Promise<void>;
  /** waiting → running. Undefined when the trial is not waiting. */
  claim(studyId: number, trial: number): Promise<Claim | undefined>;
  /** Adds a derived trial under the next free number, running: end it with `record`. */
  beginDerived(studyId: number, trial: DerivedTrial): Promise<Claim>;
  /** Adds a derived trial that has ended elsewhere, under the next free number, which it returns. */
  addDerived(studyId: number, trial: DerivedTrial, result: TrialResult): Promise<number>;
  /** running → waiting, when the attempt is the current one. */
  unclaim(claim: Claim): Promise<void>;
  /**
   * running → the outcome's state, with history and weights, keeping the weights of the study's best `keep` sampled
   * trials, of its derived ones and of its ensembles' members alone. False, and nothing written, when the attempt is not
   * the current one. A number that is not finite raises RangeError.
   */
  record(claim: Claim, result: TrialResult, keep: number): Promise<boolean>;

  /** The sampled trials of these numbers that wait, in the order of those numbers: at most `limit`. */
  waiting(studyId: number, range: SampleRange, limit: number): Promise<Trial[]>;
  /** The numbers below `count` that no trial was sampled for yet, as ranges in ascending order. */
  missing(studyId: number, count: number): Promise<SampleRange[]>;
  /** How far the first `count` sampled trials have come. Reads none of them but the best. */
  progress(studyId: number, count: number): Promise<SampledProgress>;

  /** All trials by number. */
  trials(studyId: number): Promise<Trial[]>;
  trial(studyId: number, trial: number): Promise<Trial | undefined>;
  /** Derived trials count once they have ended: the search waits for none of them, and their process may have died. */
  counts(studyId: number): Promise<TrialCounts>;
  /** Complete trials, best first in the study's direction, ties by number: at most `k`. */
  top(studyId: number, k: number): Promise<Trial[]>;
  /** A trial's epochs in order; empty when it has none. */
  history(studyId: number, trial: number): Promise<EpochRecord[]>;
  /** The epochs of complete sampled trials whose number is above `after`, by number: at most `limit`. */
  histories(studyId: number, after: number, limit: number): Promise<TrialHistory[]>;
  /** Undefined when the trial's weights were not kept. */
  weights(studyId: number, trial: number): Promise<Uint8Array | undefined>;
  /** The state of the optimizer that left those weights; undefined when either was not kept. */
  optimizerState(studyId: number, trial: number): Promise<Uint8Array | undefined>;
  /** The trials whose weights are there, by number. */
  trialsWithWeights(studyId: number): Promise<number[]>;

  /**
   * Adds the ensemble, or puts it in the place of the one of that name: UsageError when that must not be replaced, and
   * when the weights of a member are not there.
   */
  saveEnsemble(studyId: number, ensemble: NewEnsemble, may: 'add' | 'replace'): Promise<StoredEnsemble>;
  /** By name; the newest when `name` is undefined. Undefined when there is none. */
  findEnsemble(studyId: number, name?: string): Promise<StoredEnsemble | undefined>;
  /** All of a study, oldest first. */
  ensembles(studyId: number): Promise<StoredEnsemble[]>;

  /** Ends the connection; a second time does nothing. */
  close(): Promise<void>;
}
