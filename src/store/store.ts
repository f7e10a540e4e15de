import type { Baseline } from '../reports/baseline.ts';
import type { EnsembleMember, EnsembleMethod, EnsembleReport } from '../reports/ensemble-report.ts';
import type { Teacher } from '../study/distillation.ts';
import type { HumanScore } from '../study/human-score.ts';
import type { Pipeline } from '../study/pipeline.ts';
import type { Stage } from '../study/search/stage.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import type { EpochRecord, Trial, TrialOrigin, TrialState } from '../study/trial.ts';
import type { ArtifactPlaces } from './artifact.ts';
import type { CopyingStore } from './copying-store.ts';
import type { CurveStore } from './curve-store.ts';
import type { Claim, IsAlive, Runner } from './lease.ts';
import type { LiveStore } from './live-store.ts';
import type { MachineStore } from './machines.ts';
import type { ParcelStore } from './parcel-store.ts';
import type { FoldResult, ParkedTrial, RungRow, Settlement, TrialResult } from './trial-result.ts';

export type { Claim, Runner } from './lease.ts';

export interface Study {
  readonly id: number;
  readonly name: string;
  readonly spec: StudySpec;
  /** The space file's folder: paths in `spec` are relative to it. */
  readonly directory: string;
  /** Chosen once for all of the study's trials; meaningless for a study without models. */
  readonly backend: BackendName;
  /** Milliseconds per training step of each backend measured for the choice. */
  readonly backendTimings: Readonly<Partial<Record<BackendName, number>>>;
  /** Package → version, and the sets of processor features, on which the bits of the results may depend. */
  readonly versions: Readonly<Record<string, string>>;
  /** Detects whether the data are still those of the study's trials. */
  readonly dataFingerprint: string;
  /** Absent from a study that an older version created. */
  readonly pipeline?: Pipeline;
  /** Computed once, when the study was created; absent where there are none. */
  readonly baselines?: readonly Baseline[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export type NewStudy = Omit<Study, 'id' | 'createdAt'>;
export type TrialCounts = Readonly<Record<TrialState, number>>;

/** A trial that was not sampled. */
export interface DerivedTrial {
  readonly origin: Exclude<TrialOrigin, 'sampled'>;
  /** The trial that it continues or reruns. */
  readonly parent?: number;
  /** The teacher of a student. */
  readonly teacher?: Teacher;
  readonly config: Configuration;
}

/** The number of best trials whose weights are kept that keeps those of every trial. */
export const keepAll = Number.MAX_SAFE_INTEGER;

/** Numbers in the sampler's count, `below` excluded. */
export interface SampleRange {
  readonly from: number;
  readonly below: number;
}

/** Progress of the sampled trials, without derived ones. */
export interface SampledProgress {
  readonly counts: TrialCounts;
  /** The best complete trial. */
  readonly best: Trial | undefined;
}

/** The full record of a trial. */
export interface RecordedTrial {
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly weights?: Uint8Array;
  readonly optimizer?: Uint8Array;
  /** Its results at the rungs that it reached, ascending; its parked state is not part of a record. */
  readonly rungs?: readonly Omit<RungRow, 'trial'>[];
}

/** A study that was recorded in another store or tool. */
export interface WholeStudy {
  readonly study: NewStudy;
  /** Default: the database's current time. */
  readonly createdAt?: string;
  /** None of them running. */
  readonly trials: readonly RecordedTrial[];
  /** The weights of their members must be among those of the trials. */
  readonly ensembles: readonly StoredEnsemble[];
}

/** A stored ensemble, for later predictions. */
export interface StoredEnsemble {
  /** Unique within the study. */
  readonly name: string;
  readonly method: EnsembleMethod;
  /** Heaviest first. The members' weights are kept for as long as the ensemble. */
  readonly members: readonly EnsembleMember[];
  /** Null for a regression. */
  readonly temperature: number | null;
  readonly report: EnsembleReport;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

export type NewEnsemble = Omit<StoredEnsemble, 'createdAt'>;

/**
 * The storage of studies. Every implementation passes test/contracts/store.ts. Each method is one transaction, so that
 * a process killed at any moment leaves a whole change or none; a change outside of one must have the same effect when
 * it is repeated. Values are copied in and out.
 */
export interface Store
  extends CopyingStore,
    CurveStore,
    LiveStore,
    MachineStore,
    ParcelStore,
    ArtifactPlaces {
  /** Creates the study and returns it. A name that is taken raises UsageError. */
  createStudy(study: NewStudy): Promise<Study>;
  /** Adds a study with its full record from elsewhere, or nothing. A name that is taken raises UsageError. */
  importStudy(whole: WholeStudy): Promise<Study>;
  /** By name or by id; the newest when `study` is undefined. Undefined when there is none. */
  findStudy(study: string | number | undefined): Promise<Study | undefined>;
  /** All studies, oldest first. */
  studies(): Promise<Study[]>;

  /**
   * Makes `runner` the only runner of the study. Sampled trials that a dead process left running return to waiting;
   * derived ones are removed: their requester restarts them. Returns undefined, or the current runner if `isAlive`
   * returns true for it. Where several machines share the store, a runner that has not renewed its lease for
   * `leaseSeconds` is dead.
   */
  lease(studyId: number, runner: Runner, isAlive: IsAlive): Promise<Runner | undefined>;
  /** The runner that `lease` would return, without taking the lease. */
  runner(studyId: number, isAlive: IsAlive): Promise<Runner | undefined>;
  release(studyId: number, runner: Runner): Promise<void>;
  /** Sets or removes the human baseline in the study's spec; returns the study. No trial is affected. */
  setHumanBaseline(studyId: number, value: HumanScore | undefined): Promise<Study>;
  /** Adds the next stage to the study's spec; returns the study. No trial is affected. */
  addStage(studyId: number, stage: Stage): Promise<Study>;
  /**
   * Replaces the recorded digest of the study's module, and forgets the folds of unended trials, all parked states and
   * kept trainings; returns the study.
   */
  setModuleDigest(studyId: number, digest: string): Promise<Study>;

  /**
   * Adds waiting trials with the sampler's counts; existing ones stay unchanged. The count becomes the trial's number,
   * unless a derived trial has that number: then the next free one.
   */
  addTrials(studyId: number, trials: readonly { trial: number; config: Configuration }[]): Promise<void>;
  /** waiting → running. Undefined when the trial is not waiting. `worker` names who trains it, for `runs`. */
  claim(studyId: number, trial: number, worker?: string): Promise<Claim | undefined>;
  /**
   * pruned → running, for a trial that goes on beyond its rung. Its results are empty until it is recorded again; its
   * rungs, epochs and parked state stay. Undefined when the trial is not pruned.
   */
  promote(studyId: number, trial: number, worker?: string): Promise<Claim | undefined>;
  /** Adds a derived trial, running, under the next free number; `record` ends it. */
  beginDerived(studyId: number, trial: DerivedTrial, worker?: string): Promise<Claim>;
  /** Adds a derived trial that has already ended, under the next free number, which it returns. */
  addDerived(studyId: number, trial: DerivedTrial, result: TrialResult): Promise<number>;
  /** running → waiting, when the attempt is the current one. */
  unclaim(claim: Claim): Promise<void>;
  /**
   * running → the outcome's state, with history, weights and rung. Keeps only the weights of the study's best `keep`
   * sampled trials, of its derived trials and of its ensembles' members. The parked state is that of this result, or
   * none. Returns false, and writes nothing, when the attempt is not the current one. A non-finite number raises
   * RangeError. A trial that a worker has claimed by a job may wait again by now, under a new lease (`orphans`).
   * `synced` 'later': a crash of the system may undo it, with all changes made after it, until `sync` has resolved.
   */
  record(claim: Claim, result: TrialResult, keep: number, synced?: 'now' | 'later'): Promise<boolean>;
  /** Resolves when every change made before, on any connection, survives a crash of the system. */
  sync(): Promise<void>;

  /** Makes results final, in one transaction. */
  settle(studyId: number, settlement: Settlement): Promise<void>;

  /**
   * Records a fold of a running trial, for a later attempt at it; the end of the trial forgets it. Returns false, and
   * writes nothing, when the attempt is not the current one.
   */
  recordFold(claim: Claim, fold: number, result: FoldResult): Promise<boolean>;
  /** Undefined when no attempt at the trial has completed this fold, and when the trial has ended. */
  fold(studyId: number, trial: number, fold: number): Promise<FoldResult | undefined>;

  /** The rungs of all trials, by trial and rung. */
  rungs(studyId: number): Promise<RungRow[]>;
  /** The state from which a trial resumes; undefined when none is stored. */
  parked(studyId: number, trial: number): Promise<ParkedTrial | undefined>;
  /** Deletes the parked states of these trials. */
  dropParked(studyId: number, trials: readonly number[]): Promise<void>;

  /**
   * Keeps the value of a training that is no trial, under a key that says what was trained; a key that is there keeps its
   * value. A value that is not finite raises RangeError.
   */
  recordTraining(
    studyId: number,
    trial: number,
    training: { readonly key: string; readonly value: number },
  ): Promise<void>;
  /** The kept values of trainings because of a trial, by their keys. */
  trainings(studyId: number, trial: number): Promise<ReadonlyMap<string, number>>;

  /** The waiting sampled trials in this range, in the order of their counts: at most `limit`. */
  waiting(studyId: number, range: SampleRange, limit: number): Promise<Trial[]>;
  /** Removes the waiting sampled trials with counts from `from` on that have reached no rung. */
  dropWaiting(studyId: number, from: number): Promise<void>;
  /** The counts below `count` without a sampled trial yet, as ranges in ascending order. */
  missing(studyId: number, count: number): Promise<SampleRange[]>;
  /** Progress of the first `count` sampled trials. Reads only the best of them. */
  progress(studyId: number, count: number): Promise<SampledProgress>;

  /** All trials by number. */
  trials(studyId: number): Promise<Trial[]>;
  trial(studyId: number, trial: number): Promise<Trial | undefined>;
  /** Derived trials count only once they have ended: no search waits for them, and their process may have died. */
  counts(studyId: number): Promise<TrialCounts>;
  /** The number of trials whose training ended because its seconds were over. */
  outOfTime(studyId: number): Promise<number>;
  /** Complete trials, best first in the study's direction, ties by number: at most `k`. */
  top(studyId: number, k: number): Promise<Trial[]>;
  /** Undefined when the trial's weights were not kept. */
  weights(studyId: number, trial: number): Promise<Uint8Array | undefined>;
  /** The optimizer's state for those weights; undefined when either was not kept. */
  optimizerState(studyId: number, trial: number): Promise<Uint8Array | undefined>;
  /** Contributions of groups of rows to the trial's value; undefined when the trial's weights were not kept. */
  contributions(studyId: number, trial: number): Promise<Float64Array | undefined>;
  /** The numbers of the trials with weights, ascending. */
  trialsWithWeights(studyId: number): Promise<number[]>;

  /**
   * Adds the ensemble, or replaces the one of that name. UsageError when that is not permitted, and when a member's
   * weights are missing.
   */
  saveEnsemble(studyId: number, ensemble: NewEnsemble, may: 'add' | 'replace'): Promise<StoredEnsemble>;
  /** By name; the newest when `name` is undefined. Undefined when there is none. */
  findEnsemble(studyId: number, name?: string): Promise<StoredEnsemble | undefined>;
  /** All ensembles of a study, oldest first. */
  ensembles(studyId: number): Promise<StoredEnsemble[]>;

  /** Closes the connection; closing again has no effect. */
  close(): Promise<void>;
}
