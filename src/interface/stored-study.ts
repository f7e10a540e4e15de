import { modelChoice, text } from './option-constraints.ts';

/** Which study of which database; default: the newest of $HPSEARCH_DB, or of ./hpsearch.db. */
export interface StoredStudy {
  readonly db?: string | undefined;
  readonly study?: string | undefined;
}

/** Which model of which study. */
export interface StoredModel extends StoredStudy {
  /** A trial's number, an ensemble's name, or 'student', the newest. Default: the best trial. */
  readonly model?: number | string | undefined;
}

export const storedStudy = { db: text, study: text } as const;
export const storedModel = { ...storedStudy, model: modelChoice } as const;
