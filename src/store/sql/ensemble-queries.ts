import { UsageError } from '../../faults/errors.ts';
import type { NewEnsemble, StoredEnsemble } from '../store.ts';
import { countIn } from './cells.ts';
import { trialsWithWeights } from './result-queries.ts';
import { ensembleColumns, ensembleOf } from './rows.ts';
import type { Database } from './schema.ts';
import { lockStudy } from './study-queries.ts';

export async function saveEnsemble(
  database: Database,
  studyId: number,
  ensemble: NewEnsemble,
  may: 'add' | 'replace',
): Promise<StoredEnsemble> {
  return database.transaction().execute(async (transaction) => {
    await lockStudy(transaction, studyId);
    await requireWeights(transaction, studyId, ensemble);
    if (may === 'replace') await remove(transaction, studyId, ensemble.name);
    return insert(transaction, studyId, ensemble);
  });
}

/** A search may have continued, and discarded weights, since the ensemble was built. */
async function requireWeights(
  transaction: Database,
  studyId: number,
  { name, members }: NewEnsemble,
): Promise<void> {
  const kept = new Set(await trialsWithWeights(transaction, studyId));
  const missing = trialsOf(members).filter((trial) => !kept.has(trial));
  if (missing.length === 0) return;
  throw new UsageError(`ensemble '${name}': weights that it needs are not kept: trial ${missing.join(', ')}`);
}

/** Without baselines, whose numbers are negative: their weights are kept with the study. */
export function trialsOf(members: NewEnsemble['members']): number[] {
  return members.map(({ trial }) => trial).filter((trial) => trial >= 0);
}

async function remove(transaction: Database, studyId: number, name: string): Promise<void> {
  await transaction
    .deleteFrom('ensembles')
    .where('study_id', '=', studyId)
    .where('name', '=', name)
    .execute();
}

async function insert(
  transaction: Database,
  studyId: number,
  ensemble: NewEnsemble,
): Promise<StoredEnsemble> {
  const { name, members } = ensemble;
  const row = await transaction
    .insertInto('ensembles')
    .values(ensembleColumns(studyId, ensemble))
    .onConflict((conflict) => conflict.columns(['study_id', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) throw new UsageError(`the study has an ensemble named '${name}' already`);
  const ensemble_id = countIn({ table: 'ensembles', studyId }, 'id', row.id);
  const needed = trialsOf(members).map((trial) => ({ ensemble_id, study_id: studyId, trial }));
  if (needed.length > 0) await transaction.insertInto('ensemble_members').values(needed).execute();
  return ensembleOf(row);
}

export async function findEnsemble(
  database: Database,
  studyId: number,
  name: string | undefined,
): Promise<StoredEnsemble | undefined> {
  const newestFirst = ensemblesOf(database, studyId).orderBy('id', 'desc').limit(1);
  const named = name === undefined ? newestFirst : newestFirst.where('name', '=', name);
  const row = await named.executeTakeFirst();
  return row && ensembleOf(row);
}

export async function ensembles(database: Database, studyId: number): Promise<StoredEnsemble[]> {
  const rows = await ensemblesOf(database, studyId).orderBy('id').execute();
  return Promise.all(rows.map(ensembleOf));
}

function ensemblesOf(database: Database, studyId: number) {
  return database.selectFrom('ensembles').selectAll().where('study_id', '=', studyId);
}
