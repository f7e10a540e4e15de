import { sql } from 'kysely';
import type { TrialState } from '../../../study/trial.ts';
import type { Claim } from '../../store.ts';
import { countIn } from '../cells.ts';
import { reusedQuery } from '../reused-query.ts';
import type { Database } from '../schema.ts';

/** The result of a trial that goes on is unknown until it is recorded again. */
export const noResult = {
  ...{ value: null, standard_error: null, best_epoch: null, epochs: null, parameters: null },
  ...{ out_of_time: null, metrics: '{}', seconds: null, backend: null },
};

export function claim(
  database: Database,
  studyId: number,
  trial: number,
  worker?: string,
): Promise<Claim | undefined> {
  return begin(database, { studyId, trial, worker: worker ?? null }, 'waiting');
}

export function promote(
  database: Database,
  studyId: number,
  trial: number,
  worker?: string,
): Promise<Claim | undefined> {
  return begin(database, { studyId, trial, worker: worker ?? null }, 'pruned', noResult);
}

interface Beginning extends Partial<typeof noResult> {
  readonly studyId: number;
  readonly trial: number;
  readonly from: TrialState;
  readonly worker: string | null;
}

const begun = reusedQuery((database, { studyId, trial, from, ...changes }: Beginning) =>
  database
    .updateTable('trials')
    .set({ ...changes, state: 'running', attempt: sql<number>`attempt + 1` })
    .where('study_id', '=', studyId)
    .where('number', '=', trial)
    .where('state', '=', from)
    .returning('attempt'),
);

/** Undefined when the trial is in another state than `from`. */
async function begin(
  database: Database,
  {
    studyId,
    trial,
    worker,
  }: { readonly studyId: number; readonly trial: number; readonly worker: string | null },
  from: TrialState,
  changes: Partial<typeof noResult> = {},
): Promise<Claim | undefined> {
  const { rows } = await database
    .transaction()
    .execute((transaction) => begun(transaction, { studyId, trial, from, worker, ...changes }));
  const [row] = rows;
  if (row === undefined) return undefined;
  return { studyId, trial, attempt: countIn({ table: 'trials', studyId, trial }, 'attempt', row.attempt) };
}
