import { sql } from 'kysely';
import type { Direction } from '../../study/objective.ts';
import type { Trial } from '../../study/trial.ts';
import { trialsOf } from './parsed/trial-rows.ts';
import { decodeSpec } from './rows.ts';
import type { Database } from './schema.ts';

export async function top(database: Database, studyId: number, k: number): Promise<Trial[]> {
  const direction = await directionOfStudy(database, studyId);
  if (direction === undefined) return [];
  const rows = await bestTrials(database, studyId, direction).selectAll().limit(k).execute();
  return trialsOf(rows);
}

/** Undefined when there is no such study. */
export async function directionOfStudy(database: Database, studyId: number): Promise<Direction | undefined> {
  const study = await database
    .selectFrom('studies')
    .select('spec')
    .where('id', '=', studyId)
    .executeTakeFirst();
  return study && directionOf(study.spec);
}

/**
 * A study's complete trials, best first, ties by number, those that break a constraint last. Condition and order match
 * the indexes trials_lowest_first and trials_highest_first. `complete` is a literal: with a bound parameter the planner
 * need not see that the index holds every row needed.
 */
export function bestTrials(database: Database, studyId: number, direction: Direction) {
  return database
    .selectFrom('trials')
    .where('study_id', '=', studyId)
    .where('state', '=', sql.lit('complete' as const))
    .where('value', 'is not', null)
    .orderBy('infeasible')
    .orderBy('value', direction === 'minimize' ? 'asc' : 'desc')
    .orderBy('number');
}

/** One of each: the direction changes the text of a statement. */
export function byDirection<Each>(make: (direction: Direction) => Each): Readonly<Record<Direction, Each>> {
  return { minimize: make('minimize'), maximize: make('maximize') };
}

let lastKnown: { readonly spec: unknown; readonly direction: Direction } | undefined;

/** Every record asks for that of the same study, whose spec is longer than all else of a trial. */
export async function directionOf(spec: unknown): Promise<Direction> {
  if (lastKnown === undefined || lastKnown.spec !== spec)
    lastKnown = { spec, direction: (await decodeSpec(spec)).objective.direction };
  return lastKnown.direction;
}
