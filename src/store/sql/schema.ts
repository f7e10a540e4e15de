import type { Generated, Kysely, Selectable } from 'kysely';
import type { TrialOrigin, TrialState } from '../../study/trial.ts';

/** JSON columns are text in every database, so that all of them give back what was written. */
type Json = string;

interface StudiesTable {
  id: Generated<number>;
  name: string;
  spec: Json;
  directory: string;
  backend: string;
  backend_timings: Json;
  versions: Json;
  data_fingerprint: string;
  /** Null for a study made before it was stored. */
  pipeline: Json | null;
  /** ISO 8601, UTC, by the database's own clock. */
  created_at: Generated<string>;
  /** Who runs the study now. */
  runner: Json | null;
}

interface TrialsTable {
  study_id: number;
  number: number;
  state: TrialState;
  /** How often the trial was claimed. */
  attempt: Generated<number>;
  config: Json;
  value: number | null;
  metrics: Generated<Json>;
  best_epoch: number | null;
  epochs: number | null;
  parameters: number | null;
  seconds: number | null;
  backend: string | null;
  failure: Json | null;
  /** The sampler's count; null for a derived trial. */
  draw: number | null;
  /** Number of the trial that a derived one comes from. */
  parent: number | null;
  /** What a student learned from. */
  teacher: Json | null;
  origin: Generated<TrialOrigin>;
}

/** One row a trial: forty epochs are one insert. */
interface EpochsTable {
  study_id: number;
  trial: number;
  history: Json;
}

interface WeightsTable {
  study_id: number;
  trial: number;
  weights: Uint8Array;
  /** The optimizer's state that belongs to them; null where it was not given. */
  optimizer: Uint8Array | null;
}

interface EnsemblesTable {
  id: Generated<number>;
  study_id: number;
  name: string;
  method: string;
  members: Json;
  temperature: number | null;
  report: Json;
  /** ISO 8601, UTC, by the database's own clock. */
  created_at: Generated<string>;
}

/** Whose weights are kept for an ensemble's sake. */
interface EnsembleMembersTable {
  ensemble_id: number;
  study_id: number;
  trial: number;
}

interface MigrationsTable {
  number: number;
  name: string;
}

export interface Tables {
  studies: StudiesTable;
  trials: TrialsTable;
  epochs: EpochsTable;
  weights: WeightsTable;
  ensembles: EnsemblesTable;
  ensemble_members: EnsembleMembersTable;
  hpsearch_migrations: MigrationsTable;
}

export type StudyRow = Selectable<StudiesTable>;
export type TrialRow = Selectable<TrialsTable>;
export type EnsembleRow = Selectable<EnsemblesTable>;

/** A connection, or a transaction on one. */
export type Database = Kysely<Tables>;
