import { setImmediate } from 'node:timers/promises';
import type { TrialRun } from '../../../study/time/trial-run.ts';
import type { TimedTrial } from '../../live-store.ts';
import { countIn, secondsIn, textIn } from '../cells.ts';
import { trialsOf } from '../parsed/trial-rows.ts';
import type { Database, TrialRow } from '../schema.ts';
import type { SqlFlavour } from '../tables/flavour.ts';

/** With several machines, a transaction may commit later than another one whose times are later. */
const lateSeconds = 5;

/** A server has other requests to answer while it reads a large study: parsing 10,000 trials takes a tenth of a second. */
const rowsAtOnce = 500;

export async function lastChange(database: Database, studyId: number): Promise<number> {
  const { last } = await database
    .selectFrom('trials')
    .where('study_id', '=', studyId)
    .select(({ fn }) => fn.max<number | null>('changed_at').as('last'))
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

export async function changes(
  database: Database,
  { hasMachines }: SqlFlavour,
  studyId: number,
  since?: number,
): Promise<TimedTrial[]> {
  const all = database
    .selectFrom('trials')
    .leftJoin('attempts', (join) =>
      join
        .onRef('attempts.study_id', '=', 'trials.study_id')
        .onRef('attempts.trial', '=', 'trials.number')
        .onRef('attempts.attempt', '=', 'trials.attempt'),
    )
    .selectAll('trials')
    .select(['started_at', 'ended_at'])
    .where('trials.study_id', '=', studyId)
    .orderBy('number');
  const from = (since ?? 0) - (hasMachines ? lateSeconds : 0);
  const rows = await (since === undefined ? all : all.where('changed_at', '>=', from)).execute();
  const timed: TimedTrial[] = [];
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    if (start > 0) await setImmediate();
    const some = rows.slice(start, start + rowsAtOnce);
    for (const [at, trial] of (await trialsOf(some)).entries()) {
      timed.push({ trial, ...timesOf(studyId, some[at] as TimedRow) });
    }
  }
  return timed;
}

interface TimedRow extends TrialRow {
  readonly changed_at: unknown;
  readonly started_at: unknown;
  readonly ended_at: unknown;
}

function timesOf(studyId: number, row: TimedRow): Omit<TimedTrial, 'trial'> {
  const place = { table: 'trials', studyId, trial: row.number };
  const attempt = { table: 'attempts', studyId, trial: row.number };
  return {
    changedAt: row.changed_at === null ? 0 : secondsIn(place, 'changed_at', row.changed_at),
    startedAt: timeIn(attempt, 'started_at', row.started_at),
    endedAt: timeIn(attempt, 'ended_at', row.ended_at),
  };
}

export async function runs(database: Database, studyId: number, since = 0): Promise<TrialRun[]> {
  const rows = await database
    .selectFrom('attempts')
    .selectAll()
    .where('study_id', '=', studyId)
    .where((row) => row.or([row('ended_at', 'is', null), row('ended_at', '>=', since)]))
    .orderBy('started_at')
    .orderBy('trial')
    .execute();
  return rows.map((row) => {
    const trial = countIn({ table: 'attempts', studyId }, 'trial', row.trial);
    const place = { table: 'attempts', studyId, trial };
    return {
      trial,
      worker: row.worker === null ? '' : textIn(place, 'worker', row.worker),
      startedAt: secondsIn(place, 'started_at', row.started_at),
      endedAt: timeIn(place, 'ended_at', row.ended_at),
    };
  });
}

function timeIn(place: Parameters<typeof secondsIn>[0], column: string, cell: unknown): number | null {
  return cell === null ? null : secondsIn(place, column, cell);
}
