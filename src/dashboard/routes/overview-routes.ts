import type { Hono } from 'hono';
import { studyOverview } from '../../actions/dashboard/study-overview.ts';
import { encodeOverview, trialsIn } from '../../plots/columns/overview-block.ts';
import type { DashboardContext } from '../context.ts';
import { addEncoded, type Encoded, encoded, numberInQuery } from './asked-study.ts';

/** An overview, and its parts for clients that ask for one of them. */
interface EncodedOverview {
  readonly overview: Encoded;
  readonly head: Encoded;
  readonly trials: Encoded;
}

/**
 * Adds the routes of a study's head and of its trials, together and alone: all come from one reading of the database. A
 * client that follows the study names the time `since` when it knows the trials.
 */
export function addOverviewRoutes(app: Hono, context: DashboardContext): void {
  for (const part of ['overview', 'head', 'trials'] as const) {
    addEncoded(app, context, part, async (study, c) => {
      return (await overviewOf(context, study, numberInQuery(c, 'since')))[part];
    });
  }
}

/** Reads the study that the page is to show first while its browser starts. */
export async function readAhead(context: DashboardContext): Promise<void> {
  const { reader, watch, query } = context;
  await reader.during(async () => {
    const asked = new URLSearchParams(query).get('study');
    const study =
      asked === null ? await reader.use(async (store) => (await store.studies()).at(-1)?.id) : Number(asked);
    if (study === undefined) return;
    await watch.fresh(study);
    await overviewOf(context, study);
  });
}

function overviewOf(
  { db, answers }: DashboardContext,
  study: number,
  since?: number,
): Promise<EncodedOverview> {
  const key = since === undefined ? 'overview' : `overview since ${since}`;
  return answers.get(study, key, 'follows', async () => {
    const found = await studyOverview({ study, db, since });
    const bytes = encodeOverview(found);
    return { overview: encoded(bytes), head: encoded(found.head), trials: encoded(trialsIn(bytes)) };
  });
}
