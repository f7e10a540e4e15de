import { valueIn } from './cells.ts';
import type { Database } from './schema.ts';

export async function recordTraining(
  database: Database,
  studyId: number,
  trial: number,
  { key, value }: { readonly key: string; readonly value: number },
): Promise<void> {
  if (!Number.isFinite(value)) throw new RangeError(`the value of a training must be finite, got ${value}`);
  await database
    .insertInto('trainings')
    .values({ study_id: studyId, trial, key, value })
    // Another process may have trained the same: then to the same value.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function trainings(
  database: Database,
  studyId: number,
  trial: number,
): Promise<Map<string, number>> {
  const rows = await database
    .selectFrom('trainings')
    .select(['key', 'value'])
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .execute();
  const place = { table: 'trainings', studyId, trial };
  return new Map(rows.map(({ key, value }) => [String(key), valueIn(place, 'value', value)]));
}

export async function trainingCount(database: Database, studyId: number): Promise<number> {
  const { count } = await database
    .selectFrom('trainings')
    .where('study_id', '=', studyId)
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
