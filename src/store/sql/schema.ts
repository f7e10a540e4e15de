import type { Insertable, Kysely, Selectable } from 'kysely';
import type { TrialOrigin, TrialState } from '../../study/trial.ts';
import type { Column, Filled, Json } from './tables/column.ts';
import type { AttemptsTable, RequestsTable } from './tables/live-rows.ts';

interface StudiesTable {
  id: Filled<number>;
  name: Column<string>;
  spec: Column<Json>;
  directory: Column<string>;
  backend: Column<string>;
  backend_timings: Column<Json>;
  versions: Column<Json>;
  data_fingerprint: Column<string>;
  /** Null for a study made before it was stored. */
  pipeline: Column<Json | null>;
  /** Null where there are none. */
  baselines: Column<Json | null>;
  /** ISO 8601, UTC, by the database's own clock. */
  created_at: Filled<string>;
  /** The process that currently runs the study. */
  runner: Column<Json | null>;
  /** The number of times the study was leased. */
  lease: Filled<number>;
  /** Seconds since 1970 by the database's own clock; null where no runner renews its lease. */
  runner_seen_at: Filled<number | null>;
  /** The place for large bytes of its trials; null when they are in the database. */
  artifacts: Filled<string | null>;
}

interface TrialsTable {
  study_id: Column<number>;
  number: Column<number>;
  state: Column<TrialState>;
  /** The number of times the trial was claimed. */
  attempt: Filled<number>;
  config: Column<Json>;
  value: Column<number | null>;
  /** Null when it is not known. */
  standard_error: Filled<number | null>;
  /** 1 for a trial that ended because its seconds were over. */
  out_of_time: Filled<1 | null>;
  /** 1 where a complete trial breaks a constraint, else 0. */
  infeasible: Filled<number>;
  /** 1 for a trial whose outcome a pruner of an older version decided. */
  is_older: Filled<1 | null>;
  metrics: Filled<Json>;
  best_epoch: Column<number | null>;
  epochs: Column<number | null>;
  parameters: Column<number | null>;
  seconds: Column<number | null>;
  backend: Column<string | null>;
  failure: Column<Json | null>;
  /** The sampler's count; null for a derived trial. */
  draw: Column<number | null>;
  /** The number of the trial that a derived one comes from. */
  parent: Column<number | null>;
  /** The teacher of a student. */
  teacher: Column<Json | null>;
  origin: Filled<TrialOrigin>;
  /** Set by a trigger, in seconds since 1970 by the database's own clock; null for a trial of an older version. */
  changed_at: Filled<number | null>;
  /** Who trains it, or did last; null where that is not known. */
  worker: Filled<string | null>;
}

/** One row per trial: forty epochs take one insert. */
interface EpochsTable {
  study_id: Column<number>;
  trial: Column<number>;
  history: Column<Json>;
}

interface WeightsTable {
  study_id: Column<number>;
  trial: Column<number>;
  weights: Column<Uint8Array>;
  /** The optimizer's state for these weights; null when it was not given. */
  optimizer: Column<Uint8Array | null>;
  /** Float64 numbers, little-endian; null when they are not known. */
  contributions: Filled<Uint8Array | null>;
}

/** Complete folds of trials that have not ended. */
interface FoldsTable {
  study_id: Column<number>;
  trial: Column<number>;
  fold: Column<number>;
  outcome: Column<Json>;
  history: Column<Json>;
  seconds: Column<number>;
  weights: Column<Uint8Array>;
  optimizer: Column<Uint8Array | null>;
}

/** The results of trials at rungs. */
interface RungsTable {
  study_id: Column<number>;
  trial: Column<number>;
  rung: Column<number>;
  epochs: Column<number>;
  /** Null if the trial failed. */
  value: Column<number | null>;
}

/** The states of trials that may resume. */
interface ParkedTable {
  study_id: Column<number>;
  trial: Column<number>;
  state: Column<Uint8Array>;
  seconds: Column<number>;
}

/** Values of trainings that are no trials. */
interface TrainingsTable {
  study_id: Column<number>;
  trial: Column<number>;
  key: Column<string>;
  value: Column<number>;
}

/** Bytes that studies share, by their SHA-256. */
interface ChunksTable {
  hash: Column<string>;
  bytes: Column<Uint8Array>;
}

/** The data that the workers of a study need, as chunks. */
interface ParcelsTable {
  study_id: Column<number>;
  name: Column<string>;
  bytes: Column<number>;
  chunk_bytes: Column<number>;
  /** The hashes of the chunks, one a line. */
  chunks: Column<string>;
}

/** Large bytes of trials that are outside the database. */
interface ArtifactsTable {
  study_id: Column<number>;
  name: Column<string>;
  place: Column<string>;
  trial: Column<number>;
  part: Column<string>;
  bytes: Column<number>;
  /** 1 when only its deletion is left to do. */
  is_dropped: Filled<number>;
}

interface EnsemblesTable {
  id: Filled<number>;
  study_id: Column<number>;
  name: Column<string>;
  method: Column<string>;
  members: Column<Json>;
  temperature: Column<number | null>;
  report: Column<Json>;
  /** ISO 8601, UTC, by the database's own clock. */
  created_at: Filled<string>;
}

/** Trials whose weights an ensemble needs. */
interface EnsembleMembersTable {
  ensemble_id: Column<number>;
  study_id: Column<number>;
  trial: Column<number>;
}

/** The workers of all machines; times in seconds since 1970 by the database's own clock. */
interface WorkersTable {
  id: Column<string>;
  host: Column<string>;
  process_id: Column<number>;
  slots: Column<number>;
  software: Column<Json>;
  heartbeat_seconds: Column<number>;
  joined_at: Column<number>;
  seen_at: Column<number>;
}

/** The trials that workers have claimed by a job and that have not ended. */
interface ClaimedJobsTable {
  study_id: Column<number>;
  trial: Column<number>;
  attempt: Column<number>;
  worker: Column<string>;
  /** 1 asks the worker to end the trial after its epoch. */
  asked_to_end: Filled<number>;
}

/** Epochs of claimed jobs. */
interface ProgressTable {
  study_id: Column<number>;
  trial: Column<number>;
  attempt: Column<number>;
  part: Column<number>;
  fold: Column<number | null>;
  history: Column<Json>;
  /** 1 once the present runner has read it. */
  is_taken: Filled<number>;
}

interface MigrationsTable {
  number: Column<number>;
  name: Column<string>;
}

export interface Tables {
  studies: StudiesTable;
  trials: TrialsTable;
  epochs: EpochsTable;
  weights: WeightsTable;
  folds: FoldsTable;
  rungs: RungsTable;
  parked: ParkedTable;
  trainings: TrainingsTable;
  chunks: ChunksTable;
  parcels: ParcelsTable;
  artifacts: ArtifactsTable;
  ensembles: EnsemblesTable;
  ensemble_members: EnsembleMembersTable;
  workers: WorkersTable;
  claimed_jobs: ClaimedJobsTable;
  progress: ProgressTable;
  attempts: AttemptsTable;
  requests: RequestsTable;
  hpsearch_migrations: MigrationsTable;
}

/** Rows as they are read. */
export type StudyRow = Selectable<StudiesTable>;
export type TrialRow = Selectable<TrialsTable>;
export type EnsembleRow = Selectable<EnsemblesTable>;
export type RequestRow = Selectable<RequestsTable>;

/** A row to be written. */
export type TrialColumns = Insertable<TrialsTable>;

/** A connection, or a transaction on one. */
export type Database = Kysely<Tables>;
