import type { Column, Filled, Json } from './column.ts';

/** The attempts at trials, which triggers add and end; times as in `changed_at`. */
export interface AttemptsTable {
  study_id: Column<number>;
  trial: Column<number>;
  attempt: Column<number>;
  worker: Filled<string | null>;
  started_at: Column<number>;
  ended_at: Column<number | null>;
}

/** The requests of people to a study. */
export interface RequestsTable {
  id: Filled<number>;
  study_id: Column<number>;
  request: Column<Json>;
  /** The trial of an enqueued configuration. */
  trial: Column<number | null>;
  asked_by: Column<string>;
  asked_at: Column<number>;
  /** 1 for a request that was met, 0 for one that could not be met; null without an answer. */
  is_done: Filled<number | null>;
  answer: Filled<string | null>;
}
