import type { EpochRecord } from '../../../study/trial.ts';
import type { TrialCurve, TrialHistory } from '../../trial-result.ts';
import { countIn, stateIn } from '../cells.ts';
import { reusedQuery } from '../reused-query.ts';
import { decodeHistory } from '../rows.ts';
import type { Database } from '../schema.ts';

const historyOf = reusedQuery((database, given: { readonly studyId: number; readonly trial: number }) =>
  database
    .selectFrom('epochs')
    .select('history')
    .where('study_id', '=', given.studyId)
    .where('trial', '=', given.trial),
);

export async function history(database: Database, studyId: number, trial: number): Promise<EpochRecord[]> {
  const [row] = (await historyOf(database, { studyId, trial })).rows;
  return row === undefined ? [] : decodeHistory(row.history, studyId, trial);
}

export async function histories(
  database: Database,
  studyId: number,
  after: number,
  limit: number,
): Promise<TrialHistory[]> {
  const rows = await database
    .selectFrom('trials')
    .innerJoin('epochs', (join) =>
      join.onRef('epochs.study_id', '=', 'trials.study_id').onRef('epochs.trial', '=', 'trials.number'),
    )
    .select(['trial', 'draw', 'state', 'is_older', 'history'])
    .where('trials.study_id', '=', studyId)
    .where('number', '>', after)
    .where('state', 'in', ['complete', 'pruned', 'failed'])
    .where('origin', '=', 'sampled')
    .orderBy('number')
    .limit(limit)
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const trial = countIn({ table: 'epochs', studyId }, 'trial', row.trial);
      const place = { table: 'trials', studyId, trial };
      return {
        ...{ trial, draw: countIn(place, 'draw', row.draw) },
        state: stateIn(place, 'state', row.state) as TrialHistory['state'],
        isOlder: row.is_older !== null,
        history: await decodeHistory(row.history, studyId, trial),
      };
    }),
  );
}

export async function curves(
  database: Database,
  studyId: number,
  after: number,
  limit: number,
): Promise<TrialCurve[]> {
  const rows = await database
    .selectFrom('epochs')
    .select(['trial', 'history'])
    .where('study_id', '=', studyId)
    .where('trial', '>', after)
    .orderBy('trial')
    .limit(limit)
    .execute();
  return Promise.all(
    rows.map(async (row) => {
      const trial = countIn({ table: 'epochs', studyId }, 'trial', row.trial);
      return { trial, history: await decodeHistory(row.history, studyId, trial) };
    }),
  );
}
