import type { LiveTrial } from '../live-store.ts';
import type { ProgressPart } from '../machines.ts';
import type { Claim } from '../store.ts';
import { countIn } from './cells.ts';
import { decodeHistory, encode } from './rows.ts';
import type { Database } from './schema.ts';

export async function addProgress(transaction: Database, parts: readonly ProgressPart[]): Promise<void> {
  if (parts.length === 0) return;
  await transaction
    .insertInto('progress')
    .values(
      parts.map(({ studyId, trial, attempt, part, fold, history }) => ({
        ...{ study_id: studyId, trial, attempt, part, fold: fold ?? null },
        history: encode(history),
      })),
    )
    // A worker repeats a part whose receipt was lost with the connection.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function takeProgress(database: Database, studyId: number): Promise<ProgressPart[]> {
  const rows = await database
    .transaction()
    .execute((transaction) =>
      transaction
        .updateTable('progress')
        .set({ is_taken: 1 })
        .where('study_id', '=', studyId)
        .where('is_taken', '=', 0)
        .returningAll()
        .execute(),
    );
  const parts = rows.map(async (row) => {
    const trial = countIn({ table: 'progress', studyId }, 'trial', row.trial);
    const place = { table: 'progress', studyId, trial };
    return {
      ...{ studyId, trial, attempt: countIn(place, 'attempt', row.attempt) },
      part: countIn(place, 'part', row.part),
      ...(row.fold !== null && { fold: countIn(place, 'fold', row.fold) }),
      history: await decodeHistory(row.history, studyId, trial),
    };
  });
  return (await Promise.all(parts)).sort(
    (a, b) => a.trial - b.trial || a.attempt - b.attempt || a.part - b.part,
  );
}

export async function askToEnd(database: Database, { studyId, trial, attempt }: Claim): Promise<void> {
  await database
    .updateTable('claimed_jobs')
    .set({ asked_to_end: 1 })
    .where('study_id', '=', studyId)
    .where('trial', '=', trial)
    .where('attempt', '=', attempt)
    .execute();
}

export async function reportEpochs(database: Database, parts: readonly ProgressPart[]): Promise<void> {
  if (parts.length === 0) return;
  await database.transaction().execute(async (transaction) => {
    const running = await transaction
      .selectFrom('trials')
      .select(['study_id', 'number', 'attempt'])
      .where('state', '=', 'running')
      .where('study_id', 'in', [...new Set(parts.map(({ studyId }) => studyId))])
      .where('number', 'in', [...new Set(parts.map(({ trial }) => trial))])
      .execute();
    // One that has ended meanwhile would keep its epochs here for ever.
    const isCurrent = ({ studyId, trial, attempt }: ProgressPart) =>
      running.some((row) => row.study_id === studyId && row.number === trial && row.attempt === attempt);
    await addProgress(transaction, parts.filter(isCurrent));
  });
}

export async function liveEpochs(database: Database, studyId: number): Promise<LiveTrial[]> {
  const rows = await database
    .selectFrom('progress')
    .innerJoin('trials', (join) =>
      join
        .onRef('trials.study_id', '=', 'progress.study_id')
        .onRef('trials.number', '=', 'progress.trial')
        .onRef('trials.attempt', '=', 'progress.attempt'),
    )
    .select(['progress.trial', 'progress.attempt', 'fold', 'history'])
    .where('progress.study_id', '=', studyId)
    .where('trials.state', '=', 'running')
    .orderBy('progress.trial')
    .orderBy('part')
    .execute();
  const live = new Map<number, LiveTrial & { readonly epochs: LiveTrial['epochs'][number][] }>();
  for (const row of rows) {
    const trial = countIn({ table: 'progress', studyId }, 'trial', row.trial);
    const place = { table: 'progress', studyId, trial };
    const own = live.get(trial) ?? { trial, attempt: countIn(place, 'attempt', row.attempt), epochs: [] };
    const fold = row.fold === null ? {} : { fold: countIn(place, 'fold', row.fold) };
    for (const record of await decodeHistory(row.history, studyId, trial))
      own.epochs.push({ ...fold, record });
    live.set(trial, own);
  }
  return [...live.values()];
}
