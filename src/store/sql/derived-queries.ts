import type { Claim, DerivedTrial } from '../store.ts';
import type { TrialResult } from '../trial-result.ts';
import { countIn } from './cells.ts';
import { addHistory, addWeights } from './result-queries.ts';
import { columnsOf, encode } from './rows.ts';
import type { Database, TrialColumns } from './schema.ts';
import { lockStudy } from './study-queries.ts';

export async function beginDerived(
  database: Database,
  studyId: number,
  derived: DerivedTrial,
  worker?: string,
): Promise<Claim> {
  return database.transaction().execute(async (transaction) => {
    const trial = await insert(transaction, studyId, derived, { state: 'running', worker: worker ?? null });
    return { studyId, trial, attempt: 1 };
  });
}

export async function addDerived(
  database: Database,
  studyId: number,
  derived: DerivedTrial,
  result: TrialResult,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const { state } = result.outcome;
    const trial = await insert(transaction, studyId, derived, { ...columnsOf(result), state });
    const claim = { studyId, trial, attempt: 1 };
    await addHistory(transaction, claim, result.history);
    if (state === 'complete') await addWeights(transaction, claim, result);
    return trial;
  });
}

/** The number after that of the study's last trial. */
export async function nextNumber(transaction: Database, studyId: number): Promise<number> {
  const { last } = await transaction
    .selectFrom('trials')
    .select((all) => all.fn.max<number | null>('number').as('last'))
    .where('study_id', '=', studyId)
    .executeTakeFirstOrThrow();
  return last === null ? 0 : countIn({ table: 'trials', studyId }, 'number', last) + 1;
}

/** Inserts under the next free number, which the study's lock keeps free. */
async function insert(
  transaction: Database,
  studyId: number,
  { origin, parent, teacher, config }: DerivedTrial,
  columns: Partial<TrialColumns> & Pick<TrialColumns, 'state'>,
): Promise<number> {
  await lockStudy(transaction, studyId);
  const number = await nextNumber(transaction, studyId);
  await transaction
    .insertInto('trials')
    .values({
      ...columns,
      study_id: studyId,
      number,
      attempt: 1,
      origin,
      parent: parent ?? null,
      teacher: teacher === undefined ? null : encode(teacher),
      config: encode(config),
    })
    .execute();
  return number;
}
