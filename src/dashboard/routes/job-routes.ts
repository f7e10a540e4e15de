import type { Context, Hono } from 'hono';
import { lookAtStudy } from '../../actions/dashboard/dashboard-study.ts';
import { readOptions } from '../../actions/options/read-options.ts';
import { UsageError } from '../../faults/errors.ts';
import type { DashboardContext } from '../context.ts';
import { jsonBody } from '../door/json-body.ts';
import { Refused } from '../door/refused.ts';
import type { AskedJob } from '../jobs/job-queue.ts';
import { workNamed } from '../jobs/work/catalogue.ts';
import { studyIn } from './asked-study.ts';

/** Adds the routes of jobs: actions, and pages that take a computation. */
export function addJobRoutes(app: Hono, context: DashboardContext): void {
  const { jobs } = context;
  app.get('/api/jobs', (c) => c.json(jobs.list()));
  app.delete('/api/jobs/:job', (c) => c.json(jobs.cancel(c.req.param('job'))));
  app.post('/api/studies/:study/actions/:name', async (c) => {
    const name = c.req.param('name');
    if (name.startsWith('page:')) throw new Refused(404, 'no action has this name');
    const asked = await askedJob(context, studyIn(c), name, await jsonBody(c));
    return c.json(jobs.add(asked), 202);
  });
  app.get('/api/studies/:study/pages/:kind', async (c) => {
    const asked = await askedJob(context, studyIn(c), `page:${c.req.param('kind')}`, pageOptions(c));
    const again = c.req.query('again') !== undefined;
    const fragment = again ? undefined : jobs.fragment(asked);
    if (fragment !== undefined) return c.html(fragment);
    const last = jobs.last(asked);
    if (last !== undefined && last.endedAt === null) return c.json(last, 202);
    if (c.req.query('known') !== undefined) return c.body(null, 204);
    return c.json(jobs.add(asked), 202);
  });
}

function pageOptions(c: Context): Record<string, unknown> {
  const { trial, model, split, dynamics } = c.req.query();
  return {
    ...(trial !== undefined && { trial: /^\d{1,9}$/.test(trial) ? Number(trial) : trial }),
    ...(model !== undefined && { model }),
    ...(split !== undefined && { split }),
    ...(dynamics !== undefined && { dynamics: true }),
  };
}

/** Refused for an unknown name, UsageError with all faults of the options. */
async function askedJob(
  { db }: DashboardContext,
  study: number,
  name: string,
  options: unknown,
): Promise<AskedJob> {
  const work = workNamed(name);
  if (work === undefined) throw new Refused(404, 'no action has this name');
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new UsageError('options: must be an object');
  }
  const own = ['study', 'db'].find((each) => Object.hasOwn(options, each));
  if (own !== undefined) throw new UsageError(`${own}: must be left out: the address names it`);
  const studyName = await lookAtStudy({ study, db }, async (read) => read.study.name);
  readOptions(work.action, { ...options, study: studyName, db });
  const { trial } = options as { readonly trial?: unknown };
  if (typeof trial === 'number') {
    const found = await lookAtStudy({ study, db }, ({ store }) => store.trial(study, trial));
    if (found === undefined) throw new Refused(404, 'the study has no trial of this number');
  }
  return { study, studyName, name, options: options as Record<string, unknown> };
}
