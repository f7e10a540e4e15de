import type { Hono } from 'hono';
import { studyHead } from '../../actions/dashboard/study-head.ts';
import { studyOverview } from '../../actions/dashboard/study-overview.ts';
import { trialColumns } from '../../actions/dashboard/trial-columns.ts';
import { encodeTrials } from '../../plots/columns/trial-columns.ts';
import type { DashboardContext } from '../context.ts';
import { addEncoded, type Encoded, encoded, numberInQuery } from './asked-study.ts';

interface EncodedOverview {
  readonly head: Encoded;
  readonly trials: Encoded;
}

/**
 * Adds the routes of a study's head and of its trials. A page that opens asks for both: they come from one reading of
 * the database. One that follows the study names the time `since` when it knows the trials, and each is read alone.
 */
export function addOverviewRoutes(app: Hono, context: DashboardContext): void {
  const { db, answers } = context;
  const add = (part: keyof EncodedOverview, changed: (study: number, since: number) => Promise<Encoded>) =>
    addEncoded(app, context, part, async (study, c) => {
      const since = numberInQuery(c, 'since');
      if (since === undefined) return (await overviewOf(context, study))[part];
      const key = part === 'head' ? part : `trials since ${since}`;
      return answers.get(study, key, 'follows', () => changed(study, since));
    });
  add('head', async (study) => encoded(await studyHead({ study, db })));
  add('trials', async (study, since) => encoded(encodeTrials(await trialColumns({ study, db, since }))));
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

function overviewOf({ db, answers }: DashboardContext, study: number): Promise<EncodedOverview> {
  return answers.get(study, 'overview', 'follows', async () => {
    const { head, trials } = await studyOverview({ study, db });
    return { head: encoded(head), trials: encoded(encodeTrials(trials)) };
  });
}
