import type { Generated, Kysely, Selectable } from 'kysely';
import type { TrialState } from '../study/trial.ts';

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
  hpsearch_migrations: MigrationsTable;
}

export type StudyRow = Selectable<StudiesTable>;
export type TrialRow = Selectable<TrialsTable>;

/** A connection, or a transaction on one. */
export type Database = Kysely<Tables>;
