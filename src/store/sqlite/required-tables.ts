import type SqliteDatabase from 'better-sqlite3';
import { DatabaseError } from '../database-error.ts';

/** The columns that the migrations create and the queries read. */
const columns: Readonly<Record<string, readonly string[]>> = {
  studies: [
    ...['id', 'name', 'spec', 'directory', 'backend', 'backend_timings', 'versions', 'data_fingerprint'],
    ...['created_at', 'runner', 'lease', 'runner_seen_at', 'pipeline', 'baselines'],
  ],
  trials: [
    ...['study_id', 'number', 'state', 'attempt', 'config', 'value', 'metrics', 'best_epoch', 'epochs'],
    ...[
      'parameters',
      'seconds',
      'backend',
      'failure',
      'draw',
      'parent',
      'origin',
      'teacher',
      'standard_error',
      'out_of_time',
      'is_older',
      'infeasible',
      'changed_at',
      'worker',
    ],
  ],
  epochs: ['study_id', 'trial', 'history'],
  weights: ['study_id', 'trial', 'weights', 'optimizer', 'contributions'],
  folds: ['study_id', 'trial', 'fold', 'outcome', 'history', 'seconds', 'weights', 'optimizer'],
  rungs: ['study_id', 'trial', 'rung', 'epochs', 'value'],
  parked: ['study_id', 'trial', 'state', 'seconds'],
  trainings: ['study_id', 'trial', 'key', 'value'],
  workers: ['id', 'host', 'process_id', 'slots', 'software', 'heartbeat_seconds', 'joined_at', 'seen_at'],
  claimed_jobs: ['study_id', 'trial', 'attempt', 'worker', 'asked_to_end'],
  progress: ['study_id', 'trial', 'attempt', 'part', 'fold', 'history', 'is_taken'],
  attempts: ['study_id', 'trial', 'attempt', 'worker', 'started_at', 'ended_at'],
  requests: ['id', 'study_id', 'request', 'trial', 'asked_by', 'asked_at', 'is_done', 'answer'],
  chunks: ['hash', 'bytes'],
  artifacts: ['study_id', 'name', 'place', 'trial', 'part', 'bytes', 'is_dropped'],
  parcels: ['study_id', 'name', 'bytes', 'chunk_bytes', 'chunks'],
  ensembles: ['id', 'study_id', 'name', 'method', 'members', 'temperature', 'report', 'created_at'],
  ensemble_members: ['ensemble_id', 'study_id', 'trial'],
};

/** DatabaseError when a table or a column of the applied migrations is missing. */
export function requireTables(handle: SqliteDatabase.Database, file: string): void {
  const found = handle.prepare<[], { place: string }>(
    `select t.name || '.' || c.name as place from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table'`,
  );
  const places = new Set(found.all().map(({ place }) => place));
  for (const [table, names] of Object.entries(columns)) {
    const missing = names.filter((name) => !places.has(`${table}.${name}`));
    if (missing.length === names.length)
      throw new DatabaseError(`${file} is damaged: it has no table ${table}`);
    if (missing.length > 0) {
      throw new DatabaseError(`${file} is damaged: its table ${table} has no column ${missing.join(', ')}`);
    }
  }
}
