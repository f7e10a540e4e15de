import { sql } from 'kysely';
import type { CutTrial, Settlement } from '../../trial-result.ts';
import { bestTrials, byDirection, directionOf } from '../ranking.ts';
import { addHistory, forgottenWeights, memberTrials } from '../result-queries.ts';
import { reusedQuery } from '../reused-query.ts';
import { endColumns } from '../rows.ts';
import type { Database, TrialColumns } from '../schema.ts';
import { lockStudy } from '../study-queries.ts';

export async function settle(database: Database, studyId: number, { cuts, best }: Settlement): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { spec } = await lockStudy(transaction, studyId);
    for (const cut of cuts) await cutBack(transaction, studyId, cut);
    if (best !== undefined) await forgottenBy[await directionOf(spec)](transaction, { studyId, ...best });
  });
}

const forgottenBy = byDirection((direction) =>
  reusedQuery((database, { studyId, keep, below }: { studyId: number; keep: number; below: number }) => {
    const kept = bestTrials(database, studyId, direction)
      .where('origin', '=', 'sampled')
      // A sum, or SQLite would read all of these trials by their draws, and not the first in the order of values.
      .where(sql<number>`draw + 0`, '<', below)
      .select('number')
      .limit(keep);
    return forgottenWeights(database, studyId, kept, below);
  }),
);

interface OfTrial {
  readonly studyId: number;
  readonly trial: number;
}

const cutRow = reusedQuery((database, { studyId, trial, ...columns }: OfTrial & Partial<TrialColumns>) =>
  database
    .updateTable('trials')
    .set(columns)
    .where('study_id', '=', studyId)
    .where('number', '=', trial)
    .where('state', 'in', ['complete', 'pruned', 'failed'])
    .where('origin', '=', 'sampled'),
);

const forgottenOfTrial = reusedQuery((database, { studyId, trial }: OfTrial) =>
  database
    .deleteFrom('weights')
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .where('trial', 'not in', memberTrials(database, studyId)),
);

/** Changes nothing when the trial is not to be cut. */
async function cutBack(
  transaction: Database,
  studyId: number,
  { trial, outcome, history }: CutTrial,
): Promise<void> {
  const columns = { ...endColumns(outcome), failure: null };
  const { numAffectedRows } = await cutRow(transaction, { studyId, trial, ...columns });
  if (!numAffectedRows) return;
  await addHistory(transaction, { studyId, trial, attempt: 0 }, history);
  await forgottenOfTrial(transaction, { studyId, trial });
}
