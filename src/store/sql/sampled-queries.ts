import { sql } from 'kysely';
import type { Trial } from '../../study/trial.ts';
import type { SampledProgress, SampleRange, TrialCounts } from '../store.ts';
import { countIn, type RowPlace, stateIn } from './cells.ts';
import { trialOf, trialsOf } from './parsed/trial-rows.ts';
import { bestTrials, directionOfStudy } from './ranking.ts';
import type { Database } from './schema.ts';
import { ofStudy } from './trial-queries.ts';

/**
 * The condition is a literal: with a bound parameter the planner need not see that the index trials_waiting applies.
 */
export async function waiting(
  database: Database,
  studyId: number,
  { from, below }: SampleRange,
  limit: number,
): Promise<Trial[]> {
  const rows = await ofStudy(database, studyId)
    .selectAll()
    .where('state', '=', sql.lit('waiting' as const))
    .where('draw', '>=', from)
    .where('draw', '<', below)
    .orderBy('draw')
    .limit(limit)
    .execute();
  return trialsOf(rows);
}

export async function dropWaiting(database: Database, studyId: number, from: number): Promise<void> {
  const reached = database.selectFrom('rungs').where('study_id', '=', studyId).select('trial');
  await database
    .deleteFrom('trials')
    .where('study_id', '=', studyId)
    .where('state', '=', sql.lit('waiting' as const))
    .where('draw', '>=', from)
    .where('number', 'not in', reached)
    .execute();
}

export async function missing(database: Database, studyId: number, count: number): Promise<SampleRange[]> {
  const place = { table: 'trials', studyId };
  const drawn = ofStudy(database, studyId).where('draw', '>=', 0).where('draw', '<', count);
  const { trials, first, last } = await drawn
    .select(({ fn }) => [
      fn.countAll<number>().as('trials'),
      fn.min<number | null>('draw').as('first'),
      fn.max<number | null>('draw').as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (last === null) return [{ from: 0, below: count }];
  const end = countIn(place, 'draw', last) + 1;
  // Only an import, or a kill, leaves gaps: they are searched for only when the count shows that there are some.
  const between = Number(trials) === end ? [] : await gapsIn(database, drawn, place);
  const ranges = [{ from: 0, below: countIn(place, 'draw', first) }, ...between, { from: end, below: count }];
  return ranges.filter(({ from, below }) => from < below);
}

async function gapsIn(
  database: Database,
  trials: ReturnType<typeof ofStudy>,
  place: RowPlace,
): Promise<SampleRange[]> {
  const following = trials.select(['draw', sql<number | null>`lead(draw) over (order by draw)`.as('next')]);
  const gaps = await database
    .selectFrom(following.as('following'))
    .select(['draw', 'next'])
    .where('next', '>', sql<number>`draw + 1`)
    .orderBy('draw')
    .execute();
  return gaps.map(({ draw, next }) => ({
    from: countIn(place, 'draw', draw) + 1,
    below: countIn(place, 'draw', next),
  }));
}

export async function progress(database: Database, studyId: number, count: number): Promise<SampledProgress> {
  const direction = await directionOfStudy(database, studyId);
  const best =
    direction &&
    (await bestTrials(database, studyId, direction)
      .selectAll()
      .where('origin', '=', 'sampled')
      // An expression, so that the planner reads the ranking's index and not that of `draw`.
      .where(sql<number>`draw + 0`, '<', count)
      .limit(1)
      .executeTakeFirst());
  return { counts: await countsBelow(database, studyId, count), best: best && (await trialOf(best)) };
}

/**
 * All trials of the study, counted in an index, minus those that are derived or beyond `count`. The latter are few; a
 * count grouped by state would make the planner use the index of states, and read the whole table.
 */
async function countsBelow(database: Database, studyId: number, count: number): Promise<TrialCounts> {
  const all = ofStudy(database, studyId);
  const one = (trials: typeof all) => trials.select(['state', sql.lit(-1).as('trials')]);
  const rows = await all
    .select(({ fn }) => ['state', fn.countAll<number>().as('trials')])
    .groupBy('state')
    .unionAll(one(all.where('origin', '!=', sql.lit('sampled' as const))))
    .unionAll(one(all.where('draw', '>=', count)))
    .execute();
  const counts = { waiting: 0, running: 0, complete: 0, pruned: 0, failed: 0 };
  const place = { table: 'trials', studyId };
  for (const { state, trials } of rows) counts[stateIn(place, 'state', state)] += Number(trials);
  return counts;
}
